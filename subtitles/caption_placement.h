// SPDX-License-Identifier: GPL-3.0-or-later
// Where a caption stands: the author's wish (W3C WebVTT, section 7.2, made simpler), brought inside what
// is allowed, and apart from the captions already there. Pure geometry.
//
// `Placement::size` moves the text but does not wrap it: at the size these captions are read from the
// back of a room, a narrow column would only make them shrink.
//
// Internal to subtitles/. Pure functions: any thread. Pixels of the canvas.
#pragma once

#include <optional>
#include <span>

#include "subtitles/caption_block.h"
#include "subtitles/cue.h"
#include "subtitles/renderer.h"

namespace mallette::subtitles {

/// What is left of `allowed` inside the canvas; nothing when that is too small for text. Margins are the
/// caller's: whoever lays out the screen knows where its edges are.
[[nodiscard]] std::optional<Box> safe_area(const Canvas& canvas);

/// On which side the rows of a cue are aligned.
[[nodiscard]] Side side_of(const Placement& placement);

/// The corner where the author would have a block of this size; it may lie outside `safe`.
[[nodiscard]] Box wished_box(const CaptionBlock& block, const Placement& placement, const Region* region,
                             const Canvas& canvas, const Box& safe);

/// The place nearest to `wished` inside `safe` that touches none of `taken`; nothing when there is none.
[[nodiscard]] std::optional<Box> free_box(const Box& wished, const Box& safe, std::span<const Box> taken);

}  // namespace mallette::subtitles
