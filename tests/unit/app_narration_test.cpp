// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/narration.h"

#include <doctest/doctest.h>

using namespace mallette;
using namespace mallette::app;
using namespace std::chrono_literals;

namespace {

constexpr media::SampleIndex kSecond = media::kSampleRate;

subtitles::Cue cue(std::chrono::microseconds begin, std::chrono::microseconds end, const std::string& text) {
  return {.begin = begin, .end = end, .spans = {{.text = text}}};
}

/// From 10 s to 14 s.
const SpokenCue kCue{.begin = 10 * kSecond, .end = 14 * kSecond, .text = "x"};

}  // namespace

TEST_CASE("cues stand where the file's offset puts them, and those without words, or before the film, are none") {
  subtitles::CueList list;
  list.cues = {cue(0s, 1s, "over"), cue(1s, 3s, "at the start"), cue(4s, 5s, " \n"), cue(6s, 8s, "two\nlines")};
  const auto cues = spoken_cues(list, 2s);
  REQUIRE(cues.size() == 2);
  CHECK(cues[0].begin == 0);
  CHECK(cues[0].end == kSecond);
  CHECK(cues[1].begin == 4 * kSecond);
  CHECK(cues[1].text == "two\nlines");
}

TEST_CASE("cues that begin together are spoken as one, and no word of either is lost") {
  subtitles::CueList list;
  list.cues = {cue(1s, 4s, "A door."), cue(1050ms, 6s, "Nadia comes in."), cue(2s, 3s, "She sits.")};
  const auto cues = spoken_cues(list, 0s);
  REQUIRE(cues.size() == 2);
  CHECK(cues[0].text == "A door.\nNadia comes in.");
  CHECK(cues[0].end == 6 * kSecond);
}

TEST_CASE("words that fit are spoken as they are, also a little over the cue's end where nothing follows") {
  for (const bool extended : {true, false}) {
    for (const auto length : {2 * kSecond, 4 * kSecond, 4 * kSecond + kSecond / 4}) {
      const Placement placement = place(kCue, {}, length, extended);
      CHECK(placement.on_line == length);
      CHECK(!placement.wait_at);
      CHECK(!placement.cut);
    }
  }
  CHECK(haste(kCue, {}, 4 * kSecond) == 1);
}

TEST_CASE("extended, the film waits at the cue's own end for the rest of the words, whatever room there is behind it") {
  const Placement placement = place(kCue, {.next = 60 * kSecond}, 6 * kSecond, true);
  CHECK(placement.on_line == 4 * kSecond);
  CHECK(placement.wait_at == 14 * kSecond);
  CHECK(!placement.cut);
}

TEST_CASE("the film waits before the next description, and before its own end") {
  const auto next = place(kCue, {.next = 12 * kSecond}, 6 * kSecond, true);
  REQUIRE(next.wait_at);
  CHECK(*next.wait_at < 12 * kSecond);
  CHECK(*next.wait_at > 11 * kSecond);
  CHECK(next.on_line == *next.wait_at - kCue.begin);
  const auto end = place(kCue, {.end = 13 * kSecond}, 6 * kSecond, true);
  REQUIRE(end.wait_at);
  CHECK(*end.wait_at < 13 * kSecond);
  const auto no_room = place(kCue, {.next = 10 * kSecond + 5'000}, 6 * kSecond, true);
  CHECK(no_room.on_line < 5'000);
  CHECK(*no_room.wait_at >= kCue.begin);
}

TEST_CASE("not extended, words are spoken faster within reason, over the cue's end, and cut before the next") {
  CHECK(haste(kCue, {}, 5 * kSecond) == doctest::Approx(1.25));
  CHECK(haste(kCue, {}, 60 * kSecond) == doctest::Approx(kMostHaste));
  const Placement over = place(kCue, {.next = 60 * kSecond}, 6 * kSecond, false);
  CHECK(over.on_line == 6 * kSecond);
  CHECK(!over.wait_at);
  CHECK(!over.cut);
  const Placement cut = place(kCue, {.next = 15 * kSecond}, 6 * kSecond, false);
  CHECK(cut.on_line < 5 * kSecond);
  CHECK(cut.on_line > 4 * kSecond);
  CHECK(cut.cut);
  CHECK(!cut.wait_at);
}

TEST_CASE("a place within a cue begins with that cue, any other with the one before, which may be heard still") {
  const std::vector<SpokenCue> cues = {{10, 20, "a"}, {30, 40, "b"}};
  CHECK(first_cue(cues, 0) == 0);
  CHECK(first_cue(cues, 15) == 0);
  CHECK(first_cue(cues, 29) == 0);
  CHECK(first_cue(cues, 30) == 1);
  CHECK(first_cue(cues, 99) == 1);
  CHECK(first_cue({}, 5) == 0);
}
