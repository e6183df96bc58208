// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/key_map.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace mallette::ui {
namespace {

constexpr std::array<std::string_view, 15> kNames = {"Space", "Left", "Right", "Up", "Down", "PageUp", "PageDown",
                                                     "Escape", "Enter", "Tab", "Home", "End", ".",
                                                     "Backspace", "Delete"};

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// The key's name in its one spelling; empty when there is no such key.
std::string canonical(std::string_view name) {
  if (name.size() == 1 && std::isalpha(static_cast<unsigned char>(name[0]))) {
    return std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(name[0]))));
  }
  const auto* known = std::ranges::find_if(kNames, [&](std::string_view k) { return same_name(k, name); });
  if (known != kNames.end()) return std::string(*known);
  if (name.size() >= 2 && name.size() <= 3 && (name[0] == 'F' || name[0] == 'f')) {
    const std::string digits(name.substr(1));
    const bool all_digits = std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c); });
    if (all_digits && digits[0] != '0' && std::stoi(digits) <= 12) return "F" + digits;
  }
  return {};
}

struct Binding {
  std::string_view key;
  bool shift;
  bool control;
  Action action;
};
constexpr Binding kFilmBindings[] = {
    {"Space", false, false, Action::kPlayPause},
    {"K", false, false, Action::kPlayPause},
    // A clicker's keys: with a film alone there is no next step to go to, so they all pause and resume.
    {"PageDown", false, false, Action::kPlayPause},
    {"PageUp", false, false, Action::kPlayPause},
    {"F5", false, false, Action::kPlayPause},
    {"Escape", false, false, Action::kPlayPause},
    {"Left", false, false, Action::kBack5s},
    {"Right", false, false, Action::kForward5s},
    {"Left", false, true, Action::kBack60s},
    {"Right", false, true, Action::kForward60s},
    {"Left", true, false, Action::kFrameBack},
    {"Right", true, false, Action::kFrameForward},
    {"Up", false, false, Action::kVolumeUp},
    {"Down", false, false, Action::kVolumeDown},
    {"M", false, false, Action::kMute},
    {"S", false, false, Action::kCaptions},
    {"S", true, false, Action::kNextCaptions},
    {"L", false, false, Action::kSign},
    {"L", true, false, Action::kSwapSign},
    {"L", false, true, Action::kNextSignPlace},
    {"A", false, false, Action::kDescription},
    {"A", true, false, Action::kNextDescription},
    {"Up", true, false, Action::kFaster},
    {"Down", true, false, Action::kSlower},
    {"V", false, false, Action::kNormalSpeed},
    {"C", false, false, Action::kNextChapter},
    {"C", true, false, Action::kPreviousChapter},
    {"F11", false, false, Action::kFullScreen},
};

// What a film alone answers to in the same way stands above and is asked after these.
constexpr Binding kSessionBindings[] = {
    {"PageDown", false, false, Action::kNext},
    {"PageUp", false, false, Action::kPrevious},
    {"B", false, false, Action::kNeutralB},
    {".", false, false, Action::kNeutralPoint},
    {"F9", false, false, Action::kNeutralF9},
    {"F5", false, false, Action::kSuspend},
    {"F5", true, false, Action::kSuspend},
    {"Escape", false, false, Action::kSuspend},
    {"R", false, false, Action::kReplay},
    {"N", false, false, Action::kMark},
    {"I", false, false, Action::kPassageStart},
    {"O", false, false, Action::kPassageEnd},
    {"I", true, false, Action::kClearPassage},
    {"G", false, false, Action::kGoToTime},
    {"L", true, true, Action::kMoveSign},
    {"X", false, false, Action::kSwapScreens},
    {"F", false, false, Action::kFreeze},
    {"D", false, false, Action::kDocuments},
    {"P", false, false, Action::kPinPage},
    {"P", false, true, Action::kHandOut},
    {"F1", false, false, Action::kKeys},
    {"F2", false, false, Action::kHelpNumbers},
    {"F2", true, false, Action::kDisclosure},
    {"F3", false, false, Action::kStrip},
    {"O", false, true, Action::kOpen},
    {"F", false, true, Action::kFind},
};

bool is(const Binding& binding, const Key& key) {
  return binding.key == key.name && binding.shift == key.shift && binding.control == key.control;
}

Key key_in(const Binding& binding) { return {std::string(binding.key), binding.shift, binding.control}; }

}  // namespace

std::optional<Key> parse_key(std::string_view text) {
  Key key;
  for (;;) {
    const auto plus = text.find('+');
    if (plus == std::string_view::npos || plus == 0) break;
    const auto modifier = text.substr(0, plus);
    if (same_name(modifier, "Shift")) {
      key.shift = true;
    } else if (same_name(modifier, "Ctrl")) {
      key.control = true;
    } else {
      return std::nullopt;
    }
    text.remove_prefix(plus + 1);
  }
  key.name = canonical(text);
  if (key.name.empty()) return std::nullopt;
  return key;
}

std::optional<Action> film_action(const Key& key) {
  for (const Binding& binding : kFilmBindings) {
    if (is(binding, key)) return binding.action;
  }
  return std::nullopt;
}

std::optional<Action> session_action(const Key& key) {
  for (const Binding& binding : kSessionBindings) {
    if (is(binding, key)) return binding.action;
  }
  return film_action(key);
}

std::vector<Key> session_keys(Action action) {
  std::vector<Key> keys;
  for (const Binding& binding : kSessionBindings) {
    if (binding.action == action) keys.push_back(key_in(binding));
  }
  for (const Binding& binding : kFilmBindings) {
    if (binding.action == action && session_action(key_in(binding)) == action) keys.push_back(key_in(binding));
  }
  return keys;
}

bool works_while_typing(const Key& key) {
  return key.control || key.name == "PageDown" || key.name == "PageUp" ||
         (key.name.size() > 1 && key.name[0] == 'F');
}

bool repeats(Action action) {
  switch (action) {
    case Action::kBack5s:
    case Action::kForward5s:
    case Action::kBack60s:
    case Action::kForward60s:
    case Action::kFrameBack:
    case Action::kFrameForward:
    case Action::kVolumeUp:
    case Action::kVolumeDown:
    case Action::kSlower:
    case Action::kFaster: return true;
    default: return false;
  }
}

}  // namespace mallette::ui
