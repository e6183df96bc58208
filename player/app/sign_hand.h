// SPDX-License-Identifier: GPL-3.0-or-later
// The signer moved by hand: what an arrow, or a frame that was dragged, makes of where it stands. What
// comes out is laid out as any other stand (render/layout.h), which keeps the floor and the edges.
//
// Pure; any thread.
#pragma once

#include <optional>

#include "player/render/layout.h"
#include "player/ui/key_map.h"

namespace mallette::app {

/// Of the output's width or height, a press.
inline constexpr double kSignStep = 0.02;

/// Arrows move it from where it is; with Shift, up and right make it larger, down and left smaller.
/// `signer`: as it is laid out now. Nothing: another key.
[[nodiscard]] std::optional<render::SignStand> moved_by_key(const ui::Key& key, const render::SignStand& stand,
                                                            const render::Rect& signer, render::Size output);

/// Wherever a frame was dragged to: its middle and width as fractions of the output.
[[nodiscard]] render::SignStand placed_at(double middle_x, double middle_y, double width);

}  // namespace mallette::app
