// SPDX-License-Identifier: GPL-3.0-or-later
// What `found`, `allowed` and `detail` of an error hold, in the words of the interface. Those fields
// are made where the fault is found, in English or as short names; the few forms they take are known
// here. Anything else (a name, a number, a library's own words) comes back as it is. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "player/language/catalogue.h"

namespace mallette::language {

/// "12,3 Mo", "900 octets".
[[nodiscard]] std::string size_text(std::uint64_t bytes, const Catalogue& words);

[[nodiscard]] std::string phrase(std::string_view text, const Catalogue& words);

}  // namespace mallette::language
