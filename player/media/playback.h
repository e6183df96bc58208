// SPDX-License-Identifier: GPL-3.0-or-later
// One film being played: picture, signer and sound on one clock.
//
//                 ┌───────── seek, replace_film ─────────┐
//                 v                                      │
//   (made) ──> kWaiting ──all streams have something──> kPaused <──> kPlaying ──> kEnded
//                 │                                                    (end, or until)
//                 └──the film cannot be played──> kFailed
//
// Where the film's file can be read no further (a key was pulled out), it stands at what was the last of it: kPaused, and
// has_broken_off(). play() and seek() try again from there; play() does so in kFailed, if it was the file that could not be read.
//
// The main thread owns it and calls update() each turn; nothing here waits for a disk or a decoder.
// Workers call the Wake given at the start when something has come. Film and signer are asked for
// the same instant by picture_at(); sound goes its own way through the feed, and the feed's clock
// says what the instant is.
//
// A description that is spoken may make the film wait: then picture, signer and the film's sound stand in mid-play
// (waits_for_voice()), and go on from the same instant. To everything else that is playing.
//
// A seek is a new generation: whatever was under way is dropped where it stands, the latest wins.
// It is finished when every selected stream has a frame, an end or an error.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "player/media/headphones_feed.h"
#include "player/media/input.h"
#include "player/media/mixer.h"
#include "player/media/reaper.h"
#include "player/media/sound_feed.h"
#include "player/media/sound_source.h"
#include "player/media/wall_clock.h"

namespace mallette::media {

enum class PlaybackState : std::uint8_t { kWaiting, kPaused, kPlaying, kEnded, kFailed };

struct PlaybackSpec {
  InputSpec film;
  std::optional<InputSpec> sign;
  std::optional<std::pair<SoundRole, InputSpec>> description;  ///< kMix or kVoice
  MakeSoundSource spoken_description;                          ///< in its place
  MediaTime from{};
  std::optional<MediaTime> until;
  /// How long the signer, if there is one, goes on behind the film's end (`until`, or its own) while the
  /// film's last picture holds, in silence.
  Duration tail{};
};

/// What is due at one instant. A frame is set only where it is new since the last call.
struct Picture {
  FramePtr film;
  FramePtr sign;
  int film_dropped = 0;
  int sign_dropped = 0;
};

class Playback {
 public:
  Playback(PlaybackSpec spec, const WallClock& clock, Wake wake);
  ~Playback();
  Playback(const Playback&) = delete;
  Playback& operator=(const Playback&) = delete;

  // --- Commands ---

  void play();
  void pause();
  void seek(MediaTime target);
  /// The next film frame; pauses. Before the first frame has come, nothing.
  void step_forward();
  /// The film frame before the one that is shown; pauses.
  void step_back();
  void set_until(std::optional<MediaTime> until, Duration tail = {});
  /// Of the room.
  void set_volume(float gain) { feed_.set_volume(gain); }
  /// How fast the film goes, its pitch kept: 0.5 to 2. The place stays; heard within 200 ms. Holds over seeks.
  void set_speed(double speed);
  [[nodiscard]] double speed() const { return speed_; }
  /// Who hears what, and how loud.
  void set_sound_plan(const SoundPlan& plan) { mixer_.set_plan(plan); }
  /// By how much each recording is played louder; moves there slowly.
  void set_matching(const Matching& matching) { mixer_.set_matching(matching); }
  /// How much later than it says the headphones' device is heard; below 0: earlier. At most 300 ms either way.
  void set_headphones_delay(Duration delay);
  /// Nothing: no signer. In mid-film the signer joins, in step, without stopping the film.
  void set_sign(std::optional<InputSpec> sign);
  /// Nothing: no description.
  void set_description(std::optional<std::pair<SoundRole, InputSpec>> description);
  /// In the place of any other. Null: none.
  void set_spoken_description(const MakeSoundSource& make);
  /// Another version of the film, from the same instant on.
  void replace_film(InputSpec film);

  // --- Each turn ---

