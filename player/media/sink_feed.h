// SPDX-License-Identifier: GPL-3.0-or-later
// What a sink drives: something that gives samples, to one sink at a time.
//
// The sink's thread may be a real-time one: fill() takes no lock and allocates nothing.
#pragma once

#include <atomic>

#include "player/media/sound_block.h"

namespace mallette::media {

class SinkFeed {
 public:
  SinkFeed() = default;
  virtual ~SinkFeed() = default;
  SinkFeed(const SinkFeed&) = delete;
  SinkFeed& operator=(const SinkFeed&) = delete;

  /// Any thread. From now on only fills with this tap get samples; earlier ones get silence, and so does a
  /// fill while another is under way (a device that goes and one that comes may overlap).
  std::uint32_t new_tap() { return tap_.fetch_add(1, std::memory_order_acq_rel) + 1; }

  /// The sink's thread. Fills `frames` interleaved stereo frames, the first of which will be heard at heard_at.
  /// With none, only makes room for a new generation.
  void fill(float* out, int frames, WallTime heard_at, std::uint32_t tap) noexcept;

  /// Any thread. When a sink last asked for samples; the epoch before the first time.
  [[nodiscard]] WallTime last_fill() const { return WallTime(Duration(last_fill_.load(std::memory_order_relaxed))); }

 protected:
  virtual void give(float* out, int frames, WallTime heard_at) noexcept = 0;

 private:
  std::atomic<std::uint32_t> tap_{0};
  std::atomic_flag filling_;
  std::atomic<Duration::rep> last_fill_{0};
};

}  // namespace mallette::media
