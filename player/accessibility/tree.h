// SPDX-License-Identifier: GPL-3.0-or-later
// The semantic tree of one frame of one window: an owned, immutable snapshot. The voice, the screen
// readers' bridge and the tests all read this and nothing else.
//
//     nodes()   in reading order, which is the order they were emitted in and the order of Tab
//
//     0 window ── 1 region "Étape" ── 2 heading
//              │                   └─ 3 button
//              └─ 4 region "Commandes" ── 5 button
//
// A node comes after its parent. Made by TreeBuilder. Immutable: any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "player/accessibility/node.h"

namespace mallette::accessibility {

class Tree {
 public:
  Tree() = default;  ///< no nodes

  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
  [[nodiscard]] const Node* find(NodeId id) const;
  /// Place in nodes().
  [[nodiscard]] std::optional<std::size_t> index_of(NodeId id) const;
  [[nodiscard]] const Node* parent_of(const Node& node) const;
  /// The node itself counts as within itself.
  [[nodiscard]] bool is_within(const Node& node, NodeId ancestor) const;

  /// All of this role and name, in reading order. A space is a space: a no-break one in the name
  /// matches a plain one, since who looks for "Reprendre ?" need not know.
  [[nodiscard]] std::vector<const Node*> named(Role role, std::string_view name) const;
  /// Some name, description or value holds this text (spaces as in named()).
  [[nodiscard]] bool shows(std::string_view text) const;

  [[nodiscard]] const Node* focused() const;
  /// Focus is there from now on, or nowhere. Nothing else of the tree changes.
  void move_focus(std::optional<NodeId> id);
  /// The uppermost modal dialog, outside of which nothing can be reached.
  [[nodiscard]] const Node* modal() const;
  /// What a pointer there would press: the last interactive, enabled node that shows at the point.
  [[nodiscard]] const Node* at(float x, float y) const;
  /// The part that F6 would say one is in.
  [[nodiscard]] const Node* region_of(const Node& node) const;

 private:
  friend class TreeBuilder;
  explicit Tree(std::vector<Node> nodes);

  std::vector<Node> nodes_;
  std::vector<std::pair<NodeId, std::size_t>> by_id_;  ///< sorted
};

}  // namespace mallette::accessibility
