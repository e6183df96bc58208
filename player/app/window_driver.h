// SPDX-License-Identifier: GPL-3.0-or-later
// Real time with a window: waits on SDL's events, sounds on SDL's device.
#pragma once

#include <SDL.h>


#include "player/app/driver.h"

namespace mallette::app {

class WindowDriver final : public Driver {
 public:
  WindowDriver();
  const media::WallClock& clock() const override { return clock_; }
  media::Wake waker() override;
  std::optional<Error> start_sound(media::Playback& playback) override;
  void stop_sound() override;
  void choose_device(const std::string& name) override { device_ = name; }
  std::optional<Error> check_sound() override;
  std::string sound_name() const override { return sink_ ? sink_->name() : ""; }
  void wait_until(std::optional<media::WallTime> deadline) override;

  /// A sound device was unplugged. SDL tells of all of them; only the one that plays concerns us.
  void device_removed(bool is_capture, std::uint32_t device) override;

 private:
  media::SteadyClock clock_;
  const Uint32 wake_event_;
  std::atomic<bool> wake_posted_{false};
  media::Playback* playback_ = nullptr;
  std::unique_ptr<media::AudioSink> sink_;
  std::string device_;  ///< chosen; empty: the system's
  bool on_device_ = false;
  bool removed_ = false;
  media::WallTime opened_at_{};
};

}  // namespace mallette::app
