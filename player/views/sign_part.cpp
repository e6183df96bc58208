// SPDX-License-Identifier: GPL-3.0-or-later
// Seen by the room too: nothing here may read notes, expected points, follow-ups or remarks.
#include "player/ui/mover.h"
#include "player/views/desk_parts.h"

namespace mallette::views {

using namespace ui;

namespace {

/// A part of the room's picture, in the window.
Rect on_wall(const Rect& part, const Rect& wall) {
  return {wall.x + part.x * wall.width, wall.y + part.y * wall.height, part.width * wall.width,
          part.height * wall.height};
}

Rect part_of_wall(const Rect& rect, const Rect& wall) {
  return {(rect.x - wall.x) / wall.width, (rect.y - wall.y) / wall.height, rect.width / wall.width,
          rect.height / wall.height};
}

}  // namespace

void sign_frame(Desk& desk, const Rect& wall) {
  const DeskModel& model = desk.model;
  if (!model.signer || !model.sign_can_move || wall.width < 1 || wall.height < 1) return;
  const Rect rect = on_wall(*model.signer, wall);
  // A picture too small to take hold of: the menu and the keys are left.
  if (std::min(rect.width, rect.height) < desk.frame.px(24)) return;
  const Moved moved = mover(desk.frame, "signer", wall, rect,
                            {.name = desk.tr("Move the sign language"),
                             .description = desk.tr("Drag it, or press to move it with the arrows"),
                             .shown = model.sign_moves});
  switch (moved.kind) {
    case Moved::Kind::kNothing: return;
    case Moved::Kind::kPressed: return model.sign_moves ? desk.order(order::EndMove{true}) : desk.order(Action::kMoveSign);
    case Moved::Kind::kMoving: return desk.order(order::PlaceSign{part_of_wall(moved.rect, wall), false});
    case Moved::Kind::kDone: return desk.order(order::PlaceSign{part_of_wall(moved.rect, wall), true});
  }
}

void sign_moving_part(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  status(frame, flow, "moving",
         desk.tr("The arrows move the sign language, with Shift they change its size. Enter keeps it there, Esc puts it back."),
         accessibility::Live::kAssertive, {.type = {TypeSize::kBody, Weight::kStrong}, .icon = Icon::kSign});
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "keep-sign", {.words = desk.tr("Keep it there"), .icon = Icon::kTick, .look = ButtonLook::kPrimary}))
    desk.order(order::EndMove{true});
  if (button(frame, row, "put-back", {.words = desk.tr("Put it back"), .icon = Icon::kBack}))
    desk.order(order::EndMove{false});
  flow.skip(row.used());
}

}  // namespace mallette::views
