// SPDX-License-Identifier: GPL-3.0-or-later
// How time passes for a film: by the machine's clock with a device or a paced sink, or stepped by
// hand from one decision to the next (--no-pace, tests). The decisions are the same.
// Main thread only, but for the Wake that waker() returns: any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "player/app/sound_setup.h"
#include "player/media/audio_sink.h"
#include "player/media/playback.h"

namespace mallette::app {

class Driver {
 public:
  virtual ~Driver() = default;
  [[nodiscard]] virtual const media::WallClock& clock() const = 0;
  [[nodiscard]] virtual media::Wake waker() = 0;
  /// Called for each film, before it plays. An error is told of; the film plays all the same.
  virtual std::optional<Error> start_sound(media::Playback& playback) = 0;
  /// Devices and volumes, for the film that plays and those that follow.
  void set_sound(SoundSetup setup);
  [[nodiscard]] const SoundSetup& sound() const { return setup_; }
  /// Takes nothing more from the playback. Called before it goes: a sink has a thread of its own.
  virtual void stop_sound() = 0;
  /// A film without sound beside the one that sounds: its clock runs by itself. One at a time.
  virtual void start_silent(media::Playback& playback) { silent_ = std::make_unique<media::PacedSink>(playback.feed()); }
  /// Called before that film goes.
  virtual void stop_silent() { silent_.reset(); }
  /// Watches over the sound devices, each turn; an error when one went away.
  virtual std::optional<Error> check_sound() { return std::nullopt; }
  /// A device of the machine was unplugged: SDL's words for it; or one was plugged in.
  virtual void device_removed(bool /*is_capture*/, std::uint32_t /*device*/) {}
  virtual void device_added() {}
  [[nodiscard]] virtual std::string sound_name() const = 0;
  /// Empty: there are none.
  [[nodiscard]] virtual std::string headphones_name() const { return {}; }
  /// The room's device does not sound; something was chosen for headphones, and does not sound.
  [[nodiscard]] virtual bool room_is_lost() const { return false; }
  [[nodiscard]] virtual bool headphones_are_lost() const { return false; }
  /// Returns at the deadline, or before it when woken or an event has come. Without a deadline,
  /// returns when woken, or after a while.
  virtual void wait_until(std::optional<media::WallTime> deadline) = 0;
  /// What is due next must be known before time may go on.
  [[nodiscard]] virtual bool is_stepped() const { return false; }

 protected:
  /// The setup is another one, and a playback may be under way.
  virtual void sound_changed() { apply_sound(); }
  /// Whether the headphones that were chosen are an output of their own.
  [[nodiscard]] virtual bool has_headphones() const { return !setup_.headphones.empty(); }
  void apply_sound();

  SoundSetup setup_;
  media::Playback* playback_ = nullptr;  ///< whose sound is on

 private:
  std::unique_ptr<media::AudioSink> silent_;
};

/// Real time, no window: sleeps on a condition.
class PacedDriver final : public Driver {
 public:
  const media::WallClock& clock() const override { return clock_; }
  media::Wake waker() override;
  std::optional<Error> start_sound(media::Playback& playback) override;
  void stop_sound() override;
  std::string sound_name() const override { return sink_ ? sink_->name() : ""; }
  std::string headphones_name() const override { return headphones_sink_ ? headphones_sink_->name() : ""; }
  void wait_until(std::optional<media::WallTime> deadline) override;

 private:
  media::SteadyClock clock_;
  std::mutex mutex_;  // guards woken_
  std::condition_variable condition_;
  bool woken_ = false;
  std::unique_ptr<media::AudioSink> sink_;
  std::unique_ptr<media::AudioSink> headphones_sink_;
};

/// A clock that is moved: as fast as decoding goes, and the same at each run.
class SteppedDriver final : public Driver {
 public:
  const media::WallClock& clock() const override { return clock_; }
  media::Wake waker() override;
  std::optional<Error> start_sound(media::Playback& playback) override;
  void stop_sound() override;
  void start_silent(media::Playback& playback) override;
  void stop_silent() override;
  std::string sound_name() const override { return "none"; }
  void wait_until(std::optional<media::WallTime> deadline) override;
  bool is_stepped() const override { return true; }

 private:
  struct Stepped {
    media::Playback* playback = nullptr;
    std::unique_ptr<media::SteppedSink> sink;
  };
  void pump();
  void await_workers();
  static void await_sound(const Stepped& stepped);

  media::FakeClock clock_;
  std::mutex mutex_;  // guards woken_
  std::condition_variable condition_;
  bool woken_ = false;
  Stepped sound_, silent_film_;
};

}  // namespace mallette::app
