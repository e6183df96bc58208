// SPDX-License-Identifier: GPL-3.0-or-later
// A frame around something that is moved about in a picture, and made larger or smaller by its corners.
// For keyboard and screen reader it is a button, whose caller then takes the arrows.
//
// Main thread, within a Frame's life. Pixels of the window.
#pragma once

#include <string_view>

#include "player/ui/frame.h"

namespace mallette::ui {

struct MoverSpec {
  std::string_view name;
  std::string_view description = {};
  bool shown = false;  ///< its frame shows also while nobody points at it
};

struct Moved {
  enum class Kind : std::uint8_t { kNothing, kPressed, kMoving, kDone };
  Kind kind = Kind::kNothing;
  Rect rect = {};  ///< kMoving, kDone: where it is wanted, inside the area; its aspect is kept
};

/// One a frame.
[[nodiscard]] Moved mover(Frame& frame, std::string_view key, const Rect& area, const Rect& rect,
                          const MoverSpec& spec);

}  // namespace mallette::ui
