// SPDX-License-Identifier: GPL-3.0-or-later
// What goes from the mixer to the feeds: 10 ms of sound for the room and, where there are any, for the
// headphones. Both mixes are of the same sources at the same place, so whatever is done to a block on its way
// is done to both. And the few things that are done to samples everywhere.
#pragma once

#include <array>
#include <atomic>
#include <cmath>
#include <cstring>

#include "player/media/sample_queue.h"

namespace mallette::media {

struct SoundBlock {
  static constexpr int kFrames = kSampleRate / 100;
  using Samples = std::array<float, kFrames * kChannels>;

  Generation generation = 0;
  SampleIndex start = 0;  ///< place on the media line of the first frame
  double rate = 1.0;      ///< frames of the media line that one frame of the block takes
  int moving = kFrames;   ///< so many of its frames are on the line; in those behind it the line stands
  bool last = false;      ///< nothing follows in this generation
  bool for_headphones = false;  ///< there is a second mix
  Samples samples{};            ///< the room's
  Samples headphones{};
};

/// Something a thread sleeps on and anyone may ring, from a real-time thread too.
class Signal {
 public:
  void ring() noexcept {
    rung_.store(1, std::memory_order_release);
    rung_.notify_one();
  }
  /// Returns once rung since the last call.
  void wait() noexcept {
    rung_.wait(0, std::memory_order_acquire);
    // An exchange, not a store: what was written before a ring that it wipes out must be seen.
    rung_.exchange(0, std::memory_order_acq_rel);
  }

 private:
  std::atomic<int> rung_{0};
};

inline constexpr int kFadeFrames = kSampleRate * 5 / 1000;  ///< of every start and stop

inline void silence(float* out, int frames) noexcept {
  std::memset(out, 0, sizeof(float) * kChannels * static_cast<std::size_t>(frames));
}

/// The gain goes evenly from one value towards the other, which the frame behind the last would have.
inline void fade(float* out, int frames, float from, float to) noexcept {
  for (int i = 0; i < frames; ++i) {
    const float gain = from + (to - from) * static_cast<float>(i) / static_cast<float>(frames);
    for (int c = 0; c < kChannels; ++c) out[i * kChannels + c] *= gain;
  }
}

inline Duration scaled(Duration time, double by) noexcept {
  return by == 1.0 ? time : Duration(std::llround(static_cast<double>(time.count()) * by));
}

constexpr Duration length_of(int frames) { return Duration(std::int64_t{frames} * 1'000'000'000 / kSampleRate); }

}  // namespace mallette::media
