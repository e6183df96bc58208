// SPDX-License-Identifier: GPL-3.0-or-later
// Where the next widget goes: down a column at its full width, or across, on to a further line where
// one is full. Pixels. Plain value.
//
//     down               across
//     [ heading      ]   [Pause] [Rejouer]
//     [ text         ]   [Suivant]
#pragma once

#include <algorithm>

#include "player/ui/painter.h"

namespace mallette::ui {

class Flow {
 public:
  [[nodiscard]] static Flow down(const Rect& area, float gap) { return {area, gap, false}; }
  [[nodiscard]] static Flow across(const Rect& area, float gap) { return {area, gap, true}; }

  /// Room for a widget of this size: as wide as the column going down, as asked for going across.
  Rect take(Extent natural) { return across_ ? take_across(natural) : take_down(natural.height); }
  /// The same, but only as wide as asked for also going down.
  Rect take_exactly(Extent natural) {
    Rect rect = take(natural);
    rect.width = std::min(natural.width, area_.width);
    return rect;
  }
  /// The rest of the line going across, all of it going down: for what shall fill it.
  [[nodiscard]] float width_left() const {
    return across_ ? std::max(0.0F, area_.right() - x_ - (x_ > area_.x ? gap_ : 0)) : area_.width;
  }
  void skip(float height) { take_down(height); }

  /// An arrangement of its own where the next widget would go; afterwards, skip(inner.used()).
  [[nodiscard]] Flow inner_across(float gap) const { return across(next_area(), gap); }
  [[nodiscard]] Flow inner_down(float gap) const { return down(next_area(), gap); }

  [[nodiscard]] const Rect& area() const { return area_; }
  /// What of the area is left below.
  [[nodiscard]] Rect next_area() const {
    const float y = used() > 0 ? bottom_ + gap_ : area_.y;
    return {area_.x, y, area_.width, std::max(0.0F, area_.bottom() - y)};
  }
  [[nodiscard]] float used() const { return bottom_ - area_.y; }

 private:
  Flow(const Rect& area, float gap, bool across)
      : area_(area), gap_(gap), across_(across), x_(area.x), y_(area.y), bottom_(area.y) {}

  Rect take_down(float height) {
    const Rect next = next_area();
    bottom_ = next.y + height;
    return {area_.x, next.y, area_.width, height};
  }
  Rect take_across(Extent natural) {
    float x = x_ > area_.x ? x_ + gap_ : x_;
    if (x > area_.x && x + natural.width > area_.right() + 0.5F) {
      x = area_.x;
      y_ = bottom_ + gap_;
    }
    const Rect rect{x, y_, std::min(natural.width, area_.width), natural.height};
    x_ = rect.right();
    bottom_ = std::max(bottom_, rect.bottom());
    return rect;
  }

  Rect area_;
  float gap_;
  bool across_;
  float x_;
  float y_;
  float bottom_;
};

}  // namespace mallette::ui
