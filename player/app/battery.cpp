// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/battery.h"

#include <SDL.h>

#include <utility>

namespace mallette::app {
namespace {

constexpr int kNone = 100;
constexpr int kLow = 20;
constexpr int kVeryLow = 10;
constexpr int kWellAbove = 5;

}  // namespace

BatteryReader sdl_battery() {
  return []() -> std::optional<BatteryReading> {
    int percent = -1;
    const SDL_PowerState state = SDL_GetPowerInfo(nullptr, &percent);
    SDL_TLSCleanup();  // what SDL keeps for a thread that is not its own: its error's words
    if (state == SDL_POWERSTATE_UNKNOWN || state == SDL_POWERSTATE_NO_BATTERY || percent < 0)
      return std::nullopt;
    return BatteryReading{.percent = percent, .on_mains = state != SDL_POWERSTATE_ON_BATTERY};
  };
}

BatteryWatch::BatteryWatch(Wake wake, BatteryReader reader, std::chrono::milliseconds every)
    : wake_(std::move(wake)),
      reader_(std::move(reader)),
      every_(every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

BatteryWatch::~BatteryWatch() = default;  // thread_ is asked to stop and joined

std::optional<BatteryReading> BatteryWatch::reading() const {
  const std::lock_guard lock(mutex_);
  return reading_;
}

void BatteryWatch::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto now = reader_();
    bool changed = false;
    {
      const std::lock_guard lock(mutex_);
      changed = std::exchange(reading_, now) != now;
    }
    if (changed && wake_) wake_();
    std::unique_lock lock(mutex_);
    pause_.wait_for(lock, stop, every_, [] { return false; });
  }
}

std::optional<int> BatteryWarnings::on(const BatteryReading& reading) {
  while (told_ != kNone && reading.percent >= told_ + kWellAbove) told_ = told_ == kVeryLow ? kLow : kNone;
  if (reading.on_mains || reading.percent > kLow) return std::nullopt;
  const int level = reading.percent <= kVeryLow ? kVeryLow : kLow;
  if (level >= told_) return std::nullopt;
  told_ = level;
  return level;
}

}  // namespace mallette::app
