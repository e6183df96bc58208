// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "player/media/frame_scheduler.h"
#include "player/media/media_clock.h"
#include "player/media/sample_queue.h"

using namespace mallette::media;
using namespace std::chrono_literals;

namespace {

MediaTime at(Duration d) { return MediaTime(d); }
WallTime wall(Duration d) { return WallTime(d); }

}  // namespace

TEST_CASE("a frame is held until its time, shown then, and dropped once the next one is due") {
  const FrameCandidate frame{.pts = at(80ms), .next_pts = at(120ms)};
  CHECK(decide(frame, at(80ms - 1ns), 16ms) == FrameDecision::kHold);
  CHECK(decide(frame, at(80ms), 16ms) == FrameDecision::kShow);
  CHECK(decide(frame, at(96ms), 16ms) == FrameDecision::kShow);
  CHECK(decide(frame, at(97ms), 16ms) == FrameDecision::kShowLate);
  CHECK(decide(frame, at(120ms), 16ms) == FrameDecision::kDrop);
}

TEST_CASE("a frame without another behind it is never dropped, however late") {
  CHECK(decide({.pts = at(0ms)}, at(10s), 16ms) == FrameDecision::kShowLate);
  const FrameCandidate last{.pts = at(0ms), .next_pts = at(40ms), .last_of_segment = true};
  CHECK(decide(last, at(10s), 16ms) == FrameDecision::kShowLate);
}

TEST_CASE("the first frame after a seek is shown before its time and behind it") {
  const FrameCandidate first{.pts = at(1s), .next_pts = at(1040ms), .first_after_seek = true};
  CHECK(decide(first, at(0s), 16ms) == FrameDecision::kShow);
  CHECK(decide(first, at(5s), 16ms) == FrameDecision::kShowLate);
}

TEST_CASE("every sample's time leads back to that sample, at negative times and after a thousand hours") {
  const SampleIndex far = SampleIndex{1000} * 3600 * kSampleRate;
  for (const SampleIndex middle : {-far, SampleIndex{0}, far}) {
    for (SampleIndex i = middle - 13; i <= middle + 13; ++i) {
      CAPTURE(i);
      CHECK(to_sample(to_media_time(i)) == i);
      CHECK(to_sample(to_media_time(i) - 1ns) == i - 1);
    }
  }
  CHECK(to_sample(at(1000h)) == far);
  CHECK(to_sample(at(-1ns)) == -1);
  CHECK(to_media_time(-kSampleRate) == at(-1s));
}

TEST_CASE("the clock runs between anchors at their rate") {
  const ClockAnchor anchor{.playing = true, .wall = wall(10s), .media = at(2s), .rate = 0.5};
  CHECK(anchor.position(wall(12s)) == at(3s));
  CHECK(anchor.position(wall(8s)) == at(1s));
  CHECK(anchor.wall_at(at(3s)) == wall(12s));
}

TEST_CASE("a run never shows a time from before it began") {
  const ClockAnchor anchor{.playing = true, .wall = wall(10s), .media = at(2s), .from = at(2s)};
  CHECK(anchor.position(wall(10s - 20ms)) == at(2s));
  CHECK(anchor.position(wall(10s + 20ms)) == at(2020ms));
}

TEST_CASE("a clock that stops runs on to where the sound that is on its way ends") {
  const ClockAnchor anchor{.playing = false, .wall = wall(10s), .media = at(2s), .from = at(1s)};
  CHECK(anchor.position(wall(10s - 20ms)) == at(1980ms));
  CHECK(anchor.position(wall(10s)) == at(2s));
  CHECK(anchor.position(wall(99s)) == at(2s));
  CHECK(anchor.position(wall(1s)) == at(1s));
  CHECK_FALSE(anchor.wall_at(at(3s)));
}

TEST_CASE("a late callback hardly moves the clock, and a lasting difference is taken up within a second") {
  AnchorSmoother smoother;
  WallTime heard = wall(1s);
  MediaTime media{};
  static_cast<void>(smoother.next(1, media, heard, 1.0));
  media += 20ms;
  heard += 20ms;
  const ClockAnchor late = smoother.next(1, media, heard + 15ms, 1.0);
  CHECK(std::chrono::abs(late.position(heard) - media) < 1ms);
  ClockAnchor anchor;
  for (int i = 0; i < 50; ++i) {
    media += 20ms;
    heard += 20ms;
    anchor = smoother.next(1, media, heard + 15ms, 1.0);
  }
  CHECK(std::chrono::abs(anchor.position(heard + 15ms) - media) < 2ms);
}

TEST_CASE("a hole in the sound moves the clock at once") {
  AnchorSmoother smoother;
  static_cast<void>(smoother.next(1, at(0ms), wall(1s), 1.0));
  const ClockAnchor anchor = smoother.next(1, at(20ms), wall(1s + 120ms), 1.0);
  CHECK(anchor.position(wall(1s + 120ms)) == at(20ms));
}

TEST_CASE("each generation of the clock begins where it is told to") {
  AnchorSmoother smoother;
  static_cast<void>(smoother.next(1, at(0ms), wall(1s), 1.0));
  const ClockAnchor anchor = smoother.next(2, at(15ms), wall(1s), 1.0);
  CHECK(anchor.position(wall(1s)) == at(15ms));
}
