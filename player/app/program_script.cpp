// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Program that follows a script.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "player/accessibility/tree_json.h"
#include "player/app/file_paths.h"
#include "player/app/program.h"
#include "player/render/screenshot.h"

namespace mallette::app {
namespace {

namespace event = session::event;
using accessibility::Node;
using media::PlaybackState;
using media::WallTime;
using namespace std::chrono_literals;

// Real time, for what workers do while a stepped clock stands.
constexpr auto kWorkersPatience = 3s;

bool shows(const Node& node, const std::string& part) {
  return node.name.find(part) != std::string::npos || node.value.find(part) != std::string::npos ||
         node.description.find(part) != std::string::npos;
}

bool matches(const Node& node, const ScriptCommand& command) {
  if (!command.role) return shows(node, command.text);
  return node.role == *command.role && node.name == command.text;
}

/// One line a node: what a person would find.
std::string listing(const accessibility::Tree& tree) {
  std::string text;
  for (const Node& node : tree.nodes()) {
    if (node.name.empty() && node.value.empty()) continue;
    text += fmt::format("  {} \"{}\"{}{}\n", accessibility::role_name(node.role), node.name, node.value.empty() ? "" : " = ", node.value);
  }
  return text;
}

}  // namespace

/// Everything that was asked for is to be seen: the next order may come.
bool Program::settled() {
  if (session_ == nullptr) {
    const auto* start = dynamic_cast<const StartMode*>(mode_.get());
    return start == nullptr || start->documents_settled();
  }
  if (!session_->runner().documents_known() || !session_->documents_settled()) return false;
  FilmShow* film = session_->runner().film();
  const session::State& state = session_->runner().state();
  const Wall wall = mode_->wall(wall_stage_.size());
  // Beside words: the signer's picture of this instant is known, and on the wall.
  if (wall.waits) return false;
  if (wall.still != nullptr && wall.still->signer && !(still_shown_ && still_shown_->signer == wall.still->signer)) return false;
  const bool on_wall = wall.film != nullptr;
  if (!on_wall && work_.room_scene->pending()) return false;
  if (film == nullptr) return true;
  if (film->playback().state() == PlaybackState::kFailed) return true;
  if (film->playback().state() == PlaybackState::kWaiting || !film->loaded()) return false;
  if (session::is_moving(state) && film->playback().state() == PlaybackState::kPaused) return false;  // about to play
  if (work_.driver.is_stepped() && !film->playback().next_is_known()) return false;
  return film->playback().state() == PlaybackState::kPlaying || !on_wall || !film->next_due();
}

/// What the command line asked for is not there yet.
bool Program::is_opening() const {
  if (library_ != nullptr) return !order_.kit.empty() && library_->is_opening();
  const auto* start = dynamic_cast<const StartMode*>(mode_.get());
  if (start == nullptr) return false;
  return !start->saved_known() || (order_.session && !session_begun_ && !start->has_saved());
}

void Program::script_turn() {
  while (!leaving_ && next_command_ < order_.script.size()) {
    if (is_opening()) return;
    if (interface_stale_ || !settled() || (session_ == nullptr && wall_stale_ && work_.screens.one_screen())) return;
    if (script_waits_until_) {
      if (work_.driver.clock().now() < *script_waits_until_) return;
      script_waits_until_.reset();
    }
    const ScriptCommand& command = order_.script[next_command_];
    if (command.kind == ScriptCommand::Kind::kExpect) {
      expect(command);
      if (expecting_until_) return;
    }
    ++next_command_;
    if (!run_command(command)) return;
  }
  const bool done = next_command_ >= order_.script.size() && !order_.script.empty();
  if (done && order_.leave_after_script) leaving_ = true;
}

/// False when the commands behind it have to wait for a later turn.
bool Program::run_command(const ScriptCommand& command) {
  using Kind = ScriptCommand::Kind;
  interface_stale_ = true;
  const auto send = [&](const session::EventKind& what) {
    if (session_ != nullptr) session_->runner().send(what);
    else fail_script(command, "no session");
  };
  const auto playing = [&] { return session_ != nullptr && session::is_playing(session_->runner().state()); };
  switch (command.kind) {
    case Kind::kPlay:
      if (!playing()) send(event::PlayPause{});
      return false;
    case Kind::kPause:
      if (playing()) send(event::PlayPause{});
      return false;
    case Kind::kSeek: send(event::SeekTo{command.time}); return false;
    case Kind::kWait: script_waits_until_ = work_.driver.clock().now() + command.time; return false;
    case Kind::kKey:
      take_key(command.key, false);
      escape_down_.reset();  // and up again
      return false;
    // As the clicker's keys, which a script presses as fast as it likes: nothing bounces.
    case Kind::kNext:
    case Kind::kPrevious:
      clicked_.reset();
      take_key({.name = command.kind == Kind::kNext ? "PageDown" : "PageUp"}, false);
      return false;
    case Kind::kPress: press(command); return false;
    case Kind::kFocus: focus(command); return false;
    case Kind::kType:
      if (!interface_->type(command.text)) fail_script(command, "no text field has focus");
      return false;
    case Kind::kExpect: interface_stale_ = false; return true;
    case Kind::kTree: write_tree(command); return true;
    case Kind::kScreenshot: take_picture(command); return true;
    case Kind::kQuit:
      next_command_ = order_.script.size();
      leaving_ = true;
      return false;
  }
  return false;
}

/// The program ended before the script did: what it expected there was not seen.
void Program::tell_unreached() {
  for (; report_.unmet.empty() && next_command_ < order_.script.size(); ++next_command_) {
    const ScriptCommand& command = order_.script[next_command_];
    if (command.kind == ScriptCommand::Kind::kQuit) return;
    if (command.kind == ScriptCommand::Kind::kExpect) fail_script(command, "the program had ended");
  }
}

void Program::press(const ScriptCommand& command) {
  using Outcome = ui::Interface::Outcome;
  switch (interface_->press(*command.role, command.text)) {
    case Outcome::kDone: return;
    case Outcome::kNotFound: return fail_script(command, "not found");
    case Outcome::kAmbiguous: return fail_script(command, "found more than once");
    case Outcome::kDisabled: return fail_script(command, "disabled");
  }
}

void Program::focus(const ScriptCommand& command) {
  const accessibility::Tree& tree = interface_->tree();
  auto found = tree.named(*command.role, command.text);
  if (const Node* dialog = tree.modal()) std::erase_if(found, [&](const Node* node) { return !tree.is_within(*node, dialog->id); });
  if (found.size() != 1) return fail_script(command, found.empty() ? "not found" : "found more than once");
  interface_->focus(found.front()->id);
}

bool Program::meets(const ScriptCommand& command) {
  const auto found = [&](const accessibility::Tree& tree) {
    return std::ranges::any_of(tree.nodes(), [&](const Node& node) { return matches(node, command); });
  };
  if (command.screen == ScriptCommand::Screen::kRoom) return found(mode_->wall_tree(wall_stage_.size()));
  return found(interface_->tree());
}

/// Looks whether it has come true; leaves expecting_until_ set while it may still.
void Program::expect(const ScriptCommand& command) {
  if (meets(command) != command.absent) {
    expecting_until_.reset();
    return;
  }
  const WallTime now = work_.driver.clock().now();
  if (!expecting_until_) {
    expecting_until_ = now + kExpectPatience;
    expecting_since_ = std::chrono::steady_clock::now();
  }
  const bool workers_had_time = !work_.driver.is_stepped() || std::chrono::steady_clock::now() - expecting_since_ >= kWorkersPatience;
  const bool clock_had_time = work_.driver.is_stepped() || now >= *expecting_until_;
  if (!workers_had_time || !clock_had_time) return;
  expecting_until_.reset();
  fail_script(command, command.absent ? "found" : "not found");
}

void Program::fail_script(const ScriptCommand& command, const std::string& found) {
  const bool room = command.kind == ScriptCommand::Kind::kExpect && command.screen == ScriptCommand::Screen::kRoom;
  const std::string tree = listing(room ? mode_->wall_tree(wall_stage_.size()) : interface_->tree());
  const std::string role = command.role ? std::string(accessibility::role_name(*command.role)) : room ? "room" : "text";
  report_.unmet.push_back(fmt::format("{}: {} \"{}\": {}; there is:\n{}", command.place, role, command.text, found, tree));
  leaving_ = true;
}

void Program::write_tree(const ScriptCommand& command) {
  const bool room = command.screen == ScriptCommand::Screen::kRoom;
  std::ofstream out(to_path(command.file), std::ios::binary);
  out << accessibility::to_json(room ? mode_->wall_tree(wall_stage_.size()) : interface_->tree());
  out.flush();
  if (!out) report_.errors.push_back({.code = ErrorCode::kFileUnwritable, .subject = command.file});
}

void Program::take_picture(const ScriptCommand& command) {
  const bool room = command.screen == ScriptCommand::Screen::kRoom;
  auto picture = room ? wall_stage_.capture() : work_.screens.primary().capture();
  if (!picture) {
    report_.errors.push_back(std::move(picture.error()));
    return;
  }
  // Writing a PNG takes longer than a film frame: not here.
  pictures_.push_back(std::async(std::launch::async, [picture = std::move(*picture), file = command.file] {
    return render::write_png(picture.view(), file);
  }));
}

}  // namespace mallette::app
