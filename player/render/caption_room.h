// SPDX-License-Identifier: GPL-3.0-or-later
// How much room captions want, and where they find it beside film and signer. Internal to layout.
// Pure; any thread. Pixels of the output.
#pragma once

#include <cmath>

#include "player/render/layout.h"

namespace mallette::render {

inline int part(double fraction, int whole) { return static_cast<int>(std::lround(fraction * whole)); }

/// Of a line that has this width between the edges of what holds it.
[[nodiscard]] int safe_width(int width, Size out);
/// A column of this width beside the signer is too narrow for captions.
[[nodiscard]] bool is_narrow(int width, Size out);
/// At the foot of the output, under a film that captions stand clear of; 0: none are wanted. For a line
/// of this width.
[[nodiscard]] int caption_strip(int width, const LayoutRequest& request);
/// Never over the signer; clear of the film too where that is asked for and leaves enough to read; clear
/// of what lies over the picture for a while, as far as that leaves anything.
[[nodiscard]] Rect place_captions(const Layout& layout, const LayoutRequest& request, bool clear_of_film);

}  // namespace mallette::render
