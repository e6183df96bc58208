// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/caption_placement.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mallette::subtitles {
namespace {

constexpr int kSmallestSide = 16;  ///< below this no text can be read

Box intersection(const Box& one, const Box& other) {
  // In 64 bits: boxes come from outside and may be anything.
  const std::int64_t left = std::max<std::int64_t>(one.x, other.x);
  const std::int64_t top = std::max<std::int64_t>(one.y, other.y);
  const std::int64_t right = std::min(std::int64_t{one.x} + one.width, std::int64_t{other.x} + other.width);
  const std::int64_t bottom =
      std::min(std::int64_t{one.y} + one.height, std::int64_t{other.y} + other.height);
  if (right <= left || bottom <= top) return {};
  return {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left),
          static_cast<int>(bottom - top)};
}

bool touch(const Box& one, const Box& other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height &&
         other.y < one.y + one.height;
}

int share(int length, double percent) { return static_cast<int>(std::lround(length * percent / 100)); }

/// The place across the picture that `align` and `position` mean, in percent (section 7.1).
double anchor_percent(const Placement& placement) {
  const double position = placement.position.value_or(
      placement.align == TextAlign::kLeft || placement.align == TextAlign::kStart  ? 0
      : placement.align == TextAlign::kRight || placement.align == TextAlign::kEnd ? 100
                                                                                   : 50);
  PositionAlign align = placement.position_align;
  const Side side = side_of(placement);
  if (align == PositionAlign::kAuto) {
    align = side == Side::kLeft    ? PositionAlign::kLineLeft
            : side == Side::kRight ? PositionAlign::kLineRight
                                   : PositionAlign::kCentre;
  }
  const double room = align == PositionAlign::kLineLeft    ? 100 - position
                      : align == PositionAlign::kLineRight ? position
                                                           : 2 * std::min(position, 100 - position);
  const double size = std::min(placement.size, room);
  const double left = align == PositionAlign::kLineLeft    ? position
                      : align == PositionAlign::kLineRight ? position - size
                                                           : position - size / 2;
  return side == Side::kLeft ? left : side == Side::kRight ? left + size : left + size / 2;
}

int left_from_anchor(int anchor, Side side, int width) {
  return side == Side::kLeft ? anchor : side == Side::kRight ? anchor - width : anchor - width / 2;
}

int top_by_line(const CaptionBlock& block, const Placement& placement, const Box& picture, const Box& safe) {
  const double line = *placement.line;
  if (!placement.snap_to_lines) {
    const int at = picture.y + share(picture.height, line);
    if (placement.line_align == LineAlign::kCentre) return at - block.height / 2;
    return placement.line_align == LineAlign::kEnd ? at - block.height : at;
  }
  const double rows = std::clamp(line, -1000.0, 1000.0);
  const int margin = std::max(0, safe.y - picture.y);
  if (rows >= 0) return picture.y + margin + static_cast<int>(rows * block.line_height);
  // Line -1 is the last: the cue's first row stands on it, and the cue moves up until it is whole.
  const int bottom = picture.y + picture.height - margin;
  const int first_row = bottom + static_cast<int>(rows * block.line_height);
  return std::min(first_row, bottom - block.height);
}

Box region_box(const Region& region, const Box& picture, int line_height) {
  Box box;
  box.width = share(picture.width, region.width);
  box.height =
      region.height ? share(picture.height, *region.height) : std::min(region.lines, 100) * line_height;
  box.x =
      picture.x + share(picture.width, region.viewport_anchor_x) - share(box.width, region.region_anchor_x);
  box.y =
      picture.y + share(picture.height, region.viewport_anchor_y) - share(box.height, region.region_anchor_y);
  return box;
}

Box inside(Box box, const Box& safe) {
  box.x = std::clamp(box.x, safe.x, std::max(safe.x, safe.x + safe.width - box.width));
  box.y = std::clamp(box.y, safe.y, std::max(safe.y, safe.y + safe.height - box.height));
  return box;
}

}  // namespace

std::optional<Box> safe_area(const Canvas& canvas) {
  if (canvas.width <= 0 || canvas.height <= 0 || canvas.width > kMaxCanvasSide ||
      canvas.height > kMaxCanvasSide) {
    return std::nullopt;
  }
  const Box safe = intersection(canvas.allowed, {0, 0, canvas.width, canvas.height});
  if (safe.width < kSmallestSide || safe.height < kSmallestSide) return std::nullopt;
  return safe;
}

Side side_of(const Placement& placement) {
  switch (placement.align) {
    case TextAlign::kStart:
    case TextAlign::kLeft:
      return Side::kLeft;
    case TextAlign::kEnd:
    case TextAlign::kRight:
      return Side::kRight;
    case TextAlign::kCentre:
      break;
  }
  return Side::kCentre;
}

Box wished_box(const CaptionBlock& block, const Placement& placement, const Region* region,
               const Canvas& canvas, const Box& safe) {
  Box box{0, 0, block.width, block.height};
  const Side side = side_of(placement);
  const Box picture = intersection(canvas.picture, {0, 0, canvas.width, canvas.height});
  if (region != nullptr) {
    const Box around = region_box(*region, picture, block.line_height);
    box.x = left_from_anchor(around.x + share(around.width, anchor_percent(placement)), side, box.width);
    box.y = around.y + around.height - box.height;
    if (region->display_align == LineAlign::kStart) box.y = around.y;
    if (region->display_align == LineAlign::kCentre) box.y = around.y + (around.height - box.height) / 2;
    return box;
  }
  // Nothing said: the middle of what is allowed, which is off the picture's middle beside a signer.
  const bool placed_across = placement.position || side != Side::kCentre;
  box.x = placed_across
              ? left_from_anchor(picture.x + share(picture.width, anchor_percent(placement)), side, box.width)
              : safe.x + (safe.width - box.width) / 2;
  box.y = placement.line ? top_by_line(block, placement, picture, safe) : safe.y + safe.height - box.height;
  return box;
}

std::optional<Box> free_box(const Box& wished, const Box& safe, std::span<const Box> taken) {
  if (wished.width > safe.width || wished.height > safe.height) return std::nullopt;
  const Box start = inside(wished, safe);
  std::optional<Box> best;
  const auto consider = [&](int y) {
    Box candidate = start;
    candidate.y = y;
    if (inside(candidate, safe).y != y) return;
    for (const Box& other : taken) {
      if (touch(candidate, other)) return;
    }
    // Nearest first; of two as near, the upper one: captions stack upwards.
    const int distance = std::abs(y - start.y);
    const int best_distance = best ? std::abs(best->y - start.y) : 0;
    if (!best || distance < best_distance || (distance == best_distance && y < best->y)) best = candidate;
  };
  consider(start.y);
  for (const Box& other : taken) {
    const int gap = std::max(1, start.height / 24);
    consider(other.y - start.height - gap);
    consider(other.y + other.height + gap);
  }
  return best;
}

}  // namespace mallette::subtitles
