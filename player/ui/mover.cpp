// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/mover.h"

#include <algorithm>
#include <cmath>

#include "player/ui/widget_parts.h"

namespace mallette::ui {
namespace {

constexpr float kHandle = 14;      ///< units: what is seen of a corner
constexpr float kHandleReach = 28;  ///< and what can be hit of it (WCAG 2.2, 2.5.8)
constexpr float kStill = 4;        ///< a hand that does not mean to move trembles that much
constexpr float kSmallest = 24;

Grip grip_at(const Frame& frame, NodeId id, const Rect& rect, float x, float y) {
  // A third at most: the middle of something small can be taken hold of too.
  const float reach_x = std::min(frame.px(kHandleReach), rect.width / 3);
  const float reach_y = std::min(frame.px(kHandleReach), rect.height / 3);
  const auto side = [](float at, float begin, float end, float reach) {
    return at < begin + reach ? -1 : at >= end - reach ? 1 : 0;
  };
  Grip grip{.id = id, .rect = rect, .x = x, .y = y};
  grip.side_x = side(x, rect.x, rect.right(), reach_x);
  grip.side_y = side(y, rect.y, rect.bottom(), reach_y);
  if (grip.side_x == 0 || grip.side_y == 0) grip.side_x = grip.side_y = 0;
  return grip;
}

/// The corner that is opposite stays where it is.
Rect resized(const Grip& grip, const Rect& area, float dx, float dy) {
  const Rect& from = grip.rect;
  const float aspect = from.width / std::max(1.0F, from.height);
  const float fixed_x = grip.side_x > 0 ? from.x : from.right();
  const float fixed_y = grip.side_y > 0 ? from.y : from.bottom();
  const float by_x = from.width + dx * static_cast<float>(grip.side_x);
  const float by_y = (from.height + dy * static_cast<float>(grip.side_y)) * aspect;
  const float room_x = grip.side_x > 0 ? area.right() - fixed_x : fixed_x - area.x;
  const float room_y = grip.side_y > 0 ? area.bottom() - fixed_y : fixed_y - area.y;
  const float most = std::max(kSmallest, std::min(room_x, room_y * aspect));
  const float width = std::clamp(std::max(by_x, by_y), kSmallest, most);
  const float height = width / aspect;
  return {grip.side_x > 0 ? fixed_x : fixed_x - width, grip.side_y > 0 ? fixed_y : fixed_y - height, width, height};
}

Rect moved(const Grip& grip, const Rect& area, float dx, float dy) {
  if (grip.side_x != 0) return resized(grip, area, dx, dy);
  Rect rect = grip.rect;
  rect.x = std::clamp(rect.x + dx, area.x, std::max(area.x, area.right() - rect.width));
  rect.y = std::clamp(rect.y + dy, area.y, std::max(area.y, area.bottom() - rect.height));
  return rect;
}

void draw_frame(Frame& frame, const Rect& rect) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  const Colour dark = rgb(0x000000);
  const float line = frame.px(3), size = std::min(frame.px(kHandle), rect.width / 3);
  // On any picture one of the two can be told from it.
  paint.outline(rect, dark, line + frame.px(2));
  paint.outline(rect, p.focus, line);
  for (const float x : {rect.x, rect.right() - size}) {
    for (const float y : {rect.y, rect.bottom() - size}) {
      paint.fill({x, y, size, size}, dark);
      paint.fill({x + frame.px(2), y + frame.px(2), size - frame.px(4), size - frame.px(4)}, p.focus);
    }
  }
}

}  // namespace

Moved mover(Frame& frame, std::string_view key, const Rect& area, const Rect& rect, const MoverSpec& spec) {
  Memory& memory = frame.memory();
  const NodeId id = frame.id_of(key);
  memory.movable = id;
  Moved result;
  for (const Request& request : frame.requests(id)) {
    const auto x = static_cast<float>(request.number), y = static_cast<float>(request.number_y);
    const bool gripped = memory.grip && memory.grip->id == id;
    if (request.kind == Request::Kind::kPress) result.kind = Moved::Kind::kPressed;
    if (request.kind == Request::Kind::kGrab) memory.grip = grip_at(frame, id, rect, x, y);
    if (!gripped || (request.kind != Request::Kind::kDrag && request.kind != Request::Kind::kRelease)) continue;
    Grip& grip = *memory.grip;
    const float dx = x - grip.x, dy = y - grip.y;
    grip.moved = grip.moved || std::hypot(dx, dy) >= frame.px(kStill);
    const bool released = request.kind == Request::Kind::kRelease;
    if (grip.moved) {
      result = {released ? Moved::Kind::kDone : Moved::Kind::kMoving, moved(grip, area, dx, dy)};
    } else if (released) {
      result.kind = Moved::Kind::kPressed;
    }
    if (released) memory.grip.reset();
  }
  if (spec.shown || frame.hovered(id) || frame.held(id)) draw_frame(frame, rect);
  accessibility::Node node = pressable(accessibility::Role::kButton, spec.name, rect);
  node.description = spec.description;
  frame.emit(key, std::move(node));
  return result;
}

}  // namespace mallette::ui
