// SPDX-License-Identifier: GPL-3.0-or-later
// "Faire entendre un son": what is heard, and the devices on which it can be. SDL may take seconds to
// open a device or to list them, so all of that happens in a thread here.
//
// Main thread; the Wake comes from the worker. The destructor waits for the one call of SDL that is
// under way. SDL's video has been started before, so that SDL itself is ready.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/app/wake.h"

namespace mallette::app {

enum class TestNote : std::uint8_t { kLow, kHigh };  ///< a fifth above 440 Hz; an octave higher

/// A soft chime of two tones, a fifth apart: left, then right, then both. Interleaved stereo at
/// sample_rate; begins and ends in silence, every tone fades in and out; -12 dB at most. About 2.4 s.
[[nodiscard]] std::vector<float> make_test_tone(int sample_rate, TestNote note = TestNote::kLow);

class SoundCheck {
 public:
  /// Lists the devices at once, in its thread.
  explicit SoundCheck(Wake wake);
  ~SoundCheck();
  SoundCheck(const SoundCheck&) = delete;
  SoundCheck& operator=(const SoundCheck&) = delete;

  /// Names of the outputs, in SDL's order; the last known ones.
  [[nodiscard]] std::vector<std::string> devices() const;
  /// On SDL_AUDIODEVICEADDED and SDL_AUDIODEVICEREMOVED.
  void refresh();

  /// Plays the tone; empty: on the system's own choice. What plays ends at once, without a click.
  void play(std::string device);
  /// The low tone in the room; once it is over, the high one in the headphones.
  void play_in_turn(std::string room, std::string headphones);
  void stop();

  enum class Phase : std::uint8_t { kSilent, kOpening, kPlaying };
  struct State {
    Phase phase = Phase::kSilent;
    std::string device;  ///< that sounds, or sounded last without a fault; empty: the system's, or none yet
    bool heard = false;  ///< it opened, and took the sound
    TestNote note = TestNote::kLow;
    bool in_turn = false;  ///< one of play_in_turn()
  };
  [[nodiscard]] State state() const;
  /// kSoundDevice, once.
  [[nodiscard]] std::optional<Error> take_error();

 private:
  struct Ask {
    std::string device;
    TestNote note = TestNote::kLow;
    bool in_turn = false;
  };
  void run(const std::stop_token& stop);
  void list();
  bool sound(const Ask& ask, const std::stop_token& stop);

  const Wake wake_;
  mutable std::mutex mutex_;  // guards the six below and waits with asked_
  std::condition_variable_any asked_;
  bool refresh_ = true;
  std::vector<Ask> play_;  ///< that were asked for, the next last
  std::stop_source current_;         ///< of the tone that sounds
  State state_;
  std::vector<std::string> devices_;
  std::optional<Error> error_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace mallette::app
