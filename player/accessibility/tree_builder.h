// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a Tree while the widgets of a frame are emitted. Nesting follows scopes:
//
//     TreeBuilder builder;
//     {
//       auto region = builder.open("transport", {.role = Role::kRegion, .name = "Commandes"});
//       builder.add("pause", {.role = Role::kButton, .name = "Pause"});
//     }
//     Tree tree = builder.finish();
//
// A key names a node among its siblings and does not change with its words ("play" stays "play"
// when the button reads "Pause"). Two siblings with one key share an id, which is a fault that
// tree_faults() finds.
//
// One thread at a time.
#pragma once

#include <string_view>
#include <vector>

#include "player/accessibility/tree.h"

namespace mallette::accessibility {

class TreeBuilder {
 public:
  /// Closes the node that was opened when it ends. Scopes end in the reverse of the order they began.
  class Scope {
   public:
    Scope(Scope&& other) noexcept;
    Scope& operator=(Scope&&) = delete;
    ~Scope();
    [[nodiscard]] NodeId id() const { return id_; }

   private:
    friend class TreeBuilder;
    Scope(TreeBuilder* builder, NodeId id) : builder_(builder), id_(id) {}
    TreeBuilder* builder_;
    NodeId id_;
  };

  /// The id that a node of this key would get here.
  [[nodiscard]] NodeId id_of(std::string_view key) const;

  /// id, parent and children of `node` are filled in here. `visible` stays as given.
  NodeId add(std::string_view key, Node node);
  [[nodiscard]] Scope open(std::string_view key, Node node);
  /// The node that is open now, while it is being made: to be corrected when its content is known.
  /// Null outside of every scope. Valid until the next add() or open().
  [[nodiscard]] Node* open_node();

  /// Every scope must have ended. The builder is empty afterwards.
  [[nodiscard]] Tree finish();

 private:
  std::vector<Node> nodes_;
  std::vector<std::size_t> open_;
};

}  // namespace mallette::accessibility
