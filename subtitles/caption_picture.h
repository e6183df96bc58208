// SPDX-License-Identifier: GPL-3.0-or-later
// What the captions of one instant look like: text and band in one bitmap, ready to be blended
// over the film. Immutable and shared; any thread may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace mallette::subtitles {

struct CaptionPicture {
  int x = 0;  ///< where the bitmap's top left corner stands in the output, in pixels
  int y = 0;
  int width = 0;
  int height = 0;
  /// B, G, R, A bytes a pixel, colour premultiplied by alpha, rows of width * 4 bytes.
  std::vector<std::uint8_t> bgra;
};

/// Null when no cue is on. Two equal pointers are the same picture: nothing changed.
using CaptionPicturePtr = std::shared_ptr<const CaptionPicture>;

}  // namespace mallette::subtitles
