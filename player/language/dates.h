// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as people read them. Pure; any thread.
#pragma once

#include <string>

#include "player/language/catalogue.h"

namespace mallette::language {

/// 1 to 12; anything else counts as the nearest of them.
[[nodiscard]] std::string month_name(int month, const Catalogue& words);

/// "2025-01", or a day of it, as "janvier 2025"; any other form as it is.
[[nodiscard]] std::string month_text(const std::string& date, const Catalogue& words);

}  // namespace mallette::language
