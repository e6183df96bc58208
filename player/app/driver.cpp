// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/driver.h"

#include <algorithm>
#include <thread>

namespace mallette::app {
namespace {

using media::Duration;
using media::WallTime;

// Without a deadline there is still a look around now and then, in case a wake came just before.
constexpr auto kIdle = std::chrono::milliseconds(100);
// Nothing that works takes this long to make 10 ms of sound.
constexpr auto kSoundPatience = std::chrono::seconds(5);

}  // namespace

void Driver::set_sound(SoundSetup setup) {
  setup_ = std::move(setup);
  sound_changed();
}

void Driver::apply_sound() {
  if (playback_ == nullptr) return;
  media::SoundPlan plan = setup_.plan;
  plan.second_mix = has_headphones();
  if (!plan.second_mix) plan.description_to = media::Listener::kRoom;
  playback_->set_sound_plan(plan);
  playback_->set_headphones_delay(plan.second_mix ? setup_.headphones_delay : media::Duration(0));
}

media::Wake PacedDriver::waker() {
  return [this] {
    {
      std::lock_guard lock(mutex_);
      woken_ = true;
    }
    condition_.notify_one();
  };
}

std::optional<Error> PacedDriver::start_sound(media::Playback& playback) {
  playback_ = &playback;
  apply_sound();
  sink_ = std::make_unique<media::PacedSink>(playback.feed());
  if (has_headphones()) headphones_sink_ = std::make_unique<media::PacedSink>(playback.headphones());
  return std::nullopt;
}

void PacedDriver::stop_sound() {
  sink_.reset();
  headphones_sink_.reset();
  playback_ = nullptr;
}

void PacedDriver::wait_until(std::optional<WallTime> deadline) {
  std::unique_lock lock(mutex_);
  condition_.wait_until(lock, deadline.value_or(clock_.now() + kIdle), [&] { return woken_; });
  woken_ = false;
}

media::Wake SteppedDriver::waker() {
  return [this] {
    {
      std::lock_guard lock(mutex_);
      woken_ = true;
    }
    condition_.notify_one();
  };
}

std::optional<Error> SteppedDriver::start_sound(media::Playback& playback) {
  playback_ = &playback;
  apply_sound();
  sound_ = {&playback, std::make_unique<media::SteppedSink>(playback.feed(), clock_)};
  return std::nullopt;
}

void SteppedDriver::stop_sound() {
  sound_ = {};
  playback_ = nullptr;
}

void SteppedDriver::start_silent(media::Playback& playback) {
  silent_film_ = {&playback, std::make_unique<media::SteppedSink>(playback.feed(), clock_)};
}

void SteppedDriver::stop_silent() { silent_film_ = {}; }

void SteppedDriver::await_workers() {
  std::unique_lock lock(mutex_);
  condition_.wait_for(lock, std::chrono::milliseconds(2), [&] { return woken_; });
  woken_ = false;
}

/// A device would go on with silence; here the samples are waited for, so that each run is the same.
void SteppedDriver::await_sound(const Stepped& stepped) {
  const auto patience = std::chrono::steady_clock::now() + kSoundPatience;
  media::Playback& playback = *stepped.playback;
  const auto generation = playback.generation();
  while (playback.state() == media::PlaybackState::kPlaying && playback.feed().ended() != generation &&
         playback.feed().queued_frames(generation) < media::SoundBlock::kFrames &&
         std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
}

void SteppedDriver::pump() {
  for (const Stepped* stepped : {&sound_, &silent_film_}) {
    if (stepped->sink) stepped->sink->pump();
  }
}

void SteppedDriver::wait_until(std::optional<WallTime> deadline) {
  if (!deadline) {
    pump();
    await_workers();
    return;
  }
  while (clock_.now() < *deadline) {
    WallTime next = *deadline;  // where nothing sounds, there is nothing to go along with
    for (const Stepped* stepped : {&sound_, &silent_film_}) {
      if (stepped->sink) next = std::min(next, stepped->sink->next());
    }
    if (next > clock_.now()) clock_.advance(next - clock_.now());
    for (const Stepped* stepped : {&sound_, &silent_film_}) {
      if (stepped->sink && stepped->sink->next() <= clock_.now()) await_sound(*stepped);
    }
    pump();
  }
}

}  // namespace mallette::app
