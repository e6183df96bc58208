// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace mallette::ui {
namespace {

/// From the thing to its ring: the gap keeps the ring apart from an edge of the same colour.
constexpr float kRingGap = 2;

Rect grown(const Rect& rect, float by) {
  return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

}  // namespace

Frame::Frame(Painter& painter, Memory& memory, Clipboard& clipboard, const Theme& theme, Extent size,
             std::string_view title, Ground ground)
    : painter_(painter), memory_(memory), clipboard_(clipboard), theme_(theme), size_(size), clips_{area()} {
  if (ground == Ground::kFilled) painter_.fill(area(), colours().ground);
  window_.emplace(
      open("window", {.role = accessibility::Role::kWindow, .name = std::string(title), .bounds = area()}));
}

void Frame::prepare(accessibility::Node& node, NodeId id) {
  using accessibility::State;
  node.visible = intersection(node.bounds, clip());
  node.states.add(State::kOffscreen, node.visible.empty());
  if (node.states.has(State::kDisabled)) node.actions = {};
  if (!focused(id) || !node.takes_focus()) return;
  node.states.add(State::kFocused);
  ring_ = Ring{node.bounds, clip()};
}

NodeId Frame::emit(std::string_view key, accessibility::Node node) {
  prepare(node, tree_.id_of(key));
  return tree_.add(key, std::move(node));
}

accessibility::TreeBuilder::Scope Frame::open(std::string_view key, accessibility::Node node) {
  prepare(node, tree_.id_of(key));
  return tree_.open(key, std::move(node));
}

void Frame::set_open_bounds(const Rect& bounds) {
  accessibility::Node* node = tree_.open_node();
  if (node == nullptr) return;
  node->bounds = bounds;
  node->visible = intersection(bounds, clip());
  node->states.add(accessibility::State::kOffscreen, node->visible.empty());
}

std::vector<Request> Frame::requests(NodeId id) {
  std::vector<Request> mine;
  std::erase_if(memory_.requests, [&](Request& request) {
    if (request.target != id) return false;
    mine.push_back(std::move(request));
    return true;
  });
  // What follows from it may change what was drawn already.
  if (!mine.empty()) memory_.unsettled = true;
  return mine;
}

bool Frame::pressed(NodeId id) {
  return std::ranges::any_of(requests(id), [](const Request& r) { return r.kind == Request::Kind::kPress; });
}

void Frame::push_clip(const Rect& rect) {
  clips_.push_back(intersection(rect, clip()));
  painter_.push_clip(rect);
}

void Frame::pop_clip() {
  clips_.pop_back();
  painter_.pop_clip();
}

void Frame::learn_height(NodeId id, float height) {
  float& known = memory_.heights[id];
  if (std::abs(known - height) < 0.5F) return;
  known = height;
  memory_.unsettled = true;
}

float Frame::known_height(NodeId id) const {
  const auto found = memory_.heights.find(id);
  return found != memory_.heights.end() ? found->second : 0;
}

accessibility::Tree Frame::finish() {
  if (ring_) {
    const float gap = px(kRingGap), width = px(kRingWidth);
    // Inside the window and not cut by the edge of a part that scrolls.
    const Rect room = grown(ring_->clip, gap + width);
    painter_.push_clip(intersection(room, area()));
    const Rect around = intersection(grown(ring_->around, gap + width), area());
    painter_.outline(around, colours().focus, width, px(kCorner) + gap);
    painter_.pop_clip();
  }
  window_.reset();
  return tree_.finish();
}

}  // namespace mallette::ui
