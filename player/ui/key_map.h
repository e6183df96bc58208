// SPDX-License-Identifier: GPL-3.0-or-later
// Which key does what. Letters go by what is printed on the key; a clicker's keys and the arrows by
// where they stand. A key name is as the help shows it: "PageDown", "Space", "Left", "S", "F11".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/ui/action.h"

namespace mallette::ui {

struct Key {
  std::string name;
  bool shift = false;
  bool control = false;
  friend bool operator==(const Key&, const Key&) = default;
};

/// "Shift+L", "PageDown", "space": names are matched without regard to case. Nothing when there is
/// no such key.
[[nodiscard]] std::optional<Key> parse_key(std::string_view text);

/// What the key does while a film alone is shown. The arrows step by frames when it is paused.
[[nodiscard]] std::optional<Action> film_action(const Key& key);

/// What the key does in a session, and before one. Space and Escape only where nothing took them first.
[[nodiscard]] std::optional<Action> session_action(const Key& key);
/// The keys of an action in a session, in the order they are told of.
[[nodiscard]] std::vector<Key> session_keys(Action action);

/// Works even while a text field has focus: it is no letter.
[[nodiscard]] bool works_while_typing(const Key& key);

/// Holding the key down does it again and again: steps and volume, never what is switched.
[[nodiscard]] bool repeats(Action action);

}  // namespace mallette::ui
