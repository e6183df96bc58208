// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/window_driver.h"

#include "player/media/sdl_audio_sink.h"

namespace mallette::app {
namespace {

using media::WallTime;

// A device that has not asked for sound for this long is gone, whatever the system says.
constexpr auto kDevicePatience = std::chrono::seconds(1);
constexpr int kIdleMs = 100;

}  // namespace

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
  auto sink = media::open_sdl_sink(playback.feed(), device_);
  // A device that was chosen on another day may be at home now: the system's own is better than none.
  if (!sink && !device_.empty()) sink = media::open_sdl_sink(playback.feed());
  if (sink) {
    sink_ = std::move(*sink);
    on_device_ = true;
    opened_at_ = clock_.now();
    return std::nullopt;
  }
  sink_ = std::make_unique<media::PacedSink>(playback.feed());
  return std::move(sink.error());
}

std::optional<Error> WindowDriver::check_sound() {
  if (!on_device_) return std::nullopt;
  const WallTime last = std::max(playback_->feed().last_fill(), opened_at_);
  const bool silent = clock_.now() - last > kDevicePatience;
  if (!removed_ && !silent) return std::nullopt;
  Error error{.code = ErrorCode::kSoundDevice, .subject = sink_->name(), .detail = removed_ ? "unplugged" : "no answer"};
  sink_->let_go();
  auto gone = std::exchange(sink_, std::make_unique<media::PacedSink>(playback_->feed()));
  on_device_ = false;
  // Closing a device that does not answer can take as long as it likes, elsewhere.
  std::thread([device = std::move(gone)]() mutable { device.reset(); }).detach();
  return error;
}

void WindowDriver::stop_sound() {
  sink_.reset();
  on_device_ = removed_ = false;
  playback_ = nullptr;
}

void WindowDriver::device_removed(bool is_capture, std::uint32_t device) {
  // `device` is 0 for a device that nobody had opened (SDL 2.24 and later): the projector's, a headset's.
  if (!is_capture && device != 0) removed_ = true;
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
