// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in: keys, pointer, scripts, screen readers, all held against the tree last drawn.
#include <algorithm>
#include <utility>

#include "player/accessibility/focus_order.h"
#include "player/ui/interface.h"
#include "player/ui/interface_state.h"

namespace mallette::ui {

using accessibility::Direction;
using accessibility::Node;
using accessibility::Role;

namespace {

constexpr float kWheelUnits = 64;
constexpr float kArrowUnits = 48;
/// A bar is thin to look at and wide to take hold of (WCAG 2.2, 2.5.8).
constexpr float kBarReach = 24;

bool is_edited(const Node& node) {
  return node.role == Role::kTextField && !node.is(accessibility::State::kReadOnly);
}
bool is_pointed_into(const Node& node) { return node.role == Role::kSlider || node.role == Role::kTextField; }

/// A slider's own keys; the rest, and all with Shift or Ctrl, are the film's.
std::optional<Request> slider_request(const Node& slider, const Key& key) {
  if (key.shift || key.control || !slider.range) return std::nullopt;
  if (key.name == "Left" || key.name == "Down") return Request{slider.id, Request::Kind::kDecrement};
  if (key.name == "Right" || key.name == "Up") return Request{slider.id, Request::Kind::kIncrement};
  if (key.name == "Home") return Request{slider.id, Request::Kind::kSetNumber, slider.range->minimum};
  if (key.name == "End") return Request{slider.id, Request::Kind::kSetNumber, slider.range->maximum};
  return std::nullopt;
}

std::optional<NodeId> item_for(const accessibility::Tree& tree, const Key& key) {
  if (key.shift || key.control) return std::nullopt;
  if (key.name == "Up") return next_item(tree, Direction::kBackward);
  if (key.name == "Down") return next_item(tree, Direction::kForward);
  if (key.name == "Home") return end_item(tree, Direction::kBackward);
  if (key.name == "End") return end_item(tree, Direction::kForward);
  if (key.name != "Left" && key.name != "Right") return std::nullopt;
  // Only where the items stand across: in a column these keys are the film's.
  const auto item = next_item(tree, key.name == "Left" ? Direction::kBackward : Direction::kForward);
  const Node* next = item ? tree.find(*item) : nullptr;
  const bool across = next != nullptr && next->bounds.x != tree.focused()->bounds.x;
  return across ? item : std::nullopt;
}

bool is_edit_key(const Key& key) {
  static constexpr std::string_view kNames[] = {"Left",      "Right",  "Home",  "End",
                                                "Backspace", "Delete", "Space", "."};
  if (key.name.size() == 1)
    return !key.control || std::string_view("ACVX").find(key.name) != std::string_view::npos;
  return std::ranges::find(kNames, key.name) != std::end(kNames);
}

}  // namespace

bool Interface::takes_text() const {
  const Node* focused = state_->tree.focused();
  return focused != nullptr && is_edited(*focused);
}

bool Interface::key(const Key& key) {
  State& s = *state_;
  const Node* dialog = s.tree.modal();
  if (key.name == "Escape" && dialog != nullptr) {
    s.ask({dialog->id, Request::Kind::kDismiss});
    return true;
  }
  if ((key.name == "Tab" || key.name == "F6") && !key.control) {
    const Direction direction = key.shift ? Direction::kBackward : Direction::kForward;
    s.move_focus(key.name == "Tab" ? next_stop(s.tree, direction) : next_region(s.tree, direction));
    return true;
  }
  const Node* focused = s.tree.focused();
  if (focused != nullptr) return s.key_on(*focused, key);
  const bool enters = key.name == "Enter" && !key.control && !key.shift && dialog == nullptr && s.memory.answers_enter;
  if (enters) s.ask({*s.memory.answers_enter, Request::Kind::kPress});
  return enters;
}

bool Interface::State::key_on(const Node& focused, const Key& key) {
  if (is_edited(focused) && is_edit_key(key)) {
    ask({.target = focused.id, .kind = Request::Kind::kEditKey, .key = key});
    return true;
  }
  const bool plain = !key.control && !key.shift;
  const bool presses = plain && (key.name == "Space" || key.name == "Enter");
  if (presses && focused.actions.has(accessibility::NodeAction::kPress)) {
    ask({focused.id, Request::Kind::kPress});
    return true;
  }
  if (focused.role == Role::kSlider) {
    const auto request = slider_request(focused, key);
    if (request) ask(*request);
    return request.has_value();
  }
  if (const auto item = item_for(tree, key)) {
    move_focus(item);
    return true;
  }
  const bool scrolls =
      plain && (key.name == "Up" || key.name == "Down") && !accessibility::is_interactive(focused.role);
  const auto part = scrolls ? scroll_of(focused) : std::nullopt;
  return part && scroll_by(*part, theme.mark(key.name == "Up" ? -kArrowUnits : kArrowUnits));
}

bool Interface::type(std::string_view text) {
  if (!takes_text()) return false;
  state_->ask(
      {.target = state_->tree.focused()->id, .kind = Request::Kind::kType, .text = std::string(text)});
  return true;
}

std::optional<NodeId> Interface::State::bar_at(float x, float y) const {
  const Node* dialog = tree.modal();
  const auto nodes = tree.nodes();
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const auto found = memory.scrolls.find(node->id);
    if (found == memory.scrolls.end() || found->second.most() < 1 || !node->visible.contains(x, y)) continue;
    if (dialog != nullptr && !tree.is_within(*node, dialog->id)) continue;
    if (x >= found->second.view.right() - theme.px(kBarReach)) return node->id;
  }
  return std::nullopt;
}

