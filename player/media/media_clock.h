// SPDX-License-Identifier: GPL-3.0-or-later
// The one clock of playback: a small anchor that says "at this wall time, that media time was
// heard", from which any thread computes the position.
//
//      media │            ╱ playing: media + (now - wall) * rate
//            │           ●  anchor            ●────── not playing: stands at media from wall on
//            │          ╱                    ╱  anchor
//       from │─────────╱               ─────╱
//            └──────────────────────────────────────── wall
//
// `from` is where this run began: a device hears its first sample some time after it asked for it,
// and until then the film stands where it stood. So within a run, and over a pause, time never runs
// backwards.
//
// One writer at a time (whatever drives the sound), any number of readers; neither ever waits
// (a sequence lock over a few words). The writer may be a real-time thread.
#pragma once

#include <atomic>
#include <optional>

#include "player/media/time.h"

namespace mallette::media {

struct ClockAnchor {
  Generation generation = 0;
  bool playing = false;
  WallTime wall{};
  MediaTime media{};
  double rate = 1.0;
  MediaTime from = MediaTime::min();

  [[nodiscard]] MediaTime position(WallTime now) const;
  /// When `at` will be reached; nothing while not playing.
  [[nodiscard]] std::optional<WallTime> wall_at(MediaTime at) const;
};

class MediaClock {
 public:
  [[nodiscard]] ClockAnchor anchor() const;
  void publish(const ClockAnchor& anchor);

 private:
  // A seqlock in the manner of Boehm, "Can seqlocks get along with programming language memory
  // models?" (MSPC 2012): the data themselves are relaxed atomics, fenced by the sequence.
  std::atomic<std::uint32_t> sequence_{0};
  std::atomic<std::uint64_t> generation_and_playing_{0};
  std::atomic<Duration::rep> wall_{0};
  std::atomic<Duration::rep> media_{0};
  std::atomic<double> rate_{1.0};
  std::atomic<Duration::rep> from_{0};
};

/// Turns the instants at which a sound device asks for samples, which jitter, into a steady line.
/// Small differences are taken up slowly; large ones (a start, a hole) at once. Used by one writer.
class AnchorSmoother {
 public:
  /// The anchor to publish, given that media will be heard at heard_at.
  [[nodiscard]] ClockAnchor next(Generation generation, MediaTime media, WallTime heard_at, double rate);
  /// The next anchor is taken as it comes.
  void restart() { last_.playing = false; }

 private:
  ClockAnchor last_;
};

}  // namespace mallette::media
