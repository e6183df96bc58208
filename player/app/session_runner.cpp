// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/session_runner.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "player/session/snapshot.h"

namespace mallette::app {
namespace {

using media::MediaTime;
using media::PlaybackState;
using session::Milliseconds;
using namespace std::chrono_literals;

constexpr auto kTick = 100ms;  ///< clocks and position, as the state machine wants them

/// An event that only tells of what is: no need to say first where the film stands.
bool is_report(const session::EventKind& what) {
  namespace event = session::event;
  return std::holds_alternative<event::Tick>(what) || std::holds_alternative<event::Position>(what) ||
         std::holds_alternative<event::SegmentEnded>(what) || std::holds_alternative<event::SegmentFailed>(what) ||
         std::holds_alternative<event::SegmentBrokeOff>(what) || std::holds_alternative<event::PageCount>(what) ||
         std::holds_alternative<event::Begin>(what) ||
         std::holds_alternative<event::Restored>(what);
}

Milliseconds milliseconds_of(MediaTime t) { return std::chrono::floor<Milliseconds>(t.time_since_epoch()); }

void append(std::vector<double>& to, const std::vector<double>& from) { to.insert(to.end(), from.begin(), from.end()); }

/// Adds a film's account to those before it.
void add(FilmReport& sum, const FilmReport& film) {
  if (!sum.open_ms) sum.open_ms = film.open_ms;
  if (!sum.first_frame_ms) sum.first_frame_ms = film.first_frame_ms;
  sum.frames_due += film.frames_due;
  sum.frames_shown += film.frames_shown;
  sum.frames_dropped += film.frames_dropped;
  append(sum.film_lateness_ms, film.film_lateness_ms);
  sum.sign_shown += film.sign_shown;
  sum.sign_dropped += film.sign_dropped;
  append(sum.sign_lateness_ms, film.sign_lateness_ms);
  sum.cues_shown += film.cues_shown;
  append(sum.cue_lateness_ms, film.cue_lateness_ms);
  sum.seeks.insert(sum.seeks.end(), film.seeks.begin(), film.seeks.end());
  sum.description_waits += film.description_waits;
  sum.sound_underruns += film.sound_underruns;
  sum.speed = film.speed;
  sum.ended_at_ms = film.ended_at_ms;
  sum.errors.insert(sum.errors.end(), film.errors.begin(), film.errors.end());
  if (!film.headphones) return;
  if (!sum.headphones) sum.headphones.emplace();
  sum.headphones->output = film.headphones->output;
  sum.headphones->drift_ppm = film.headphones->drift_ppm;
  sum.headphones->most_apart_ms = std::max(sum.headphones->most_apart_ms, film.headphones->most_apart_ms);
  sum.headphones->jumps += film.headphones->jumps;
  sum.headphones->underruns += film.headphones->underruns;
}

}  // namespace

std::string write_tracks(const TrackWish& wish) {
  std::string text = wish.captions ? "captions=" + *wish.captions : "no-captions";
  text += wish.sign ? " sign" : " no-sign";
  if (wish.description == DescriptionWish::kMix) text += " mix";
  if (wish.description == DescriptionWish::kVoice) text += " voice";
  if (wish.description == DescriptionWish::kText) text += " text";
  return text;
}

TrackWish read_tracks(const std::string& text) {
  TrackWish wish;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word.starts_with("captions=")) wish.captions = word.substr(std::string_view("captions=").size());
    else if (word == "no-captions") wish.captions.reset();
    else if (word == "sign" || word == "no-sign") wish.sign = word == "sign";
    else if (word == "mix") wish.description = DescriptionWish::kMix;
    else if (word == "voice") wish.description = DescriptionWish::kVoice;
    else if (word == "text") wish.description = DescriptionWish::kText;
  }
  return wish;
}

const kits::Film* film_of(const kits::Manifest& manifest, const session::FilmRef& ref) {
  return ref.kind == session::FilmKind::kClip ? manifest.find_clip(ref.id) : manifest.find_film(ref.id);
}

