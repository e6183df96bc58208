// SPDX-License-Identifier: GPL-3.0-or-later
// What happened between two frames, as screen readers and the interface's own voice want to hear
// it. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "player/accessibility/tree.h"

namespace mallette::accessibility {

enum class ChangeKind : std::uint8_t {
  kRemoved,  ///< `id` is in the old tree only
  kAdded,    ///< in the new one only
  kRole,
  kName,
  kDescription,
  kValue,   ///< the text or the number
  kStates,  ///< any but focus
  kBounds,
  kReordered,     ///< the children it kept stand in another order
  kAnnouncement,  ///< a live text appeared or changed: say it, as `live` asks
  kFocus,         ///< always last; id {0} when focus is nowhere
};

struct Change {
  ChangeKind kind;
  NodeId id;
  Live live = Live::kOff;  ///< of an announcement
  friend bool operator==(const Change&, const Change&) = default;
};

/// Removed first (children before parents), then the rest in the reading order of `now`.
[[nodiscard]] std::vector<Change> changes(const Tree& before, const Tree& now);

}  // namespace mallette::accessibility
