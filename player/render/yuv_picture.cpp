// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/yuv_picture.h"

#include <libyuv.h>

#include <cstdlib>

#include "player/render/yuv_constants.h"

namespace mallette::render {
namespace {

using media::PixelLayout;
using media::Rotation;

int halved(int samples, int shift) { return (samples + (1 << shift) - 1) >> shift; }

const std::uint16_t* wide(const std::uint8_t* data) { return reinterpret_cast<const std::uint16_t*>(data); }
std::uint16_t* wide(std::uint8_t* data) { return reinterpret_cast<std::uint16_t*>(data); }

/// Bytes that one row of plane `index` holds.
int row_bytes(PixelLayout layout, int index, int width) {
  const ChromaShape shape = chroma_shape(layout);
  if (index == 0) return width * shape.bytes_per_sample;
  const int samples = halved(width, shape.shift_x);
  return samples * shape.bytes_per_sample * (layout == PixelLayout::kNv12 ? 2 : 1);
}

/// Where the sample for (x, y) lies in plane `index`.
const std::uint8_t* at(const YuvPicture& picture, int index, int x, int y) {
  const ChromaShape shape = chroma_shape(picture.layout);
  const media::Plane& plane = picture.planes[static_cast<std::size_t>(index)];
  if (plane.data == nullptr) return nullptr;
  const int row = index == 0 ? y : y >> shape.shift_y;
  const int sample = index == 0 ? x : x >> shape.shift_x;
  const int bytes = shape.bytes_per_sample * (index > 0 && picture.layout == PixelLayout::kNv12 ? 2 : 1);
  return plane.data + static_cast<std::ptrdiff_t>(row) * plane.stride_bytes + sample * bytes;
}

/// The same planes, read from the last row up.
YuvPicture upside_down(const YuvPicture& picture) {
  YuvPicture turned = picture;
  for (int index = 0; index < chroma_shape(picture.layout).planes; ++index) {
    media::Plane& plane = turned.planes[static_cast<std::size_t>(index)];
    plane = {at(picture, index, 0, picture.height - 1), -plane.stride_bytes};
  }
  return turned;
}

/// `part` must begin on whole chroma samples, or hold no second row or column that shares one.
void convert_aligned(const YuvPicture& from, const Rect& part, std::uint8_t* bgra, int stride) {
  const std::uint8_t* y = at(from, 0, part.x, part.y);
  const std::uint8_t* u = at(from, 1, part.x, part.y);
  const std::uint8_t* v = at(from, 2, part.x, part.y);
  const int ys = from.planes[0].stride_bytes;
  const int us = from.planes[1].stride_bytes;
  const int vs = from.planes[2].stride_bytes;
  const auto* matrix = &yuv_constants(from.matrix, from.range);
  const int w = part.width;
  const int h = part.height;
  switch (from.layout) {
    case PixelLayout::kI420:
      libyuv::I420ToARGBMatrix(y, ys, u, us, v, vs, bgra, stride, matrix, w, h);
      return;
    case PixelLayout::kI422:
      libyuv::I422ToARGBMatrix(y, ys, u, us, v, vs, bgra, stride, matrix, w, h);
      return;
    case PixelLayout::kI444:
      libyuv::I444ToARGBMatrix(y, ys, u, us, v, vs, bgra, stride, matrix, w, h);
      return;
    case PixelLayout::kNv12: libyuv::NV12ToARGBMatrix(y, ys, u, us, bgra, stride, matrix, w, h); return;
    case PixelLayout::kI010:
      libyuv::I010ToARGBMatrix(wide(y), ys / 2, wide(u), us / 2, wide(v), vs / 2, bgra, stride, matrix, w, h);
      return;
  }
}

}  // namespace

ChromaShape chroma_shape(PixelLayout layout) {
  switch (layout) {
    case PixelLayout::kI420: return {1, 1, 1, 3};
    case PixelLayout::kI422: return {1, 0, 1, 3};
    case PixelLayout::kI444: return {0, 0, 1, 3};
    case PixelLayout::kNv12: return {1, 1, 1, 2};
    case PixelLayout::kI010: return {1, 1, 2, 3};
  }
  return {1, 1, 1, 3};
}

const std::array<PlaneBuffer::WritablePlane, 3>& PlaneBuffer::reserve(PixelLayout layout, int width,
                                                                      int height) {
  layout_ = layout;
  width_ = width;
  height_ = height;
  planes_ = {};
  const ChromaShape shape = chroma_shape(layout);
  std::array<std::size_t, 3> offsets{};
  std::size_t total = 0;
  for (int index = 0; index < shape.planes; ++index) {
    const auto i = static_cast<std::size_t>(index);
    planes_[i].stride_bytes = (row_bytes(layout, index, width) + 63) & ~63;
    const int rows = index == 0 ? height : halved(height, shape.shift_y);
    offsets[i] = total;
    total += static_cast<std::size_t>(planes_[i].stride_bytes) * static_cast<std::size_t>(rows);
  }
  if (bytes_.size() < total) bytes_.resize(total);
  for (std::size_t i = 0; i < static_cast<std::size_t>(shape.planes); ++i)
    planes_[i].data = bytes_.data() + offsets[i];
  return planes_;
}

YuvPicture PlaneBuffer::picture(const YuvPicture& like) const {
  YuvPicture picture = {width_, height_, layout_, like.matrix, like.range, {}};
  for (std::size_t i = 0; i < planes_.size(); ++i)
    picture.planes[i] = {planes_[i].data, planes_[i].stride_bytes};
  return picture;
}

void PlaneBuffer::release() {
  bytes_ = {};
  planes_ = {};
}

std::optional<YuvPicture> stored_picture(const media::VideoFrame& frame) {
  if (frame.width <= 0 || frame.height <= 0 || frame.width > kMaxSide || frame.height > kMaxSide) return {};
  if (std::int64_t{frame.width} * frame.height > kMaxPixels) return {};
  const ChromaShape shape = chroma_shape(frame.layout);
  for (int index = 0; index < shape.planes; ++index) {
    const media::Plane& plane = frame.planes[static_cast<std::size_t>(index)];
    if (plane.data == nullptr) return {};
    const std::int64_t stride = plane.stride_bytes;
    if (std::abs(stride) < row_bytes(frame.layout, index, frame.width)) return {};
    if (stride % shape.bytes_per_sample != 0) return {};
  }
  return YuvPicture{frame.width, frame.height, frame.layout, frame.matrix, frame.range, frame.planes};
}

bool stands_upright(const media::VideoFrame& frame) {
  return frame.rotation == Rotation::k0 && !frame.flipped;
}

Size upright_size(const media::VideoFrame& frame) {
  const bool turned = frame.rotation == Rotation::k90 || frame.rotation == Rotation::k270;
  return turned ? Size{frame.height, frame.width} : Size{frame.width, frame.height};
}

std::optional<YuvPicture> turn_upright(const media::VideoFrame& frame, const YuvPicture& stored,
                                       PlaneBuffer& buffer) {
  // Mirrored, then turned by A, is the same as upside down, then turned by A + 180.
  const YuvPicture from = frame.flipped ? upside_down(stored) : stored;
  const int degrees = (static_cast<int>(frame.rotation) + (frame.flipped ? 180 : 0)) % 360;
  const auto mode = static_cast<libyuv::RotationMode>(degrees);
  const int w = stored.width;
  const int h = stored.height;
  const Size size = upright_size(frame);
  const PixelLayout layout = stored.layout == PixelLayout::kNv12 ? PixelLayout::kI420 : stored.layout;
  const auto& to = buffer.reserve(layout, size.width, size.height);
  const auto& [y, u, v] = from.planes;
  const int ys = y.stride_bytes;
  const int us = u.stride_bytes;
  const int vs = v.stride_bytes;
  const auto& [ty, tu, tv] = to;
  const int tys = ty.stride_bytes;
  const int tus = tu.stride_bytes;
  const int tvs = tv.stride_bytes;
  int status = -1;
  switch (stored.layout) {
    case PixelLayout::kI420:
      status = libyuv::I420Rotate(y.data, ys, u.data, us, v.data, vs, ty.data, tys, tu.data, tus, tv.data,
                                  tvs, w, h, mode);
      break;
    case PixelLayout::kI422:
      status = libyuv::I422Rotate(y.data, ys, u.data, us, v.data, vs, ty.data, tys, tu.data, tus, tv.data,
                                  tvs, w, h, mode);
      break;
    case PixelLayout::kI444:
      status = libyuv::I444Rotate(y.data, ys, u.data, us, v.data, vs, ty.data, tys, tu.data, tus, tv.data,
                                  tvs, w, h, mode);
      break;
    case PixelLayout::kNv12:
      status = libyuv::NV12ToI420Rotate(y.data, ys, u.data, us, ty.data, tys, tu.data, tus, tv.data, tvs, w,
                                        h, mode);
      break;
    case PixelLayout::kI010:
      status =
          libyuv::I010Rotate(wide(y.data), ys / 2, wide(u.data), us / 2, wide(v.data), vs / 2, wide(ty.data),
                             tys / 2, wide(tu.data), tus / 2, wide(tv.data), tvs / 2, w, h, mode);
      break;
  }
  if (status != 0) return {};
  return buffer.picture(stored);
}

std::optional<YuvPicture> to_eight_bits(const YuvPicture& picture, PlaneBuffer& buffer) {
  if (picture.layout != PixelLayout::kI010) return picture;
  const auto& [y, u, v] = picture.planes;
  const auto& [ty, tu, tv] = buffer.reserve(PixelLayout::kI420, picture.width, picture.height);
  const int status =
      libyuv::I010ToI420(wide(y.data), y.stride_bytes / 2, wide(u.data), u.stride_bytes / 2, wide(v.data),
                         v.stride_bytes / 2, ty.data, ty.stride_bytes, tu.data, tu.stride_bytes, tv.data,
                         tv.stride_bytes, picture.width, picture.height);
  if (status != 0) return {};
  return buffer.picture(picture);
}

std::optional<YuvPicture> scale_planes(const YuvPicture& from, Size to, PlaneBuffer& buffer) {
  if (from.layout == PixelLayout::kI010 || to.width <= 0 || to.height <= 0) return {};
  if (to.width > kMaxSide || to.height > kMaxSide) return {};
  const auto& out = buffer.reserve(from.layout, to.width, to.height);
  const ChromaShape shape = chroma_shape(from.layout);
  const int from_cw = halved(from.width, shape.shift_x);
  const int from_ch = halved(from.height, shape.shift_y);
  const int to_cw = halved(to.width, shape.shift_x);
  const int to_ch = halved(to.height, shape.shift_y);
  libyuv::ScalePlane(from.planes[0].data, from.planes[0].stride_bytes, from.width, from.height, out[0].data,
                     out[0].stride_bytes, to.width, to.height, libyuv::kFilterBox);
  if (from.layout == PixelLayout::kNv12) {
    if (libyuv::UVScale(from.planes[1].data, from.planes[1].stride_bytes, from_cw, from_ch, out[1].data,
                        out[1].stride_bytes, to_cw, to_ch, libyuv::kFilterBox) != 0) {
      return {};
    }
    return buffer.picture(from);
  }
  for (std::size_t i = 1; i < 3; ++i) {
    libyuv::ScalePlane(from.planes[i].data, from.planes[i].stride_bytes, from_cw, from_ch, out[i].data,
                       out[i].stride_bytes, to_cw, to_ch, libyuv::kFilterBox);
  }
  return buffer.picture(from);
}

void convert_to_bgra(const YuvPicture& from, const Rect& part, std::uint8_t* bgra, int stride_bytes) {
  if (part.empty()) return;
  const ChromaShape shape = chroma_shape(from.layout);
  // libyuv takes the first two samples to share their chroma: an odd first row or column goes alone.
  if (shape.shift_y == 1 && (part.y & 1) != 0 && part.height > 1) {
    convert_to_bgra(from, {part.x, part.y, part.width, 1}, bgra, stride_bytes);
    convert_to_bgra(from, {part.x, part.y + 1, part.width, part.height - 1}, bgra + stride_bytes,
                    stride_bytes);
    return;
  }
  if (shape.shift_x == 1 && (part.x & 1) != 0 && part.width > 1) {
    convert_aligned(from, {part.x, part.y, 1, part.height}, bgra, stride_bytes);
    convert_aligned(from, {part.x + 1, part.y, part.width - 1, part.height}, bgra + 4, stride_bytes);
    return;
  }
  convert_aligned(from, part, bgra, stride_bytes);
}

}  // namespace mallette::render
