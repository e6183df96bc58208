// SPDX-License-Identifier: GPL-3.0-or-later
// One film with its captions and signer, as the room sees it: asks the playback and the captions
// what is due at which instant, lays it out, and keeps the account of what was shown when.
//
//   turn:  update() ─> next_due() ─> scene_at(due) ─> (caller draws it) ─> handed_over()
//
// It knows no window: the caller draws each scene wherever it wants, at the instant it is due.
// Main thread only.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "player/app/caption_loader.h"
#include "player/app/chapter_loader.h"
#include "player/app/film_report.h"
#include "player/app/film_tracks.h"
#include "player/app/narrator.h"
#include "player/media/playback.h"
#include "player/render/compositor.h"
#include "subtitles/renderer.h"

namespace mallette::app {

struct ShowSpec {
  FilmTracks tracks;
  media::MediaTime from{};
  std::optional<media::MediaTime> until;
  media::Duration tail{};  ///< of the signer, behind the end
  render::SignStand sign_stand = {};
  render::CaptionStand caption_stand = {};
  std::vector<std::string> caption_fonts;
  std::optional<media::WallTime> asked_at;  ///< when the film was asked for; now unless given
  /// The sentence of an error, to be shown over the film for some seconds; none: errors are only kept.
  std::function<std::string(const Error&)> tell;
  SpeechWish speech;  ///< of descriptions that are text
};

class FilmShow {
 public:
  FilmShow(ShowSpec spec, const media::WallClock& clock, media::Wake wake);

  // --- Orders ---

  void play();
  void pause();
  void toggle_play();
  void seek(media::MediaTime target);
  /// Another part of the same film, from `at` to `until`, with the signer's tail behind it.
  void show_segment(media::MediaTime at, std::optional<media::MediaTime> until, media::Duration tail);
  /// By so much from where it is, or from where a seek under way is going.
  void seek_by(media::Duration by);
  void step_forward();
  void step_back();
  void set_volume(float room, float headphones);
  /// As Playback's.
  void set_speed(double speed) { playback_.set_speed(speed); }
  void set_captions_shown(bool shown);
  /// Other captions, read in the background; those that are shown stay until then.
  void load_captions(const FilmTracks& tracks);
  void replace_film(media::InputSpec film);
  void set_sign(std::optional<media::InputSpec> sign);
  void set_sign_stand(const render::SignStand& stand);
  void set_caption_stand(const render::CaptionStand& stand);
  /// What lies over the picture for a while: captions make room for it.
  void set_chrome(const std::array<render::Rect, 2>& chrome);
  /// A sound, a text that is spoken, or none.
  void set_description(const FilmTracks& tracks);
  /// Holds at once for a text that is being spoken.
  void set_speech(SpeechWish speech);

  // --- Each turn ---

  void update();
  /// The next instant at which the picture changes, as far as it is known. While the film stands:
  /// its position, when something is to be drawn anew.
  [[nodiscard]] std::optional<media::MediaTime> next_due() const;
  /// What the room sees at t. Frames taken here count as shown once handed_over() is called.
  [[nodiscard]] const render::Scene& scene_at(media::MediaTime t, render::Size output);
  /// What the last scene_at() gave.
  [[nodiscard]] const render::Scene& scene() const { return scene_; }
  /// The scene of the last scene_at() is on the screen now.
  void handed_over();
  /// Keeps the error for the report, and shows it where there is somebody to read it.
  void note(Error error);
  /// The next scene is to be drawn even if the film stands (a new size, an uncovered window).
  void redraw() { redraw_ = true; }

  // --- Readings ---

