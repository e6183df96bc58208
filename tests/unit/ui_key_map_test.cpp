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
