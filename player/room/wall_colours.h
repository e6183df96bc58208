// SPDX-License-Identifier: GPL-3.0-or-later
// The wall's own colours. Every text on its ground has a contrast of at least 7:1, from the light of
// the room to the worn lamp of a projector; a test computes it. Plain values, any thread.
#pragma once

#include <cstdint>

#include "player/room/room_scene.h"
#include "subtitles/cue.h"

namespace mallette::room {

struct WallColours {
  subtitles::Colour ground;   ///< behind text and pages
  subtitles::Colour neutral;  ///< the neutral screen
  subtitles::Colour text;
  subtitles::Colour quiet_text;
  subtitles::Colour rule;
};

[[nodiscard]] const WallColours& wall_colours(const Look& look);

/// 0xAARRGGBB, opaque.
[[nodiscard]] constexpr std::uint32_t argb(subtitles::Colour colour) {
  return 0xFF000000U | static_cast<std::uint32_t>(colour.red) << 16 |
         static_cast<std::uint32_t>(colour.green) << 8 | colour.blue;
}

}  // namespace mallette::room
