// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/audio_sink.h"

#include <array>

namespace mallette::media {
namespace {

constexpr Duration kBlock = Duration(1'000'000'000LL * SoundBlock::kFrames / kSampleRate);
using Samples = std::array<float, SoundBlock::kFrames * kChannels>;

}  // namespace

PacedSink::PacedSink(SinkFeed& feed)
    : thread_([&feed, tap = feed.new_tap()](std::stop_token stop) {
        Samples samples;
        WallTime next = std::chrono::steady_clock::now();
        while (!stop.stop_requested()) {
          feed.fill(samples.data(), SoundBlock::kFrames, next, tap);
          next += kBlock;
          // A machine that slept does not play what it missed.
          const WallTime now = std::chrono::steady_clock::now();
          if (now - next > std::chrono::seconds(1)) next = now;
          std::this_thread::sleep_until(next);
        }
      }) {}

void SteppedSink::pump() {
  Samples samples;
  feed_.fill(samples.data(), 0, clock_.now(), tap_);
  for (; next_ <= clock_.now(); next_ += kBlock) feed_.fill(samples.data(), SoundBlock::kFrames, next_, tap_);
}

}  // namespace mallette::media
