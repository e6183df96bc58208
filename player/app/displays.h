// SPDX-License-Identifier: GPL-3.0-or-later
// The displays of the machine, and which of them is the room's and which the desk's.
//
// What must hold: the desk's notes never come to a display that the room sees. So displays that share
// any part of the desktop (mirrored, or one within the other) count as one, and a desk whose display
// went away does not move by itself to one that may be another projector.
//
//   laptop + projector          desk on the laptop, room on the projector
//   projector unplugged         one screen, the laptop's; plugged in again: as before
//   laptop's lid closed         one screen, the projector's, seen by the room
//
// Main thread; plan_windows() and swap_displays() are pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/app/wake.h"
#include "player/render/layout.h"

namespace mallette::app {

struct Display {
  int index = -1;         ///< SDL's; -1: SDL does not know of it (yet): place windows by bounds
  std::string name;       ///< as its maker calls it: "DELL P2419H 24\""
  std::string connector;  ///< "eDP-1", "HDMI-2"; empty where the system does not tell
  render::Rect bounds;    ///< pixels of the desktop; may lie left of or above 0
  float density = 1;      ///< pixels a unit of 1/96 inch
  friend bool operator==(const Display&, const Display&) = default;
};

/// The laptop's own: its connector says so (eDP, LVDS, DSI).
[[nodiscard]] bool is_internal(const Display& display);

class DisplaySource {
 public:
  virtual ~DisplaySource() = default;
  /// As they are now, the system's first one first. Returns at once: cheap enough for each frame.
  [[nodiscard]] virtual const std::vector<Display>& list() = 0;
  /// On SDL_DISPLAYEVENT.
  virtual void look_again() {}
};

/// SDL's displays; under X11 held against what RandR says every 2 s, in a thread of its own, because
/// there an output that is switched off raises no event and stays in SDL's list. SDL's video is on.
[[nodiscard]] std::unique_ptr<DisplaySource> sdl_displays(Wake wake);

/// The last pair of displays; it outlives an unplugging, so that plugging in again brings it back.
struct DisplayPair {
  std::optional<Display> room;
  std::optional<Display> desk;
};

struct WindowPlan {
  bool one_screen = true;  ///< room and desk are the same display
  bool mirrored = false;   ///< one screen, because displays show the same
  bool desk_lost = false;  ///< one screen, though there are others: the desk's went away
  Display room;            ///< bounds are empty when there is no display at all
  Display desk;
  DisplayPair pair;  ///< to be given to the next plan_windows()
};

/// Without a pair to go by: the desk on the internal display, else where the desktop begins (0, 0), else on
/// the first; the room on the first other.
[[nodiscard]] WindowPlan plan_windows(const std::vector<Display>& displays, const DisplayPair& previous = {});

/// The pair after "Échanger les écrans", for the next plan_windows(): room and desk the other way round;
/// of three displays and more, each press goes on to the next pair. After a desk was lost: the default.
[[nodiscard]] DisplayPair swap_displays(const std::vector<Display>& displays, const WindowPlan& plan);

}  // namespace mallette::app
