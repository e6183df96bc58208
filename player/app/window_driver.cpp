// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/window_driver.h"

#include <thread>
#include <utility>

#include "player/media/sdl_audio_sink.h"

namespace mallette::app {
namespace {

using media::WallTime;

constexpr int kIdleMs = 100;

/// SDL's counts of who uses its parts are plain numbers: they change under the devices' mutex, which a device
/// that does not close may hold for ever.
std::unique_lock<std::timed_mutex> part_counts() {
  return {media::sdl_devices_mutex(), std::chrono::milliseconds(300)};
}

}  // namespace

EventsHold::EventsHold() {
  const auto lock = part_counts();
  held_ = SDL_InitSubSystem(SDL_INIT_EVENTS) == 0;
}

EventsHold::~EventsHold() {
  const auto lock = part_counts();
  if (held_ && lock.owns_lock()) SDL_QuitSubSystem(SDL_INIT_EVENTS);  // else they stay: nobody misses them
}

WindowDriver::WindowDriver() : wake_event_(SDL_RegisterEvents(1)) {}

media::Wake WindowDriver::waker() {
  return [this] {
    if (wake_posted_.exchange(true)) return;  // one in the queue wakes as well as ten
    SDL_Event event{};
    event.type = wake_event_;
    SDL_PushEvent(&event);
  };
}

std::optional<Error> WindowDriver::start_sound(media::Playback& playback) {
  playback_ = &playback;
  room_device_ = setup_.device;
  auto error = room_.start(playback.feed(), setup_.device);
  pending_ = start_headphones();
  return error;
}

/// The room's sound must not come twice, nor what is for the headphones alone out of its loudspeakers.
std::optional<Error> WindowDriver::start_headphones() {
  headphones_device_ = setup_.headphones;
  headphones_are_room_ = false;
  headphones_.stop();
  std::optional<Error> error;
  if (!setup_.headphones.empty()) {
    const std::string room = setup_.device.empty() ? media::sdl_default_device() : setup_.device;
    headphones_are_room_ = setup_.headphones == room;
    if (headphones_are_room_) error = Error{.code = ErrorCode::kHeadphonesAreRoom, .subject = setup_.headphones};
    else error = headphones_.start(playback_->headphones(), setup_.headphones);
  }
  apply_sound();
  return error;
}

void WindowDriver::sound_changed() {
  if (playback_ == nullptr) return;
  const bool other_room = setup_.device != room_device_;
  if (other_room) {
    room_device_ = setup_.device;
    pending_ = room_.start(playback_->feed(), setup_.device);
  }
  if (other_room || setup_.headphones != headphones_device_) {
    if (auto error = start_headphones()) pending_ = std::move(error);
  }
  apply_sound();
}

std::optional<Error> WindowDriver::check_sound() {
  if (pending_) return std::exchange(pending_, std::nullopt);
  if (auto error = room_.check()) return error;
  return headphones_.check();
}

void WindowDriver::stop_sound() {
  room_.stop();
  headphones_.stop();
  pending_.reset();
  playback_ = nullptr;
}

void WindowDriver::device_removed(bool is_capture, std::uint32_t device) {
  // `device` is 0 for a device that nobody had opened (SDL 2.24 and later): the projector's, a headset's.
  if (is_capture) return;
  room_.device_removed(device);
  headphones_.device_removed(device);
}

void WindowDriver::device_added() {
  room_.device_added();
  headphones_.device_added();
}

void WindowDriver::wait_until(std::optional<WallTime> deadline) {
  std::int64_t left_ms = kIdleMs;
  if (deadline) left_ms = std::chrono::floor<std::chrono::milliseconds>(*deadline - clock_.now()).count();
  if (left_ms <= 0) {
    std::this_thread::sleep_until(*deadline);
  } else {
    SDL_WaitEventTimeout(nullptr, static_cast<int>(std::min<std::int64_t>(left_ms, kIdleMs)));
  }
  wake_posted_ = false;  // in either case: the loop is about to take what is in the queue
}

}  // namespace mallette::app
