// SPDX-License-Identifier: GPL-3.0-or-later
// What must be known of a TOML text before it is given to a recursive parser. Internal to kits/.
//
// toml++ 3.3 bounds the nesting of [ ] and { } (256), but not the depth of dotted keys
// ("a.a.a. ..."): a manifest of 1 MiB could nest half a million tables, and taking those down
// again overflows the stack. This scan looks at brackets and dots outside strings and comments.
//
// Pure function: any thread. Reads the text once.
#pragma once

#include <optional>
#include <string_view>

#include "kits/base/error.h"

namespace mallette::kits {

inline constexpr int kNestingLimit = 16;   ///< brackets within brackets; a manifest needs 4
inline constexpr int kKeyPartsLimit = 16;  ///< parts of one dotted key; a manifest needs 3

/// Where the text nests deeper than allowed; nothing when it does not.
[[nodiscard]] std::optional<TextPlace> too_deeply_nested(std::string_view toml);

}  // namespace mallette::kits
