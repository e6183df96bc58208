// SPDX-License-Identifier: GPL-3.0-or-later
// Who made a kit, as a person reads it: in French "origine vérifiée", since "signé" here means in sign language.
// Any thread.
#pragma once

#include <string>

#include "kits/origin.h"
#include "player/language/catalogue.h"

namespace mallette::language {

/// One line.
[[nodiscard]] std::string origin_text(const kits::Origin& origin, const Catalogue& words);

}  // namespace mallette::language
