// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/rest_picture.h"

#include <vector>

namespace mallette::media {
namespace {

// #2A323B by ITU-R BT.709, limited range: lighter than the black around a film, darker than any film.
constexpr std::uint8_t kLuma = 58, kBlue = 133, kRed = 124;
constexpr int kLargestSide = 8192;

}  // namespace

FramePtr rest_picture(const VideoFrame& like) {
  if (like.width <= 0 || like.height <= 0 || like.width > kLargestSide || like.height > kLargestSide) return nullptr;
  const int half_width = (like.width + 1) / 2, half_height = (like.height + 1) / 2;
  const auto luma = static_cast<std::size_t>(like.width) * static_cast<std::size_t>(like.height);
  const auto chroma = static_cast<std::size_t>(half_width) * static_cast<std::size_t>(half_height);
  auto pixels = std::make_shared<std::vector<std::uint8_t>>(luma, kLuma);
  pixels->resize(luma + chroma, kBlue);
  pixels->resize(luma + 2 * chroma, kRed);
  auto frame = std::make_shared<VideoFrame>();
  frame->width = like.width;
  frame->height = like.height;
  frame->sar_num = like.sar_num;
  frame->sar_den = like.sar_den;
  frame->rotation = like.rotation;
  frame->planes = {Plane{pixels->data(), like.width}, Plane{pixels->data() + luma, half_width},
                   Plane{pixels->data() + luma + chroma, half_width}};
  frame->storage = std::move(pixels);
  return frame;
}

}  // namespace mallette::media
