// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/drawn_picture.h"

#include <libyuv.h>

#include <algorithm>

namespace mallette::render {
namespace {

// libyuv reads whole vectors, and a row below the last one when it is asked for the lower part only.
constexpr std::size_t kSpareBytes = 64;

bool lies_in(const Rect& place, const Target& target) {
  return !place.empty() && place.x >= 0 && place.y >= 0 && place.width <= target.width - place.x &&
         place.height <= target.height - place.y;
}

std::uint8_t* pixel(const Target& target, int x, int y) {
  return target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride_bytes + std::ptrdiff_t{x} * 4;
}

/// libyuv scales planes faster than BGRA only far down, and at three quarters, for which it has code
/// of its own (1080p in 1440x810: 0.5 ms against 1.7). Measured in tests/bench/render_bench.cpp.
/// What is left to BGRA must not be half size: libyuv's code for that rounds by the width it is given.
bool planes_are_cheaper(Size from, Size to) {
  const bool far_down = to.width * 20 <= from.width * 11 && to.height * 20 <= from.height * 11;
  const bool three_quarters = to.width * 4 == from.width * 3 && to.height * 4 == from.height * 3;
  return far_down || three_quarters;
}

/// The whole picture as BGRA rows of width * 4 bytes, the last one twice.
void convert_whole(const YuvPicture& from, std::vector<std::uint8_t>& bgra) {
  const std::size_t row = static_cast<std::size_t>(from.width) * 4;
  const std::size_t needed = row * (static_cast<std::size_t>(from.height) + 1) + kSpareBytes;
  if (bgra.size() < needed) bgra.resize(needed);
  convert_to_bgra(from, {0, 0, from.width, from.height}, bgra.data(), from.width * 4);
  const auto last =
      bgra.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(from.height - 1));
  std::copy_n(last, row, last + static_cast<std::ptrdiff_t>(row));
}

}  // namespace

bool DrawnPicture::is_current(const media::FramePtr& frame) const {
  return frame.get() == known_address_ && !known_.owner_before(frame) && !frame.owner_before(known_);
}

DrawnPicture::Change DrawnPicture::set(const media::FramePtr& frame, const Rect& place,
                                       const Target& target) {
  const bool same_frame = is_current(frame);
  known_ = frame;
  known_address_ = frame.get();
  frame_ = frame.get();
  stored_ = frame && lies_in(place, target) ? stored_picture(*frame) : std::nullopt;
  const Rect drawn_at = stored_ ? place : Rect{};
  const bool same_place = drawn_at == place_;
  place_ = drawn_at;
  // What a direct draw reads is the frame's own memory: taken anew each time.
  if (!same_frame || !same_place || way_ == Way::kDirect) ready_ = false;
  if (stored_) choose_way();
  if (!same_place) return Change::kPlace;
  return same_frame || place_.empty() ? Change::kNone : Change::kFrame;
}

void DrawnPicture::choose_way() {
  upright_ = upright_size(*frame_);
  const Size to = {place_.width, place_.height};
  if (to == upright_) {
    way_ = Way::kDirect;
  } else if (planes_are_cheaper(upright_, to)) {
    way_ = Way::kScaledPlanes;
  } else {
    way_ = Way::kScaledBgra;
  }
}

void DrawnPicture::make_ready() {
  ready_ = true;
  source_ = stands_upright(*frame_) ? stored_ : turn_upright(*frame_, *stored_, turned_);
  if (!source_) return;
  if (way_ == Way::kScaledPlanes) source_ = to_eight_bits(*source_, narrowed_);
  if (way_ == Way::kScaledPlanes && source_)
    source_ = scale_planes(*source_, {place_.width, place_.height}, scaled_);
  if (way_ == Way::kScaledBgra) convert_whole(*source_, bgra_);
  if (way_ != Way::kScaledPlanes && !scaled_.empty()) scaled_.release();
  if (way_ != Way::kScaledBgra && !bgra_.empty()) bgra_ = {};
}

bool DrawnPicture::draw(const Rect& clip, const Target& target) {
  if (clip.empty()) return true;
  if (!ready_) make_ready();
  if (!source_) return false;
  const Rect part = {clip.x - place_.x, clip.y - place_.y, clip.width, clip.height};
  if (way_ != Way::kScaledBgra) {
    convert_to_bgra(*source_, part, pixel(target, clip.x, clip.y), target.stride_bytes);
    return true;
  }
  return libyuv::ARGBScaleClip(bgra_.data(), upright_.width * 4, upright_.width, upright_.height,
                               pixel(target, place_.x, place_.y), target.stride_bytes, place_.width,
                               place_.height, part.x, part.y, part.width, part.height,
                               libyuv::kFilterBilinear) == 0;
}

}  // namespace mallette::render
