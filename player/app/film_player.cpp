// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_player.h"

#include <algorithm>
#include <array>

#include "kits/base/timecode.h"
#include "player/render/screenshot.h"

namespace mallette::app {
namespace {

using media::MediaTime;
using media::PlaybackState;
using namespace std::chrono_literals;

ShowSpec show_spec(const FilmOrder& order, const FilmTracks& tracks) {
  return {.tracks = tracks,
          .from = order.from,
          .until = order.until,
          .sign_stand = order.sign_stand,
          .caption_stand = order.caption_stand,
          .caption_fonts = order.caption_fonts,
          .asked_at = order.asked_at,
          .tell = order.tell,
          .speech = order.speech};
}

}  // namespace

FilmPlayer::FilmPlayer(const kits::Kit& kit, FilmOrder order, FilmTracks tracks, Driver& driver)
    : order_(std::move(order)),
      driver_(driver),
      show_(show_spec(order_, tracks), driver.clock(), driver.waker()),
      controls_(kit, order_.wish, std::move(tracks), show_) {
  show_.set_speed(order_.speed);
  std::ranges::sort(order_.shots, {}, &Shot::at);
}

FilmPlayer::~FilmPlayer() { driver_.stop_sound(); }

bool FilmPlayer::is_playing() const { return show_.playback().state() == PlaybackState::kPlaying; }

FilmReport FilmPlayer::run(Stage& stage, const std::function<void()>& each_turn) {
  stage_ = &stage;
  FilmPacer pacer(driver_, stage);
  driver_.set_sound(order_.sound);
  if (auto error = driver_.start_sound(show_.playback())) note(std::move(*error));
  while (!leaving_) {
    if (each_turn) each_turn();
    if (auto error = driver_.check_sound()) note(std::move(*error));
    show_.update();
    if (show_.playback().state() == PlaybackState::kFailed) break;
    start_when_loaded();
    run_script();
    const bool script_done = next_command_ >= order_.script.size();
    if (show_.finished() && script_done && !show_.next_due()) break;
    if (leaving_) break;
    if (order_.leave_after_script && show_.playback().has_broken_off()) break;  // nobody is there to put the key back in
    turn(pacer);
  }
  refuse_shots_behind_the_end();
  for (auto& picture : pictures_) {
    if (auto written = picture.get(); !written) note(std::move(written.error()));
  }
  FilmReport report = show_.final_report();
  report.unplayable = show_.playback().state() == PlaybackState::kFailed;
  report.renderer = stage_->renderer_name();
  report.sound = driver_.sound_name();
  if (report.headphones) report.headphones->output = driver_.headphones_name();
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

void FilmPlayer::turn(FilmPacer& pacer) {
  if (!started_) {
    pacer.let_time_pass(false, script_waits_until_);
    return;
  }
  const auto shot = next_shot_ < order_.shots.size() ? std::optional(order_.shots[next_shot_].at) : std::nullopt;
  auto outcome = pacer.turn(show_, shot, script_waits_until_);
  if (outcome.fault) {
    note(std::move(*outcome.fault));
    leave();
  }
  if (outcome.reached) take_due_shots(*outcome.reached);
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
  auto picture = stage_->capture();
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
    default: return true;  // a session's: parse_script() lets none of them in here
  }
  return false;
}

void FilmPlayer::press(const ui::Key& key) {
  if (const auto action = ui::film_action(key)) act(*action);
}

void FilmPlayer::go_to(const Chapter* chapter) {
  if (chapter != nullptr) show_.seek(chapter->at);
}

void FilmPlayer::act(ui::Action action) {
  using ui::Action;
  if (controls_.act(action)) return;
  if (loudness_.act(action)) {
    show_.set_volume(loudness_.gain(), loudness_.headphones_gain());
    return;
  }
  if (const auto speed = speed_after(action, show_.playback().speed())) return show_.set_speed(*speed);
  switch (action) {
    case Action::kNextChapter: return go_to(show_.next_chapter());
    case Action::kPreviousChapter: return go_to(show_.previous_chapter());
    case Action::kPlayPause: show_.toggle_play(); return;
    case Action::kBack5s: show_.seek_by(-5s); return;
    case Action::kForward5s: show_.seek_by(5s); return;
    case Action::kBack60s: show_.seek_by(-60s); return;
    case Action::kForward60s: show_.seek_by(60s); return;
    case Action::kFrameBack: show_.step_back(); return;
    case Action::kFrameForward: show_.step_forward(); return;
    case Action::kFullScreen: full_screen_wanted_ = true; return;
    default: return;  // a session's
  }
}

}  // namespace mallette::app
