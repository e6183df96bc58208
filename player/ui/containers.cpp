// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/containers.h"

#include <algorithm>
#include <cmath>

#include "player/ui/widget_parts.h"

namespace mallette::ui {

using accessibility::Node;
using accessibility::NodeAction;
using accessibility::Role;
using accessibility::State;

ScrollScope::ScrollScope(Frame& frame, accessibility::TreeBuilder::Scope scope, const Rect& view,
                         float padding, float gap, bool scrolls)
    : frame_(frame), scope_(std::move(scope)), view_(view), padding_(padding), scrolls_(scrolls) {
  float offset = 0;
  float gutter = 0;
  if (scrolls_) {
    Scroll& scroll = frame_.memory().scrolls[id()];
    scroll.view = view_;
    scroll.offset = std::min(scroll.offset, scroll.most());
    offset = scroll.offset;
    // Room for the bar where no padding gives it. Narrower content is never lower: this settles.
    if (scroll.most() >= 1) gutter = std::max(0.0F, frame_.px(12) - padding_);
    frame_.push_clip(view_);
  } else {
    frame_.memory().scrolls.erase(id());
  }
  const Rect inside{view_.x + padding_, view_.y + padding_ - offset,
                    std::max(1.0F, view_.width - 2 * padding_ - gutter),
                    std::max(0.0F, view_.height - 2 * padding_)};
  flow_.emplace(Flow::down(inside, gap));
}

ScrollScope::~ScrollScope() {
  if (!scrolls_) return;
  frame_.pop_clip();
  Scroll& scroll = frame_.memory().scrolls[id()];
  if (std::abs(scroll.content - content_height()) >= 0.5F) {
    scroll.content = content_height();
    frame_.memory().unsettled = true;
  }
  if (scroll.most() >= 1) draw_bar(scroll);
}

void ScrollScope::draw_bar(const Scroll& scroll) {
  const float width = frame_.px(4), margin = frame_.px(4);
  const float run = view_.height - 2 * margin;
  const float length = std::max(frame_.px(24), run * view_.height / scroll.content);
  const float y = view_.y + margin + (run - length) * scroll.offset / scroll.most();
  frame_.paint().fill({view_.right() - width - frame_.px(4), std::round(y), width, std::round(length)},
                      frame_.colours().outline, width / 2);
}

Page::Page(Frame& frame, const Rect& rect, std::string_view key, float gap)
    : ScrollScope(frame, frame.open(key, {.role = Role::kGroup, .bounds = rect}), rect, 0, frame.px(gap),
                  true) {}

accessibility::TreeBuilder::Scope Region::open(Frame& frame, const Rect& rect, std::string_view key,
                                               const RegionSpec& spec) {
  const Palette& p = frame.colours();
  if (spec.look != RegionLook::kBare) {
    const float corner = frame.px(kCorner);
    frame.paint().fill(rect, spec.look == RegionLook::kPanel ? p.panel : p.raised, corner);
    // Where the surfaces fall together, an edge keeps the parts apart.
    if (p.panel == p.ground) frame.paint().outline(rect, p.divider, frame.px(1), corner);
  }
  return frame.open(key, {.role = Role::kRegion,
                          .name = std::string(spec.name),
                          .states = {State::kFocusable},
                          .actions = {NodeAction::kFocus},
                          .bounds = rect});
}

Region::Region(Frame& frame, const Rect& rect, std::string_view key, const RegionSpec& spec, bool scrolls)
    : ScrollScope(frame, open(frame, rect, key, spec), rect, frame.px(spec.padding), frame.px(spec.gap),
                  scrolls) {
  if (!spec.heading) return;
  ui::heading(frame, flow(), "heading", spec.name, 2,
              {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kQuiet});
}

Region Region::at(Frame& frame, const Rect& rect, std::string_view key, const RegionSpec& spec) {
  return {frame, rect, key, spec, true};
}

Region Region::in(Frame& frame, Flow& parent, std::string_view key, const RegionSpec& spec) {
  const Rect rect = parent.take({parent.width_left(), frame.known_height(frame.id_of(key))});
  return {frame, rect, key, spec, false};
}

Region::~Region() { frame().learn_height(id(), content_height()); }

List::List(Frame& frame, std::string_view key, std::string_view name)
    : frame_(frame), scope_(frame.open(key, {.role = Role::kList, .name = std::string(name)})) {}

List::~List() {
  frame_.set_open_bounds(covered_);
  if (!chosen_) return;
  const auto [known, is_new] = frame_.memory().chosen.try_emplace(scope_.id(), *chosen_);
  if (!is_new && known->second == *chosen_) return;
  known->second = *chosen_;
  frame_.memory().reveal = chosen_;
  frame_.memory().unsettled = true;
}

bool List::item(Flow& flow, std::string_view key, const Item& item) {
  if (!item.one_line) return item_at(flow, key, item);
  const float line = frame_.theme().line_height(TypeSize::kBody);
  const float height = std::max(frame_.px(40), line + frame_.px(12));
  Flow ahead = flow;
  const Rect rect = ahead.take({flow.width_left(), height});
  if (!intersection(rect, frame_.clip()).empty()) return item_at(flow, key, item);
  flow = ahead;
  return emit_item(rect, key, item);
}

bool List::picture_item(const Rect& rect, std::string_view key, const PictureItem& item) {
  Painter& paint = frame_.paint();
  const Palette& p = frame_.colours();
  if (!intersection(rect, frame_.clip()).empty()) {
    const NodeId id = frame_.id_of(key);
    if (item.selected) paint.fill(rect, p.selection, frame_.px(kCorner));
    draw_touch(frame_, id, rect, p.text);
    const Type type{TypeSize::kSmall, item.selected ? Weight::kStrong : Weight::kRegular};
    const Extent words = paint.measure(type, item.words);
    const float room = rect.height - words.height - frame_.px(4);
    const Rect picture{std::round(rect.x + (rect.width - item.picture.width) / 2), std::round(rect.y + (room - item.picture.height) / 2), item.picture.width, item.picture.height};
    paint.fill(picture, rgb(0xFFFFFF));
    if (item.texture != nullptr) paint.picture(picture, item.texture);
    paint.outline(picture, item.selected ? p.accent : p.outline, frame_.px(item.selected ? 2 : 1), 0);
    paint.line(type, std::round(rect.x + (rect.width - words.width) / 2), rect.bottom() - words.height - frame_.px(2), item.selected ? p.text : p.quiet_text, item.words);
  }
  return emit_item(rect, key, {.words = item.name, .selected = item.selected});
}

bool List::emit_item(const Rect& rect, std::string_view key, const Item& item) {
  const NodeId id = frame_.id_of(key);
  const bool pressed = frame_.pressed(id);
  if (item.selected) chosen_ = id;
  Node node = pressable(Role::kListItem, item.words, rect);
  node.description = item.detail;
  node.states.add(State::kSelected, item.selected);
  frame_.emit(key, std::move(node));
  const float bottom = std::max(covered_.bottom(), rect.bottom());
  covered_ = covered_.empty() ? rect : Rect{rect.x, covered_.y, rect.width, bottom - covered_.y};
  return pressed;
}

bool List::item_at(Flow& flow, std::string_view key, const Item& item) {
  Painter& paint = frame_.paint();
  const Palette& p = frame_.colours();
  const Type type{TypeSize::kBody, item.selected ? Weight::kStrong : Weight::kRegular};
  const Type small{TypeSize::kSmall};
  const float side = frame_.px(12);
  const float icon = frame_.theme().mark(20);
  const float start = side + (item.icon != Icon::kNone ? icon + frame_.px(10) : 0);
  const std::string at_right =
      item.one_line ? shortened(frame_, small, item.detail, std::round(flow.area().width * 0.4F), 1)
                    : std::string(item.detail);
  const Extent detail = paint.measure(small, at_right);
  const float end = side + (at_right.empty() ? 0 : detail.width + side);
  const float width = flow.area().width - start - end;
  const std::string shown =
      item.one_line ? shortened(frame_, type, item.words, width, 1) : std::string(item.words);
  const Words words = wrapped(frame_, type, shown, width);
  const Rect rect = flow.take({flow.width_left(), std::max(frame_.px(40), words.height + side)});

  const NodeId id = frame_.id_of(key);
  if (item.selected) {
    paint.fill(rect, p.selection, frame_.px(kCorner));
    paint.fill({rect.x, rect.y + frame_.px(8), frame_.px(3), rect.height - frame_.px(16)}, p.accent,
               frame_.px(1));
  }
  draw_touch(frame_, id, rect, p.text);
  // A choice that was not made steps back; what is there to be opened does not.
  const Colour colour = item.selected || item.one_line ? p.text : p.quiet_text;
  paint.icon(item.icon, rect.x + side, rect.y + (rect.height - icon) / 2, icon, colour);
  draw_words(frame_, words, rect.x + start, rect.y + (rect.height - words.height) / 2, colour);
  const float detail_y = rect.y + (rect.height - detail.height) / 2;
  paint.line(small, rect.right() - detail.width - side, detail_y, p.quiet_text, at_right);
  return emit_item(rect, key, item);
}

Rect Dialog::place(const Frame& frame, NodeId id, float width) {
  const Rect window = frame.area();
  const float margin = frame.px(16);
  const float wanted = std::round(frame.px(width) * std::sqrt(frame.theme().text_scale));
  const float w = std::min(wanted, window.width - 2 * margin);
  const float h = std::min(std::max(frame.known_height(id), frame.px(96)), window.height - 2 * margin);
  return {std::round((window.width - w) / 2), std::round((window.height - h) * 0.42F), w, h};
}

accessibility::TreeBuilder::Scope Dialog::open(Frame& frame, std::string_view key, std::string_view name,
                                               const Rect& rect) {
  const Palette& p = frame.colours();
  frame.paint().fill(frame.area(), p.scrim);
  frame.paint().fill(rect, p.raised, frame.px(kCorner));
  frame.paint().outline(rect, p.outline, frame.px(1), frame.px(kCorner));
  return frame.open(key, {.role = Role::kDialog,
                          .name = std::string(name),
                          .states = {State::kFocusable, State::kModal},
                          .actions = {NodeAction::kFocus, NodeAction::kDismiss},
                          .bounds = rect});
}

Dialog::Dialog(Frame& frame, std::string_view key, std::string_view name, float width)
    : Dialog(frame, key, name, place(frame, frame.id_of(key), width)) {}

Dialog::Dialog(Frame& frame, std::string_view key, std::string_view name, const Rect& rect)
    : ScrollScope(frame, open(frame, key, name, rect), rect, frame.px(24), frame.px(16), true) {
  for (const Request& request : frame.requests(id())) {
    dismissed_ = dismissed_ || request.kind == Request::Kind::kDismiss;
  }
  ui::heading(frame, flow(), "heading", name, 1, {.type = {TypeSize::kLead, Weight::kStrong}});
}

Dialog::~Dialog() { frame().learn_height(id(), content_height()); }

}  // namespace mallette::ui
