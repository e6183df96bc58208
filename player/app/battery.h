// SPDX-License-Identifier: GPL-3.0-or-later
// How long the machine will last: asked in a thread of its own, because on some systems the answer
// comes over a bus that may be slow.
//
// Main thread; the Wake comes from the worker, when a reading differs from the one before.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "player/app/wake.h"

namespace mallette::app {

struct BatteryReading {
  int percent = 100;
  bool on_mains = true;
  friend bool operator==(const BatteryReading&, const BatteryReading&) = default;
};

/// Nothing: there is no battery, or it does not say.
using BatteryReader = std::function<std::optional<BatteryReading>()>;
/// SDL_GetPowerInfo().
[[nodiscard]] BatteryReader sdl_battery();

class BatteryWatch {
 public:
  explicit BatteryWatch(Wake wake, BatteryReader reader = sdl_battery(),
                        std::chrono::milliseconds every = std::chrono::seconds(30));
  ~BatteryWatch();
  BatteryWatch(const BatteryWatch&) = delete;
  BatteryWatch& operator=(const BatteryWatch&) = delete;

  [[nodiscard]] std::optional<BatteryReading> reading() const;

 private:
  void run(const std::stop_token& stop);

  const Wake wake_;
  const BatteryReader reader_;
  const std::chrono::milliseconds every_;
  mutable std::mutex mutex_;  // guards reading_ and waits with pause_
  std::condition_variable_any pause_;
  std::optional<BatteryReading> reading_;
  std::jthread thread_;  ///< last: it uses all of the above
};

/// Which readings are worth a warning: 20 % and 10 %, without the mains, each told once until the
/// battery is well above it again (5 points).
class BatteryWarnings {
 public:
  /// The level to warn of now: 20 or 10.
  [[nodiscard]] std::optional<int> on(const BatteryReading& reading);

 private:
  int told_ = 100;  ///< the lowest level that was told; 100: none
};

}  // namespace mallette::app
