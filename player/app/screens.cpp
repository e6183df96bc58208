// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/screens.h"

namespace mallette::app {

MemoryScreens::MemoryScreens(render::Size room, render::Size desk) : room_(room) {
  if (desk.width > 0 && desk.height > 0) desk_ = std::make_unique<MemoryStage>(desk);
}

}  // namespace mallette::app
