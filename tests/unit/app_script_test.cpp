// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/script.h"

#include <doctest/doctest.h>

using namespace mallette;
using namespace std::chrono_literals;
using Kind = app::ScriptCommand::Kind;

TEST_CASE("a script is read line by line, comments and blanks passed over") {
  const auto script = app::parse_script("# a comment\n\nplay\r\n  wait 1.5s\nseek 01:02\nkey Shift+l\nscreenshot a b.png\nquit", "s");
  REQUIRE(script);
  REQUIRE(script->size() == 6);
  CHECK((*script)[0].kind == Kind::kPlay);
  CHECK((*script)[1].time == 1500ms);
  CHECK((*script)[2].kind == Kind::kSeek);
  CHECK((*script)[2].time == 62s);
  CHECK((*script)[3].key == ui::Key{.name = "L", .shift = true});
  CHECK((*script)[4].file == "a b.png");
  CHECK((*script)[5].kind == Kind::kQuit);
}

TEST_CASE("a line that is not of the form is refused with its number") {
  for (const char* line : {"jump", "seek", "seek yesterday", "wait -1", "key Hyper+X", "key F13", "screenshot", "play now"}) {
    CAPTURE(line);
    const auto script = app::parse_script(std::string("play\n") + line + "\n", "s.txt");
    REQUIRE_FALSE(script);
    CHECK(script.error().code == ErrorCode::kUsage);
    CHECK(script.error().place == TextPlace{2, 1});
  }
}
