// SPDX-License-Identifier: GPL-3.0-or-later
// One picture of the scene, film or signer, and what was made of its current frame on the way to
// the target: any part of it can be drawn, at any time while the frame is the current one, and
// each pixel comes out the same whichever part it was drawn with.
//
//   its own size        planes ────────────────────────────> target
//   about half, 3/4     planes ── scaled planes (kept) ────> target
//   any other           planes ── BGRA at full size (kept) ─> scaled into the target
//
// One thread. The frame is borrowed for the length of one compose; what is kept is a copy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "player/render/compositor.h"
#include "player/render/yuv_picture.h"

namespace mallette::render {

class DrawnPicture {
 public:
  /// Takes the frame for this compose; says whether it is another one, or stands elsewhere, than
  /// at the last. A place that does not lie in the target counts as empty.
  enum class Change { kNone, kFrame, kPlace };
  Change set(const media::FramePtr& frame, const Rect& place, const Target& target);

  /// Where it is drawn; empty when there is nothing to draw.
  const Rect& place() const { return place_; }

  /// Draws the part of it that lies in `clip`, which lies in place(). False where it cannot be.
  bool draw(const Rect& clip, const Target& target);

 private:
  enum class Way { kDirect, kScaledPlanes, kScaledBgra };

  bool is_current(const media::FramePtr& frame) const;
  void make_ready();
  void choose_way();

  std::weak_ptr<const media::VideoFrame> known_;  // identity only: does not keep the pixels
  const media::VideoFrame* known_address_ = nullptr;
  const media::VideoFrame* frame_ = nullptr;  // during one compose
  std::optional<YuvPicture> stored_;
  std::optional<YuvPicture> source_;  // what draw() converts from
  Rect place_;
  Size upright_;
  Way way_ = Way::kDirect;
  bool ready_ = false;
  PlaneBuffer turned_;
  PlaneBuffer narrowed_;
  PlaneBuffer scaled_;
  std::vector<std::uint8_t> bgra_;
};

}  // namespace mallette::render
