// SPDX-License-Identifier: GPL-3.0-or-later
// The sentence an author reads for a kit's warning. Any thread.
#pragma once

#include <string>

#include "kits/warning.h"
#include "player/language/catalogue.h"

namespace mallette::language {

[[nodiscard]] std::string describe(const kits::Warning& warning, const Catalogue& words);

}  // namespace mallette::language
