// SPDX-License-Identifier: GPL-3.0-or-later
// A picture made smaller, or larger, for a preview. Pure; any thread.
#pragma once

#include "player/render/compositor.h"

namespace mallette::render {

/// The whole of it at exactly this size, box filtered. An empty picture for a size without area, or a
/// source without one.
[[nodiscard]] Picture scaled(const PictureView& source, Size size);

}  // namespace mallette::render
