// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/ui/utf8.h"
#include "player/ui/widget_parts.h"
#include "player/ui/widgets.h"

namespace mallette::ui {

using accessibility::Node;
using accessibility::NodeAction;
using accessibility::Role;

namespace {

const Type kType{TypeSize::kBody};

/// Where the text stands inside the field, and how far it is pushed to the left so that the caret shows.
struct Inside {
  Rect rect;
  float shift = 0;
};

float width_to(Frame& frame, const TextEdit& edit, std::size_t place) {
  return frame.paint().measure(kType, std::string_view(edit.text()).substr(0, place)).width;
}

/// The place between code points that lies nearest to `x`, pixels from the text's beginning.
std::size_t place_at(Frame& frame, std::string_view text, float x) {
  float walked = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    static_cast<void>(next_code_point(text, at));
    const float step = frame.paint().measure(kType, text.substr(here, at - here)).width;
    if (x < walked + step / 2) return here;
    walked += step;
  }
  return text.size();
}

bool apply(Frame& frame, TextEdit& edit, const Request& request, const Inside& inside) {
  switch (request.kind) {
    case Request::Kind::kType:
      edit.insert(request.text);
      break;
    case Request::Kind::kEditKey:
      edit.key(request.key, frame.clipboard());
      break;
    case Request::Kind::kSetText:
      edit.select_all();
      edit.key({.name = "Delete"}, frame.clipboard());
      edit.insert(request.text);
      break;
    case Request::Kind::kPointAt: {
      const float x = static_cast<float>(request.number) - inside.rect.x + inside.shift;
      edit.place_caret(place_at(frame, edit.text(), x), request.extend);
      break;
    }
    case Request::Kind::kPress:
      return true;
    default:
      break;
  }
  return false;
}

void draw_text(Frame& frame, const TextEdit& edit, const Inside& inside, std::string_view hint,
               bool focused) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  const float line = frame.theme().line_height(kType.size);
  const float y = inside.rect.y + (inside.rect.height - line) / 2;
  const float x = inside.rect.x - inside.shift;
  frame.push_clip(
      {inside.rect.x - frame.px(2), inside.rect.y, inside.rect.width + frame.px(4), inside.rect.height});
  const auto [from, to] = edit.selection();
  if (focused && from != to) {
    const float left = width_to(frame, edit, from);
    paint.fill({x + left, y, width_to(frame, edit, to) - left, line}, p.selection);
  }
  const bool empty = edit.text().empty();
  paint.line(kType, x, y, empty ? p.quiet_text : p.text, empty ? hint : edit.text());
  if (focused) {
    const float caret = x + width_to(frame, edit, edit.caret());
    paint.fill({caret, std::round(y + line * 0.12F), frame.px(2), std::round(line * 0.76F)}, p.accent);
  }
  frame.pop_clip();
}

/// Does what was asked, and keeps the caret in sight.
FieldEvent edit_field(Frame& frame, NodeId id, TextEdit& edit, std::string& value, Inside& inside) {
  const auto keep_caret_in_sight = [&] {
    const float caret = width_to(frame, edit, edit.caret()) + frame.px(2);
    inside.shift = frame.focused(id) ? std::max(0.0F, caret - inside.rect.width) : 0;
  };
  keep_caret_in_sight();
  FieldEvent event = FieldEvent::kNone;
  for (const Request& request : frame.requests(id)) {
    if (apply(frame, edit, request, inside)) event = FieldEvent::kSubmitted;
  }
  if (edit.text() != value) {
    value = edit.text();
    if (event == FieldEvent::kNone) event = FieldEvent::kChanged;
  }
  keep_caret_in_sight();
  return event;
}

}  // namespace

FieldEvent text_field(Frame& frame, Flow& flow, std::string_view key, std::string& value,
                      const FieldSpec& spec) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  const Theme& theme = frame.theme();
  const Type label{TypeSize::kSmall};
  const float label_height = spec.name_inside ? 0 : theme.line_height(label.size) + frame.px(4);
  const float height = std::max(frame.px(kMainTarget), theme.line_height(kType.size) + frame.px(16));
  const float width = spec.width > 0 ? theme.mark(spec.width) : flow.width_left();
  const Rect all = flow.take_exactly({width, label_height + height});
  const Rect rect{all.x, all.y + label_height, all.width, height};
  if (!spec.name_inside) paint.line(label, all.x, all.y, p.quiet_text, spec.name);

  const NodeId id = frame.id_of(key);
  const float side = frame.px(12), size = theme.mark(20);
  const float start = side + (spec.icon != Icon::kNone ? size + frame.px(8) : 0);
  Inside inside{{rect.x + start, rect.y, std::max(1.0F, rect.width - start - side), rect.height}};
  TextEdit& edit = frame.memory().edits[id];
  edit.adopt(value);
  const FieldEvent event = edit_field(frame, id, edit, value, inside);

  paint.fill(rect, p.ground, frame.px(kCorner));
  paint.outline(rect, p.outline, frame.px(1), frame.px(kCorner));
  paint.icon(spec.icon, rect.x + side, rect.y + (rect.height - size) / 2, size, p.quiet_text);
  draw_text(frame, edit, inside, spec.name_inside ? spec.name : std::string_view{}, frame.focused(id));
  Node node = pressable(Role::kTextField, spec.name, rect);
  node.value = value;
  node.actions.add(NodeAction::kSetValue);
  frame.emit(key, std::move(node));
  return event;
}

}  // namespace mallette::ui