SessionRunner::SessionRunner(SessionSpec spec, Driver& driver, documents::DocumentService& documents, storage::Journal* journal)
    : spec_(std::move(spec)),
      driver_(driver),
      documents_(documents),
      journal_(journal),
      began_(driver.clock().now()),
      state_(std::move(spec_.state)),
      step_sign_(driver, spec_.closing) {
  if (state_.stage == session::Stage::kBefore) {
    reduce(session::event::Begin{});
  } else {
    reduce(session::event::Restored{});
  }
}

SessionRunner::~SessionRunner() {
  driver_.stop_sound();
  controls_.reset();
  if (spec_.closing != nullptr) spec_.closing->take(std::move(show_));
  for (const auto& [entry, id] : open_documents_) documents_.close(id);
}

Milliseconds SessionRunner::now() const {
  return std::chrono::floor<Milliseconds>(driver_.clock().now() - began_);
}

void SessionRunner::send(const session::EventKind& what) {
  if (!is_report(what)) report_position();
  reduce(what);
}

void SessionRunner::reduce(const session::EventKind& what) {
  auto reduced = session::reduce(std::move(state_), {now(), what});
  state_ = std::move(reduced.state);
  for (const session::Effect& effect : reduced.effects) carry_out(effect);
  room_ = session::room_view(state_);
}

void SessionRunner::carry_out(const session::Effect& what) {
  namespace effect = session::effect;
  if (const auto* segment = std::get_if<effect::LoadSegment>(&what)) return load(*segment);
  if (const auto* document = std::get_if<effect::OpenDocument>(&what)) return open_document(document->document);
  if (const auto* entered = std::get_if<effect::StepEntered>(&what)) return enter_step(entered->step);
  if (const auto* silence = std::get_if<effect::Silence>(&what)) {
    silent_ = silence->on;
    return apply_volume();
  }
  if (std::holds_alternative<effect::Save>(what)) return save();
  if (std::holds_alternative<effect::Finished>(what)) {
    if (!steps_.empty() && !steps_.back().left_ms) steps_.back().left_ms = static_cast<double>(now().count());
    if (journal_ != nullptr) journal_->remove(state_.deck->kit_id);
    return;
  }
  if (!show_) return;
  if (std::holds_alternative<effect::UnloadSegment>(what)) {
    show_->pause();
    loaded_ = play_pending_ = false;
  } else if (const auto* seek = std::get_if<effect::Seek>(&what)) {
    generation_ = seek->generation;
    end_told_ = false;
    show_->seek(MediaTime(seek->at));
  } else if (std::holds_alternative<effect::Play>(what)) {
    play_pending_ = true;
  } else if (std::holds_alternative<effect::Pause>(what)) {
    play_pending_ = false;
    show_->pause();
  }
}

void SessionRunner::load(const session::effect::LoadSegment& segment) {
  const bool same = show_ && shown_film_ == segment.film && show_->playback().state() != PlaybackState::kFailed;
  generation_ = segment.generation;
  end_told_ = false;
  if (same) {
    show_->show_segment(MediaTime(segment.at), segment.to ? std::optional(MediaTime(*segment.to)) : std::nullopt, segment.tail);
  } else {
    open_show(segment);
  }
  loaded_ = show_ != nullptr;
  play_pending_ = segment.play;
  to_be_shortened_ = spec_.rehearsed.has_value();
  apply_volume();
}

void SessionRunner::open_show(const session::effect::LoadSegment& segment) {
  close_show();
  TrackWish wish = wish_for(segment.film);
  auto tracks = select_tracks(spec_.kit, wish);
  if (!tracks) {
    errors_.push_back(std::move(tracks.error()));
    return;  // report_film() tells the state
  }
  shown_film_ = segment.film;
  looked_inside_ = false;
  show_ = std::make_unique<FilmShow>(ShowSpec{.tracks = *tracks,
                                              .from = MediaTime(segment.at),
                                              .until = segment.to ? std::optional(MediaTime(*segment.to)) : std::nullopt,
                                              .tail = segment.tail,
                                              .sign_stand = spec_.sign_stand,
                                              .caption_stand = spec_.caption_stand,
                                              .caption_fonts = spec_.caption_fonts,
                                              .asked_at = std::nullopt,
                                              .tell = {},
                                              .speech = spec_.speech},
                                     driver_.clock(), driver_.waker());
  show_->set_speed(speed_);
  tracks->missing.clear();
  controls_ = std::make_unique<FilmControls>(spec_.kit, std::move(wish), std::move(*tracks), *show_);
  if (auto error = driver_.start_sound(show_->playback())) errors_.push_back(std::move(*error));
  ask_for_loudness(segment.film);
}

