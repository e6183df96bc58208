// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/test_tone.h"

#include <SDL.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <utility>

#include "player/media/sdl_audio_sink.h"

namespace mallette::app {
namespace {

using namespace std::chrono_literals;

constexpr int kSampleRate = 48'000;
constexpr int kChannels = 2;
constexpr Uint16 kDeviceFrames = 1024;

constexpr double kLow_hz = 440, kHigh_hz = 660;  ///< a and e: a fifth
constexpr double kTone_s = 0.35, kPause_s = 0.1;
constexpr double kRise_s = 0.015, kFall_s = 0.08;
constexpr double kPeak = 0.25;  ///< -12 dB
constexpr double kDecay_s = 0.25;

/// A struck bar, softly: a raised cosine at both ends, and dying away between them.
double loudness(double at_s) {
  const auto ramp = [](double part) {
    return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(part, 0.0, 1.0));
  };
  return ramp(at_s / kRise_s) * ramp((kTone_s - at_s) / kFall_s) * std::exp(-at_s / kDecay_s);
}

void append_silence(std::vector<float>& samples, double seconds, int rate) {
  samples.resize(samples.size() + static_cast<std::size_t>(seconds * rate) * kChannels);
}

void append_tone(std::vector<float>& samples, double hertz, bool left, bool right, int rate) {
  const int frames = static_cast<int>(kTone_s * rate);
  for (int i = 0; i < frames; ++i) {
    const double at = static_cast<double>(i) / rate;
    const auto value = static_cast<float>(kPeak * loudness(at) * std::sin(2 * std::numbers::pi * hertz * at));
    samples.push_back(left ? value : 0);
    samples.push_back(right ? value : 0);
  }
}

/// SDL keeps things for each thread (its error's words), and lets go of them by itself in its own only.
struct SdlThread {
  SdlThread() = default;
  SdlThread(const SdlThread&) = delete;
  SdlThread& operator=(const SdlThread&) = delete;
  ~SdlThread() { SDL_TLSCleanup(); }
};

/// SDL's sound, from here to the end of the scope.
class AudioSystem {
 public:
  AudioSystem() {
    const std::lock_guard lock(media::sdl_devices_mutex());
    on_ = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
  }
  AudioSystem(const AudioSystem&) = delete;
  AudioSystem& operator=(const AudioSystem&) = delete;
  ~AudioSystem() {
    const std::lock_guard lock(media::sdl_devices_mutex());
    if (on_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }

 private:
  bool on_ = false;
};

/// One tone on one device. Whoever made it closes it, in the same thread.
class TonePlayer {
 public:
  explicit TonePlayer(TestNote note) : samples_(make_test_tone(kSampleRate, note)) {}
  TonePlayer(const TonePlayer&) = delete;
  TonePlayer& operator=(const TonePlayer&) = delete;
  ~TonePlayer() {
    if (device_ == 0) return;
    const std::lock_guard lock(media::sdl_devices_mutex());
    SDL_CloseAudioDevice(device_);
  }

  [[nodiscard]] bool open(const std::string& name) {
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_F32SYS;
    wanted.channels = kChannels;
    wanted.samples = kDeviceFrames;
    wanted.callback = &TonePlayer::callback;
    wanted.userdata = this;
    const std::lock_guard lock(media::sdl_devices_mutex());
    // In place of one that is not there SDL opens another.
    if (!name.empty() && !media::sdl_device_is_there(name)) {
      SDL_SetError("not there");
      return false;
    }
    device_ = SDL_OpenAudioDevice(name.empty() ? nullptr : name.c_str(), 0, &wanted, nullptr, 0);
    if (device_ != 0) SDL_PauseAudioDevice(device_, 0);
    return device_ != 0;
  }

  void fade_out() { fading_.store(true); }
  /// Handed out to its last sample, or faded out; what the device holds is still to be heard.
  [[nodiscard]] bool done() const { return done_.load(); }
  [[nodiscard]] std::chrono::milliseconds length() const {
    return std::chrono::milliseconds(samples_.size() / kChannels * 1000 / kSampleRate);
  }

 private:
  static void SDLCALL callback(void* self, Uint8* stream, int bytes) {
    static_cast<TonePlayer*>(self)->fill(reinterpret_cast<float*>(stream),
                                         static_cast<std::size_t>(bytes) / sizeof(float));
  }

  void fill(float* out, std::size_t count) {
    constexpr float kFadeStep = 1.0F / (0.005F * kSampleRate);  // 5 ms
    for (std::size_t i = 0; i < count; i += kChannels) {
      if (fading_.load(std::memory_order_relaxed)) gain_ = std::max(0.0F, gain_ - kFadeStep);
      for (std::size_t channel = 0; channel < kChannels; ++channel) {
        const std::size_t at = next_ + channel;
        out[i + channel] = at < samples_.size() ? gain_ * samples_[at] : 0;
      }
      next_ += kChannels;
    }
    if (next_ >= samples_.size() || gain_ == 0) done_.store(true);
  }

