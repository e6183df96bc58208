// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/tree_faults.h"

#include <fmt/format.h>

#include <cmath>

namespace mallette::accessibility {
namespace {

class Inspection {
 public:
  explicit Inspection(const Tree& tree) : tree_(tree) {}

  std::vector<std::string> run() {
    std::size_t focused = 0;
    for (const Node& node : tree_.nodes()) {
      if (shares_id(node)) tell(node, "shares its id with another node");
      focused += node.is(State::kFocused) ? 1 : 0;
      inspect(node);
    }
    if (focused > 1) found_.push_back(fmt::format("{} nodes have focus", focused));
    inspect_pairs();
    return std::move(found_);
  }

 private:
  void tell(const Node& node, std::string_view what) {
    found_.push_back(fmt::format("{} \"{}\": {}", role_name(node.role), node.name, what));
  }

  bool shares_id(const Node& node) const {
    for (const Node& other : tree_.nodes()) {
      if (&other != &node && other.id == node.id) return true;
    }
    return false;
  }

  void inspect(const Node& node) {
    if (is_interactive(node.role)) inspect_interactive(node);
    if (node.is(State::kFocused)) {
      if (!node.takes_focus()) tell(node, "has focus and cannot take it");
      if (node.visible.empty()) tell(node, "has focus and does not show");
    }
    if (node.role == Role::kSlider && !node.range) tell(node, "has no range");
    if (node.role == Role::kHeading && node.level < 1) tell(node, "has no level");
    if (node.role == Role::kRegion && node.name.empty()) tell(node, "has no name");
    if (node.role == Role::kImage && node.name.empty()) tell(node, "has no name");
    if (node.range && !(node.range->now >= node.range->minimum && node.range->now <= node.range->maximum)) {
      tell(node, "has a value outside its range");
    }
  }

  void inspect_interactive(const Node& node) {
    if (node.name.empty()) tell(node, "has no name");
    if (node.actions.empty() && !node.is(State::kDisabled)) tell(node, "has no action");
    if (!node.is(State::kFocusable)) tell(node, "cannot be reached by keyboard");
    // A hair under 24 is rounding, not design.
    if (node.role != Role::kLink && std::min(node.bounds.width, node.bounds.height) < kSmallestTarget - 0.01F) {
      tell(node, fmt::format("is {:.0f} x {:.0f} pixels", node.bounds.width, node.bounds.height));
    }
  }

  void inspect_pairs() {
    std::vector<const Node*> targets;
    const Node* dialog = tree_.modal();
    for (const Node& node : tree_.nodes()) {
      if (!is_interactive(node.role)) continue;
      if (dialog == nullptr || tree_.is_within(node, dialog->id)) targets.push_back(&node);
    }
    for (std::size_t a = 0; a < targets.size(); ++a) {
      for (std::size_t b = a + 1; b < targets.size(); ++b) inspect_pair(*targets[a], *targets[b]);
    }
  }

  void inspect_pair(const Node& a, const Node& b) {
    const Bounds shared = intersection(a.visible, b.visible);
    const bool on_a_page = a.role == Role::kLink && b.role == Role::kLink;
    if (shared.width > 0.5F && shared.height > 0.5F && !tree_.is_within(b, a.id) && !on_a_page) {
      tell(b, fmt::format("lies over {} \"{}\"", role_name(a.role), a.name));
    }
    if (a.role == b.role && a.name == b.name && a.id != b.id && !a.is(State::kDisabled) &&
        !b.is(State::kDisabled) && tree_.region_of(a) == tree_.region_of(b)) {
      tell(b, "cannot be told from another by its name");
    }
  }

  const Tree& tree_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> tree_faults(const Tree& tree) { return Inspection(tree).run(); }

}  // namespace mallette::accessibility
