// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/screens.h"

namespace mallette::app {

MemoryScreens::MemoryScreens(render::Size room, render::Size desk) : room_(room) {
  if (desk.width > 0 && desk.height > 0) desk_ = std::make_unique<MemoryStage>(desk);
}

/// As on a laptop with a projector, so that what tells of displays has something to tell.
std::vector<Display> MemoryScreens::displays() const {
  const render::Size room = room_.size();
  if (!desk_) return {{.index = 0, .name = "eDP-1", .connector = "eDP-1", .bounds = {0, 0, room.width, room.height}}};
  const render::Size desk = desk_->size();
  return {{.index = 0, .name = "eDP-1", .connector = "eDP-1", .bounds = {0, 0, desk.width, desk.height}},
          {.index = 1, .name = "HDMI-1", .connector = "HDMI-1", .bounds = {desk.width, 0, room.width, room.height}}};
}

}  // namespace mallette::app
