// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/room/wall_colours.h"

namespace mallette::room {
namespace {

// Neutral is not black: a room that sees black thinks that the projector has failed.
constexpr WallColours kDark = {.ground = {0x0F, 0x12, 0x16},
                               .neutral = {0x1C, 0x25, 0x2D},
                               .text = {0xF4, 0xF6, 0xF8},
                               .quiet_text = {0xB9, 0xC2, 0xCC},
                               .rule = {0x3D, 0x48, 0x55}};

constexpr WallColours kLight = {.ground = {0xE6, 0xEA, 0xEE},
                                .neutral = {0xD9, 0xE0, 0xE6},
                                .text = {0x14, 0x19, 0x1F},
                                .quiet_text = {0x3D, 0x48, 0x54},
                                .rule = {0xA9, 0xB4, 0xBF}};

}  // namespace

const WallColours& wall_colours(const Look& look) { return look.light ? kLight : kDark; }

}  // namespace mallette::room
