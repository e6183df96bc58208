// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/key_map.h"

#include <doctest/doctest.h>

using namespace mallette::ui;

TEST_CASE("keys are named as the help shows them, in any case") {
  CHECK(parse_key("pagedown") == Key{.name = "PageDown"});
  CHECK(parse_key("s") == Key{.name = "S"});
  CHECK(parse_key("Ctrl+Shift+left") == Key{.name = "Left", .shift = true, .control = true});
  CHECK(parse_key("f11") == Key{.name = "F11"});
  CHECK(parse_key("backspace") == Key{.name = "Backspace"});
  CHECK_FALSE(parse_key(""));
  CHECK_FALSE(parse_key("F0"));
  CHECK_FALSE(parse_key("Alt+S"));
  CHECK_FALSE(parse_key("Shift+"));
}

TEST_CASE("captions, signer and description are one key each") {
  CHECK(film_action({.name = "S"}) == Action::kCaptions);
  CHECK(film_action({.name = "L"}) == Action::kSign);
  CHECK(film_action({.name = "A"}) == Action::kDescription);
  CHECK(film_action({.name = "Space"}) == Action::kPlayPause);
  CHECK_FALSE(film_action({.name = "Z"}));
  CHECK_FALSE(film_action({.name = "S", .control = true}));
}

TEST_CASE("a key held down seeks on, and switches nothing to and fro") {
  CHECK(repeats(Action::kForward5s));
  CHECK(repeats(Action::kFrameBack));
  CHECK(repeats(Action::kVolumeUp));
  for (const Action action : {Action::kPlayPause, Action::kMute, Action::kCaptions, Action::kSign, Action::kDescription, Action::kFullScreen}) {
    CHECK_FALSE(repeats(action));
  }
}

namespace {

Action in_session(const char* key) {
  const auto parsed = parse_key(key);
  REQUIRE_MESSAGE(parsed, key);
  const auto action = session_action(*parsed);
  REQUIRE_MESSAGE(action, key);
  return *action;
}

}  // namespace

TEST_CASE("a clicker's keys go on and back, cover the room and pause the session") {
  CHECK(in_session("PageDown") == Action::kNext);
  CHECK(in_session("PageUp") == Action::kPrevious);
  CHECK(in_session("B") == Action::kNeutralB);
  CHECK(in_session(".") == Action::kNeutralPoint);
  CHECK(in_session("F9") == Action::kNeutralF9);
  // One button of a clicker sends them in turn, some with Shift.
  CHECK(in_session("F5") == Action::kSuspend);
  CHECK(in_session("Shift+F5") == Action::kSuspend);
  CHECK(in_session("Escape") == Action::kSuspend);
}

TEST_CASE("in a session the film answers to the same keys as alone") {
  CHECK(in_session("Space") == Action::kPlayPause);
  CHECK(in_session("K") == Action::kPlayPause);
  CHECK(in_session("Left") == Action::kBack5s);
  CHECK(in_session("Right") == Action::kForward5s);
  CHECK(in_session("Shift+Left") == Action::kFrameBack);
  CHECK(in_session("Shift+Right") == Action::kFrameForward);
  CHECK(in_session("Ctrl+Left") == Action::kBack60s);
  CHECK(in_session("Ctrl+Right") == Action::kForward60s);
  CHECK(in_session("Up") == Action::kVolumeUp);
  CHECK(in_session("Down") == Action::kVolumeDown);
  CHECK(in_session("M") == Action::kMute);
  CHECK(in_session("S") == Action::kCaptions);
  CHECK(in_session("Shift+S") == Action::kNextCaptions);
  CHECK(in_session("L") == Action::kSign);
  CHECK(in_session("Ctrl+L") == Action::kNextSignPlace);
  CHECK(in_session("Shift+L") == Action::kSwapSign);
  CHECK(in_session("Ctrl+Shift+L") == Action::kMoveSign);
  CHECK_FALSE(film_action(*parse_key("Ctrl+Shift+L")));
  CHECK(in_session("A") == Action::kDescription);
  CHECK(in_session("Shift+A") == Action::kNextDescription);
}

TEST_CASE("replay, time, screens and what is shown have a key each") {
  CHECK(in_session("R") == Action::kReplay);
  CHECK(in_session("G") == Action::kGoToTime);
  CHECK(in_session("X") == Action::kSwapScreens);
  CHECK(in_session("F") == Action::kFreeze);
  CHECK(in_session("F1") == Action::kKeys);
  CHECK(in_session("F2") == Action::kHelpNumbers);
  CHECK(in_session("F3") == Action::kStrip);
  CHECK(in_session("F11") == Action::kFullScreen);
  CHECK(in_session("Ctrl+O") == Action::kOpen);
  CHECK(in_session("Ctrl+F") == Action::kFind);
}

TEST_CASE("a key with something else held down is another key") {
  for (const char* key : {"Ctrl+B", "Shift+PageDown", "Ctrl+R", "Shift+F9", "Ctrl+Space", "Shift+X"}) {
    CHECK_FALSE_MESSAGE(session_action(*parse_key(key)), key);
  }
}

TEST_CASE("of an action the keys are told that do it in a session, and no others") {
  for (const Action action : {Action::kNext, Action::kPrevious, Action::kSuspend, Action::kPlayPause, Action::kReplay, Action::kFreeze,
                              Action::kCaptions, Action::kKeys, Action::kFullScreen, Action::kNeutralF9}) {
    const auto keys = session_keys(action);
    REQUIRE_FALSE(keys.empty());
    for (const Key& key : keys) CHECK(session_action(key) == action);
  }
  CHECK(session_keys(Action::kNext) == std::vector<Key>{{.name = "PageDown"}});
  // Alone a film is paused by them; in a session they go on and back.
  for (const Key& key : session_keys(Action::kPlayPause)) {
    CHECK(key.name != "PageDown");
    CHECK(key.name != "Escape");
  }
}

TEST_CASE("while something is written letters are letters, and the clicker and F9 still work") {
  for (const char* key : {"B", ".", "S", "R", "X", "Space", "Left", "Enter", "Escape", "Tab", "Backspace"}) {
    CHECK_FALSE_MESSAGE(works_while_typing(*parse_key(key)), key);
  }
  for (const char* key : {"PageDown", "PageUp", "F5", "F9", "F1", "F11", "Ctrl+O"}) CHECK_MESSAGE(works_while_typing(*parse_key(key)), key);
  CHECK_FALSE(works_while_typing({.name = "F"}));
}

TEST_CASE("held down, no key of a session moves it on or covers it more than once") {
  for (const Action action : {Action::kNext, Action::kPrevious, Action::kNeutralB, Action::kNeutralPoint, Action::kNeutralF9, Action::kSuspend,
                              Action::kReplay, Action::kFreeze, Action::kSwapScreens, Action::kKeys}) {
    CHECK_FALSE(repeats(action));
  }
}