void Interface::State::drag_bar(float y) {
  const auto found = memory.dragged ? memory.scrolls.find(*memory.dragged) : memory.scrolls.end();
  if (found == memory.scrolls.end()) return;
  const Scroll& scroll = found->second;
  const float share = (y - scroll.view.y) / std::max(1.0F, scroll.view.height);
  scroll_by(found->first, share * scroll.content - scroll.view.height / 2 - scroll.offset);
}

bool Interface::pointer_down(float x, float y) {
  State& s = *state_;
  const Node* hit = s.tree.at(x, y);
  s.memory.held.reset();
  s.memory.dragged = hit == nullptr ? s.bar_at(x, y) : std::nullopt;
  if (s.memory.dragged) {
    s.drag_bar(y);
    return true;
  }
  if (hit == nullptr) {
    if (s.tree.modal() == nullptr) s.move_focus(std::nullopt);
    return s.tree.modal() != nullptr;
  }
  s.memory.held = hit->id;
  s.move_focus(hit->id);
  if (is_pointed_into(*hit)) s.ask({hit->id, Request::Kind::kPointAt, x});
  if (s.memory.movable == hit->id) s.ask({.target = hit->id, .kind = Request::Kind::kGrab, .number = x, .number_y = y});
  return true;
}

void Interface::pointer_moved(float x, float y) {
  State& s = *state_;
  if (s.memory.dragged) return s.drag_bar(y);
  const Node* over = s.tree.at(x, y);
  s.memory.hovered = over != nullptr ? std::optional(over->id) : std::nullopt;
  const Node* held = s.memory.held ? s.tree.find(*s.memory.held) : nullptr;
  if (held != nullptr && s.memory.movable == held->id)
    s.ask({.target = held->id, .kind = Request::Kind::kDrag, .number = x, .number_y = y});
  if (held == nullptr || !is_pointed_into(*held)) return;
  s.ask({.target = held->id, .kind = Request::Kind::kPointAt, .number = x, .extend = true});
}

