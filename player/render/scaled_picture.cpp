// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/scaled_picture.h"

#include <libyuv.h>

namespace mallette::render {

Picture scaled(const PictureView& source, Size size) {
  Picture picture;
  if (size.width <= 0 || size.height <= 0 || source.width <= 0 || source.height <= 0) return picture;
  picture.width = size.width;
  picture.height = size.height;
  picture.bgra.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
  libyuv::ARGBScale(source.pixels, source.stride_bytes, source.width, source.height, picture.bgra.data(),
                    size.width * 4, size.width, size.height, libyuv::kFilterBox);
  return picture;
}

}  // namespace mallette::render
