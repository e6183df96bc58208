// SPDX-License-Identifier: GPL-3.0-or-later
// One cue, set in rows at one size, with the box its band takes.
//
//   ┌──────────────────────────┐ ─┬─ padding_y
//   │ Vous pouvez parler ici,  │  │  one row: line_height
//   └─┐ personne ne vous    ┌──┘  │
//     │ interrompra.        │     │
//     └─────────────────────┘ ─┴─ padding_y        the band follows the rows, one alpha all over
//
// Internal to subtitles/. One thread at a time (it draws with the RowRaster). Pixels.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "subtitles/caption_text.h"
#include "subtitles/row_raster.h"

namespace mallette::subtitles {

/// Where rows stand in their block, and the block where its placement says.
enum class Side : std::uint8_t { kLeft, kCentre, kRight };

struct CaptionBlock {
  std::vector<RowPicture> rows;
  Side side = Side::kCentre;
  int line_height = 0;
  int padding_x = 0;
  int padding_y = 0;
  int width = 0;  ///< of the widest row, padding included
  int height = 0;
};

/// Measures each word at this line height; other sizes are in proportion.
void measure_words(RowRaster& raster, double line_height, CaptionText& text);

struct BlockLimits {
  double line_height = 0;
  double scale = 1;  ///< of line_height, at which the words were measured
  int width = 0;
  int height = 0;
  std::size_t max_rows = 3;
};

/// Nothing when it does not fit.
[[nodiscard]] std::optional<CaptionBlock> set_block(RowRaster& raster, const CaptionText& text, Side side,
                                                    const BlockLimits& limits);

/// Draws band and text with the block's corner at (x, y) of a premultiplied BGRA picture that holds it whole.
void draw_block(const CaptionBlock& block, int x, int y, double band_opacity, std::vector<std::uint8_t>& bgra,
                int picture_width);

}  // namespace mallette::subtitles