bool Interface::pointer_up(float x, float y) {
  State& s = *state_;
  if (std::exchange(s.memory.dragged, std::nullopt)) return true;
  const auto held = std::exchange(s.memory.held, std::nullopt);
  const Node* hit = s.tree.at(x, y);
  if (held && s.memory.movable == held) {
    s.ask({.target = *held, .kind = Request::Kind::kRelease, .number = x, .number_y = y});
    return true;
  }
  // Pulled off it before letting go: a change of mind (WCAG 2.2, 2.5.2).
  if (!held || hit == nullptr || hit->id != *held) return held.has_value();
  if (!is_pointed_into(*hit)) s.ask({hit->id, Request::Kind::kPress});
  return true;
}

void Interface::pointer_left() { state_->memory.hovered.reset(); }

bool Interface::wheel(float x, float y, float notches) {
  State& s = *state_;
  const Node* dialog = s.tree.modal();
  // From the innermost out, to the first that has room to move.
  const auto nodes = s.tree.nodes();
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const auto found = s.memory.scrolls.find(node->id);
    if (found == s.memory.scrolls.end() || !intersection(found->second.view, node->visible).contains(x, y))
      continue;
    if (dialog != nullptr && !s.tree.is_within(*node, dialog->id)) continue;
    if (s.scroll_by(node->id, -notches * s.theme.mark(kWheelUnits))) return true;
  }
  return false;
}

Interface::Outcome Interface::press(Role role, std::string_view name) {
  const State& s = *state_;
  auto found = s.tree.named(role, name);
  if (const Node* dialog = s.tree.modal(); dialog != nullptr) {
    std::erase_if(found, [&](const Node* node) { return !s.tree.is_within(*node, dialog->id); });
  }
  if (found.empty()) return Outcome::kNotFound;
  if (found.size() > 1) return Outcome::kAmbiguous;
  return perform(found.front()->id, accessibility::NodeAction::kPress);
}

Interface::Outcome Interface::perform(NodeId id, accessibility::NodeAction action) {
  State& s = *state_;
  const Node* node = s.tree.find(id);
  if (node == nullptr) return Outcome::kNotFound;
  const Node* dialog = s.tree.modal();
  const bool covered = dialog != nullptr && !s.tree.is_within(*node, dialog->id);
  if (covered || !node->actions.has(action)) return Outcome::kDisabled;
  switch (action) {
    case accessibility::NodeAction::kPress:
      s.ask({id, Request::Kind::kPress});
      break;
    case accessibility::NodeAction::kIncrement:
      s.ask({id, Request::Kind::kIncrement});
      break;
    case accessibility::NodeAction::kDecrement:
      s.ask({id, Request::Kind::kDecrement});
      break;
    case accessibility::NodeAction::kDismiss:
      s.ask({id, Request::Kind::kDismiss});
      break;
    case accessibility::NodeAction::kFocus:
      s.move_focus(id);
      break;
    case accessibility::NodeAction::kSetValue:
      return Outcome::kDisabled;  // set_number(), set_text()
  }
  return Outcome::kDone;
}

Interface::Outcome Interface::set_number(NodeId id, double number) {
  const Node* node = state_->tree.find(id);
  if (node == nullptr) return Outcome::kNotFound;
  if (!node->range || !node->actions.has(accessibility::NodeAction::kSetValue)) return Outcome::kDisabled;
  state_->ask({id, Request::Kind::kSetNumber, number});
  return Outcome::kDone;
}

Interface::Outcome Interface::set_text(NodeId id, std::string_view text) {
  const Node* node = state_->tree.find(id);
  if (node == nullptr) return Outcome::kNotFound;
  const bool settable = node->actions.has(accessibility::NodeAction::kSetValue);
  if (node->role != Role::kTextField || !settable) return Outcome::kDisabled;
  state_->ask({.target = id, .kind = Request::Kind::kSetText, .text = std::string(text)});
  return Outcome::kDone;
}

void Interface::focus(std::optional<NodeId> id) { state_->move_focus(id); }

}  // namespace mallette::ui
