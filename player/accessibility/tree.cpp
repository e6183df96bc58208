// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/tree.h"

#include <algorithm>
#include <ranges>

namespace mallette::accessibility {
namespace {

/// U+00A0 and U+202F become plain spaces.
std::string with_plain_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("\u00A0")) {
      out += ' ';
      text.remove_prefix(2);
    } else if (text.starts_with("\u202F")) {
      out += ' ';
      text.remove_prefix(3);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

Tree::Tree(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  by_id_.reserve(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) by_id_.emplace_back(nodes_[i].id, i);
  std::ranges::sort(by_id_);
}

std::optional<std::size_t> Tree::index_of(NodeId id) const {
  const auto found = std::ranges::lower_bound(by_id_, id, {}, &std::pair<NodeId, std::size_t>::first);
  if (found == by_id_.end() || found->first != id) return std::nullopt;
  return found->second;
}

const Node* Tree::find(NodeId id) const {
  const auto index = index_of(id);
  return index ? &nodes_[*index] : nullptr;
}

const Node* Tree::parent_of(const Node& node) const { return node.parent ? &nodes_[*node.parent] : nullptr; }

bool Tree::is_within(const Node& node, NodeId ancestor) const {
  for (const Node* at = &node; at != nullptr; at = parent_of(*at)) {
    if (at->id == ancestor) return true;
  }
  return false;
}

std::vector<const Node*> Tree::named(Role role, std::string_view name) const {
  const std::string wanted = with_plain_spaces(name);
  std::vector<const Node*> found;
  for (const Node& node : nodes_) {
    if (node.role == role && with_plain_spaces(node.name) == wanted) found.push_back(&node);
  }
  return found;
}

bool Tree::shows(std::string_view text) const {
  const std::string wanted = with_plain_spaces(text);
  const auto holds = [&](const std::string& place) {
    return with_plain_spaces(place).find(wanted) != std::string::npos;
  };
  return std::ranges::any_of(nodes_, [&](const Node& node) {
    return holds(node.name) || holds(node.description) || holds(node.value);
  });
}

const Node* Tree::focused() const {
  const auto found = std::ranges::find_if(nodes_, [](const Node& node) { return node.is(State::kFocused); });
  return found != nodes_.end() ? &*found : nullptr;
}

void Tree::move_focus(std::optional<NodeId> id) {
  for (Node& node : nodes_) node.states.add(State::kFocused, node.id == id && node.takes_focus());
}

const Node* Tree::modal() const {
  for (const Node& node : std::views::reverse(nodes_)) {
    if (node.is(State::kModal)) return &node;
  }
  return nullptr;
}

const Node* Tree::at(float x, float y) const {
  const Node* barrier = modal();
  for (const Node& node : std::views::reverse(nodes_)) {
    if (barrier != nullptr && !is_within(node, barrier->id)) continue;
    if (node.takes_focus() && is_interactive(node.role) && node.visible.contains(x, y)) return &node;
  }
  return nullptr;
}

const Node* Tree::region_of(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = parent_of(*at)) {
    if (at->role == Role::kRegion || at->role == Role::kDialog) return at;
  }
  return nullptr;
}

}  // namespace mallette::accessibility
