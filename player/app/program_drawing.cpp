// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Program that draws: the interface in the time that films leave, the wall when it is due.
#include <algorithm>

#include "player/app/program.h"

namespace mallette::app {
namespace {

using media::WallTime;
using namespace std::chrono_literals;

// Clocks and film positions move on the desk this often; something that was done shows at once.
constexpr auto kInterfaceIdle = 250ms;
// Between two pictures of the interface, so that a film and its own thread come first.
constexpr auto kInterfacePause = 33ms;
// A film leaves no time for it: it is drawn all the same.
constexpr auto kInterfacePatience = 200ms;
constexpr auto kPreviewEvery = 200ms;
constexpr int kPreviewWidth = 480;

bool has_focus(const accessibility::Tree& tree) {
  return std::ranges::any_of(tree.nodes(), [](const accessibility::Node& node) { return node.is(accessibility::State::kFocused); });
}

/// Pictures are known by their pointers. A signer that moves is looked at often enough, as a film is.
bool looks_alike(const render::Scene& a, const render::Scene& b) {
  return a.film == b.film && (a.signer == nullptr) == (b.signer == nullptr) && a.captions == b.captions && a.still == b.still && a.background == b.background;
}

/// What a wall shows now; null: nothing new.
const render::Scene* scene_of(const Wall& wall) { return wall.film != nullptr ? &wall.film->scene() : wall.still; }

}  // namespace

bool Program::interface_is_due() const {
  const WallTime now = work_.driver.clock().now();
  const auto since = now - interface_drawn_at_;
  if (work_.driver.is_stepped()) return interface_stale_ || since >= kInterfaceIdle;
  if (since < (interface_stale_ ? media::Duration(kInterfacePause) : media::Duration(kInterfaceIdle))) return false;
  FilmShow* film = session_ != nullptr ? session_->runner().film() : nullptr;
  if (film == nullptr || film->playback().state() != media::PlaybackState::kPlaying) return true;
  const auto draws_at = pacer_.draws_at(*film, std::nullopt);
  const bool time_enough = draws_at && *draws_at - now > interface_cost_ + interface_cost_ / 4;
  return time_enough || since >= (interface_stale_ ? media::Duration(kInterfacePatience) : media::Duration(2 * kInterfaceIdle));
}

void Program::interface_turn() {
  if (interface_is_due()) draw_interface();
}

void Program::draw_shared_dialogs(ui::Frame& frame, views::Orders& orders) {
  views::DeskModel model;
  model.help_numbers = &work_.help_numbers;
  work_.fill_settings(model);
  views::keys_dialog(frame, work_.words, desk_, orders);
  views::settings_dialog(frame, work_.words, model, desk_, orders);
  views::speech_dialog(frame, work_.words, model, desk_, orders);
  views::sound_dialog(frame, work_.words, model, desk_, orders);
}

/// What is opened with the system's programs lies over everything: not while the room looks at this screen.
void Program::draw_reports(ui::Frame& frame, views::Orders& orders) {
  if (session_ != nullptr && reports_.wants_facts(desk_)) reports_.set_facts(session_->facts(), !session_->runner().finished());
  const bool papers = desk_.dialog == views::DeskDialog::kPapers;
  reports_.draw(frame, desk_, orders, papers ? mode_->papers() : std::nullopt, session_ != nullptr && work_.screens.one_screen());
}

void Program::take_wall_preview() {
  const WallTime now = work_.driver.clock().now();
  if (!mode_->wants_room() || mode_->over_wall() || (preview_at_ && now - *preview_at_ < kPreviewEvery)) return;
  preview_at_ = now;
  const render::Size wall = wall_stage_.size();
  const render::Size small{kPreviewWidth, std::max(1, kPreviewWidth * wall.height / std::max(1, wall.width))};
  render::Picture picture;
  if (!work_.screens.one_screen()) {
    if (auto seen = wall_stage_.capture_scaled(small)) picture = std::move(*seen);
  } else if (const render::Scene* shown = scene_of(mode_->wall(wall))) {
    // The desk lies over it: what the room would see is composed beside it.
    if (!preview_stage_ || preview_stage_->size() != wall) preview_stage_ = std::make_unique<MemoryStage>(wall);
    static_cast<void>(preview_stage_->prepare(*shown));
    if (auto composed = preview_stage_->capture_scaled(small)) picture = std::move(*composed);
  }
  if (!picture.bgra.empty()) work_.wall_preview = std::make_shared<const render::Picture>(std::move(picture));
}

void Program::draw_interface() {
  const auto began = std::chrono::steady_clock::now();
  take_wall_preview();
  work_.sound_devices = sound_.devices();
  views::Orders orders;
  const bool over_wall = mode_->over_wall();
  const render::Size size = work_.screens.primary().size();
  const auto view = [&](ui::Frame& frame) {
    mode_->draw(frame, orders);
    if (session_ == nullptr) draw_shared_dialogs(frame, orders);
    draw_reports(frame, orders);
  };
  auto drawn = picture_->draw(size, mode_->title(), over_wall ? ui::Ground::kNone : ui::Ground::kFilled, view);
  if (!drawn) work_.tell(drawn.error());
  interface_stale_ = false;
  if (mode_->wants_no_focus()) interface_->focus(std::nullopt);
  if (const auto wanted = mode_->wants_focus()) interface_->focus(*wanted);
  if (library_ != nullptr && library_->wants_search()) interface_->focus(views::library_search());
  if (session_ != nullptr && session_->wants_search()) interface_->focus(views::document_search());
  if (session_ != nullptr) session_->note_focus(has_focus(interface_->tree()));
  if (work_.screens.one_screen()) {
    if (wall_stage_.overlay != picture_->overlay()) {
      wall_stage_.overlay = picture_->overlay();
      wall_stale_ = true;
      if (session_ != nullptr && session_->runner().film() != nullptr) session_->runner().film()->redraw();
    }
  } else {
    const render::Scene desk{.film = nullptr, .signer = nullptr, .captions = nullptr, .layout = {}, .overlay = picture_->overlay()};
    if (auto prepared = work_.screens.primary().prepare(desk); !prepared) work_.tell(prepared.error());
    if (auto shown = work_.screens.primary().present(); !shown) work_.tell(shown.error());
  }
  const media::Duration cost = std::chrono::steady_clock::now() - began;
  interface_cost_ += (cost - interface_cost_) / 4;
  interface_drawn_at_ = work_.driver.clock().now();
  report_.interface_ms.push_back(media::to_ms(cost));
  FilmShow* film = session_ != nullptr ? session_->runner().film() : nullptr;
  if (film != nullptr && film->playback().state() == media::PlaybackState::kPlaying) report_.interface_in_film_ms.push_back(media::to_ms(cost));
  for (const views::Order& what : orders) take(what);
}

// --- The wall ---

WallTime Program::next_look() const {
  WallTime next = interface_drawn_at_ + (interface_stale_ ? media::Duration(kInterfacePause) : media::Duration(kInterfaceIdle));
  const WallTime now = work_.driver.clock().now();
  // The session's own clocks.
  if (session_ != nullptr) next = std::min(next, now + 100ms);
  if (script_waits_until_) next = std::min(next, *script_waits_until_);
  return std::max(next, now + (work_.driver.is_stepped() ? 10ms : 1ms));
}

void Program::draw_wall(const Wall& wall) {
  // What stays is drawn again all the same when what lies over it changes, or the window does.
  if (wall.still == nullptr && !wall_stale_) return;
  auto prepared = wall.still != nullptr ? wall_stage_.prepare(*wall.still) : wall_stage_.prepare_again();
  if (!prepared) work_.tell(prepared.error());
  if (auto presented = wall_stage_.present(); !presented) work_.tell(presented.error());
  wall_stale_ = false;
  if (wall.still == nullptr) return;
  const bool same = still_shown_ && looks_alike(*wall.still, *still_shown_);
  still_shown_ = *wall.still;
  if (!same) wall_changed();
}

/// The desk shows it at once, not when its next look is due.
void Program::wall_changed() {
  // On one screen there is no picture of it; and what lies over the wall would draw the wall, which would
  // draw what lies over it, without end.
  if (work_.screens.one_screen()) return;
  preview_at_.reset();
  interface_stale_ = true;
}

void Program::wall_turn() {
  const WallTime wake = next_look();
  // Before a kit is chosen there is no wall but on one screen, where the interface lies over it.
  const bool seen = mode_->wants_room() || work_.screens.one_screen();
  const Wall wall = seen ? mode_->wall(wall_stage_.size()) : Wall{};
  if (wall.film != nullptr) {
    auto outcome = pacer_.turn(*wall.film, std::nullopt, wake);
    if (outcome.fault) work_.tell(*outcome.fault);
    const bool plays = wall.film->playback().state() == media::PlaybackState::kPlaying;
    // A film that plays is looked at often enough, but for its first picture.
    if (outcome.reached && (!plays || still_shown_)) wall_changed();
    still_shown_.reset();
    return;
  }
  const media::FramePtr signer = still_shown_ ? still_shown_->signer : nullptr;
  draw_wall(wall);
  // A script may want to look at it before time goes on.
  if (work_.driver.is_stepped() && still_shown_ && still_shown_->signer != signer) return;
  if (wall.waits && work_.driver.is_stepped()) return work_.driver.wait_until(std::nullopt);
  const WallTime until = wall.changes_at ? std::min(wake, *wall.changes_at) : wake;
  // Workers that make what is asked for next are waited for, not skipped over.
  const bool waits = work_.driver.is_stepped() && (expecting_until_ || !settled());
  work_.driver.wait_until(waits ? std::nullopt : std::optional(until));
}

}  // namespace mallette::app
