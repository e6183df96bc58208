// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/screenshot.h"

#include <libyuv.h>
#include <png.h>

#include <cstdio>
#include <cstring>
#include <vector>

#include "player/render/passing_file.h"
#include "player/render/yuv_picture.h"

namespace mallette::render {
namespace {

Error unwritable(const std::string& path, std::string reason) {
  return {.code = ErrorCode::kFileUnwritable, .subject = path, .detail = std::move(reason)};
}
Error unwritable(const std::string& path, int fault) { return unwritable(path, std::strerror(fault)); }

/// Errors say the reason only; the caller adds the file.
tl::expected<void, std::string> encode(const PictureView& picture, std::FILE* file) {
  const std::size_t stride = static_cast<std::size_t>(picture.width) * 3;
  std::vector<std::uint8_t> rgb(stride * static_cast<std::size_t>(picture.height));
  libyuv::ARGBToRAW(picture.pixels, picture.stride_bytes, rgb.data(), static_cast<int>(stride), picture.width,
                    picture.height);
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  const int written =
      png_image_write_to_stdio(&image, file, 0, rgb.data(), static_cast<int>(stride), nullptr);
  if (written == 0) return tl::unexpected<std::string>(image.message);
  return {};
}

}  // namespace

Result<void> write_png(const PictureView& picture, const std::string& path) {
  if (picture.pixels == nullptr || picture.width <= 0 || picture.height <= 0 || picture.width > kMaxSide ||
      picture.height > kMaxSide || picture.stride_bytes / 4 < picture.width) {
    return fail(unwritable(path, "there is no picture to write"));
  }
  PassingFile file(path);
  if (const int fault = file.open()) return fail(unwritable(path, fault));
  if (const auto encoded = encode(picture, file.stream()); !encoded) return fail(unwritable(path, encoded.error()));
  if (const int fault = file.put_in_place()) return fail(unwritable(path, fault));
  return {};
}

}  // namespace mallette::render