/// Of descriptions too that are not on: when one is chosen, how loud it is has long been known.
void SessionRunner::ask_for_loudness(const session::FilmRef& ref) {
  if (spec_.loudness_book == nullptr) return;
  match_loudness();
  const kits::Film* film = film_of(spec_.kit.manifest(), ref);
  if (film == nullptr) return;
  for (const kits::DescriptionTrack& track : film->description) {
    if (track.kind == kits::DescriptionKind::kText) continue;
    if (const auto resource = spec_.kit.resource(track.path)) static_cast<void>(spec_.loudness_book->find(spec_.kit, *resource));
  }
}

void SessionRunner::close_show() {
  if (!show_) return;
  driver_.stop_sound();
  for (auto& error : take_errors()) errors_.push_back(std::move(error));
  spec_.sign_stand = show_->sign_stand();
  add(past_, show_->final_report());
  controls_.reset();
  if (spec_.closing != nullptr) spec_.closing->take(std::move(show_));
  show_.reset();
  shown_film_.reset();
  errors_seen_ = 0;
}

void SessionRunner::open_document(const std::string& entry) {
  auto known = open_documents_.find(entry);
  if (known != open_documents_.end() && documents_.state(known->second).stage == documents::DocumentStage::kFailed) {
    documents_.close(known->second);  // perhaps the key was put back in
    open_documents_.erase(known);
    known = open_documents_.end();
  }
  if (known != open_documents_.end()) {
    opening_.insert(*known);  // asked again: told again
    return;
  }
  auto resource = spec_.kit.resource(entry);
  if (!resource) {
    errors_.push_back(std::move(resource.error()));
    opening_.emplace(entry, documents::DocumentId{});  // of no document: fails
    return;
  }
  const auto id = documents_.open(std::move(*resource));
  open_documents_.emplace(entry, id);
  opening_.emplace(entry, id);
}

void SessionRunner::set_speed(double speed) {
  speed_ = std::clamp(speed, media::kSlowest, media::kFastest);
  if (show_) show_->set_speed(speed_);
}

void SessionRunner::enter_step(std::size_t step) {
  set_speed(1);  // nobody is to find the next film fast who did not ask for it
  const double at = static_cast<double>(now().count());
  if (!steps_.empty() && !steps_.back().left_ms) steps_.back().left_ms = at;
  const session::DeckStep& entered = state_.deck->steps[step];
  steps_.push_back({.type = entered.type, .title = entered.label, .entered_ms = at, .left_ms = std::nullopt});
}

void SessionRunner::save() {
  if (journal_ == nullptr) return;
  const kits::KitHeader& kit = spec_.kit.manifest().kit;
  journal_->save({.kit_path = spec_.kit.path(),
                  .kit_id = state_.deck->kit_id,
                  .kit_title = kit.title,
                  .kit_version = state_.deck->kit_version,
                  .plan_id = state_.deck->plan_id,
                  .plan_title = state_.deck->plan_title,
                  .step_title = session::current_step(state_).label,
                  .session_id = spec_.id,
                  .tracks = write_tracks(spec_.wish),
                  .own_plan = spec_.own_plan,
                  .saved_at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                  .snapshot = session::write_snapshot(state_)});
}

void SessionRunner::apply_volume() {
  if (show_) show_->set_volume(silent_ ? 0.0F : spec_.loudness.gain(), silent_ ? 0.0F : spec_.loudness.headphones_gain());
}

/// As far as the loudness of what plays is known by now.
void SessionRunner::match_loudness() {
  if (spec_.loudness_book == nullptr || !controls_) return;
  media::Matching matching;
  if (driver_.sound().match_loudness) {
    const FilmTracks& tracks = controls_->tracks();
    const auto& description = tracks.description;
    const auto film = spec_.loudness_book->find(spec_.kit, tracks.film.resource);
    const auto described = description ? spec_.loudness_book->find(spec_.kit, description->second.resource) : std::nullopt;
    matching = media::match(film, description ? std::optional(description->first) : std::nullopt, described);
  }
  show_->playback().set_matching(matching);
}

