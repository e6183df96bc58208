// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/step_sign.h"

#include <utility>

#include "player/media/rest_picture.h"

namespace mallette::app {
namespace {

using media::MediaTime;
using media::PlaybackState;
using media::WallTime;

constexpr media::Duration kDisplayPeriod = std::chrono::microseconds(16'667);

}  // namespace

void StepSign::close() {
  if (!playback_) return;
  driver_.stop_silent();
  if (closing_ != nullptr) closing_->take(std::move(playback_));
  playback_.reset();
  frame_.reset();
  shown_.reset();
  ended_at_.reset();
  failed_ = false;
}

void StepSign::show(const kits::Kit& kit, const std::string& entry) {
  if (entry == entry_) return;
  close();
  entry_ = entry;
  if (entry.empty()) return;
  auto resource = kit.resource(entry);
  if (!resource) {
    errors_.push_back(std::move(resource.error()));
    return;
  }
  media::PlaybackSpec spec{.film = {.resource = std::move(*resource), .want_audio = false}};
  playback_ = std::make_unique<media::Playback>(std::move(spec), driver_.clock(), driver_.waker());
  driver_.start_silent(*playback_);
  play_pending_ = true;
}

void StepSign::hold(bool held) {
  if (std::exchange(held_, held) == held || !playback_) return;
  if (held) {
    // Where it was over, it stays so.
    play_pending_ = play_pending_ || playback_->wants_to_play();
    playback_->pause();
  }
}

void StepSign::replay() {
  if (!is_on()) return;
  ended_at_.reset();
  playback_->pause();
  playback_->seek(MediaTime{});
  play_pending_ = true;
}

bool StepSign::is_playing() const { return is_on() && (play_pending_ || playback_->wants_to_play()); }

void StepSign::update() {
  if (!playback_) return;
  playback_->update();
  for (Error& error : playback_->take_errors()) errors_.push_back(std::move(error));
  if (playback_->state() == PlaybackState::kFailed) {
    failed_ = true;
    shown_.reset();
    return;
  }
  if (play_pending_ && !held_) {
    play_pending_ = false;
    playback_->play();
  }
  const bool ended = playback_->state() == PlaybackState::kEnded || playback_->has_broken_off();
  if (!ended) ended_at_.reset();
  else if (!ended_at_) ended_at_ = driver_.clock().now();
  look();
}

void StepSign::look() {
  if (playback_->state() != PlaybackState::kWaiting) {
    media::Picture picture = playback_->picture_at(playback_->position(), kDisplayPeriod);
    if (picture.film) {
      frame_ = std::move(picture.film);
      shape_ = media::display_shape(*frame_);
      rest_.reset();
    }
  }
  const bool rests = ended_at_ && driver_.clock().now() - *ended_at_ >= media::kSignHold;
  if (rests && frame_ && !rest_) rest_ = media::rest_picture(*frame_);
  shown_ = rests && rest_ ? rest_ : frame_;
}

std::optional<WallTime> StepSign::changes_at() const {
  if (!is_on()) return std::nullopt;
  if (ended_at_) {
    const WallTime rests_at = *ended_at_ + media::kSignHold;
    return rests_at > driver_.clock().now() ? std::optional(rests_at) : std::nullopt;
  }
  auto next = playback_->next_change();
  if (const auto stop = playback_->stop_at(); stop && (!next || *stop < *next)) next = stop;
  return next ? playback_->wall_at(*next) : std::nullopt;
}

bool StepSign::is_waiting() const {
  return is_on() && (playback_->state() == PlaybackState::kWaiting || !playback_->next_is_known());
}

std::vector<Error> StepSign::take_errors() { return std::exchange(errors_, {}); }

}  // namespace mallette::app
