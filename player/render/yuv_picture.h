// SPDX-License-Identifier: GPL-3.0-or-later
// A decoded frame's planes, checked once, and what libyuv does with them: conversion of any part
// to BGRA, scaling as planes, turning upright. Colours are exact to the frame's matrix and range.
//
// Plain functions on memory of the caller; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "player/media/video_frame.h"
#include "player/render/compositor.h"
#include "player/render/layout.h"

namespace mallette::render {

/// Beyond these a frame is not drawn: nothing that is filmed is larger, and sums stay within int.
inline constexpr int kMaxSide = 16384;
inline constexpr std::int64_t kMaxPixels = std::int64_t{1} << 26;

/// How a layout's chroma lies: samples are halved by these shifts.
struct ChromaShape {
  int shift_x;
  int shift_y;
  int bytes_per_sample;
  int planes;
};
ChromaShape chroma_shape(media::PixelLayout layout);

/// Planes that were found to hold width x height samples. Borrowed from a frame or a PlaneBuffer.
struct YuvPicture {
  int width = 0;
  int height = 0;
  media::PixelLayout layout = media::PixelLayout::kI420;
  media::ColourMatrix matrix = media::ColourMatrix::kBt709;
  media::ColourRange range = media::ColourRange::kLimited;
  std::array<media::Plane, 3> planes{};
};

/// Planes of one's own; their memory is used again as long as it is large enough.
class PlaneBuffer {
 public:
  struct WritablePlane {
    std::uint8_t* data = nullptr;
    int stride_bytes = 0;
  };
  /// Planes of this layout, uninitialised; the earlier ones are gone.
  const std::array<WritablePlane, 3>& reserve(media::PixelLayout layout, int width, int height);
  /// What was reserved, with the colours of `like`.
  YuvPicture picture(const YuvPicture& like) const;
  bool empty() const { return bytes_.empty(); }
  void release();

 private:
  std::vector<std::uint8_t> bytes_;
  std::array<WritablePlane, 3> planes_{};
  media::PixelLayout layout_ = media::PixelLayout::kI420;
  int width_ = 0;
  int height_ = 0;
};

/// The frame as it lies, not turned; nothing where a plane is missing, a row is longer than its
/// stride, or the size is absurd.
std::optional<YuvPicture> stored_picture(const media::VideoFrame& frame);

/// The size on the screen, in the frame's own pixels: sides swapped by a quarter turn.
Size upright_size(const media::VideoFrame& frame);
bool stands_upright(const media::VideoFrame& frame);

/// Rotation and mirroring carried out, into the buffer. NV12 becomes I420.
std::optional<YuvPicture> turn_upright(const media::VideoFrame& frame, const YuvPicture& stored,
                                       PlaneBuffer& buffer);

/// 10 bit as 8, in the buffer; any other as it is.
std::optional<YuvPicture> to_eight_bits(const YuvPicture& picture, PlaneBuffer& buffer);

/// Scaled as planes, for 8 bit layouts; the mean of what a pixel covers (box filter).
std::optional<YuvPicture> scale_planes(const YuvPicture& from, Size to, PlaneBuffer& buffer);

/// Converts `part` of the picture (any edges, odd ones too; it must lie inside) to BGRA. The outcome
/// for a pixel does not depend on which part it was asked for with.
void convert_to_bgra(const YuvPicture& from, const Rect& part, std::uint8_t* bgra, int stride_bytes);

}  // namespace mallette::render
