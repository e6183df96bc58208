// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program shows itself: the trainer's screen, and the room's where that is another.
//
//   one screen      primary: the room's picture, the interface over it
//   two screens     primary: the desk     second: the room's picture, and nothing else
//
// Windows or memory behind the same shape. Main thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "player/app/displays.h"
#include "player/app/stage.h"

union SDL_Event;

namespace mallette::app {

/// What the person did, as far as it is of interest to the program: the rest stays below.
using EventTaker = std::function<void(const SDL_Event&)>;

class Screens {
 public:
  virtual ~Screens() = default;
  [[nodiscard]] virtual Stage& primary() = 0;
  /// Null: there is one screen.
  [[nodiscard]] virtual Stage* second() = 0;
  [[nodiscard]] Stage& room() { return second() != nullptr ? *second() : primary(); }
  [[nodiscard]] bool one_screen() { return second() == nullptr; }

  /// Looks at displays and windows. True: stages have come or gone, or have to be drawn anew.
  virtual bool update() { return false; }
  /// Hands out what has happened since the last call.
  virtual void poll(const EventTaker&) {}
  /// Of the window in which the interface is; 0: none.
  [[nodiscard]] virtual std::uint32_t interface_window() const { return 0; }
  [[nodiscard]] virtual float density() const { return 1; }
  /// The pointer is told of in points, the interface drawn in pixels.
  [[nodiscard]] virtual float pixels_per_point() const { return 1; }
  /// The room's screen is wanted: from the choice of a kit to the end of its session.
  virtual void want_room(bool) {}
  /// One screen: the room's picture fills it.
  virtual void set_full_screen(bool) {}
  [[nodiscard]] virtual bool is_full_screen() const { return false; }
  virtual void show_pointer(bool) {}
  /// Neither sleep nor lock.
  virtual void keep_awake(bool) {}
  virtual void to_front() {}
  virtual void swap() {}
  [[nodiscard]] virtual WindowPlan plan() const { return {}; }
  [[nodiscard]] virtual std::vector<Display> displays() const { return {}; }
};

/// No display at all: pictures in memory.
class MemoryScreens final : public Screens {
 public:
  /// `desk` empty: one screen.
  MemoryScreens(render::Size room, render::Size desk);
  Stage& primary() override { return desk_ ? *desk_ : room_; }
  Stage* second() override { return desk_ ? &room_ : nullptr; }
  WindowPlan plan() const override { return plan_windows(displays()); }
  std::vector<Display> displays() const override;

 private:
  MemoryStage room_;
  std::unique_ptr<MemoryStage> desk_;
};

}  // namespace mallette::app
