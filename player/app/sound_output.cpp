// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/sound_output.h"

#include <SDL.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "kits/base/lone_thread.h"

namespace mallette::app {
namespace {

using media::WallTime;
using namespace std::chrono_literals;

// A device that has not asked for sound for this long is gone, whatever the system says.
constexpr auto kDevicePatience = 1s;
constexpr auto kSearchEvery = 3s;
constexpr auto kSearchPatience = 2s;
constexpr auto kLeavePatience = 1s;
// A device that opens takes some 50 ms; beyond this the film begins without it, and gets it later.
constexpr auto kOpenPatience = 300ms;

}  // namespace

/// A look for the device, in a thread of its own. Whoever comes last closes what it found.
struct SoundOutput::Search {
  std::mutex mutex;  // guards the two below
  bool done = false;
  Opened found;
};

SoundOutput::SoundOutput(Part part, const media::WallClock& clock) : part_(part), clock_(clock) {}

SoundOutput::~SoundOutput() {
  stop();
  const WallTime until = clock_.now() + kLeavePatience;
  while (threads_->load() > 0 && clock_.now() < until) std::this_thread::sleep_for(5ms);
}

Error SoundOutput::told(const char* why) const {
  if (part_ == Part::kHeadphones) return {.code = ErrorCode::kHeadphones, .subject = device_, .detail = why};
  std::string name = device_.empty() ? this->name() : device_;
  return {.code = ErrorCode::kSoundDevice, .subject = std::move(name), .detail = why};
}

Result<SoundOutput::Opened> SoundOutput::open(const std::string& device, bool or_any, std::chrono::milliseconds patience) {
  auto named = media::open_sdl_device(device, patience);
  if (named) return Opened{.sink = std::move(*named)};
  // A device that was chosen on another day may be at home now: the system's own is better than none.
  if (!or_any || device.empty()) return fail(std::move(named.error()));
  auto any = media::open_sdl_device("", patience);
  if (!any) return fail(std::move(any.error()));
  return Opened{.sink = std::move(*any), .elsewhere = true};
}

std::optional<Error> SoundOutput::start(media::SinkFeed& feed, const std::string& device) {
  stop();
  feed_ = &feed;
  device_ = device;
  auto opened = open(device, part_ == Part::kRoom, kOpenPatience);
  if (opened) {
    adopt(std::move(*opened));
    return std::nullopt;
  }
  lose();
  if (part_ == Part::kRoom) return std::move(opened.error());
  return told(opened.error().detail.c_str());
}

void SoundOutput::stop() {
  if (sink_) sink_->let_go();
  sink_.reset();
  search_.reset();
  search_at_.reset();
  feed_ = nullptr;
  removed_ = elsewhere_ = false;
  state_ = OutputState::kOff;
}

void SoundOutput::adopt(Opened opened) {
  opened.sink->drive(*feed_);
  auto before = std::exchange(sink_, std::move(opened.sink));
  if (before) {
    before->let_go();
    close(std::move(before));
  }
  driven_since_ = clock_.now();
  removed_ = false;
  elsewhere_ = opened.elsewhere;
  search_at_.reset();
  state_ = OutputState::kSounding;
}

void SoundOutput::lose() {
  if (sink_) {
    sink_->let_go();
    close(std::exchange(sink_, nullptr));
  }
  if (part_ == Part::kRoom) sink_ = std::make_unique<media::PacedSink>(*feed_);
  removed_ = elsewhere_ = false;
  search_at_ = clock_.now() + kSearchEvery;
  state_ = OutputState::kLost;
}

/// Closing a device that does not answer can take as long as it likes, elsewhere.
void SoundOutput::close(std::unique_ptr<media::AudioSink> sink) {
  ++*threads_;
  leave(std::thread([device = std::move(sink), threads = threads_]() mutable {
    device.reset();
    SDL_TLSCleanup();
    --*threads;
  }));
}

void SoundOutput::search() {
  if (search_ || !search_at_ || clock_.now() < *search_at_) return;
  search_at_.reset();
  search_ = std::make_shared<Search>();
  const bool or_any = part_ == Part::kRoom && state_ == OutputState::kLost;
  ++*threads_;
  leave(std::thread([search = search_, device = device_, or_any, threads = threads_]() mutable {
    auto opened = open(device, or_any, kSearchPatience);
    {
      const std::lock_guard lock(search->mutex);
      search->done = true;
      if (opened) search->found = std::move(*opened);
    }
    search.reset();  // where nobody waits for it any more it is closed here
    SDL_TLSCleanup();
    --*threads;
  }));
}

void SoundOutput::take_found() {
  if (!search_) return;
  std::unique_lock lock(search_->mutex);
  if (!search_->done) return;
  Opened found = std::move(search_->found);
  lock.unlock();
  search_.reset();
  if (found.sink) adopt(std::move(found));
  else if (state_ == OutputState::kLost) search_at_ = clock_.now() + kSearchEvery;
}

void SoundOutput::device_removed(std::uint32_t device) {
  if (device != 0 && sink_ && sink_->device() == device) removed_ = true;
}

void SoundOutput::device_added() {
  if (state_ == OutputState::kLost || elsewhere_) search_at_ = clock_.now();
}

std::optional<Error> SoundOutput::watch() {
  if (state_ != OutputState::kSounding) return std::nullopt;
  const bool silent = clock_.now() - std::max(feed_->last_fill(), driven_since_) > kDevicePatience;
  if (!removed_ && !silent) return std::nullopt;
  Error error = told(removed_ ? "unplugged" : "no answer");
  lose();
  return error;
}

std::optional<Error> SoundOutput::check() {
  if (auto error = watch()) return error;
  take_found();
  search();
  return std::nullopt;
}

}  // namespace mallette::app
