// SPDX-License-Identifier: GPL-3.0-or-later
// Real time with a window: waits on SDL's events, sounds on SDL's devices: the room's, and the headphones'.
#pragma once

#include <SDL.h>

#include "player/app/driver.h"
#include "player/app/sound_output.h"

namespace mallette::app {

/// SDL's events are there for as long as this is: the last of its parts to end, which may be a sound device
/// closed on a thread of its own, would otherwise take the queue away under the thread that waits for it.
class EventsHold {
 public:
  EventsHold();
  ~EventsHold();
  EventsHold(const EventsHold&) = delete;
  EventsHold& operator=(const EventsHold&) = delete;

 private:
  bool held_ = false;
};

class WindowDriver final : public Driver {
 public:
  WindowDriver();
  const media::WallClock& clock() const override { return clock_; }
  media::Wake waker() override;
  std::optional<Error> start_sound(media::Playback& playback) override;
  void stop_sound() override;
  std::optional<Error> check_sound() override;
  std::string sound_name() const override { return room_.name(); }
  std::string headphones_name() const override { return headphones_.name(); }
  bool room_is_lost() const override { return room_.state() == OutputState::kLost; }
  bool headphones_are_lost() const override { return headphones_.state() == OutputState::kLost; }
  void wait_until(std::optional<media::WallTime> deadline) override;

  /// SDL tells of all of them; only those that play concern us.
  void device_removed(bool is_capture, std::uint32_t device) override;
  void device_added() override;

 private:
  void sound_changed() override;
  bool has_headphones() const override { return !setup_.headphones.empty() && !headphones_are_room_; }
  std::optional<Error> start_headphones();

  const EventsHold events_;  ///< until the outputs below are gone
  media::SteadyClock clock_;
  const Uint32 wake_event_;
  std::atomic<bool> wake_posted_{false};
  SoundOutput room_{SoundOutput::Part::kRoom, clock_};
  SoundOutput headphones_{SoundOutput::Part::kHeadphones, clock_};
  bool headphones_are_room_ = false;
  std::string room_device_, headphones_device_;  ///< that were opened last
  std::optional<Error> pending_;  ///< to be told by check_sound()
};

}  // namespace mallette::app
