// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/tree_builder.h"

#include <utility>

namespace mallette::accessibility {

TreeBuilder::Scope::Scope(Scope&& other) noexcept
    : builder_(std::exchange(other.builder_, nullptr)), id_(other.id_) {}

TreeBuilder::Scope::~Scope() {
  if (builder_ != nullptr && !builder_->open_.empty()) builder_->open_.pop_back();
}

NodeId TreeBuilder::id_of(std::string_view key) const {
  return child_id(open_.empty() ? NodeId{} : nodes_[open_.back()].id, key);
}

NodeId TreeBuilder::add(std::string_view key, Node node) {
  node.id = id_of(key);
  node.children.clear();
  node.parent.reset();
  const std::size_t index = nodes_.size();
  if (!open_.empty()) {
    node.parent = open_.back();
    nodes_[open_.back()].children.push_back(index);
  }
  nodes_.push_back(std::move(node));
  return nodes_.back().id;
}

TreeBuilder::Scope TreeBuilder::open(std::string_view key, Node node) {
  const NodeId id = add(key, std::move(node));
  open_.push_back(nodes_.size() - 1);
  return {this, id};
}

Node* TreeBuilder::open_node() { return open_.empty() ? nullptr : &nodes_[open_.back()]; }

Tree TreeBuilder::finish() {
  open_.clear();
  return Tree(std::exchange(nodes_, {}));
}

}  // namespace mallette::accessibility
