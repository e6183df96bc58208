// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/layout.h"

#include <algorithm>
#include <cmath>

namespace mallette::views {

using namespace mallette::ui;

namespace {

constexpr float kWideEnough = 880;  ///< units at the text's scale
constexpr float kHighEnough = 480;
constexpr float kLeastLeft = 240;
constexpr float kBarPadding = 12;

float grown_units(const Frame& frame, float pixels) {
  return pixels / (frame.theme().text_scale * frame.theme().density);
}

float margin(const Frame& frame) { return frame.px(is_wide(frame) ? 24 : 16); }

/// Within the margins, in the middle.
Flow inner(const Frame& frame, const Rect& all, float margin, float most_width) {
  const float room = std::max(1.0F, all.width - 2 * margin);
  const float width = most_width > 0 ? std::min(room, column(frame, most_width)) : room;
  return Flow::down({std::round(all.x + margin + (room - width) / 2), all.y + margin, width,
                     std::max(0.0F, all.height - 2 * margin)},
                    frame.px(16));
}

}  // namespace

bool is_wide(const Frame& frame) { return grown_units(frame, frame.area().width) >= kWideEnough; }

float column(const Frame& frame, float units) {
  return std::round(frame.px(units) * std::sqrt(frame.theme().text_scale));
}

Split with_bar(const Frame& frame) {
  const Rect all = frame.area();
  if (!is_wide(frame) || grown_units(frame, all.height) < kHighEnough) return {all, std::nullopt};
  const float height =
      std::max(frame.px(kMainTarget), frame.theme().line_height(TypeSize::kBody) + frame.px(16)) +
      2 * frame.px(kBarPadding);
  return {{all.x, all.y, all.width, all.height - height},
          Rect{all.x, all.bottom() - height, all.width, height}};
}

PaddedPage::PaddedPage(Frame& frame, const Rect& rect, std::string_view key, float most_width)
    : page_(frame, rect, key, 0), margin_(margin(frame)) {
  // The margin is wide enough for the page's bar: what it scrolls by alone comes from the page.
  Rect all = rect;
  all.y = page_.flow().area().y;
  flow_.emplace(inner(frame, all, margin_, most_width));
}

Bar::Bar(Frame& frame, const Rect& rect, std::string_view name, float most_width)
    : region_(Region::at(frame, rect, "bar",
                         {.name = name, .heading = false, .look = RegionLook::kBare, .padding = 0})) {
  frame.paint().fill(rect, frame.colours().panel);
  frame.paint().fill({rect.x, rect.y, rect.width, frame.px(1)}, frame.colours().divider);
  const Rect inside = inner(frame, rect, margin(frame), most_width).area();
  const float y = rect.y + frame.px(kBarPadding);
  flow_.emplace(Flow::down({inside.x, y, inside.width, rect.bottom() - y}, 0));
}

PaddedPage::~PaddedPage() { page_.flow().skip(flow_->used() + 2 * margin_); }

Line begin_line(Frame& frame, const Flow& flow, float right_width) {
  const Rect area = flow.next_area();
  const float gap = frame.px(16);
  const float left = area.width - right_width - gap;
  if (left < column(frame, kLeastLeft)) {
    return {Flow::down(area, frame.px(2)), Flow::across({area.x, area.y, 0, 0}, frame.px(8))};
  }
  return {Flow::down({area.x, area.y, left, area.height}, frame.px(2)),
          Flow::across({area.right() - right_width, area.y, right_width, area.height}, frame.px(8))};
}

void turn_line(Frame& frame, Line& line) {
  if (line.right.area().width > 0) return;
  const Rect& area = line.left.area();
  const float used = line.left.used() + frame.px(8);
  line.right =
      Flow::across({area.x, area.y + used, area.width, std::max(0.0F, area.height - used)}, frame.px(8));
}

void end_line(Flow& flow, const Line& line) {
  const float top = flow.next_area().y;
  flow.skip(std::max(line.left.area().y + line.left.used(), line.right.area().y + line.right.used()) - top);
}

Part::Part(Frame& frame, Flow& flow, std::string_view key, std::string_view name, float gap)
    : region_(Region::in(frame, flow, key, {.name = name, .heading = false, .gap = gap, .padding = 20})) {
  heading(frame, region_.flow(), "heading", name, 2);
  region_.flow().skip(0);
}

void trouble(Frame& frame, Flow& flow, std::string_view words) {
  if (words.empty()) return;
  status(frame, flow, "trouble", words, accessibility::Live::kAssertive,
         {.ink = Ink::kBroken, .icon = Icon::kBroken});
}

bool end_button(Frame& frame, Flow& row, std::string_view key, const ButtonSpec& spec) {
  const float between = row.width_left() - button_width(frame, spec) - frame.px(8);
  if (between > 0) static_cast<void>(row.take({std::floor(between), 0}));
  return button(frame, row, key, spec);
}

bool lone_button(Frame& frame, Flow& flow, std::string_view key, const ButtonSpec& spec) {
  Flow row = flow.inner_across(frame.px(8));
  const bool pressed = button(frame, row, key, spec);
  flow.skip(row.used());
  return pressed;
}

}  // namespace mallette::views
