// SPDX-License-Identifier: GPL-3.0-or-later
// The tree as JSON text, for scripts ("tree out.json") and for whoever looks for a fault: nested as
// the nodes are, keys in a fixed order, empty fields left out, ids as 16 hexadecimal digits.
// Any thread.
#pragma once

#include <string>

#include "player/accessibility/tree.h"

namespace mallette::accessibility {

/// Indented by two, with a final line break. Text that is not UTF-8 shows as U+FFFD.
[[nodiscard]] std::string to_json(const Tree& tree);

}  // namespace mallette::accessibility
