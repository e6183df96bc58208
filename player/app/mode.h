// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is doing: choosing a kit, starting a session, leading it. One at a time; the program
// owns it, draws its interface and its wall, and hands it what the person asked for.
//
// Main thread only; nothing in a mode waits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "kits/kit.h"
#include "player/app/film_show.h"
#include "player/app/report_desk.h"
#include "player/app/workplace.h"
#include "player/preparation/own_plan.h"
#include "player/storage/session_record.h"
#include "player/views/orders.h"

namespace mallette::app {

/// What the room's screen shows.
struct Wall {
  FilmShow* film = nullptr;              ///< it moves, or stands, by its own playback
  const render::Scene* still = nullptr;  ///< where there is no film; null too: what is there stays
  std::optional<media::WallTime> changes_at = {};  ///< a still that moves by itself: when to ask for it again
  bool waits = false;  ///< what comes next of it is not known yet
};

// Where a mode leads. Sessions to be led are made from a kit and a choice.
struct ToLibrary {};
struct ToStart {
  kits::Kit kit;
  std::optional<preparation::OwnPlan> brought = {};  ///< a plan for it that somebody opened as a file
};
struct SessionChoice {
  std::string plan_id;
  std::vector<std::string> audiences;
  views::Needs needs;
  bool rehearsal = false;  ///< films by their last seconds, nothing is kept
  std::optional<preparation::OwnPlan> own = {};  ///< the trainer's own plan, in place of the kit's
};
struct ToSession {
  kits::Kit kit;
  SessionChoice choice;
  std::optional<storage::SessionRecord> taken_up;  ///< goes on where it stood
};
using Transition = std::variant<ToLibrary, ToStart, ToSession>;

class Mode {
 public:
  virtual ~Mode() = default;
  /// The interface's name for whoever hears it; no window's frame shows it.
  [[nodiscard]] virtual std::string title() const = 0;
  /// Takes in what has happened meanwhile. True: the interface looks different now.
  virtual bool update() = 0;
  virtual void draw(ui::Frame& frame, views::Orders& orders) = 0;
  /// False: not an order of this mode's.
  virtual bool take(const views::Order& order) = 0;
  /// Keys, once the interface has let them pass.
  virtual bool act(ui::Action action) = 0;
  /// A clicker's next and previous, and what is as urgent: before the interface.
  virtual bool act_first(ui::Action) { return false; }
  virtual void see_key(const ui::Key&) {}
  /// A key that the mode needs for what it is doing just now: before the interface, also held down.
  virtual bool take_key(const ui::Key&) { return false; }
  /// Focus is to be nowhere: the keys belong to the wall.
  [[nodiscard]] virtual bool wants_no_focus() { return false; }
  /// Where focus is to go, once, now that it is drawn.
  [[nodiscard]] virtual std::optional<accessibility::NodeId> wants_focus() { return std::nullopt; }
  [[nodiscard]] virtual Wall wall(render::Size output) = 0;
  /// The wall as a screen reader meets it.
  [[nodiscard]] virtual accessibility::Tree wall_tree(render::Size output) = 0;
  /// The interface lies over the wall, on one screen.
  [[nodiscard]] virtual bool over_wall() const { return false; }
  [[nodiscard]] virtual bool wants_room() const { return false; }
  [[nodiscard]] virtual bool wants_full_screen() const { return false; }
  /// A display has come, or gone, or is another: what was said of it holds no longer.
  virtual void meet_displays() {}
  /// What can be printed before a session; nothing where no plan is chosen.
  [[nodiscard]] virtual std::optional<PaperSource> papers() const { return std::nullopt; }
  /// The window's cross. False: it may close.
  virtual bool asks_before_leaving() { return false; }
  [[nodiscard]] virtual std::optional<Transition> next() { return std::exchange(next_, std::nullopt); }

 protected:
  std::optional<Transition> next_;
};

}  // namespace mallette::app
