// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/media_clock.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mallette::media {
namespace {

// Devices call back up to some 10 ms late on a loaded machine, now and then; what differs by more
// is a hole in the sound, and the picture follows the sound at once.
constexpr Duration kJumpThreshold = std::chrono::milliseconds(40);
// A twentieth of the difference a block (some 20 ms): a lasting difference is gone in half a second,
// one late callback moves the picture by less than a millisecond.
constexpr double kGain = 0.05;

Duration scaled(Duration duration, double by) {
  return Duration(static_cast<Duration::rep>(std::llround(static_cast<double>(duration.count()) * by)));
}

}  // namespace

MediaTime ClockAnchor::position(WallTime now) const {
  if (!playing && now >= wall) return media;
  const Duration passed = now - wall;
  return std::max(from, media + (rate == 1.0 ? passed : scaled(passed, rate)));
}

std::optional<WallTime> ClockAnchor::wall_at(MediaTime at) const {
  if (!playing) return std::nullopt;
  const Duration ahead = at - media;
  return wall + (rate == 1.0 ? ahead : scaled(ahead, 1.0 / rate));
}

ClockAnchor MediaClock::anchor() const {
  for (;;) {
    const auto before = sequence_.load(std::memory_order_acquire);
    const auto packed = generation_and_playing_.load(std::memory_order_relaxed);
    const auto wall = wall_.load(std::memory_order_relaxed);
    const auto media = media_.load(std::memory_order_relaxed);
    const auto rate = rate_.load(std::memory_order_relaxed);
    const auto from = from_.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);
    if ((before & 1) == 0 && sequence_.load(std::memory_order_relaxed) == before) {
      return {static_cast<Generation>(packed >> 1), (packed & 1) != 0, WallTime(Duration(wall)),
              MediaTime(Duration(media)), rate, MediaTime(Duration(from))};
    }
  }
}

void MediaClock::publish(const ClockAnchor& anchor) {
  const auto before = sequence_.load(std::memory_order_relaxed);
  sequence_.store(before + 1, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
  generation_and_playing_.store(std::uint64_t{anchor.generation} << 1 | (anchor.playing ? 1 : 0),
                                std::memory_order_relaxed);
  wall_.store(anchor.wall.time_since_epoch().count(), std::memory_order_relaxed);
  media_.store(anchor.media.time_since_epoch().count(), std::memory_order_relaxed);
  rate_.store(anchor.rate, std::memory_order_relaxed);
  from_.store(anchor.from.time_since_epoch().count(), std::memory_order_relaxed);
  sequence_.store(before + 2, std::memory_order_release);
}

ClockAnchor AnchorSmoother::next(Generation generation, MediaTime media, WallTime heard_at, double rate) {
  ClockAnchor anchor{generation, true, heard_at, media, rate};
  if (last_.playing && last_.generation == generation && last_.rate == rate) {
    const MediaTime predicted = last_.position(heard_at);
    const Duration difference = media - predicted;
    if (std::chrono::abs(difference) < kJumpThreshold) anchor.media = predicted + scaled(difference, kGain);
  }
  last_ = anchor;
  return anchor;
}

}  // namespace mallette::media
