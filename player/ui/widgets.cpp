// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/widgets.h"

#include <algorithm>
#include <cmath>

#include "player/ui/utf8.h"
#include "player/ui/widget_parts.h"

namespace mallette::ui {

using accessibility::Node;
using accessibility::NodeAction;
using accessibility::Role;
using accessibility::State;

Colour ink_colour(const Palette& colours, Ink ink) {
  switch (ink) {
    case Ink::kText:
      return colours.text;
    case Ink::kQuiet:
      return colours.quiet_text;
    case Ink::kAccent:
      return colours.accent;
    case Ink::kWarm:
      return colours.warm;
    case Ink::kBroken:
      return colours.broken;
  }
  return colours.text;
}

namespace {

constexpr float kWordsGap = 8;  ///< between an icon and its word
constexpr float kIconSize = 20;

/// Text over as many lines as it needs, and the rectangle that it took.
Rect draw_text(Frame& frame, Flow& flow, std::string_view words, const TextLook& look) {
  const Theme& theme = frame.theme();
  const float line = theme.line_height(look.type.size);
  const float size = std::round(theme.em(look.type.size) * 1.2F);
  const float indent = look.icon != Icon::kNone ? size + frame.px(kWordsGap) : 0;
  const Words lines = wrapped(frame, look.type, words, flow.area().width - indent);
  const Rect rect = flow.take({lines.width + indent, lines.height});
  const Colour colour = ink_colour(frame.colours(), look.ink);
  frame.paint().icon(look.icon, rect.x, rect.y + (line - size) / 2, size, colour);
  draw_words(frame, lines, rect.x + indent, rect.y, colour);
  return rect;
}

void emit_text(Frame& frame, std::string_view key, Role role, std::string_view words, const Rect& rect,
               int level, accessibility::Live live) {
  frame.emit(key, {.role = role, .name = std::string(words), .bounds = rect, .level = level, .live = live});
}

struct ButtonColours {
  Colour words;
  std::optional<Colour> fill;
  std::optional<Colour> edge;
};

ButtonColours button_colours(const Palette& p, const ButtonSpec& spec) {
  if (spec.disabled) {
    const bool plain = spec.look == ButtonLook::kPlain;
    return {p.disabled_text, std::nullopt, plain ? std::nullopt : std::optional(p.divider)};
  }
  switch (spec.look) {
    case ButtonLook::kPrimary:
      return {p.on_accent, p.accent, std::nullopt};
    case ButtonLook::kQuiet:
      return {p.text, p.raised, p.outline};
    case ButtonLook::kPlain:
      return {p.text, std::nullopt, std::nullopt};
  }
  return {p.text, p.raised, p.outline};
}

}  // namespace

Words wrapped(Frame& frame, Type type, std::string_view text, float width) {
  Words words{.type = type, .lines = frame.paint().lines(type, text, std::max(1.0F, width))};
  for (const TextLine& line : words.lines) words.width = std::max(words.width, std::ceil(line.width));
  words.height = frame.theme().line_height(type.size) * static_cast<float>(words.lines.size());
  return words;
}

void draw_words(Frame& frame, const Words& words, float x, float y, Colour colour) {
  for (const TextLine& line : words.lines) {
    frame.paint().line(words.type, x, y, colour, line.text);
    y += frame.theme().line_height(words.type.size);
  }
}

std::string shortened(Frame& frame, Type type, std::string_view text, float width, std::size_t most_lines) {
  const auto lines = frame.paint().lines(type, text, std::max(1.0F, width));
  if (lines.size() <= most_lines) return std::string(text);
  // The last line is filled up beyond the word that broke it, as far as the sign leaves room.
  const std::string_view last = lines[most_lines - 1].text;
  const auto start = static_cast<std::size_t>(last.data() - text.data());
  const float room = width - frame.paint().measure(type, "…").width;
  std::size_t end = start;
  for (float walked = 0; end < text.size();) {
    std::size_t next = end;
    static_cast<void>(next_code_point(text, next));
    walked += frame.paint().measure(type, text.substr(end, next - end)).width;
    if (walked > room) break;
    end = next;
  }
  while (end > start && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "…";
}

accessibility::Node pressable(Role role, std::string_view name, const Rect& rect) {
  return {.role = role,
          .name = std::string(name),
          .states = {State::kFocusable},
          .actions = {NodeAction::kPress, NodeAction::kFocus},
          .bounds = rect};
}

void draw_touch(Frame& frame, NodeId id, const Rect& rect, Colour over) {
  const float strength = frame.held(id) ? 0.16F : frame.hovered(id) ? 0.08F : 0.0F;
  if (strength > 0) frame.paint().fill(rect, faded(over, strength), frame.px(kCorner));
}

void heading(Frame& frame, Flow& flow, std::string_view key, std::string_view words, int level,
             TextLook look) {
  if (look.type == Type{}) look.type = {level <= 1 ? TypeSize::kTitle : TypeSize::kLead, Weight::kStrong};
  const Rect rect = draw_text(frame, flow, words, look);
  emit_text(frame, key, Role::kHeading, words, rect, level, accessibility::Live::kOff);
}

void text(Frame& frame, Flow& flow, std::string_view key, std::string_view words, TextLook look) {
  const Rect rect = draw_text(frame, flow, words, look);
  emit_text(frame, key, Role::kText, words, rect, 0, accessibility::Live::kOff);
}

void status(Frame& frame, Flow& flow, std::string_view key, std::string_view words, accessibility::Live live,
            TextLook look) {
  const Rect rect = draw_text(frame, flow, words, look);
  emit_text(frame, key, Role::kStatus, words, rect, 0, live);
}

namespace {

Type button_type(const ButtonSpec& spec) {
  return {TypeSize::kBody, spec.look == ButtonLook::kPrimary ? Weight::kStrong : Weight::kRegular};
}
/// From the button's edge to its words.
float button_start(const Frame& frame, const ButtonSpec& spec) {
  if (spec.icon == Icon::kNone) return frame.px(16);
  return frame.px(12) + frame.theme().mark(kIconSize) + frame.px(kWordsGap);
}

}  // namespace

float button_width(const Frame& frame, const ButtonSpec& spec) {
  return button_start(frame, spec) + frame.paint().measure(button_type(spec), spec.words).width +
         frame.px(16);
}

bool button(Frame& frame, Flow& flow, std::string_view key, const ButtonSpec& spec) {
  Painter& paint = frame.paint();
  const Type type = button_type(spec);
  const float size = frame.theme().mark(kIconSize);
  const float start = button_start(frame, spec), end = frame.px(16);
  const Words words = wrapped(frame, type, spec.words, flow.area().width - start - end);
  const float height = std::max(frame.px(kMainTarget), words.height + frame.px(16));
  const Rect rect = flow.take_exactly({start + words.width + end, height});

  const NodeId id = frame.id_of(key);
  const bool pressed = frame.pressed(id) && !spec.disabled;
  if (spec.answers_enter && !spec.disabled) frame.answer_enter(id);
  const ButtonColours colours = button_colours(frame.colours(), spec);
  if (colours.fill) paint.fill(rect, *colours.fill, frame.px(kCorner));
  if (colours.edge) paint.outline(rect, *colours.edge, frame.px(1), frame.px(kCorner));
  if (!spec.disabled) draw_touch(frame, id, rect, colours.words);
  paint.icon(spec.icon, rect.x + frame.px(12), rect.y + (rect.height - size) / 2, size, colours.words);
  draw_words(frame, words, rect.x + start, rect.y + (rect.height - words.height) / 2, colours.words);

  Node node = pressable(Role::kButton, spec.words, rect);
  node.description = spec.description;
  node.states.add(State::kDisabled, spec.disabled);
  node.states.add(State::kExpandable, spec.expanded.has_value());
  node.states.add(State::kExpanded, spec.expanded.value_or(false));
  frame.emit(key, std::move(node));
  return pressed;
}

namespace {

void draw_switch(Frame& frame, const Rect& track, bool on, bool disabled) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  const Colour edge = disabled ? p.disabled_text : p.outline;
  const float middle = track.height / 2;
  const bool filled = on && !disabled;
  if (filled) {
    paint.fill(track, p.accent, middle);
  } else {
    paint.outline(track, edge, frame.px(1.5F), middle);
  }
  // The knob's side says it without colour.
  const float radius = middle - std::max(3.0F, frame.theme().mark(4)) + (on ? frame.px(1) : 0);
  paint.circle(on ? track.right() - middle : track.x + middle, track.y + middle, radius,
               filled ? p.on_accent : edge);
}

}  // namespace

bool toggle(Frame& frame, Flow& flow, std::string_view key, std::string_view words, bool on, bool disabled) {
  const Palette& p = frame.colours();
  const float track_width = frame.theme().mark(34), track_height = frame.theme().mark(20);
  const float side = frame.px(8), start = side + track_width + frame.px(10), end = frame.px(12);
  const Words lines = wrapped(frame, {TypeSize::kBody}, words, flow.area().width - start - end);
  const float height = std::max(frame.px(kMainTarget), lines.height + frame.px(16));
  const Rect rect = flow.take_exactly({start + lines.width + end, height});

  const NodeId id = frame.id_of(key);
  const bool pressed = frame.pressed(id) && !disabled;
  if (!disabled) draw_touch(frame, id, rect, p.text);
  draw_switch(frame, {rect.x + side, rect.y + (rect.height - track_height) / 2, track_width, track_height},
              on, disabled);
  draw_words(frame, lines, rect.x + start, rect.y + (rect.height - lines.height) / 2,
             disabled ? p.disabled_text : p.text);

  Node node = pressable(Role::kToggle, words, rect);
  node.states.add(State::kChecked, on);
  node.states.add(State::kDisabled, disabled);
  frame.emit(key, std::move(node));
  return pressed;
}

bool tick_box(Frame& frame, Flow& flow, std::string_view key, std::string_view words, bool ticked,
              TickMeans means, TypeSize size) {
  Painter& paint = frame.paint();
  const Palette& p = frame.colours();
  const float line = frame.theme().line_height(size);
  const float box = frame.theme().mark(20);
  const float indent = box + frame.px(12);
  const float pad = frame.px(6);
  const Words lines = wrapped(frame, {size}, words, flow.area().width - indent - pad);
  const Rect rect = flow.take({lines.width + indent + pad, std::max(lines.height, box) + 2 * pad});

  const NodeId id = frame.id_of(key);
  const bool pressed = frame.pressed(id);
  draw_touch(frame, id, rect, p.text);
  const Rect square{rect.x, std::round(rect.y + pad + (line - box) / 2), box, box};
  if (ticked) {
    paint.fill(square, p.accent, frame.px(4));
    const float tick = frame.theme().mark(18);
    paint.icon(Icon::kTick, square.x + (box - tick) / 2, square.y + (box - tick) / 2, tick, p.on_accent);
  } else {
    paint.outline(square, p.outline, frame.px(1.5F), frame.px(4));
  }
  draw_words(frame, lines, rect.x + indent, rect.y + pad,
             ticked && means == TickMeans::kDone ? p.quiet_text : p.text);

  Node node = pressable(Role::kCheckBox, words, rect);
  node.states.add(State::kChecked, ticked);
  frame.emit(key, std::move(node));
  return pressed;
}

void progress(Frame& frame, Flow& flow, std::string_view key, std::string_view name, std::string_view value,
              double share) {
  const double shown = std::clamp(std::isnan(share) ? 0.0 : share, 0.0, 1.0);
  const float height = frame.px(6);
  const Rect rect = flow.take({flow.width_left(), height});
  frame.paint().fill(rect, frame.colours().divider, height / 2);
  Rect done = rect;
  done.width = std::round(rect.width * static_cast<float>(shown));
  if (done.width >= height) frame.paint().fill(done, frame.colours().accent, height / 2);
  frame.emit(key, {.role = Role::kProgress,
                   .name = std::string(name),
                   .value = std::string(value),
                   .bounds = rect,
                   .range = accessibility::Range{0, 1, shown, 0}});
}

void picture(Frame& frame, const Rect& rect, std::string_view key, std::string_view name, void* texture) {
  frame.paint().fill(rect, rgb(0x000000));
  if (texture != nullptr) frame.paint().picture(rect, texture);
  const Palette& p = frame.colours();
  if (p.panel == p.ground) frame.paint().outline(rect, p.divider, frame.px(1));
  frame.emit(key, {.role = Role::kImage, .name = std::string(name), .bounds = rect});
}

}  // namespace mallette::ui
