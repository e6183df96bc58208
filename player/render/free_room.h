// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles that are left of a picture once some of it is taken. Pure; any thread. Pixels.
#pragma once

#include <span>
#include <vector>

#include "player/render/layout.h"

namespace mallette::render {

/// Those of `room` that meet none of the taken ones and whose edges are the room's or theirs: among
/// them every largest one. The room itself where nothing is taken. Empty ones take nothing.
[[nodiscard]] std::vector<Rect> free_rooms(const Rect& room, std::span<const Rect> taken);

}  // namespace mallette::render
