// SPDX-License-Identifier: GPL-3.0-or-later
// Where focus goes: pure functions of a tree and the node that has it.
//
//   Tab, Shift+Tab   from stop to stop in reading order, round at the ends. A list is one stop (its
//                    focused item, else its selected one, else its first); arrows move inside it.
//   F6, Shift+F6     from region to region: to the first stop of each, or, where a region holds only
//                    text, to the region itself, so that it can be read and scrolled.
//   arrows           among the items of a list, without going round
//
// An open modal dialog is the whole world. Any thread.
#pragma once

#include <optional>
#include <vector>

#include "player/accessibility/tree.h"

namespace mallette::accessibility {

enum class Direction { kForward, kBackward };

/// What Tab stops at, in order.
[[nodiscard]] std::vector<NodeId> tab_stops(const Tree& tree);

/// Nothing where there is nothing to focus.
[[nodiscard]] std::optional<NodeId> next_stop(const Tree& tree, Direction direction);
[[nodiscard]] std::optional<NodeId> next_region(const Tree& tree, Direction direction);
/// The item beside the focused one; the same at the list's ends; nothing when no item has focus.
[[nodiscard]] std::optional<NodeId> next_item(const Tree& tree, Direction direction);
/// The first item of the focused item's list for kBackward (Home), the last for kForward (End).
[[nodiscard]] std::optional<NodeId> end_item(const Tree& tree, Direction direction);

/// Where focus belongs in `now` when it was at `lost` in `before` and that is gone, or out of reach
/// beneath a dialog: the nearest stop of the same region, else the dialog's first stop, else nowhere.
[[nodiscard]] std::optional<NodeId> recovered_focus(const Tree& before, const Tree& now, NodeId lost);

}  // namespace mallette::accessibility