  /// Takes in what the workers have brought; moves the state.
  void update();
  /// What is due at t, which is asked for with growing t within a generation.
  [[nodiscard]] Picture picture_at(MediaTime t, Duration display_period);

  // --- Readings ---

  [[nodiscard]] PlaybackState state() const { return state_; }
  [[nodiscard]] bool wants_to_play() const { return play_wanted_; }
  [[nodiscard]] bool has_broken_off() const { return broke_off_; }
  [[nodiscard]] Generation generation() const { return generation_; }
  /// Where the film is. In a seek: its target. Never behind the end.
  [[nodiscard]] MediaTime position() const;
  /// When position t will be there; nothing while the clock stands.
  [[nodiscard]] std::optional<WallTime> wall_at(MediaTime t) const;
  /// The time of the next film or signer frame that has not been taken, as far as it is decoded.
  [[nodiscard]] std::optional<MediaTime> next_change() const;
  /// A frame that picture_at(position()) would give: to be looked at while paused too, because a
  /// signer that joins, or the sound that a device still had, can bring one.
  [[nodiscard]] bool picture_is_due() const;
  /// Every picture stream has its next frame decoded, or is over: what is due next is known.
  [[nodiscard]] bool next_is_known() const;
  /// Where playing will stop: film_end(), and the signer's tail.
  [[nodiscard]] std::optional<MediaTime> stop_at() const;
  /// Where picture and sound of the film end: `until`, or the end of the film once it is known. Where it breaks off is none.
  [[nodiscard]] std::optional<MediaTime> film_end() const;
  [[nodiscard]] std::optional<Duration> duration() const;
  [[nodiscard]] std::shared_ptr<const InputInfo> film_info() const { return film_->info(); }
  /// The film stands while a description is spoken to its end.
  [[nodiscard]] bool waits_for_voice() const { return state_ == PlaybackState::kPlaying && feed_.is_waiting(); }
  [[nodiscard]] std::uint64_t waits_for_voice_so_far() const { return feed_.waits(); }
  [[nodiscard]] bool sign_covers(MediaTime t) const;
  /// Behind the signer's last frame, once it is known: what comes later is not signed.
  [[nodiscard]] std::optional<MediaTime> sign_end() const;
  [[nodiscard]] bool has_sign() const { return sign_ != nullptr; }
  [[nodiscard]] std::vector<Error> take_errors();
  [[nodiscard]] SoundFeed& feed() { return feed_; }
  [[nodiscard]] HeadphonesFeed& headphones() { return headphones_; }
  [[nodiscard]] const HeadphonesFeed& headphones() const { return headphones_; }

 private:
  void restart(MediaTime target);
  bool everything_ready() const;
  void note_failure();
  void check_end();
  bool check_break();
  void reopen_beside();
  std::optional<MediaTime> last_known() const;
  void tell_end_to_voice();
  void hold_at(MediaTime t);
  std::optional<MediaTime> next_film_pts() const;

  const WallClock& clock_;
  const Wake wake_;
  SoundFeed feed_;
  HeadphonesFeed headphones_{feed_.clock()};
  Mixer mixer_;
  Reaper reaper_;
  Wake on_input_;
  std::unique_ptr<Input> film_;
  std::unique_ptr<Input> sign_;
  std::unique_ptr<Input> description_;
  SoundRole description_role_ = SoundRole::kMix;
  std::unique_ptr<SoundSource> spoken_description_;

  PlaybackState state_ = PlaybackState::kWaiting;
  bool play_wanted_ = false;
  Generation generation_ = 1;
  MediaTime target_{};                      ///< of the running generation
  std::optional<MediaTime> until_;
  Duration tail_{};
  double speed_ = 1;
  std::optional<MediaTime> voice_end_;      ///< as the spoken description was told
  std::optional<MediaTime> held_;           ///< the position while the feed's clock is not asked
  bool broke_off_ = false;
  bool sound_is_elsewhere_ = false;         ///< stepped away from where the mixer stands
  std::optional<MediaTime> shown_film_pts_;
  std::vector<Error> errors_;
};

}  // namespace mallette::media
