// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/sdl_audio_sink.h"

#include <SDL.h>

#include <atomic>
#include <cstring>
#include <thread>

namespace mallette::media {
namespace {

constexpr Uint16 kDeviceFrames = 1024;

class SdlSink final : public AudioSink {
 public:
  explicit SdlSink(SinkFeed& feed) : feed_(feed), tap_(feed.new_tap()) {}

  ~SdlSink() override {
    let_go();
    const std::lock_guard lock(sdl_devices_mutex());
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    if (subsystem_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }

  std::string name() const override { return driver_; }

  /// The callback may be inside the feed for as long as one block takes to copy.
  void let_go() override {
    open_.store(false);
    while (inside_.load()) std::this_thread::yield();
  }

  Result<void> open(const std::string& device) {
    const auto refused = [&] {
      return fail({.code = ErrorCode::kSoundDevice,
                   .subject = device.empty() ? "default" : device,
                   .detail = SDL_GetError()});
    };
    const std::lock_guard lock(sdl_devices_mutex());
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return refused();
    subsystem_ = true;
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_F32SYS;
    wanted.channels = kChannels;
    wanted.samples = kDeviceFrames;
    wanted.callback = &SdlSink::callback;
    wanted.userdata = this;
    SDL_AudioSpec got{};
    const char* driver = SDL_GetCurrentAudioDriver();
    driver_ = driver != nullptr ? driver : "";
    device_ = SDL_OpenAudioDevice(device.empty() ? nullptr : device.c_str(), 0, &wanted, &got,
                                  SDL_AUDIO_ALLOW_SAMPLES_CHANGE);
    if (device_ == 0) return refused();
    // SDL asks for a block while the one before is being played; what it will be heard behind is
    // that block. Its disk driver plays nothing: what is asked for is written at once.
    const bool immediate = driver_ == "disk" || driver_ == "dummy";
    latency_ = immediate ? Duration(0) : Duration(std::int64_t{got.samples} * 1'000'000'000 / got.freq);
    SDL_PauseAudioDevice(device_, 0);
    return {};
  }

 private:
  static void SDLCALL callback(void* self, Uint8* stream, int bytes) {
    auto* me = static_cast<SdlSink*>(self);
    const int frames = bytes / static_cast<int>(sizeof(float) * kChannels);
    me->inside_.store(true);
    if (me->open_.load()) {
      me->feed_.fill(reinterpret_cast<float*>(stream), frames, std::chrono::steady_clock::now() + me->latency_, me->tap_);
    } else {
      std::memset(stream, 0, static_cast<std::size_t>(bytes));
    }
    me->inside_.store(false);
  }

  SinkFeed& feed_;
  const std::uint32_t tap_;
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

std::mutex& sdl_devices_mutex() {
  static std::mutex mutex;
  return mutex;
}

Result<std::unique_ptr<AudioSink>> open_sdl_sink(SinkFeed& feed, const std::string& device) {
  auto sink = std::make_unique<SdlSink>(feed);
  if (auto opened = sink->open(device); !opened) return fail(std::move(opened.error()));
  return sink;
}

}  // namespace mallette::media