void SessionRunner::set_volume(float volume) {
  spec_.loudness.volume = std::clamp(volume, 0.0F, 1.0F);
  spec_.loudness.muted = false;
  apply_volume();
}

void SessionRunner::set_speech(SpeechWish speech) {
  if (speech == spec_.speech) return;
  spec_.speech = std::move(speech);
  if (show_) show_->set_speech(spec_.speech);
}

void SessionRunner::set_sign_stand(const render::SignStand& stand) {
  spec_.sign_stand = stand;
  if (show_) show_->set_sign_stand(stand);
}

void SessionRunner::set_caption_stand(const render::CaptionStand& stand) {
  spec_.caption_stand = stand;
  if (show_) show_->set_caption_stand(stand);
}

/// What is on the wall in words is signed while signing is wished. Covered, it stands: what covers it is
/// seldom there for long, and the question behind it goes on.
void SessionRunner::follow_sign() {
  const bool covered = session::is_covered(state_) || state_.help || state_.moment.frozen;
  step_sign_.hold(covered);
  if (!covered) step_sign_.show(spec_.kit, spec_.wish.sign ? session::sign_of(room_) : std::string());
  step_sign_.update();
  for (Error& error : step_sign_.take_errors()) errors_.push_back(std::move(error));
}

/// What is wished of every film, as far as this one has it.
TrackWish SessionRunner::wish_for(const session::FilmRef& film) const {
  TrackWish wish = spec_.wish;
  wish.film = film.id;
  wish.is_clip = film.kind == session::FilmKind::kClip;
  wish.description = nearest_description(spec_.kit, film.id, wish.description, wish.is_clip);
  return wish;
}

/// What was changed of this film holds for those that follow.
void SessionRunner::keep_wish(const TrackWish& before) {
  const TrackWish& now = controls_->wish();
  spec_.wish.captions = controls_->captions_shown() ? now.captions : std::nullopt;
  spec_.wish.sign = now.sign;
  // What this film does not have is wished of the next all the same.
  if (now.description != before.description) spec_.wish.description = now.description;
}

/// Before the first film has come.
bool SessionRunner::change_wish(ui::Action action) {
  TrackWish& wish = spec_.wish;
  if (action == ui::Action::kCaptions) wish.captions = wish.captions ? std::nullopt : std::optional<std::string>("");
  else if (action == ui::Action::kSign) wish.sign = !wish.sign;
  else if (action == ui::Action::kDescription) wish.description = wish.description == DescriptionWish::kOff ? DescriptionWish::kMix : DescriptionWish::kOff;
  else return false;
  return true;
}

bool SessionRunner::go_to_chapter(ui::Action action) {
  if (!loaded_ || session::is_covered(state_)) return true;
  const Chapter* chapter = action == ui::Action::kNextChapter ? show_->next_chapter() : show_->previous_chapter();
  if (chapter != nullptr) send(session::event::SeekTo{milliseconds_of(chapter->at)});
  return true;
}

bool SessionRunner::act(ui::Action action) {
  if (action == ui::Action::kNextChapter || action == ui::Action::kPreviousChapter) return go_to_chapter(action);
  if (const auto speed = speed_after(action, speed_)) {
    if (loaded_) set_speed(*speed);
    return true;
  }
  if (render::SignStand stand = sign_stand(); stand_changes_.act(action, stand)) {
    set_sign_stand(stand);
    return true;
  }
  if (spec_.loudness.act(action)) {
    apply_volume();
    return true;
  }
  if (controls_) {
    const TrackWish before = controls_->wish();
    if (controls_->act(action)) {
      keep_wish(before);
      return true;
    }
  } else if (change_wish(action)) {
    return true;
  }
  const bool stands = loaded_ && show_->playback().state() != PlaybackState::kPlaying && !session::is_covered(state_);
  if (stands && action == ui::Action::kFrameForward) show_->step_forward();
  else if (stands && action == ui::Action::kFrameBack) show_->step_back();
  else return false;
  return true;
}

