// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/yuv_constants.h"

#include <libyuv/row.h>

namespace mallette::render {
namespace {

using media::ColourMatrix;
using media::ColourRange;

#if defined(__x86_64__) || defined(__i386__) || defined(_M_X64) || defined(_M_IX86)
// libyuv's own constants hold blue's coefficient at 128 of 64ths where it should be more: saturated
// blues come out up to 14 steps of 255 too dull. Its x86 and C code take the true ones as well: they
// are unsigned bytes, and what overflows 16 bits saturates above white.
libyuv::YuvConstants with_true_blue(const libyuv::YuvConstants& constants, double blue) {
  libyuv::YuvConstants widened = constants;
  for (std::uint8_t& coefficient : widened.kUVToB) {
    if (coefficient != 0) coefficient = static_cast<std::uint8_t>(blue * 64 + 0.5);
  }
  return widened;
}

// 2 (1 - Kb) * 255 / 224, with Kb of each recommendation. Vector code loads them from aligned memory.
alignas(64) const libyuv::YuvConstants kBt601Limited = with_true_blue(libyuv::kYuvI601Constants, 2.01723);
alignas(64) const libyuv::YuvConstants kBt709Limited = with_true_blue(libyuv::kYuvH709Constants, 2.11240);
alignas(64) const libyuv::YuvConstants kBt2020Limited = with_true_blue(libyuv::kYuv2020Constants, 2.14177);
#else
const libyuv::YuvConstants& kBt601Limited = libyuv::kYuvI601Constants;
const libyuv::YuvConstants& kBt709Limited = libyuv::kYuvH709Constants;
const libyuv::YuvConstants& kBt2020Limited = libyuv::kYuv2020Constants;
#endif

}  // namespace

const libyuv::YuvConstants& yuv_constants(ColourMatrix matrix, ColourRange range) {
  const bool full = range == ColourRange::kFull;
  switch (matrix) {
    case ColourMatrix::kBt601: return full ? libyuv::kYuvJPEGConstants : kBt601Limited;
    case ColourMatrix::kBt709: return full ? libyuv::kYuvF709Constants : kBt709Limited;
    case ColourMatrix::kBt2020: return full ? libyuv::kYuvV2020Constants : kBt2020Limited;
  }
  return kBt709Limited;
}

}  // namespace mallette::render
