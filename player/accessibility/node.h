// SPDX-License-Identifier: GPL-3.0-or-later
// One thing of the interface as a person without eyes on it meets it: what it is, what it is called,
// how it stands, where it lies and what can be done with it. Shaped after WAI-ARIA 1.2 and ATK, so
// that a bridge to either has little to translate.
//
// Bounds are pixels of the window, y downwards. Names, descriptions and values are in the
// interface's language, UTF-8. Plain values: any thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mallette::accessibility {

/// The same thing has the same id from frame to frame: a hash of its own key and its parents'.
struct NodeId {
  std::uint64_t value = 0;
  friend bool operator==(NodeId, NodeId) = default;
  friend auto operator<=>(NodeId, NodeId) = default;
};

/// FNV-1a, 64 bit, over the parent's id, then the key.
[[nodiscard]] NodeId child_id(NodeId parent, std::string_view key);

enum class Role : std::uint8_t {
  kWindow,
  kRegion,  ///< a part that F6 walks to
  kDialog,
  kGroup,
  kHeading,
  kText,
  kStatus,  ///< text that changes by itself and is announced
  kImage,
  kProgress,
  kButton,
  kLink,  ///< leads elsewhere in a document that is read
  kToggle,    ///< a button that stays down; kChecked
  kCheckBox,  ///< kChecked
  kSlider,
  kTextField,
  kList,
  kListItem,  ///< kSelected
};

/// The name that scripts and the JSON dump use: "button", "text-field".
[[nodiscard]] std::string_view role_name(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);
/// Something is done with it: it has focus, a name, actions and a size that a finger can hit.
[[nodiscard]] bool is_interactive(Role role);

enum class State : std::uint16_t {
  kFocusable = 1 << 0,
  kFocused = 1 << 1,
  kDisabled = 1 << 2,
  kChecked = 1 << 3,
  kSelected = 1 << 4,
  kExpandable = 1 << 5,
  kExpanded = 1 << 6,
  kModal = 1 << 7,      ///< nothing outside this dialog can be reached
  kOffscreen = 1 << 8,  ///< scrolled out of sight
  kReadOnly = 1 << 9,
};

enum class NodeAction : std::uint8_t {
  kPress = 1 << 0,
  kFocus = 1 << 1,
  kIncrement = 1 << 2,
  kDecrement = 1 << 3,
  kSetValue = 1 << 4,  ///< a number for a slider, a text for a text field
  kDismiss = 1 << 5,   ///< leave things as they are
};

/// A set of states, or of actions.
template <typename Flag>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<Flag> flags) {
    for (const Flag flag : flags) add(flag);
  }
  constexpr void add(Flag flag, bool on = true) {
    const auto bit = static_cast<unsigned>(flag);
    bits_ = on ? (bits_ | bit) : (bits_ & ~bit);
  }
  [[nodiscard]] constexpr bool has(Flag flag) const { return (bits_ & static_cast<unsigned>(flag)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(Set, Set) = default;

 private:
  unsigned bits_ = 0;
};

struct Bounds {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] constexpr bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] constexpr float right() const { return x + width; }
  [[nodiscard]] constexpr float bottom() const { return y + height; }
  [[nodiscard]] constexpr bool contains(float px, float py) const {
    return px >= x && py >= y && px < right() && py < bottom();
  }
  friend constexpr bool operator==(const Bounds&, const Bounds&) = default;
};

/// What two rectangles share; all zeros where they do not meet.
[[nodiscard]] constexpr Bounds intersection(const Bounds& a, const Bounds& b) {
  const float left = std::max(a.x, b.x), top = std::max(a.y, b.y);
  const float right = std::min(a.right(), b.right()), bottom = std::min(a.bottom(), b.bottom());
  if (right <= left || bottom <= top) return {};
  return {left, top, right - left, bottom - top};
}

/// How a change of a kStatus is told: when the voice has finished, or at once.
enum class Live : std::uint8_t { kOff, kPolite, kAssertive };

struct Range {
  double minimum = 0;
  double maximum = 1;
  double now = 0;
  double step = 0.1;
  friend bool operator==(const Range&, const Range&) = default;
};

struct Node {
  NodeId id;
  Role role = Role::kGroup;
  std::string name;         ///< of kText and kStatus: the text itself
  std::string description;  ///< what the name does not say; read after it, on demand
  std::string value;        ///< as a person says it: "04:12 sur 14:00"
  Set<State> states;
  Set<NodeAction> actions;
  Bounds bounds;
  /// The part of the bounds that is not scrolled away or covered by the edge of its region.
  Bounds visible;
  std::optional<Range> range;
  int level = 0;  ///< of a heading, from 1
  Live live = Live::kOff;
  /// Places in the tree's nodes(); the root has no parent.
  std::optional<std::size_t> parent;
  std::vector<std::size_t> children;

  [[nodiscard]] bool is(State state) const { return states.has(state); }
  /// Can be given focus now.
  [[nodiscard]] bool takes_focus() const { return is(State::kFocusable) && !is(State::kDisabled); }
};

}  // namespace mallette::accessibility
