// SPDX-License-Identifier: GPL-3.0-or-later
// The sentence a person reads for an Error: what was being done, to which file, what was found,
// what to do. Any thread.
#pragma once

#include <string>

#include "kits/base/error.h"
#include "player/language/catalogue.h"

namespace mallette::language {

/// One sentence or two, no line break, no name of the program before it.
[[nodiscard]] std::string describe(const Error& error, const Catalogue& words);

/// "accueillir.mallette › film/accueillir.mp4, line 3, column 7".
[[nodiscard]] std::string place_of(const Error& error, const Catalogue& words);

}  // namespace mallette::language
