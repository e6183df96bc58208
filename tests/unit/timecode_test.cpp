// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/timecode.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using mallette::format_time;
using mallette::parse_time;
using mallette::TimeSign;

TEST_CASE("every form of the grammar is read") {
  CHECK(parse_time("0") == 0ms);
  CHECK(parse_time("12.5") == 12500ms);
  CHECK(parse_time("12.050") == 12050ms);
  CHECK(parse_time("04:12") == 252000ms);
  CHECK(parse_time("95:00") == 95min);
  CHECK(parse_time("02:30:00.040") == 9000040ms);
  CHECK(parse_time("1500ms") == 1500ms);
  CHECK(parse_time("2s") == 2s);
  CHECK(parse_time("1.5 min") == 90s);
  CHECK(parse_time("3h") == 3h);
}

TEST_CASE("what is not of the grammar is refused") {
  for (const char* text : {"", " ", "a", ":", "1:", ":30", "1:2", "1:60", "1:60:00", "1:00:00:00", "1.2345", "1.",
                           "12,5", "5 minutes", "1:30min", "+5", "--5", "1e3", "999999999999999999999", "1001h",
                           "0x10", "12.5 ", " 12", "1:-5"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text, TimeSign::kEither));
  }
}

TEST_CASE("a minus sign is taken only for offsets") {
  CHECK_FALSE(parse_time("-2s"));
  CHECK(parse_time("-2s", TimeSign::kEither) == -2s);
  CHECK(parse_time("-00:01.5", TimeSign::kEither) == -1500ms);
}

TEST_CASE("a written time reads back as itself") {
  for (const auto time : {0ms, 1ms, 999ms, 59999ms, 60000ms, 3599999ms, 3600000ms, 359999999ms, -1500ms}) {
    CAPTURE(format_time(time));
    CHECK(parse_time(format_time(time), TimeSign::kEither) == time);
  }
  CHECK(format_time(252000ms) == "04:12");
  CHECK(format_time(3750000ms) == "1:02:30");
}
