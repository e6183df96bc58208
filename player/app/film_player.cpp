// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_player.h"

#include <algorithm>
#include <array>

#include "kits/base/timecode.h"
#include "player/render/screenshot.h"

namespace mallette::app {
namespace {

using media::Duration;
using media::MediaTime;
using media::PlaybackState;
using media::WallTime;
using namespace std::chrono_literals;

constexpr float kVolumeStep = 0.1F;
// Drawing begins this much earlier than it takes on average, for the slow ones.
constexpr Duration kDrawMargin = 2ms;
// The clock starts with a block of sound, whose thread may not wake anybody: looked for this often.
constexpr auto kClockStartLook = 2ms;
// How far a stepped clock goes while nothing is known to be due: a block of sound.
constexpr auto kBlindStep = 10ms;

ShowSpec show_spec(const FilmOrder& order, const FilmTracks& tracks) {
  return {.tracks = tracks,
          .from = order.from,
          .until = order.until,
          .sign_place = order.sign_place,
          .sign_width = order.sign_width,
          .caption_fonts = order.caption_fonts,
          .asked_at = order.asked_at,
          .tell = order.tell};
}

}  // namespace

FilmPlayer::FilmPlayer(const kits::Kit& kit, FilmOrder order, FilmTracks tracks, Driver& driver, Stage& stage)
    : kit_(kit),
      order_(std::move(order)),
      driver_(driver),
      stage_(stage),
      tracks_(std::move(tracks)),
      show_(show_spec(order_, tracks_), driver.clock(), driver.waker()) {
  std::ranges::sort(order_.shots, {}, &Shot::at);
  if (auto error = driver_.start_sound(show_.playback())) note(std::move(*error));
}

FilmPlayer::~FilmPlayer() { driver_.stop_sound(); }

bool FilmPlayer::is_playing() const { return show_.playback().state() == PlaybackState::kPlaying; }

FilmReport FilmPlayer::run(const std::function<void()>& each_turn) {
  while (!leaving_) {
    if (each_turn) each_turn();
    if (auto error = driver_.check_sound()) note(std::move(*error));
    show_.update();
    start_when_loaded();
    run_script();
    const bool script_done = next_command_ >= order_.script.size();
    if (show_.finished() && script_done && !show_.next_due()) break;
    if (leaving_ || show_.playback().state() == PlaybackState::kFailed) break;
    turn();
  }
  refuse_shots_behind_the_end();
  for (auto& picture : pictures_) {
    if (auto written = picture.get(); !written) note(std::move(written.error()));
  }
  FilmReport report = show_.final_report();
  report.unplayable = show_.playback().state() == PlaybackState::kFailed;
  report.renderer = stage_.renderer_name();
  report.sound = driver_.sound_name();
  return report;
}

void FilmPlayer::start_when_loaded() {
  if (started_ || !show_.loaded()) return;
  started_ = true;
  // A script says itself when to play, unless it only watches.
  const bool scripted = std::ranges::any_of(order_.script, [](const ScriptCommand& command) {
    return command.kind == ScriptCommand::Kind::kPlay;
  });
  if (!scripted) show_.play();
}

std::optional<MediaTime> FilmPlayer::next_instant() const {
  auto next = show_.next_due();
  const auto earlier = [&](std::optional<MediaTime> other) {
    if (other && (!next || *other < *next)) next = other;
  };
  if (show_.playback().state() == PlaybackState::kPlaying) {
    earlier(show_.playback().stop_at());
    if (next_shot_ < order_.shots.size()) earlier(std::max(order_.shots[next_shot_].at, show_.playback().position()));
  }
  return next;
}

void FilmPlayer::turn() {
  const media::Playback& playback = show_.playback();
  const bool playing = playback.state() == PlaybackState::kPlaying;
  if (stage_.size() != drawn_size_) show_.redraw();
  if (started_ && driver_.is_stepped() && !playback.next_is_known()) {
    driver_.wait_until(std::nullopt);
    return;
  }
  const auto due = started_ ? next_instant() : std::nullopt;
  if (!due) {
    let_time_pass();
    return;
  }
  if (!playing || *due <= playback.position()) {
    draw(std::max(*due, playback.position()));
    return;
  }
  const auto wall = playback.wall_at(*due);
  if (!wall) {
    driver_.wait_until(driver_.clock().now() + (driver_.is_stepped() ? kBlindStep : kClockStartLook));
    return;
  }
  const Duration lead = driver_.is_stepped() ? Duration(0) : draw_cost_ + kDrawMargin;
  WallTime wake = *wall - lead;
  if (script_waits_until_) wake = std::min(wake, *script_waits_until_);
  if (wake > driver_.clock().now()) {
    driver_.wait_until(wake);
    if (!driver_.is_stepped() || playback.position() < *due) return;
  }
  draw(*due);
}

/// Nothing will be due that is known of: the film stands, or there is only sound.
void FilmPlayer::let_time_pass() {
  auto until = script_waits_until_;
  if (!until && driver_.is_stepped() && is_playing()) until = driver_.clock().now() + kBlindStep;
  driver_.wait_until(until);
}

/// Sleeps until the clock says that the instant has come.
void FilmPlayer::hold_until(MediaTime instant) {
  if (driver_.is_stepped()) return;
  const auto wall = show_.playback().wall_at(instant);
  if (wall && *wall > driver_.clock().now()) std::this_thread::sleep_until(std::min(*wall, driver_.clock().now() + 100ms));
}

void FilmPlayer::draw(MediaTime instant) {
  const auto stop = show_.playback().stop_at();
  if (stop && instant >= *stop && show_.playback().state() == PlaybackState::kPlaying) {
    take_due_shots(instant);
    if (driver_.is_stepped() || show_.playback().position() >= *stop) {
      show_.update();
      return;
    }
    driver_.wait_until(show_.playback().wall_at(*stop));
    return;
  }
  const WallTime before = driver_.clock().now();
  drawn_size_ = stage_.size();
  const auto prepared = stage_.prepare(show_.scene_at(instant, drawn_size_));
  const Duration cost = driver_.clock().now() - before;
  draw_cost_ += (cost - draw_cost_) / 8;
  hold_until(instant);
  const auto presented = stage_.present();
  show_.handed_over();
  for (const auto* result : {&prepared, &presented}) {
    if (!*result) note(result->error());
  }
  if (!prepared || !presented) leave();
  take_due_shots(instant);
}

void FilmPlayer::take_due_shots(MediaTime instant) {
  for (; next_shot_ < order_.shots.size() && order_.shots[next_shot_].at <= instant; ++next_shot_) {
    take_picture(order_.shots[next_shot_].file);
  }
}

/// The picture at the very end is the last one. What was asked for behind it never was.
void FilmPlayer::refuse_shots_behind_the_end() {
  const MediaTime end = show_.playback().position();
  take_due_shots(end);
  if (leaving_ || show_.playback().state() == PlaybackState::kFailed) return;
  const auto text = [](MediaTime t) { return format_time(std::chrono::floor<std::chrono::milliseconds>(t.time_since_epoch())); };
  for (; next_shot_ < order_.shots.size(); ++next_shot_) {
    const Shot& shot = order_.shots[next_shot_];
    note({.code = ErrorCode::kUsage, .subject = shot.file, .key = "--screenshot " + shot.file, .found = text(shot.at), .allowed = "00:00-" + text(end)});
  }
}

void FilmPlayer::take_picture(const std::string& file) {
  auto picture = stage_.capture();
  if (!picture) {
    note(std::move(picture.error()));
    return;
  }
  // Writing a PNG takes longer than a film frame: not here.
  pictures_.push_back(std::async(std::launch::async, [picture = std::move(*picture), file] {
    return render::write_png(picture.view(), file);
  }));
}

void FilmPlayer::run_script() {
  while (started_ && !leaving_ && next_command_ < order_.script.size()) {
    const PlaybackState state = show_.playback().state();
    if (state == PlaybackState::kWaiting) return;               // a seek comes to its end first
    if (state != PlaybackState::kPlaying && show_.next_due()) return;  // and is drawn
    if (driver_.is_stepped() && !show_.playback().next_is_known()) return;  // a step needs to know where to
    if (script_waits_until_) {
      if (driver_.clock().now() < *script_waits_until_ && !show_.finished()) return;
      script_waits_until_.reset();
    }
    const ScriptCommand& command = order_.script[next_command_++];
    if (!run_command(command)) return;
  }
  if (started_ && next_command_ >= order_.script.size() && !order_.script.empty() && order_.leave_after_script &&
      show_.playback().state() == PlaybackState::kPaused && !show_.next_due()) {
    leave();
  }
}

/// False when the commands behind it have to wait for a later turn.
bool FilmPlayer::run_command(const ScriptCommand& command) {
  using Kind = ScriptCommand::Kind;
  switch (command.kind) {
    case Kind::kPlay: show_.play(); return false;
    case Kind::kPause: show_.pause(); return false;
    case Kind::kSeek: show_.seek(MediaTime(command.time)); return false;
    case Kind::kWait: script_waits_until_ = driver_.clock().now() + command.time; return false;
    case Kind::kKey: press(command.key); return false;
    case Kind::kScreenshot: take_picture(command.file); return true;
    case Kind::kQuit: leave(); return false;
  }
  return false;
}

void FilmPlayer::press(const ui::Key& key) {
  if (const auto action = ui::film_action(key)) act(*action);
}

void FilmPlayer::act(ui::Action action) {
  using ui::Action;
  TrackWish wish = order_.wish;
  switch (action) {
    case Action::kPlayPause: show_.toggle_play(); return;
    case Action::kBack5s: show_.seek_by(-5s); return;
    case Action::kForward5s: show_.seek_by(5s); return;
    case Action::kBack60s: show_.seek_by(-60s); return;
    case Action::kForward60s: show_.seek_by(60s); return;
    case Action::kFrameBack: show_.step_back(); return;
    case Action::kFrameForward: show_.step_forward(); return;
    case Action::kVolumeUp:
    case Action::kVolumeDown:
      volume_ = std::clamp(volume_ + (action == Action::kVolumeUp ? kVolumeStep : -kVolumeStep), 0.0F, 1.0F);
      muted_ = false;
      show_.set_volume(volume_);
      return;
    case Action::kMute:
      muted_ = !muted_;
      show_.set_volume(muted_ ? 0.0F : volume_);
      return;
    case Action::kCaptions:
      show_.set_captions_shown(!wish.captions || !show_.captions_shown());
      if (wish.captions) return;
      wish.captions = "";
      break;
    case Action::kNextCaptions:
      show_.set_captions_shown(true);
      wish.captions = next_caption_language(kit_, tracks_);
      break;
    case Action::kSign: wish.sign = !wish.sign; break;
    case Action::kNextSignPlace: {
      const auto next = (static_cast<int>(show_.sign_place()) + 1) % 6;
      show_.set_sign_place(static_cast<render::SignPlacement>(next));
      return;
    }
    case Action::kDescription:
      wish.description = wish.description == DescriptionWish::kOff ? first_description(kit_, tracks_.film_id) : DescriptionWish::kOff;
      break;
    case Action::kNextDescription: wish.description = next_description(kit_, tracks_.film_id, wish.description); break;
    case Action::kFullScreen: full_screen_wanted_ = true; return;
    default: return;  // a session's
  }
  change_tracks(wish);
}

/// Brings what plays from the tracks that are on to those that are wished, touching nothing else.
void FilmPlayer::change_tracks(const TrackWish& wish) {
  auto tracks = select_tracks(kit_, wish);
  if (!tracks) {
    note(std::move(tracks.error()));
    return;
  }
  const auto name = [](const std::optional<media::InputSpec>& spec) { return spec ? spec->resource.name : ""; };
  const auto sound = [](const FilmTracks& t) {
    return t.description ? std::pair(static_cast<int>(t.description->first), t.description->second.resource.name)
                         : std::pair(-1, std::string());
  };
  const auto captions = [](const FilmTracks& t) { return t.captions ? t.captions->resource.name : t.caption_language; };
  if (tracks->film.resource.name != tracks_.film.resource.name) show_.replace_film(tracks->film);
  if (name(tracks->sign) != name(tracks_.sign)) show_.set_sign(tracks->sign);
  if (sound(*tracks) != sound(tracks_)) show_.set_description(tracks->description);
  if (captions(*tracks) != captions(tracks_)) show_.load_captions(*tracks);
  for (Error& error : tracks->missing) note(std::move(error));
  tracks->missing.clear();
  tracks_ = std::move(*tracks);
  order_.wish = wish;
}

}  // namespace mallette::app
