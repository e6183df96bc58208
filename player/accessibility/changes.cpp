// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/changes.h"

#include <algorithm>
#include <ranges>

namespace mallette::accessibility {
namespace {

Set<State> without_focus(Set<State> states) {
  states.add(State::kFocused, false);
  return states;
}

/// The children of a node that the other tree has too.
std::vector<NodeId> kept_children(const Tree& tree, const Node& node, const Tree& other) {
  std::vector<NodeId> kept;
  for (const std::size_t child : node.children) {
    const NodeId id = tree.nodes()[child].id;
    if (other.find(id) != nullptr) kept.push_back(id);
  }
  return kept;
}

bool speaks(const Node& node) {
  return node.live != Live::kOff && !(node.name.empty() && node.value.empty());
}

}  // namespace

std::vector<Change> changes(const Tree& before, const Tree& now) {
  std::vector<Change> found;
  for (const Node& node : std::views::reverse(before.nodes())) {
    if (now.find(node.id) == nullptr) found.push_back({ChangeKind::kRemoved, node.id});
  }
  for (const Node& node : now.nodes()) {
    const Node* old = before.find(node.id);
    const auto tell = [&](bool differs, ChangeKind kind) {
      if (differs) found.push_back({kind, node.id});
    };
    if (old == nullptr) {
      tell(true, ChangeKind::kAdded);
      if (speaks(node)) found.push_back({ChangeKind::kAnnouncement, node.id, node.live});
      continue;
    }
    tell(old->role != node.role, ChangeKind::kRole);
    tell(old->name != node.name, ChangeKind::kName);
    tell(old->description != node.description, ChangeKind::kDescription);
    tell(old->value != node.value || old->range != node.range, ChangeKind::kValue);
    tell(without_focus(old->states) != without_focus(node.states), ChangeKind::kStates);
    tell(old->bounds != node.bounds, ChangeKind::kBounds);
    tell(kept_children(before, *old, now) != kept_children(now, node, before), ChangeKind::kReordered);
    if (speaks(node) && (old->name != node.name || old->value != node.value)) {
      found.push_back({ChangeKind::kAnnouncement, node.id, node.live});
    }
  }
  const auto focus_of = [](const Tree& tree) {
    const Node* focused = tree.focused();
    return focused != nullptr ? focused->id : NodeId{};
  };
  if (focus_of(before) != focus_of(now)) found.push_back({ChangeKind::kFocus, focus_of(now)});
  return found;
}

}  // namespace mallette::accessibility