  const std::vector<float> samples_;
  std::atomic<bool> fading_{false};
  std::atomic<bool> done_{false};
  std::size_t next_ = 0;  ///< the callback's own, with gain_
  float gain_ = 1;
  SDL_AudioDeviceID device_ = 0;
};

}  // namespace

std::vector<float> make_test_tone(int sample_rate, TestNote note) {
  const double octave = note == TestNote::kHigh ? 2 : 1;
  std::vector<float> samples;
  for (const auto& [left, right] : {std::pair{true, false}, {false, true}, {true, true}}) {
    append_tone(samples, octave * kLow_hz, left, right, sample_rate);
    append_tone(samples, octave * kHigh_hz, left, right, sample_rate);
    append_silence(samples, kPause_s, sample_rate);
  }
  return samples;
}

SoundCheck::SoundCheck(Wake wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

SoundCheck::~SoundCheck() {
  thread_.request_stop();
  stop();
}

std::vector<std::string> SoundCheck::devices() const {
  const std::lock_guard lock(mutex_);
  return devices_;
}

void SoundCheck::refresh() {
  const std::lock_guard lock(mutex_);
  refresh_ = true;
  asked_.notify_all();
}

void SoundCheck::play(std::string device) {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  play_ = {{.device = std::move(device)}};
  asked_.notify_all();
}

void SoundCheck::play_in_turn(std::string room, std::string headphones) {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  play_ = {{.device = std::move(headphones), .note = TestNote::kHigh, .in_turn = true},
           {.device = std::move(room), .note = TestNote::kLow, .in_turn = true}};
  asked_.notify_all();
}

void SoundCheck::stop() {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  play_.clear();
}

SoundCheck::State SoundCheck::state() const {
  const std::lock_guard lock(mutex_);
  if (play_.empty() || state_.phase == Phase::kPlaying) return state_;
  const Ask& next = play_.back();
  return {.phase = Phase::kOpening, .device = next.device, .note = next.note, .in_turn = next.in_turn};
}

std::optional<Error> SoundCheck::take_error() {
  const std::lock_guard lock(mutex_);
  return std::exchange(error_, std::nullopt);
}

void SoundCheck::run(const std::stop_token& stop) {
  const SdlThread thread;
  const AudioSystem system;
  std::unique_lock lock(mutex_);
  while (asked_.wait(lock, stop, [&] { return refresh_ || !play_.empty(); }) && !stop.stop_requested()) {
    const bool list_now = std::exchange(refresh_, false);
    std::optional<Ask> ask;
    if (!play_.empty()) {
      ask = std::move(play_.back());
      play_.pop_back();
      current_ = std::stop_source();
      state_ = {.phase = Phase::kOpening, .device = ask->device, .note = ask->note, .in_turn = ask->in_turn};
    }
    const std::stop_token current = current_.get_token();
    lock.unlock();
    if (list_now) list();
    const bool failed = ask && !sound(*ask, current);
    lock.lock();
    // The other half says nothing by itself.
    if (failed && ask->in_turn && !play_.empty() && play_.back().in_turn) play_.clear();
  }
}

void SoundCheck::list() {
  std::vector<std::string> names;
  {
    const std::lock_guard lock(media::sdl_devices_mutex());
    for (int i = 0; i < SDL_GetNumAudioDevices(0); ++i) {
      if (const char* name = SDL_GetAudioDeviceName(i, 0)) names.emplace_back(name);
    }
  }
  {
    const std::lock_guard lock(mutex_);
    devices_ = std::move(names);
  }
  if (wake_) wake_();
}

/// Opens, plays to the end (or to the fade that stop asks for), closes. False: it could not be opened.
bool SoundCheck::sound(const Ask& ask, const std::stop_token& stop) {
  const std::string& device = ask.device;
  const auto tell = [&](State state) {
    {
      const std::lock_guard lock(mutex_);
      state_ = std::move(state);
    }
    if (wake_) wake_();
  };
  auto player = std::make_unique<TonePlayer>(ask.note);
  if (!player->open(device)) {
    {
      const std::lock_guard lock(mutex_);
      error_ = {.code = ErrorCode::kSoundDevice,
                .subject = device.empty() ? "default" : device,
                .detail = SDL_GetError()};
    }
    tell({});
    return false;
  }
  const std::string name = device.empty() ? media::sdl_default_device() : device;
  tell({.phase = Phase::kPlaying, .device = name, .note = ask.note, .in_turn = ask.in_turn});
  // A device that takes nothing does not hold the next one up for long.
  const auto end = std::chrono::steady_clock::now() + player->length() + 3s;
  std::unique_lock lock(mutex_);
  while (!player->done() && std::chrono::steady_clock::now() < end) {
    if (stop.stop_requested()) {
      player->fade_out();
      asked_.wait_for(lock, 10ms);
    } else {
      asked_.wait_for(lock, stop, 10ms, [] { return false; });
    }
  }
  const bool heard = player->done() && !stop.stop_requested();
  lock.unlock();
  player.reset();  // SDL waits here until the device has played what it holds
  tell({.phase = Phase::kSilent, .device = heard ? name : std::string(), .heard = heard, .note = ask.note, .in_turn = ask.in_turn});
  return true;
}

}  // namespace mallette::app
