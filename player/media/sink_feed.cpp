// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/sink_feed.h"

namespace mallette::media {

void SinkFeed::fill(float* out, int frames, WallTime heard_at, std::uint32_t tap) noexcept {
  if (filling_.test_and_set(std::memory_order_acquire)) {
    silence(out, frames);
    return;
  }
  if (tap == tap_.load(std::memory_order_acquire)) {
    last_fill_.store(heard_at.time_since_epoch().count(), std::memory_order_relaxed);
    give(out, frames, heard_at);
  } else {
    silence(out, frames);
  }
  filling_.clear(std::memory_order_release);
}

}  // namespace mallette::media
