// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/ui/widgets.h"

namespace mallette::ui {

using accessibility::Node;
using accessibility::NodeAction;
using accessibility::Range;
using accessibility::Role;
using accessibility::State;

namespace {

/// The line that the knob's middle moves along.
Rect track_in(const Frame& frame, const Rect& rect, bool icon) {
  const float knob = frame.theme().mark(8);
  const float height = frame.px(6);
  const float left = knob + (icon ? frame.theme().mark(20) + frame.px(4) : 0);
  const float width = std::max(1.0F, rect.width - left - knob);
  return {rect.x + left, std::round(rect.y + (rect.height - height) / 2), width, height};
}

double share_of(const Range& range) {
  const double span = range.maximum - range.minimum;
  return span > 0 ? std::clamp((range.now - range.minimum) / span, 0.0, 1.0) : 0;
}

std::optional<double> asked_for(const std::vector<Request>& requests, Range range, const Rect& track) {
  const double before = range.now;
  for (const Request& request : requests) {
    switch (request.kind) {
      case Request::Kind::kIncrement:
        range.now += range.step;
        break;
      case Request::Kind::kDecrement:
        range.now -= range.step;
        break;
      case Request::Kind::kSetNumber:
        range.now = request.number;
        break;
      case Request::Kind::kPointAt:
        range.now =
            range.minimum + (request.number - track.x) / track.width * (range.maximum - range.minimum);
        break;
      default:
        continue;
    }
    range.now = std::min(std::max(range.now, range.minimum), range.maximum);
  }
  if (range.now == before || std::isnan(range.now)) return std::nullopt;
  return range.now;
}

void draw(Frame& frame, const Rect& track, double share, bool disabled, float grow) {
  const Palette& p = frame.colours();
  const float round = track.height / 2;
  const auto done = static_cast<float>(std::round(share * track.width));
  frame.paint().fill(track, disabled ? p.divider : p.outline, round);
  if (disabled) return;
  if (done >= 1)
    frame.paint().fill({track.x, track.y, std::max(done, track.height), track.height}, p.accent, round);
  const float radius = frame.theme().mark(8) + grow;
  frame.paint().circle(track.x + done, track.y + round, radius, p.accent);
}

/// Where something begins: short strokes across the line, under the knob.
void draw_marks(Frame& frame, const Rect& track, const Range& range, std::span<const double> marks) {
  const float width = std::max(1.0F, frame.px(2)), height = track.height + frame.px(8);
  for (const double at : marks) {
    const double share = share_of({range.minimum, range.maximum, at, range.step});
    if (at <= range.minimum || at >= range.maximum) continue;
    const auto x = static_cast<float>(std::round(track.x + share * track.width - width / 2));
    frame.paint().fill({x, std::round(track.y - (height - track.height) / 2), width, height}, frame.colours().quiet_text, 0);
  }
}

}  // namespace

std::optional<double> slider(Frame& frame, Flow& flow, std::string_view key, const SliderSpec& spec) {
  const float width = spec.width > 0 ? frame.theme().mark(spec.width) : flow.width_left();
  // As high as the buttons that it stands in a row with.
  const float height =
      std::max(frame.px(kMainTarget), frame.theme().line_height(TypeSize::kBody) + frame.px(16));
  const Rect rect = flow.take_exactly({std::max(width, frame.px(kMainTarget)), height});
  const Rect track = track_in(frame, rect, spec.icon != Icon::kNone);
  const NodeId id = frame.id_of(key);
  Range range = spec.range;
  // A film's position may run ahead of what is known of its length.
  range.maximum = std::max(range.maximum, range.minimum);
  range.now = std::isnan(range.now) ? range.minimum : std::clamp(range.now, range.minimum, range.maximum);
  const auto requests = frame.requests(id);
  const auto asked = spec.disabled ? std::nullopt : asked_for(requests, range, track);
  const float size = frame.theme().mark(20);
  frame.paint().icon(spec.icon, rect.x, rect.y + (rect.height - size) / 2, size, frame.colours().quiet_text);
  draw_marks(frame, track, range, spec.marks);
  draw(frame, track, share_of(range), spec.disabled, frame.hovered(id) || frame.held(id) ? frame.px(2) : 0);

  Node node{
      .role = Role::kSlider,
      .name = std::string(spec.name),
      .value = spec.value,
      .states = {State::kFocusable},
      .actions = {NodeAction::kFocus, NodeAction::kIncrement, NodeAction::kDecrement, NodeAction::kSetValue},
      .bounds = rect,
      .range = range};
  node.states.add(State::kDisabled, spec.disabled);
  frame.emit(key, std::move(node));
  return asked;
}

}  // namespace mallette::ui
