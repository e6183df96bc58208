// SPDX-License-Identifier: GPL-3.0-or-later
// One page of a document: its shape, and its picture.
//
// Lengths on the page are in points (1/72 inch) from the page's top left corner, y downwards, as the
// page is shown: its own rotation is already applied. Pages count from 0. Plain values and pure
// functions: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace mallette::documents {

/// In points. {0, 0} for a page whose size makes no sense; such a page cannot be drawn.
struct PageSize {
  double width = 0;
  double height = 0;
  friend bool operator==(const PageSize&, const PageSize&) = default;
};

/// In points.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
  friend bool operator==(const Box&, const Box&) = default;
};

struct PixelSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

constexpr std::int64_t pixels(PixelSize size) { return std::int64_t{size.width} * size.height; }

/// No picture is larger, whatever is asked for.
inline constexpr int kMaxPictureSide = 8192;
inline constexpr std::int64_t kMaxPicturePixels = 64'000'000;

/// The largest picture with the page's shape inside `within` and inside the limits above; a side is
/// at least one pixel. {0, 0} when page or room has no area.
[[nodiscard]] PixelSize fit_page(PageSize page, PixelSize within);

/// The picture at so many pixels a point, made smaller where the limits above ask for it.
[[nodiscard]] PixelSize scale_page(PageSize page, double pixels_per_point);

/// A page as pixels, immutable and shared.
struct PagePicture {
  PixelSize size;
  /// B, G, R, A bytes a pixel, opaque (paper is white), rows of width * 4 bytes.
  std::vector<std::uint8_t> bgra;
};

using PagePicturePtr = std::shared_ptr<const PagePicture>;

}  // namespace mallette::documents
