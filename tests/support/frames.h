// SPDX-License-Identifier: GPL-3.0-or-later
// Frames made by hand, and what they should look like on a screen by the book: the equations of
// ITU-R BT.601, BT.709 and BT.2020 in double arithmetic, a pixel at a time.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "player/media/video_frame.h"

namespace mallette::test {

using media::ColourMatrix;
using media::ColourRange;
using media::PixelLayout;
using media::Rotation;

struct Yuv {
  int y = 0;
  int u = 0;
  int v = 0;
};

/// Samples in the frame's own depth, for a pixel as stored. Chroma is taken at the first pixel of
/// those that share it.
using Painter = std::function<Yuv(int x, int y)>;

struct FrameSpec {
  int width = 0;
  int height = 0;
  PixelLayout layout = PixelLayout::kI420;
  ColourMatrix matrix = ColourMatrix::kBt709;
  ColourRange range = ColourRange::kLimited;
  Rotation rotation = Rotation::k0;
  bool flipped = false;
};

struct OwnedPlanes {
  std::array<std::vector<std::uint8_t>, 3> bytes;
};

inline int halved(int n) { return (n + 1) / 2; }

inline media::FramePtr make_frame(const FrameSpec& spec, const Painter& paint) {
  auto planes = std::make_shared<OwnedPlanes>();
  auto frame = std::make_shared<media::VideoFrame>();
  frame->width = spec.width;
  frame->height = spec.height;
  frame->layout = spec.layout;
  frame->matrix = spec.matrix;
  frame->range = spec.range;
  frame->rotation = spec.rotation;
  frame->flipped = spec.flipped;
  const bool wide = spec.layout == PixelLayout::kI010;
  const bool nv12 = spec.layout == PixelLayout::kNv12;
  const bool half_x = spec.layout != PixelLayout::kI444;
  const bool half_y = half_x && spec.layout != PixelLayout::kI422;
  const int chroma_width = half_x ? halved(spec.width) : spec.width;
  const int chroma_height = half_y ? halved(spec.height) : spec.height;
  const int bytes = wide ? 2 : 1;
  // A few spare bytes a row, so that a mix-up of width and stride shows.
  const auto allocate = [&](std::size_t index, int row, int rows) {
    const int stride = row * bytes + 6;
    planes->bytes[index].assign(static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows), 0x55);
    frame->planes[index] = {planes->bytes[index].data(), stride};
  };
  allocate(0, spec.width, spec.height);
  allocate(1, chroma_width * (nv12 ? 2 : 1), chroma_height);
  if (!nv12) allocate(2, chroma_width, chroma_height);
  const auto store = [&](std::size_t plane, int column, int row, int value) {
    const auto at = static_cast<std::size_t>(row * frame->planes[plane].stride_bytes + column * bytes);
    planes->bytes[plane][at] = static_cast<std::uint8_t>(value & 0xFF);
    if (wide) planes->bytes[plane][at + 1] = static_cast<std::uint8_t>(value >> 8);
  };
  for (int y = 0; y < spec.height; ++y) {
    for (int x = 0; x < spec.width; ++x) store(0, x, y, paint(x, y).y);
  }
  for (int y = 0; y < chroma_height; ++y) {
    for (int x = 0; x < chroma_width; ++x) {
      const Yuv sample = paint(half_x ? 2 * x : x, half_y ? 2 * y : y);
      store(1, nv12 ? 2 * x : x, y, sample.u);
      store(nv12 ? 1 : 2, nv12 ? 2 * x + 1 : x, y, sample.v);
    }
  }
  frame->storage = planes;
  return frame;
}

/// B, G, R as a screen should show them.
using Bgr = std::array<int, 3>;

inline Bgr by_the_book(const FrameSpec& spec, const Yuv& sample) {
  const double kr = spec.matrix == ColourMatrix::kBt601   ? 0.299
                    : spec.matrix == ColourMatrix::kBt709 ? 0.2126
                                                          : 0.2627;
  const double kb = spec.matrix == ColourMatrix::kBt601   ? 0.114
                    : spec.matrix == ColourMatrix::kBt709 ? 0.0722
                                                          : 0.0593;
  const double unit = spec.layout == PixelLayout::kI010 ? 4 : 1;
  const double peak = spec.layout == PixelLayout::kI010 ? 1023 : 255;
  const bool full = spec.range == ColourRange::kFull;
  const double y = full ? sample.y / peak : (sample.y - 16 * unit) / (219 * unit);
  const double cb = (sample.u - 128 * unit) / (full ? peak : 224 * unit);
  const double cr = (sample.v - 128 * unit) / (full ? peak : 224 * unit);
  const double r = y + 2 * (1 - kr) * cr;
  const double b = y + 2 * (1 - kb) * cb;
  const double g = (y - kr * r - kb * b) / (1 - kr - kb);
  const auto to_byte = [](double value) {
    return static_cast<int>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
  };
  return {to_byte(b), to_byte(g), to_byte(r)};
}

/// The stored pixel that stands at (x, y) of the upright picture.
inline std::array<int, 2> stored_at(const FrameSpec& spec, int x, int y) {
  int sx = x;
  int sy = y;
  switch (spec.rotation) {
    case Rotation::k0: break;
    case Rotation::k90: sx = y, sy = spec.height - 1 - x; break;
    case Rotation::k180: sx = spec.width - 1 - x, sy = spec.height - 1 - y; break;
    case Rotation::k270: sx = spec.width - 1 - y, sy = x; break;
  }
  if (spec.flipped) sx = spec.width - 1 - sx;
  return {sx, sy};
}

/// What (x, y) of the upright picture should look like.
inline Bgr expected_at(const FrameSpec& spec, const Painter& paint, int x, int y) {
  const auto [sx, sy] = stored_at(spec, x, y);
  const bool half_x = spec.layout != PixelLayout::kI444;
  const bool half_y = half_x && spec.layout != PixelLayout::kI422;
  const Yuv chroma = paint(half_x ? sx & ~1 : sx, half_y ? sy & ~1 : sy);
  return by_the_book(spec, {paint(sx, sy).y, chroma.u, chroma.v});
}

}  // namespace mallette::test
