// SPDX-License-Identifier: GPL-3.0-or-later
// What no frame of the interface may have; the tests hold every frame they draw against it.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "player/accessibility/tree.h"

namespace mallette::accessibility {

/// WCAG 2.2, success criterion 2.5.8 (target size, minimum), in pixels of the window.
inline constexpr float kSmallestTarget = 24;

/// One line a fault, naming the node by role and name; empty when all is well:
///  - two nodes with one id; more than one focused node; focus on what cannot take it
///  - an interactive node without a name, without an action, or smaller than kSmallestTarget
///  - interactive nodes that lie over each other (outside of dialogs, which lie over everything)
///    (of links neither: where they stand on a page, and how large, is its author's; 2.5.8 excepts them)
///  - two enabled interactive nodes of one role and name in one region: neither voice nor script
///    could tell them apart
///  - a focused node of which nothing shows
///  - a value outside its range, a slider without a range, a heading without a level
[[nodiscard]] std::vector<std::string> tree_faults(const Tree& tree);

}  // namespace mallette::accessibility
