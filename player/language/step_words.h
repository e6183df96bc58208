// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of a plan are called. Pure; any thread.
#pragma once

#include <string>

#include "kits/plan.h"
#include "player/language/catalogue.h"

namespace mallette::language {

/// "Question", "Slide show".
[[nodiscard]] std::string type_word(const Catalogue& words, kits::StepType type);

}  // namespace mallette::language
