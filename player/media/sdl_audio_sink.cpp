// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/sdl_audio_sink.h"

#include <SDL.h>

#include <atomic>
#include <cstring>
#include <thread>

namespace mallette::media {
namespace {

constexpr Uint16 kDeviceFrames = 1024;

/// SDL's disk driver takes any path for a device's name, its dummy driver any name.
bool takes_any_name(const std::string& driver) { return driver == "disk" || driver == "dummy"; }

class SdlSink final : public DeviceSink {
 public:
  ~SdlSink() override {
    let_go();
    const std::lock_guard lock(sdl_devices_mutex());
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    if (subsystem_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }

  std::string name() const override { return driver_; }
  std::uint32_t device() const override { return device_; }

  /// The callback may be inside the feed for as long as one block takes to copy.
  void let_go() override {
    open_.store(false);
    while (inside_.load()) std::this_thread::yield();
  }

  /// The devices' mutex is held.
  Result<void> open(const std::string& device) {
    const auto refused = [&](const char* why) {
      return fail({.code = ErrorCode::kSoundDevice, .subject = device.empty() ? "default" : device, .detail = why});
    };
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return refused(SDL_GetError());
    subsystem_ = true;
    const char* driver = SDL_GetCurrentAudioDriver();
    driver_ = driver != nullptr ? driver : "";
    if (!device.empty() && !sdl_device_is_there(device)) return refused("not there");
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_F32SYS;
    wanted.channels = kChannels;
    wanted.samples = kDeviceFrames;
    wanted.callback = &SdlSink::callback;
    wanted.userdata = this;
    SDL_AudioSpec got{};
    device_ = SDL_OpenAudioDevice(device.empty() ? nullptr : device.c_str(), 0, &wanted, &got,
                                  SDL_AUDIO_ALLOW_SAMPLES_CHANGE);
    if (device_ == 0) return refused(SDL_GetError());
    // SDL asks for a block while the one before is being played; what it will be heard behind is
    // that block. Its disk driver plays nothing: what is asked for is written at once.
    const bool immediate = takes_any_name(driver_);
    latency_ = immediate ? Duration(0) : Duration(std::int64_t{got.samples} * 1'000'000'000 / got.freq);
    return {};
  }

  void drive(SinkFeed& feed) override {
    feed_ = &feed;
    tap_ = feed.new_tap();
    SDL_PauseAudioDevice(device_, 0);  // under SDL's own lock: the callback sees both
  }

 private:
  static void SDLCALL callback(void* self, Uint8* stream, int bytes) {
    auto* me = static_cast<SdlSink*>(self);
    const int frames = bytes / static_cast<int>(sizeof(float) * kChannels);
    me->inside_.store(true);
    if (me->open_.load() && me->feed_ != nullptr) {
      me->feed_->fill(reinterpret_cast<float*>(stream), frames, std::chrono::steady_clock::now() + me->latency_, me->tap_);
    } else {
      std::memset(stream, 0, static_cast<std::size_t>(bytes));
    }
    me->inside_.store(false);
  }

  SinkFeed* feed_ = nullptr;
  std::uint32_t tap_ = 0;
  // Both sequentially consistent: the callback raises inside_ before it looks at open_, let_go()
  // lowers open_ before it looks at inside_, so that one of the two sees the other.
  std::atomic<bool> open_{true};
  std::atomic<bool> inside_{false};
  bool subsystem_ = false;
  SDL_AudioDeviceID device_ = 0;
  Duration latency_{};
  std::string driver_;
};

}  // namespace

bool sdl_device_is_there(const std::string& device) {
  const char* driver = SDL_GetCurrentAudioDriver();
  if (driver != nullptr && takes_any_name(driver)) return true;
  for (int i = 0; i < SDL_GetNumAudioDevices(0); ++i) {
    const char* name = SDL_GetAudioDeviceName(i, 0);
    if (name != nullptr && device == name) return true;
  }
  return false;
}

std::timed_mutex& sdl_devices_mutex() {
  static std::timed_mutex mutex;
  return mutex;
}

Result<std::unique_ptr<DeviceSink>> open_sdl_device(const std::string& device, std::chrono::milliseconds patience) {
  auto sink = std::make_unique<SdlSink>();
  std::unique_lock lock(sdl_devices_mutex(), patience);
  if (!lock.owns_lock()) return fail({.code = ErrorCode::kSoundDevice, .subject = device.empty() ? "default" : device, .detail = "busy"});
  auto opened = sink->open(device);
  lock.unlock();  // a sink that failed takes it to close
  if (!opened) return fail(std::move(opened.error()));
  return sink;
}

Result<std::unique_ptr<AudioSink>> open_sdl_sink(SinkFeed& feed, const std::string& device) {
  auto sink = open_sdl_device(device);
  if (!sink) return fail(std::move(sink.error()));
  (*sink)->drive(feed);
  return std::move(*sink);
}

std::string sdl_default_device() {
#if SDL_VERSION_ATLEAST(2, 24, 0)
  char* name = nullptr;
  SDL_AudioSpec spec{};
  if (SDL_GetDefaultAudioInfo(&name, &spec, 0) == 0 && name != nullptr) {
    std::string text(name);
    SDL_free(name);
    return text;
  }
#endif
  return {};
}

}  // namespace mallette::media
