// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_pacer.h"

#include <algorithm>
#include <thread>

namespace mallette::app {
namespace {

using media::Duration;
using media::MediaTime;
using media::PlaybackState;
using media::WallTime;
using namespace std::chrono_literals;

// Drawing begins this much earlier than it takes on average, for the slow ones.
constexpr Duration kDrawMargin = 2ms;
// The clock starts with a block of sound, whose thread may not wake anybody: looked for this often.
constexpr auto kClockStartLook = 2ms;
// How far a stepped clock goes while nothing is known to be due: a block of sound.
constexpr auto kBlindStep = 10ms;

bool is_playing(const FilmShow& show) { return show.playback().state() == PlaybackState::kPlaying; }

std::optional<MediaTime> next_instant(const FilmShow& show, std::optional<MediaTime> also) {
  auto next = show.next_due();
  const auto earlier = [&](std::optional<MediaTime> other) {
    if (other && (!next || *other < *next)) next = other;
  };
  if (is_playing(show)) {
    earlier(show.playback().stop_at());
    if (also) earlier(std::max(*also, show.playback().position()));
  }
  return next;
}

}  // namespace

Duration FilmPacer::lead() const { return driver_.is_stepped() ? Duration(0) : draw_cost_ + kDrawMargin; }

std::optional<WallTime> FilmPacer::draws_at(const FilmShow& show, std::optional<MediaTime> also) const {
  const auto due = next_instant(show, also);
  if (!due) return std::nullopt;
  if (!is_playing(show) || *due <= show.playback().position()) return driver_.clock().now();
  const auto wall = show.playback().wall_at(*due);
  return wall ? std::optional(*wall - lead()) : std::nullopt;
}

void FilmPacer::let_time_pass(bool playing, std::optional<WallTime> wake) {
  if (!wake && driver_.is_stepped() && playing) wake = driver_.clock().now() + kBlindStep;
  driver_.wait_until(wake);
}

FilmPacer::Outcome FilmPacer::turn(FilmShow& show, std::optional<MediaTime> also, std::optional<WallTime> wake) {
  const media::Playback& playback = show.playback();
  if (stage_.size() != drawn_size_) show.redraw();
  if (driver_.is_stepped() && (!playback.next_is_known() || show.captions_are_coming())) {
    driver_.wait_until(std::nullopt);
    return {};
  }
  const auto due = next_instant(show, also);
  if (!due) {
    let_time_pass(is_playing(show), wake);
    return {};
  }
  if (!is_playing(show) || *due <= playback.position()) return draw(show, std::max(*due, playback.position()));
  const auto wall = playback.wall_at(*due);
  if (!wall) {
    driver_.wait_until(driver_.clock().now() + (driver_.is_stepped() ? kBlindStep : kClockStartLook));
    return {};
  }
  WallTime until = *wall - lead();
  if (wake) until = std::min(until, *wake);
  if (until > driver_.clock().now()) {
    driver_.wait_until(until);
    if (!driver_.is_stepped() || playback.position() < *due) return {};
  }
  // The caller's turn has come, and it is too early to draw.
  if (wake && *wake <= driver_.clock().now() && *wall - lead() > driver_.clock().now()) return {};
  return draw(show, *due);
}

/// Sleeps until the clock says that the instant has come.
void FilmPacer::hold_until(const FilmShow& show, MediaTime instant) {
  if (driver_.is_stepped()) return;
  const auto wall = show.playback().wall_at(instant);
  if (wall && *wall > driver_.clock().now()) std::this_thread::sleep_until(std::min(*wall, driver_.clock().now() + 100ms));
}

FilmPacer::Outcome FilmPacer::draw(FilmShow& show, MediaTime instant) {
  const auto stop = show.playback().stop_at();
  if (stop && instant >= *stop && is_playing(show)) {
    if (driver_.is_stepped() || show.playback().position() >= *stop) {
      show.update();
    } else {
      driver_.wait_until(show.playback().wall_at(*stop));
    }
    return {.reached = instant};
  }
  const WallTime before = driver_.clock().now();
  drawn_size_ = stage_.size();
  auto prepared = stage_.prepare(show.scene_at(instant, drawn_size_));
  const Duration cost = driver_.clock().now() - before;
  draw_cost_ += (cost - draw_cost_) / 8;
  hold_until(show, instant);
  auto presented = stage_.present();
  show.handed_over();
  Outcome outcome{.reached = instant, .fault = std::nullopt};
  if (!prepared) outcome.fault = std::move(prepared.error());
  if (!presented) outcome.fault = std::move(presented.error());
  return outcome;
}

}  // namespace mallette::app
