// SPDX-License-Identifier: GPL-3.0-or-later
// A playback on a clock that is moved by hand, with real decoding behind it: what it shows and what it
// sounds like is the same on every machine. Workers are waited for, up to a limit that only a hang meets.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "player/media/playback.h"

namespace mallette::test {

struct Shown {
  media::MediaTime t;  ///< what was asked for
  media::FramePtr film;
  media::FramePtr sign;
  media::Generation generation = 0;
};

class SteppedTheatre {
 public:
  static constexpr std::chrono::seconds kPatience{20};
  static constexpr media::Duration kStep = std::chrono::milliseconds(10);

  explicit SteppedTheatre(media::PlaybackSpec spec)
      : playback_(std::move(spec), clock_, [this] { wake(); }), tap_(playback_.feed().new_tap()) {}

  media::Playback& playback() { return playback_; }
  const media::FakeClock& clock() const { return clock_; }

  /// Until nothing is under way any more. False when it takes longer than anything may.
  bool settle() {
    return await([this] { return playback_.state() != media::PlaybackState::kWaiting; });
  }

  template <class Condition>
  bool await(Condition condition) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
      playback_.feed().fill(nullptr, 0, clock_.now(), tap_);
      playback_.update();
      take_errors();
      if (condition()) return true;
      std::unique_lock lock(mutex_);
      // The mixer rings nobody but the sink: what it mixes is looked for now and then.
      woken_.wait_for(lock, std::chrono::milliseconds(1), [this] { return rung_; });
      rung_ = false;
      if (std::chrono::steady_clock::now() > limit) return false;
    }
  }

  /// What is on the wall at the position.
  Shown look() {
    Shown shown{.t = playback_.position(), .film = {}, .sign = {}, .generation = playback_.generation()};
    auto picture = playback_.picture_at(shown.t, std::chrono::milliseconds(17));
    shown.film = picture.film;
    shown.sign = picture.sign;
    film_dropped += picture.film_dropped;
    sign_dropped += picture.sign_dropped;
    if (shown.film) film.push_back(shown);
    if (shown.sign) sign.push_back(shown);
    return shown;
  }

  /// One step of 10 ms: sound, then time, then picture. False when the workers do not come forward.
  bool step() {
    using media::PlaybackState;
    auto& feed = playback_.feed();
    if (playback_.state() == PlaybackState::kPlaying) {
      const auto generation = playback_.generation();
      if (!await([&] {
            return playback_.state() != PlaybackState::kPlaying || feed.ended() == generation ||
                   (feed.queued_frames(generation) >= media::SoundBlock::kFrames &&
                    (!waits_for_pictures || playback_.next_is_known()));
          })) {
        return false;
      }
    }
    std::vector<float> out(media::SoundBlock::kFrames * media::kChannels);
    feed.fill(out.data(), media::SoundBlock::kFrames, clock_.now(), tap_);
    const auto anchor = feed.clock().anchor();
    sound.push_back({anchor.playing, anchor.generation, anchor.media, std::move(out)});
    clock_.advance(kStep);
    playback_.update();
    take_errors();
    look();
    return true;
  }

  bool run_for(media::Duration time) {
    for (; time > media::Duration(0); time -= kStep) {
      if (!step()) return false;
    }
    return true;
  }

  /// Plays until it ends or fails, at most `limit` of the film's time.
  bool play_out(media::Duration limit = std::chrono::minutes(2)) {
    using media::PlaybackState;
    playback_.play();
    if (!settle()) return false;
    look();
    for (; limit > media::Duration(0); limit -= kStep) {
      if (playback_.state() == PlaybackState::kEnded || playback_.state() == PlaybackState::kFailed) return true;
      if (playback_.state() == PlaybackState::kWaiting && !settle()) return false;
      if (!step()) return false;
    }
    return true;
  }

  struct Heard {
    bool playing;
    media::Generation generation;
    media::MediaTime begin;      ///< while playing: of the first sample
    std::vector<float> samples;  ///< 10 ms, interleaved stereo
  };

  std::vector<Shown> film, sign;
  std::vector<Heard> sound;
  std::vector<Error> errors;
  int film_dropped = 0, sign_dropped = 0;
  bool waits_for_pictures = true;  ///< else time goes on without those that are not decoded

 private:
  void wake() {
    {
      std::lock_guard lock(mutex_);
      rung_ = true;
    }
    woken_.notify_one();
  }
  void take_errors() {
    for (Error& error : playback_.take_errors()) errors.push_back(std::move(error));
  }

  std::mutex mutex_;  // guards rung_
  std::condition_variable woken_;
  bool rung_ = false;
  media::FakeClock clock_;
  media::Playback playback_;
  std::uint32_t tap_;
};

inline media::PlaybackSpec film_only(const std::string& path) { return {.film = {.resource = file_resource(path)}}; }

}  // namespace mallette::test
