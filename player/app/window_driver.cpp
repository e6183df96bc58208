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
  auto sink = media::open_sdl_sink(playback.feed());
  if (sink) {
    sink_ = std::move(*sink);
    on_device_ = true;
    return std::nullopt;
  }
  sink_ = std::make_unique<media::PacedSink>(playback.feed());
  return std::move(sink.error());
}

std::optional<Error> WindowDriver::check_sound() {
  if (!on_device_) return std::nullopt;
  const WallTime last = playback_->feed().last_fill();
  const bool silent = last != WallTime{} && clock_.now() - last > kDevicePatience;
  if (!removed_ && !silent) return std::nullopt;
  Error error{.code = ErrorCode::kSoundDevice, .subject = sink_->name(), .detail = removed_ ? "unplugged" : "no answer"};
  auto gone = std::exchange(sink_, std::make_unique<media::PacedSink>(playback_->feed()));
  on_device_ = false;
  // Closing a device that does not answer can take as long as it likes, elsewhere.
  std::promise<void> closed;
  closing_ = closed.get_future();
  std::thread([device = std::move(gone), done = std::move(closed)]() mutable {
    device.reset();
    done.set_value();
  }).detach();
  return error;
}

void WindowDriver::stop_sound() {
  sink_.reset();
  on_device_ = false;
  // It may still ask the feed for silence, which is about to go.
  if (closing_.valid()) closing_.wait_for(kDevicePatience);
}

void WindowDriver::device_removed(const SDL_AudioDeviceEvent& event) {
  // `which` is 0 for a device that nobody had opened (SDL 2.24 and later): the projector's, a headset's.
  if (event.iscapture == 0 && event.which != 0) removed_ = true;
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
