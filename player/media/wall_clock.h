// SPDX-License-Identifier: GPL-3.0-or-later
// Where "now" comes from: the machine's steady clock, or one that a test or --no-pace moves by hand.
#pragma once

#include <atomic>

#include "player/media/time.h"

namespace mallette::media {

/// now() may be called from any thread.
class WallClock {
 public:
  virtual ~WallClock() = default;
  [[nodiscard]] virtual WallTime now() const = 0;
};

class SteadyClock final : public WallClock {
 public:
  WallTime now() const override { return std::chrono::steady_clock::now(); }
};

/// Stands still until it is moved, by one thread.
class FakeClock final : public WallClock {
 public:
  WallTime now() const override { return WallTime(Duration(now_ns_.load(std::memory_order_acquire))); }
  void advance(Duration by) { now_ns_.fetch_add(by.count(), std::memory_order_acq_rel); }

 private:
  std::atomic<Duration::rep> now_ns_{1'000'000'000};
};

}  // namespace mallette::media
