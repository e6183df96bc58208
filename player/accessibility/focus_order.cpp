// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/focus_order.h"

#include <algorithm>
#include <cstddef>

namespace mallette::accessibility {
namespace {

bool in_reach(const Tree& tree, const Node& node) {
  const Node* barrier = tree.modal();
  return barrier == nullptr || tree.is_within(node, barrier->id);
}

std::vector<const Node*> items_of(const Tree& tree, const Node& list) {
  std::vector<const Node*> items;
  for (const std::size_t child : list.children) {
    const Node& node = tree.nodes()[child];
    if (node.role == Role::kListItem && node.takes_focus()) items.push_back(&node);
  }
  return items;
}

/// The one item of its list that Tab stops at.
const Node* stop_of_list(const Tree& tree, const Node& list) {
  const auto items = items_of(tree, list);
  if (items.empty()) return nullptr;
  for (const State wanted : {State::kFocused, State::kSelected}) {
    const auto found = std::ranges::find_if(items, [&](const Node* item) { return item->is(wanted); });
    if (found != items.end()) return *found;
  }
  return items.front();
}

bool is_stop(const Tree& tree, const Node& node) {
  if (!node.takes_focus() || !is_interactive(node.role) || !in_reach(tree, node)) return false;
  if (node.role != Role::kListItem) return true;
  const Node* list = tree.parent_of(node);
  return list == nullptr || list->role != Role::kList || stop_of_list(tree, *list) == &node;
}

std::optional<std::vector<const Node*>> focused_list(const Tree& tree) {
  const Node* focused = tree.focused();
  if (focused == nullptr || focused->role != Role::kListItem) return std::nullopt;
  const Node* list = tree.parent_of(*focused);
  if (list == nullptr || list->role != Role::kList) return std::nullopt;
  return items_of(tree, *list);
}

struct Landing {
  NodeId region;
  NodeId target;
};

std::vector<Landing> landings(const Tree& tree) {
  const auto stops = tab_stops(tree);
  std::vector<Landing> found;
  for (const Node& region : tree.nodes()) {
    if (region.role != Role::kRegion && region.role != Role::kDialog) continue;
    if (!in_reach(tree, region)) continue;
    const auto first = std::ranges::find_if(stops, [&](NodeId stop) {
      const Node* node = tree.find(stop);
      return node != nullptr && tree.region_of(*node) == &region;
    });
    if (first != stops.end()) {
      found.push_back({region.id, *first});
    } else if (region.takes_focus()) {
      found.push_back({region.id, region.id});
    }
  }
  return found;
}

}  // namespace

std::vector<NodeId> tab_stops(const Tree& tree) {
  std::vector<NodeId> stops;
  for (const Node& node : tree.nodes()) {
    if (is_stop(tree, node)) stops.push_back(node.id);
  }
  return stops;
}

std::optional<NodeId> next_stop(const Tree& tree, Direction direction) {
  const auto stops = tab_stops(tree);
  if (stops.empty()) return std::nullopt;
  const bool forward = direction == Direction::kForward;
  const Node* focused = tree.focused();
  if (focused == nullptr) return forward ? stops.front() : stops.back();
  // From a region that itself has focus, Tab goes on from that place in reading order.
  const std::size_t here = *tree.index_of(focused->id);
  if (forward) {
    const auto after = std::ranges::find_if(stops, [&](NodeId stop) { return *tree.index_of(stop) > here; });
    return after != stops.end() ? *after : stops.front();
  }
  const auto last_before =
      std::find_if(stops.rbegin(), stops.rend(), [&](NodeId stop) { return *tree.index_of(stop) < here; });
  return last_before != stops.rend() ? *last_before : stops.back();
}

std::optional<NodeId> next_region(const Tree& tree, Direction direction) {
  const auto found = landings(tree);
  if (found.empty()) return std::nullopt;
  const bool forward = direction == Direction::kForward;
  const Node* focused = tree.focused();
  const Node* region = focused != nullptr ? tree.region_of(*focused) : nullptr;
  const auto here = region == nullptr ? found.end() : std::ranges::find(found, region->id, &Landing::region);
  if (here == found.end()) return forward ? found.front().target : found.back().target;
  const auto index = static_cast<std::size_t>(here - found.begin());
  return found[(index + (forward ? 1 : found.size() - 1)) % found.size()].target;
}

std::optional<NodeId> next_item(const Tree& tree, Direction direction) {
  const auto items = focused_list(tree);
  if (!items) return std::nullopt;
  const auto here = std::ranges::find(*items, tree.focused());
  if (here == items->end()) return std::nullopt;
  if (direction == Direction::kForward) return (here + 1 != items->end() ? *(here + 1) : *here)->id;
  return (here != items->begin() ? *(here - 1) : *here)->id;
}

std::optional<NodeId> end_item(const Tree& tree, Direction direction) {
  const auto items = focused_list(tree);
  if (!items || items->empty()) return std::nullopt;
  return (direction == Direction::kForward ? items->back() : items->front())->id;
}

std::optional<NodeId> recovered_focus(const Tree& before, const Tree& now, NodeId lost) {
  const auto stops = tab_stops(now);
  if (const Node* dialog = now.modal(); dialog != nullptr) {
    return stops.empty() ? std::optional<NodeId>(dialog->id) : stops.front();
  }
  const Node* gone = before.find(lost);
  const Node* region = gone != nullptr ? before.region_of(*gone) : nullptr;
  if (region == nullptr || now.find(region->id) == nullptr) return std::nullopt;
  // As many stops into the region as it was, or the last there is.
  std::size_t wanted = 0;
  for (const NodeId stop : tab_stops(before)) {
    if (stop == lost) break;
    if (before.is_within(*before.find(stop), region->id)) ++wanted;
  }
  std::optional<NodeId> nearest;
  for (const NodeId stop : stops) {
    if (!now.is_within(*now.find(stop), region->id)) continue;
    nearest = stop;
    if (wanted-- == 0) break;
  }
  return nearest;
}

}  // namespace mallette::accessibility
