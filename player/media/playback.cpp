// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/playback.h"

#include <algorithm>

namespace mallette::media {
namespace {

// How much sound must be mixed before the film starts: what a device takes at its first two calls.
constexpr int kPrimedFrames = 4 * SoundBlock::kFrames;

// A signer that joins a running film is opened this far ahead of it, so that the first picture that is
// seen is the one that is due, and is seen within a tenth of a second (EN 301 549, 7.1.2, for captions).
// Where opening, seeking and decoding up to it take longer, what is over by then is passed over.
constexpr Duration kJoinAhead = std::chrono::milliseconds(80);

// Where a file breaks off, sound and picture are read to places that lie apart by no more than this. A sound that ended longer
// before was at its end.
constexpr Duration kReadApart = std::chrono::seconds(2);

// What cheap wireless headphones take.
constexpr Duration kMostHeadphonesDelay = std::chrono::milliseconds(300);

}  // namespace

Playback::Playback(PlaybackSpec spec, const WallClock& clock, Wake wake)
    : clock_(clock),
      wake_(std::move(wake)),
      mixer_(feed_, &headphones_),
      on_input_([this] {
        mixer_.ring();
        if (wake_) wake_();
      }),
      target_(spec.from),
      until_(spec.until),
      tail_(spec.tail),
      held_(spec.from) {
  film_ = std::make_unique<Input>(std::move(spec.film), generation_, target_, on_input_);
  mixer_.select(SoundRole::kFilm, film_->audio());
  mixer_.set_end(until_, tail_);
  set_sign(std::move(spec.sign));
  set_description(std::move(spec.description));
  if (spec.spoken_description) set_spoken_description(spec.spoken_description);
  mixer_.restart(generation_, target_);
  feed_.restart(generation_, target_);
}

Playback::~Playback() = default;

void Playback::play() {
  play_wanted_ = true;
  if (state_ == PlaybackState::kFailed) {
    if (film_->is_unopened()) replace_film(film_->spec());
  } else if (state_ == PlaybackState::kEnded) {
    restart(MediaTime{});
  } else if (state_ == PlaybackState::kPaused && sound_is_elsewhere_) {
    restart(position());
  } else if (state_ == PlaybackState::kPaused) {
    state_ = PlaybackState::kPlaying;
    held_.reset();
    feed_.set_running(true);
  }
}

void Playback::pause() {
  play_wanted_ = false;
  if (state_ != PlaybackState::kPlaying) return;
  state_ = PlaybackState::kPaused;
  feed_.set_running(false);
  if (sign_) sign_->video().show_first_at_once(true);  // one that has not come up yet is not waited for
}

void Playback::seek(MediaTime target) {
  target = std::max(target, MediaTime{});
  if (const auto length = duration()) target = std::min(target, MediaTime(*length));
  if (until_) target = std::min(target, *until_);
  restart(target);
}

/// What goes beside the film and could not be opened for want of its file is made anew.
void Playback::reopen_beside() {
  if (description_ && description_->is_unopened()) set_description(std::pair(description_role_, description_->spec()));
  if (sign_ && sign_->is_unopened()) set_sign(sign_->spec());
}

void Playback::restart(MediaTime target) {
  if (state_ == PlaybackState::kFailed) return;
  reopen_beside();
  ++generation_;
  target_ = target;
  held_ = target;
  state_ = PlaybackState::kWaiting;
  broke_off_ = false;
  sound_is_elsewhere_ = false;
  shown_film_pts_.reset();
  feed_.restart(generation_, target);
  for (Input* input : {film_.get(), sign_.get(), description_.get()}) {
    if (input != nullptr) input->seek(generation_, target);
  }
  if (spoken_description_) spoken_description_->seek(generation_, target);
  mixer_.restart(generation_, target);
}

void Playback::hold_at(MediaTime t) {
  held_ = t;
  sound_is_elsewhere_ = true;
}

void Playback::step_forward() {
  pause();
  if (state_ != PlaybackState::kPaused) return;
  const auto next = film_->video().next_pts();
  if (!next || (until_ && *next >= *until_)) return;
  hold_at(std::max(*next, position()));
}

void Playback::step_back() {
  pause();
  if (state_ != PlaybackState::kPaused && state_ != PlaybackState::kEnded) return;
  if (shown_film_pts_) seek(*shown_film_pts_ - Duration(1));
}

void Playback::set_until(std::optional<MediaTime> until, Duration tail) {
  until_ = until;
  tail_ = tail;
  mixer_.set_end(until, tail);
  tell_end_to_voice();
}

void Playback::set_headphones_delay(Duration delay) {
  delay = std::clamp<Duration>(delay, -kMostHeadphonesDelay, kMostHeadphonesDelay);
  headphones_.set_delay(delay);
  const auto ahead = std::max(delay, Duration(0)) / length_of(SoundBlock::kFrames);
  feed_.set_depth(SoundFeed::kBlocks + static_cast<std::size_t>(ahead));
}

void Playback::set_speed(double speed) {
  speed_ = std::clamp(speed, kSlowest, kFastest);
  mixer_.set_rate(speed_);
}

void Playback::set_sign(std::optional<InputSpec> sign) {
  reaper_.take(std::move(sign_));
  if (!sign) return;
  sign->want_audio = false;
  const bool joins = state_ == PlaybackState::kPlaying;
  const MediaTime start = joins ? position() + std::chrono::duration_cast<Duration>(kJoinAhead * speed_) : position();
  sign_ = std::make_unique<Input>(std::move(*sign), generation_, start, on_input_);
  if (joins) sign_->video().show_first_at_once(false);
}

void Playback::set_description(std::optional<std::pair<SoundRole, InputSpec>> description) {
  mixer_.select(SoundRole::kMix, nullptr);
  mixer_.select(SoundRole::kVoice, nullptr);
  reaper_.take(std::move(description_));
  reaper_.take(std::move(spoken_description_));
  if (!description) return;
  description->second.want_video = false;
  description_role_ = description->first;
  description_ = std::make_unique<Input>(std::move(description->second), generation_, position(), on_input_);
  mixer_.select(description->first, description_->audio());
}

void Playback::set_spoken_description(const MakeSoundSource& make) {
  set_description(std::nullopt);
  if (!make) return;
  spoken_description_ = make(on_input_);
  voice_end_.reset();
  tell_end_to_voice();
  spoken_description_->seek(generation_, position());
  mixer_.select(SoundRole::kVoice, spoken_description_->audio());
}

/// `until`, or the container's word: by the time that the film's own end is known, it is too late to wait before it.
void Playback::tell_end_to_voice() {
  if (!spoken_description_) return;
  std::optional<MediaTime> end = until_;
  if (const auto length = duration()) end = end ? std::min(*end, MediaTime(*length)) : MediaTime(*length);
  if (end == voice_end_) return;
  voice_end_ = end;
  spoken_description_->set_end(end);
}

void Playback::replace_film(InputSpec film) {
  const MediaTime here = position();
  mixer_.select(SoundRole::kFilm, nullptr);
  reaper_.take(std::move(film_));
  film_ = std::make_unique<Input>(std::move(film), generation_, here, on_input_);
  mixer_.select(SoundRole::kFilm, film_->audio());
  if (state_ == PlaybackState::kFailed) state_ = PlaybackState::kWaiting;
  restart(here);
}

void Playback::update() {
  for (Input* input : {film_.get(), sign_.get(), description_.get()}) {
    if (input == nullptr) continue;
    for (Error& error : input->take_errors()) errors_.push_back(std::move(error));
  }
  if (spoken_description_) {
    for (Error& error : spoken_description_->take_errors()) errors_.push_back(std::move(error));
  }
  tell_end_to_voice();
  if (state_ == PlaybackState::kFailed) return;
  const auto unusable = [](StreamState s) { return s == StreamState::kFailed || s == StreamState::kAbsent; };
  if (unusable(film_->video().state()) && unusable(film_->audio()->state())) {
    note_failure();
    state_ = PlaybackState::kFailed;
    feed_.set_running(false);
    return;
  }
  // A start behind the end is known to be one only now that the length is.
  if (const auto length = duration(); length && target_ > MediaTime(*length)) seek(target_);
  if (state_ == PlaybackState::kWaiting && everything_ready()) {
    state_ = PlaybackState::kPaused;
    if (play_wanted_) play();
  }
  if (state_ == PlaybackState::kPlaying) check_end();
}

/// Whatever else is wrong with a film has been reported by its input.
void Playback::note_failure() {
  const auto info = film_->info();
  if (!info || info->video || info->audio) return;
  errors_.push_back({.code = ErrorCode::kMediaNoStream, .subject = info->name});
}

bool Playback::everything_ready() const {
  if (!film_->video().ready()) return false;
  if (sign_ && !sign_->video().ready()) return false;
  return feed_.queued_frames(generation_) >= kPrimedFrames || feed_.holds_last(generation_);
}

/// As at an end, but with the way on left open, and where both picture and sound still are: what goes on there lacks nothing.
bool Playback::check_break() {
  if (!film_->is_lost(generation_) || !last_known()) return false;
  std::optional<MediaTime> last;
  if (film_->video().state() == StreamState::kEnded) last = film_->video().end().value_or(target_);
  if (film_->audio()->state() == StreamState::kEnded) last = std::min(last.value_or(MediaTime::max()), to_media_time(film_->audio()->end()));
  const MediaTime brink = std::max(last.value_or(target_), target_), here = position();
  if (here < brink || (until_ && *until_ <= brink)) return false;
  pause();
  hold_at(here - brink < kReadApart ? brink : here);
  broke_off_ = true;
  return true;
}

void Playback::check_end() {
  if (check_break()) return;
  const auto stop = stop_at();
  if (!stop || position() < *stop) return;
  feed_.set_running(false);
  held_ = *stop;
  play_wanted_ = false;
  state_ = PlaybackState::kEnded;
}

Picture Playback::picture_at(MediaTime t, Duration display_period) {
  Picture picture;
  // In the signer's tail the film holds: what lies behind its end is another scene.
  const MediaTime film_time = until_ && t >= *until_ ? *until_ - Duration(1) : t;
  auto film = film_->video().take_due(film_time, display_period);
  if (film.frame) shown_film_pts_ = film.frame->pts;
  picture.film = std::move(film.frame);
  picture.film_dropped = film.dropped;
  if (sign_) {
    auto sign = sign_->video().take_due(t, display_period);
    picture.sign = std::move(sign.frame);
    picture.sign_dropped = sign.dropped;
  }
  return picture;
}

MediaTime Playback::position() const {
  MediaTime here = target_;
  if (held_) {
    here = *held_;
  } else {
    const ClockAnchor anchor = feed_.clock().anchor();
    if (anchor.generation == generation_) here = std::max(anchor.position(clock_.now()), target_);
  }
  if (const auto stop = stop_at()) here = std::min(here, *stop);
  return here;
}

std::optional<WallTime> Playback::wall_at(MediaTime t) const {
  if (state_ != PlaybackState::kPlaying || held_) return std::nullopt;
  const ClockAnchor anchor = feed_.clock().anchor();
  if (anchor.generation != generation_) return std::nullopt;
  return anchor.wall_at(t);
}

/// Of the frames that will be shown.
std::optional<MediaTime> Playback::next_film_pts() const {
  const auto next = film_->video().next_pts();
  return next && until_ && *next >= *until_ ? std::nullopt : next;
}

std::optional<MediaTime> Playback::next_change() const {
  auto next = next_film_pts();
  if (sign_) {
    const auto sign = sign_->video().next_pts();
    if (sign && (!next || *sign < *next)) next = sign;
  }
  return next;
}

bool Playback::picture_is_due() const {
  const MediaTime here = position();
  const auto next = next_film_pts();
  return (next && *next <= here && film_->video().has_due(here)) || (sign_ && sign_->video().has_due(here));
}

bool Playback::next_is_known() const {
  return film_->video().ready() && (!sign_ || sign_->video().ready());
}

std::optional<MediaTime> Playback::stop_at() const {
  const auto end = film_end();
  return end && sign_ ? *end + tail_ : end;
}

/// Behind the last of picture and sound, once it is decoded.
std::optional<MediaTime> Playback::last_known() const {
  if (!is_over(film_->video().state()) || !is_over(film_->audio()->state())) return std::nullopt;
  MediaTime end = target_;
  if (const auto picture = film_->video().end()) end = std::max(end, *picture);
  return std::max(end, to_media_time(film_->audio()->end()));
}

std::optional<MediaTime> Playback::film_end() const {
  std::optional<MediaTime> end = last_known();
  if (film_->is_lost(generation_)) end.reset();  // asked last: it is known no later than the end
  if (until_) end = end ? std::min(*end, *until_) : until_;
  return end;
}

std::optional<Duration> Playback::duration() const {
  const auto info = film_->info();
  return info ? info->duration : std::nullopt;
}

bool Playback::sign_covers(MediaTime t) const {
  if (!sign_) return false;
  const auto end = sign_->video().end();
  return !is_over(sign_->video().state()) || (end && t < *end);
}

std::optional<MediaTime> Playback::sign_end() const {
  return sign_ && is_over(sign_->video().state()) ? sign_->video().end() : std::nullopt;
}

std::vector<Error> Playback::take_errors() { return std::exchange(errors_, {}); }

}  // namespace mallette::media
