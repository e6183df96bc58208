// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/card.h"

#include <algorithm>
#include <cmath>

#include "player/ui/widget_parts.h"

namespace mallette::ui {
namespace {

constexpr float kPadding = 14;
constexpr float kLineGap = 4;
constexpr std::size_t kTitleLines = 3;
const Type kTitle{TypeSize::kBody, Weight::kStrong};

float cover_height(float width) { return std::round(width * 9 / 16); }
float icon_size(const Frame& frame, const CardLine& line) {
  return std::round(frame.theme().em(line.look.type.size) * 1.2F);
}
float indent(const Frame& frame, const CardLine& line) {
  return line.look.icon == Icon::kNone ? 0 : icon_size(frame, line) + frame.px(6);
}

/// The words below the cover; drawn or only measured. Their height.
float lay_out(Frame& frame, float x, float y, float width, const CardSpec& spec, bool draws) {
  const Palette& p = frame.colours();
  const std::string title = shortened(frame, kTitle, spec.title, width, kTitleLines);
  const Words head = wrapped(frame, kTitle, title, width);
  if (draws) draw_words(frame, head, x, y, p.text);
  float used = head.height;
  for (const CardLine& line : spec.lines) {
    used += frame.px(kLineGap);
    const float start = indent(frame, line);
    const Words words = wrapped(frame, line.look.type, line.words, width - start);
    if (draws) {
      const float size = icon_size(frame, line);
      const float middle = (frame.theme().line_height(line.look.type.size) - size) / 2;
      const Colour colour = ink_colour(p, line.look.ink);
      frame.paint().icon(line.look.icon, x, y + used + middle, size, colour);
      draw_words(frame, words, x + start, y + used, colour);
    }
    used += words.height;
  }
  return used;
}

void draw_cover(Frame& frame, const Rect& rect, const CardSpec& spec) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  if (spec.cover == nullptr) {
    const float size = frame.theme().mark(44);
    paint.icon(spec.icon, rect.x + (rect.width - size) / 2, rect.y + (rect.height - size) / 2, size,
               p.disabled_text);
    paint.fill({rect.x, rect.bottom() - frame.px(1), rect.width, frame.px(1)}, p.divider);
    return;
  }
  // Whole, whatever its shape: a cover's words must not be cut.
  const float aspect = std::clamp(spec.cover_aspect, 0.2F, 5.0F);
  const float width = std::round(std::min(rect.width, rect.height * aspect));
  const float height = std::round(std::min(rect.height, rect.width / aspect));
  paint.fill(rect, rgb(0x000000));
  paint.picture({std::round(rect.x + (rect.width - width) / 2),
                 std::round(rect.y + (rect.height - height) / 2), width, height},
                spec.cover);
}

std::string description(const CardSpec& spec) {
  std::string said;
  for (const CardLine& line : spec.lines) {
    if (!said.empty()) said += ". ";
    said += line.words;
  }
  return said;
}

}  // namespace

float card_height(Frame& frame, float width, const CardSpec& spec) {
  const float padding = frame.px(kPadding);
  return cover_height(width) + 2 * padding + lay_out(frame, 0, 0, width - 2 * padding, spec, false);
}

bool card(Frame& frame, const Rect& rect, std::string_view key, const CardSpec& spec) {
  const Palette& p = frame.colours();
  const NodeId id = frame.id_of(key);
  const bool pressed = frame.pressed(id);
  if (!intersection(rect, frame.clip()).empty()) {
    const float padding = frame.px(kPadding), edge = frame.px(1);
    const Rect cover{rect.x + edge, rect.y + edge, rect.width - 2 * edge, cover_height(rect.width)};
    frame.paint().fill(rect, p.panel, frame.px(kCorner));
    draw_cover(frame, cover, spec);
    lay_out(frame, rect.x + padding, cover.bottom() + padding, rect.width - 2 * padding, spec, true);
    draw_touch(frame, id, rect, p.text);
    const bool touched = frame.hovered(id) || frame.held(id);
    frame.paint().outline(rect, touched ? p.accent : p.outline, edge, frame.px(kCorner));
  }
  accessibility::Node node =
      pressable(accessibility::Role::kButton, spec.name.empty() ? spec.title : spec.name, rect);
  node.description = description(spec);
  frame.emit(key, std::move(node));
  return pressed;
}

}  // namespace mallette::ui