  [[nodiscard]] media::Playback& playback() { return playback_; }
  [[nodiscard]] const media::Playback& playback() const { return playback_; }
  /// Everything that comes before the first picture is there: streams, captions.
  [[nodiscard]] bool loaded() const;
  [[nodiscard]] bool finished() const;
  [[nodiscard]] bool captions_shown() const { return captions_shown_; }
  /// Others were asked for and are still being read.
  [[nodiscard]] bool captions_are_coming() const { return captions_awaited_; }
  [[nodiscard]] const render::SignStand& sign_stand() const { return sign_stand_; }
  /// Of the last scene, and the output it was made for.
  [[nodiscard]] const render::Layout& layout() const { return scene_.layout; }
  [[nodiscard]] render::Size output() const { return output_; }
  /// In order of time: the manifest's, else its file's, else the container's. Once they are known.
  [[nodiscard]] const std::vector<Chapter>& chapters() const { return chapters_; }
  /// From where the film is; null: there is none.
  [[nodiscard]] const Chapter* next_chapter() const { return chapter_after(chapters_, playback_.position()); }
  [[nodiscard]] const Chapter* previous_chapter() const { return chapter_before(chapters_, playback_.position()); }
  [[nodiscard]] FilmReport& report() { return report_; }
  /// The report with the figures of this moment.
  [[nodiscard]] FilmReport final_report();

 private:
  struct PendingSeek {
    media::Generation generation;
    media::MediaTime target;
    media::WallTime ordered;
  };
  void note_seek(media::MediaTime target);
  void take_captions();
  void take_chapters();
  bool is_sound_alone() const;
  void choose_drawn_cues();
  void speak();
  [[nodiscard]] media::FramePtr signer_at(media::MediaTime t);
  [[nodiscard]] bool sign_rests_at(media::MediaTime t) const;
  [[nodiscard]] std::optional<media::MediaTime> next_rest_change(media::MediaTime after) const;
  void watch_end();
  std::optional<media::MediaTime> next_caption_change(media::MediaTime after) const;
  void count_cues(media::MediaTime from, media::MediaTime to);

  const media::WallClock& clock_;
  const media::WallTime started_;
  media::Playback playback_;
  const media::Wake wake_;
  std::unique_ptr<CaptionLoader> caption_loader_;
  std::vector<std::unique_ptr<CaptionLoader>> retired_loaders_;  ///< until their threads are done
  std::unique_ptr<ChapterLoader> chapter_loader_;  ///< until what it read was taken
  std::vector<Chapter> chapters_;
  bool chapters_known_ = false;
  std::unique_ptr<subtitles::CaptionRenderer> caption_renderer_;
  std::shared_ptr<const subtitles::CueList> cues_;  ///< the film's
  std::vector<subtitles::Cue> notices_;             ///< errors, told over the film; times as the cues'
  bool anything_to_draw_ = false;                   ///< cues that are shown, or notices
  subtitles::Canvas canvas_{};                      ///< of the last scene
  media::Duration caption_offset_{};
  bool captions_known_ = false;  ///< the first have come, or it is known that there are none
  bool captions_awaited_ = true;  ///< of the latest loader
  bool captions_shown_ = true;
  render::SignStand sign_stand_;
  render::CaptionStand caption_stand_;
  std::array<render::Rect, 2> chrome_{};
  media::Duration sign_hold_;  ///< the signer's last picture stays that long
  const std::function<std::string(const Error&)> tell_;
  SpeechWish speech_;
  std::optional<SpokenText> spoken_;  ///< the description that is on

  render::Scene scene_;
  render::Size output_{};
  media::FramePtr sign_frame_;  ///< the latest; in the scene unless the signer rests
  media::FramePtr sign_rest_;   ///< of its shape
  std::optional<media::WallTime> ended_at_;
  media::MediaTime scene_time_{};
  std::optional<media::MediaTime> drawn_until_;  ///< the instant last handed over, in this generation
  media::Generation scene_generation_ = 0;
  bool redraw_ = true;
  bool new_film_ = false, new_sign_ = false;
  int dropped_film_ = 0, dropped_sign_ = 0;
  std::optional<PendingSeek> pending_seek_;
  FilmReport report_;
};

}  // namespace mallette::app
