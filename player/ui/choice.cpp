// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/ui/widget_parts.h"
#include "player/ui/widgets.h"

namespace mallette::ui {

using accessibility::Role;
using accessibility::State;

namespace {

bool option(Frame& frame, Flow& row, std::string_view key, std::string_view words, bool chosen) {
  const Palette& p = frame.colours();
  const float side = frame.px(14), size = frame.theme().mark(18);
  // The tick's room is kept in all of them: they stay where they are when another is chosen.
  const float start = side + size + frame.px(6);
  const Type type{TypeSize::kBody, chosen ? Weight::kStrong : Weight::kRegular};
  const float strong = frame.paint().measure({TypeSize::kBody, Weight::kStrong}, words).width;
  const Words lines = wrapped(frame, type, words, row.area().width - start - side);
  const float height = std::max(frame.px(kMainTarget), lines.height + frame.px(16));
  const Rect rect = row.take_exactly({start + std::max(strong, lines.width) + side, height});
  const NodeId id = frame.id_of(key);
  const bool pressed = frame.pressed(id);
  if (chosen) frame.paint().fill(rect, p.selection, frame.px(kCorner));
  frame.paint().outline(rect, chosen ? p.accent : p.outline, frame.px(chosen ? 2 : 1), frame.px(kCorner));
  draw_touch(frame, id, rect, p.text);
  if (chosen) {
    frame.paint().icon(Icon::kTick, rect.x + side, rect.y + (rect.height - size) / 2, size, p.text);
  }
  const float x = chosen ? rect.x + start : rect.x + std::round((rect.width - lines.width) / 2);
  draw_words(frame, lines, x, rect.y + (rect.height - lines.height) / 2, p.text);
  accessibility::Node node = pressable(Role::kListItem, words, rect);
  node.states.add(State::kSelected, chosen);
  frame.emit(key, std::move(node));
  return pressed;
}

}  // namespace

std::optional<std::size_t> choice(Frame& frame, Flow& flow, std::string_view key, const ChoiceSpec& spec) {
  const Type label{TypeSize::kSmall};
  const Words name = wrapped(frame, label, spec.name, flow.area().width);
  const Rect above = flow.take({name.width, name.height});
  draw_words(frame, name, above.x, above.y, frame.colours().quiet_text);
  const auto scope = frame.open(key, {.role = Role::kList, .name = std::string(spec.name)});
  Flow row = Flow::across({above.x, above.bottom() + frame.px(4), flow.area().width, 0}, frame.px(8));
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < spec.options.size(); ++i) {
    if (option(frame, row, std::to_string(i), spec.options[i], i == spec.chosen)) pressed = i;
  }
  frame.set_open_bounds({above.x, row.area().y, flow.area().width, row.used()});
  flow.skip(std::max(0.0F, above.bottom() + frame.px(4) + row.used() - flow.next_area().y));
  return pressed;
}

}  // namespace mallette::ui
