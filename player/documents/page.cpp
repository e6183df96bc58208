// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/page.h"

#include <algorithm>
#include <cmath>

namespace mallette::documents {
namespace {

int side(double length) { return std::clamp(static_cast<int>(std::lround(length)), 1, kMaxPictureSide); }

}  // namespace

PixelSize fit_page(PageSize page, PixelSize within) {
  if (!(page.width > 0) || !(page.height > 0) || within.width <= 0 || within.height <= 0) return {};
  return scale_page(page, std::min(within.width / page.width, within.height / page.height));
}

PixelSize scale_page(PageSize page, double pixels_per_point) {
  if (!(page.width > 0) || !(page.height > 0) || !(pixels_per_point > 0)) return {};
  const double longest = std::max(page.width, page.height);
  // A hair under the limit, so that rounding both sides up stays below it.
  const double by_area = std::sqrt((kMaxPicturePixels - 2.0 * kMaxPictureSide) / page.width / page.height);
  const double scale = std::min({pixels_per_point, kMaxPictureSide / longest, by_area});
  return {side(page.width * scale), side(page.height * scale)};
}

}  // namespace mallette::documents
