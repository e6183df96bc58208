// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/tree_json.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace mallette::accessibility {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<State, const char*>, 10> kStates = {{{State::kFocusable, "focusable"},
                                                                    {State::kFocused, "focused"},
                                                                    {State::kDisabled, "disabled"},
                                                                    {State::kChecked, "checked"},
                                                                    {State::kSelected, "selected"},
                                                                    {State::kExpandable, "expandable"},
                                                                    {State::kExpanded, "expanded"},
                                                                    {State::kModal, "modal"},
                                                                    {State::kOffscreen, "offscreen"},
                                                                    {State::kReadOnly, "read-only"}}};
constexpr std::array<std::pair<NodeAction, const char*>, 6> kActions = {
    {{NodeAction::kPress, "press"},
     {NodeAction::kFocus, "focus"},
     {NodeAction::kIncrement, "increment"},
     {NodeAction::kDecrement, "decrement"},
     {NodeAction::kSetValue, "set-value"},
     {NodeAction::kDismiss, "dismiss"}}};

template <typename Flag, std::size_t N>
Json names(Set<Flag> set, const std::array<std::pair<Flag, const char*>, N>& all) {
  Json out = Json::array();
  for (const auto& [flag, name] : all) {
    if (set.has(flag)) out.push_back(name);
  }
  return out;
}

Json without_children(const Node& node) {
  Json out{{"id", fmt::format("{:016x}", node.id.value)}, {"role", role_name(node.role)}};
  if (!node.name.empty()) out["name"] = node.name;
  if (!node.description.empty()) out["description"] = node.description;
  if (!node.value.empty()) out["value"] = node.value;
  if (node.level > 0) out["level"] = node.level;
  if (!node.states.empty()) out["states"] = names(node.states, kStates);
  if (!node.actions.empty()) out["actions"] = names(node.actions, kActions);
  if (node.live != Live::kOff) out["live"] = node.live == Live::kPolite ? "polite" : "assertive";
  if (node.range) {
    out["range"] = {
        {"minimum", node.range->minimum}, {"maximum", node.range->maximum}, {"now", node.range->now}};
  }
  out["bounds"] = {node.bounds.x, node.bounds.y, node.bounds.width, node.bounds.height};
  return out;
}

}  // namespace

std::string to_json(const Tree& tree) {
  // Children come after their parents: from the last back, each goes into its parent when it is whole.
  const auto nodes = tree.nodes();
  std::vector<Json> made(nodes.size());
  Json roots = Json::array();
  for (std::size_t i = nodes.size(); i-- > 0;) {
    made[i] = without_children(nodes[i]);
    if (nodes[i].children.empty()) continue;
    Json& children = made[i]["children"] = Json::array();
    for (const std::size_t child : nodes[i].children) children.push_back(std::move(made[child]));
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].parent) roots.push_back(std::move(made[i]));
  }
  return roots.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mallette::accessibility
