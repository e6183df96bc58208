// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out a session: what its state machine asks of film, sound, documents and journal, and what
// those report back. It draws nothing: who does reads room() and the film that is loaded.
//
//   send(event) ─> session::reduce ─> state ─┬─> effects ─> FilmShow, DocumentService, Journal
//        ^                                   └─> room(), desk()
//        └────── update(): time, positions, ends, page counts
//
// A film stays open behind what follows it, so that the next excerpt of it begins at once.
//
// Main thread only; nothing here waits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/app/driver.h"
#include "player/app/film_controls.h"
#include "player/app/loudness_book.h"
#include "player/app/step_sign.h"
#include "player/documents/document_service.h"
#include "player/media/reaper.h"
#include "player/session/desk_view.h"
#include "player/session/reduce.h"
#include "player/storage/journal.h"

namespace mallette::app {

/// When a step was on, by the time of the program's session.
struct StepRecord {
  kits::StepType type = kits::StepType::kMessage;
  std::string title;
  double entered_ms = 0;
  std::optional<double> left_ms;
};

struct SessionSpec {
  kits::Kit kit;
  std::string id;          ///< of the session, for its report
  session::State state;    ///< before its beginning, or as a snapshot held it
  TrackWish wish;          ///< which film is of no matter
  Loudness loudness;
  render::SignStand sign_stand = {};
  render::CaptionStand caption_stand = {};
  std::vector<std::string> caption_fonts;
  std::string own_plan = {};         ///< what it is led from, for the journal; empty: the kit's plan
  SpeechWish speech;                 ///< of descriptions that are text
  /// In a rehearsal: each film begins that long before its end.
  std::optional<session::Milliseconds> rehearsed = {};
  LoudnessBook* loudness_book = nullptr;  ///< null: everything is as loud as it was recorded
  media::Reaper* closing = nullptr;  ///< where films go that are closed; null: they are waited for
};

class SessionRunner {
 public:
  /// Begins it, or takes it up again where it stood. Driver, documents and journal outlive it; without a
  /// journal nothing is kept.
  SessionRunner(SessionSpec spec, Driver& driver, documents::DocumentService& documents, storage::Journal* journal);
  ~SessionRunner();
  SessionRunner(const SessionRunner&) = delete;
  SessionRunner& operator=(const SessionRunner&) = delete;

  void send(const session::EventKind& what);
  /// Tracks, volume, single frames. False: not an action of the film's.
  bool act(ui::Action action);
  void set_volume(float volume);
  /// At once.
  void set_speech(SpeechWish speech);
  /// Where the signer stands, of the film that is loaded and of those to come.
  void set_sign_stand(const render::SignStand& stand);
  [[nodiscard]] render::SignStand sign_stand() const { return show_ ? show_->sign_stand() : spec_.sign_stand; }
  void set_caption_stand(const render::CaptionStand& stand);
  /// Of the film of this step; each step begins at 1.
  void set_speed(double speed);
  [[nodiscard]] double speed() const { return speed_; }

  /// Takes in what has happened meanwhile. Each turn.
  void update();

  [[nodiscard]] const kits::Kit& kit() const { return spec_.kit; }
  [[nodiscard]] const std::string& id() const { return spec_.id; }
  [[nodiscard]] const session::State& state() const { return state_; }
  [[nodiscard]] const session::RoomView& room() const { return room_; }
  [[nodiscard]] session::DeskView desk() const { return session::desk_view(state_); }
  [[nodiscard]] const std::string& own_plan() const { return spec_.own_plan; }
  [[nodiscard]] bool is_rehearsal() const { return spec_.rehearsed.has_value(); }
  [[nodiscard]] bool finished() const { return state_.stage == session::Stage::kFinished; }

  /// The film that is loaded for this step; null: none. Its first picture may be under way.
  [[nodiscard]] FilmShow* film() { return loaded_ ? show_.get() : nullptr; }
  /// The tracks that are wished, of the film that is loaded or of the next.
  [[nodiscard]] const TrackWish& wish() const { return spec_.wish; }
  [[nodiscard]] const FilmTracks* tracks() const { return controls_ ? &controls_->tracks() : nullptr; }
  /// The signed version of the words that are on the wall.
  [[nodiscard]] StepSign& step_sign() { return step_sign_; }
  [[nodiscard]] const Loudness& loudness() const { return spec_.loudness; }
  /// The documents that were opened, by entry.
  [[nodiscard]] const std::map<std::string, documents::DocumentId>& documents() const { return open_documents_; }

  /// Every document that was asked for has been opened, or has failed.
  [[nodiscard]] bool documents_known() const { return opening_.empty(); }

  [[nodiscard]] const std::vector<StepRecord>& steps() const { return steps_; }
  /// What went wrong since the last call.
  [[nodiscard]] std::vector<Error> take_errors();
  /// The figures of every film that was shown.
  [[nodiscard]] FilmReport film_report();

 private:
  [[nodiscard]] session::Milliseconds now() const;
  void reduce(const session::EventKind& what);
  void carry_out(const session::Effect& effect);
  void load(const session::effect::LoadSegment& segment);
  void open_show(const session::effect::LoadSegment& segment);
  void close_show();
  [[nodiscard]] TrackWish wish_for(const session::FilmRef& film) const;
  void keep_wish(const TrackWish& before);
  bool change_wish(ui::Action action);
  bool go_to_chapter(ui::Action action);
  void open_document(const std::string& entry);
  void enter_step(std::size_t step);
  void save();
  void report_position();
  void report_film();
  void shorten();
  void report_documents();
  void apply_volume();
  void speak_text_inside();
  void match_loudness();
  void follow_sign();
  void ask_for_loudness(const session::FilmRef& ref);

  SessionSpec spec_;
  Driver& driver_;
  documents::DocumentService& documents_;
  storage::Journal* const journal_;
  const media::WallTime began_;

  session::State state_;
  session::RoomView room_;

  StandChanges stand_changes_;
  StepSign step_sign_;
  std::unique_ptr<FilmShow> show_;
  std::unique_ptr<FilmControls> controls_;
  std::optional<session::FilmRef> shown_film_;
  bool loaded_ = false;         ///< show_ is for the step that is on
  bool play_pending_ = false;   ///< plays once everything before the first picture is there
  bool end_told_ = false;
  bool to_be_shortened_ = false;  ///< in a rehearsal: the film's length is awaited
  bool looked_inside_ = false;  ///< for a description that is text in the film's own container
  bool silent_ = false;
  double speed_ = 1;
  session::Generation generation_ = 0;
  std::size_t errors_seen_ = 0;  ///< of show_'s report

  std::map<std::string, documents::DocumentId> open_documents_;
  std::map<std::string, documents::DocumentId> opening_;  ///< their length is not known yet
  std::optional<media::WallTime> ticked_at_;
  std::vector<StepRecord> steps_;
  std::vector<Error> errors_;
  FilmReport past_;  ///< of films that were closed
};

/// A film or clip of the kit; null: it has none of that name.
[[nodiscard]] const kits::Film* film_of(const kits::Manifest& manifest, const session::FilmRef& ref);

/// What is wished, as text for the journal, and back; what is not understood is left at its default.
[[nodiscard]] std::string write_tracks(const TrackWish& wish);
[[nodiscard]] TrackWish read_tracks(const std::string& text);

}  // namespace mallette::app
