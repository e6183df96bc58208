// SPDX-License-Identifier: GPL-3.0-or-later
// One sound output and the device it is on. A device that went away or does not answer is let go, told of once,
// and looked for until it is back; none of that holds anybody up.
//
//   start ──> kSounding ──unplugged, or silent for a second──> kLost ──there again──> kSounding
//
// Main thread. Devices are opened by it at the start of a film, and else in threads of their own, because one
// that does not answer may take as long as it likes.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "kits/base/error.h"
#include "player/media/sdl_audio_sink.h"
#include "player/media/wall_clock.h"

namespace mallette::app {

enum class OutputState : std::uint8_t { kOff, kSounding, kLost };

class SoundOutput {
 public:
  /// Without its device, the room's output takes the system's own, and goes on at a steady pace where there is
  /// none: the film hangs on it. The headphones' is silent: another device may be the room's.
  enum class Part : std::uint8_t { kRoom, kHeadphones };

  SoundOutput(Part part, const media::WallClock& clock);
  /// Waits a little for threads that are with a device: SDL should not end under them.
  ~SoundOutput();
  SoundOutput(const SoundOutput&) = delete;
  SoundOutput& operator=(const SoundOutput&) = delete;

  /// From here to stop() the feed is driven. The error is told; it goes on all the same.
  std::optional<Error> start(media::SinkFeed& feed, const std::string& device);
  void stop();
  /// Each turn. An error when the device has just gone.
  std::optional<Error> check();
  /// As the system tells it.
  void device_removed(std::uint32_t device);
  void device_added();

  [[nodiscard]] OutputState state() const { return state_; }
  /// Of what drives the feed; empty: nothing does.
  [[nodiscard]] std::string name() const { return sink_ ? sink_->name() : ""; }

 private:
  struct Opened {
    std::unique_ptr<media::DeviceSink> sink;
    bool elsewhere = false;  ///< on the system's own choice, in place of the device that was named
  };
  struct Search;
  [[nodiscard]] static Result<Opened> open(const std::string& device, bool or_any, std::chrono::milliseconds patience);
  std::optional<Error> watch();
  void lose();
  void search();
  void take_found();
  void adopt(Opened opened);
  void close(std::unique_ptr<media::AudioSink> sink);
  [[nodiscard]] Error told(const char* why) const;

  const Part part_;
  const media::WallClock& clock_;
  media::SinkFeed* feed_ = nullptr;
  std::string device_;
  OutputState state_ = OutputState::kOff;
  bool removed_ = false;
  bool elsewhere_ = false;   ///< sounding, but not on the device that was named
  std::unique_ptr<media::AudioSink> sink_;
  media::WallTime driven_since_{};
  std::optional<media::WallTime> search_at_;  ///< the next look for the device; nothing: it is there
  std::shared_ptr<Search> search_;   ///< under way
  const std::shared_ptr<std::atomic<int>> threads_ = std::make_shared<std::atomic<int>>(0);  ///< with a device
};

}  // namespace mallette::app
