// SPDX-License-Identifier: GPL-3.0-or-later
// One decoded picture, immutable and shared: the decoder makes it, the scheduler holds it,
// the compositor reads it. No FFmpeg type shows here; the pixels stay in the decoder's own
// buffer, kept alive by `storage`. Any thread may read it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "player/media/time.h"

namespace mallette::media {

/// How the samples lie. Whatever else a file holds is converted to one of these by its decoder.
enum class PixelLayout : std::uint8_t {
  kI420,  ///< 8 bit, Y, U, V planes, chroma halved both ways
  kI422,  ///< 8 bit, Y, U, V planes, chroma halved across
  kI444,  ///< 8 bit, Y, U, V planes
  kNv12,  ///< 8 bit, Y plane, interleaved UV plane
  kI010,  ///< 10 bit in 16 (little endian, low bits), Y, U, V planes, chroma halved both ways
};

/// ITU-R BT.601, BT.709, BT.2020 (non-constant luminance).
enum class ColourMatrix : std::uint8_t { kBt601, kBt709, kBt2020 };

/// Limited: 16-235 (8 bit); full: 0-255.
enum class ColourRange : std::uint8_t { kLimited, kFull };

struct Plane {
  const std::uint8_t* data = nullptr;
  int stride_bytes = 0;
};

/// Clockwise, as the picture must be turned to stand upright.
enum class Rotation : std::uint16_t { k0 = 0, k90 = 90, k180 = 180, k270 = 270 };

struct VideoFrame {
  MediaTime pts{};            ///< due from here
  Duration duration{};        ///< to here, in the container's word; 0 where it says nothing
  Generation generation = 0;
  std::uint64_t number = 0;   ///< counts the frames that left this decoder: equal numbers, same picture

  int width = 0;              ///< as stored, in pixels, before rotation
  int height = 0;
  int sar_num = 1;            ///< a pixel's width to its height, before rotation
  int sar_den = 1;
  Rotation rotation = Rotation::k0;
  bool flipped = false;       ///< mirrored left to right, before rotation

  PixelLayout layout = PixelLayout::kI420;
  ColourMatrix matrix = ColourMatrix::kBt709;
  ColourRange range = ColourRange::kLimited;
  std::array<Plane, 3> planes{};
  std::shared_ptr<const void> storage;
};

using FramePtr = std::shared_ptr<const VideoFrame>;

/// The shape a picture has on the screen, rotation and pixel aspect applied; only the ratio matters.
struct DisplayShape {
  double width = 0;
  double height = 0;
};

constexpr DisplayShape display_shape(const VideoFrame& frame) {
  const double width = static_cast<double>(frame.width) * frame.sar_num / frame.sar_den;
  const double height = frame.height;
  const bool turned = frame.rotation == Rotation::k90 || frame.rotation == Rotation::k270;
  return turned ? DisplayShape{height, width} : DisplayShape{width, height};
}

}  // namespace mallette::media