/// A description is wished, and what there is of it shows only once the film is open.
void SessionRunner::speak_text_inside() {
  const auto info = show_->playback().film_info();
  if (looked_inside_ || !info) return;
  looked_inside_ = true;
  TrackWish wish = controls_->wish();
  if (spec_.wish.description == DescriptionWish::kOff || wish.description != DescriptionWish::kOff) return;
  if (!has_text_inside(info.get())) return;
  wish.description = DescriptionWish::kText;
  controls_->change_tracks(std::move(wish));
}

void SessionRunner::update() {
  if (show_) {
    show_->update();
    speak_text_inside();
    match_loudness();
    shorten();
    if (auto error = driver_.check_sound()) errors_.push_back(std::move(*error));
    if (loaded_ && play_pending_ && show_->loaded()) {
      play_pending_ = false;
      // At the very end there is nothing left to play; play() would begin the film again.
      // One that failed is told of first; the trainer tries again.
      const PlaybackState state = show_->playback().state();
      if (state != PlaybackState::kEnded && state != PlaybackState::kFailed) show_->play();
    }
  }
  report_film();
  report_documents();
  follow_sign();
  const media::WallTime here = driver_.clock().now();
  if (ticked_at_ && here - *ticked_at_ < kTick) return;
  ticked_at_ = here;
  report_position();
  reduce(session::event::Tick{});
}

/// In a rehearsal, once the film's end is known.
void SessionRunner::shorten() {
  if (!to_be_shortened_ || !loaded_ || !show_->loaded()) return;
  const auto end = show_->playback().film_end();
  if (!end) return;
  to_be_shortened_ = false;
  const session::Milliseconds from = milliseconds_of(*end) - *spec_.rehearsed;
  if (from > milliseconds_of(show_->playback().position())) send(session::event::SeekTo{from});
}

void SessionRunner::report_position() {
  if (!loaded_ || !show_ || end_told_) return;
  const media::Playback& playback = show_->playback();
  if (playback.state() == PlaybackState::kWaiting || playback.state() == PlaybackState::kFailed) return;
  MediaTime here = playback.position();
  if (const auto end = playback.film_end()) here = std::min(here, *end);
  reduce(session::event::Position{generation_, milliseconds_of(here)});
}

void SessionRunner::report_film() {
  if (end_told_ || !state_.screening || state_.screening->loaded == 0) return;
  // Also of a film that had ended when the session was taken up again: there is no last picture to hold.
  if (!show_ || show_->playback().state() == PlaybackState::kFailed) {
    end_told_ = true;
    reduce(session::event::SegmentFailed{generation_});
    return;
  }
  if (state_.screening->phase != session::FilmPhase::kRunning) return;
  const media::Playback& playback = show_->playback();
  if (playback.has_broken_off()) {
    if (!state_.screening->wanted) return;
    report_position();
    return reduce(session::event::SegmentBrokeOff{generation_});
  }
  const auto end = playback.film_end();
  const bool over = playback.state() == PlaybackState::kEnded ||
                    (playback.state() == PlaybackState::kPlaying && end && playback.position() >= *end);
  if (!over) return;
  report_position();
  end_told_ = true;
  reduce(session::event::SegmentEnded{generation_, playback.has_sign()});
}

void SessionRunner::report_documents() {
  for (auto document = opening_.begin(); document != opening_.end();) {
    const documents::DocumentState state = documents_.state(document->second);
    if (state.stage == documents::DocumentStage::kOpening) {
      ++document;
      continue;
    }
    if (state.error) errors_.push_back(*state.error);
    const auto pages = state.info ? static_cast<std::uint32_t>(state.info->pages.size()) : 0U;
    const std::string entry = document->first;
    document = opening_.erase(document);
    reduce(session::event::PageCount{entry, pages});
  }
}

std::vector<Error> SessionRunner::take_errors() {
  std::vector<Error> errors = std::exchange(errors_, {});
  if (show_) {
    const auto& all = show_->report().errors;
    std::copy(all.begin() + static_cast<std::ptrdiff_t>(errors_seen_), all.end(), std::back_inserter(errors));
    errors_seen_ = all.size();
  }
  if (journal_ != nullptr) {
    if (auto error = journal_->take_error()) errors.push_back(std::move(*error));
  }
  return errors;
}

FilmReport SessionRunner::film_report() {
  FilmReport report = past_;
  if (show_) add(report, show_->final_report());
  return report;
}

}  // namespace mallette::app
