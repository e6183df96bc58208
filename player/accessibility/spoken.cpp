// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/spoken.h"

#include <fmt/format.h>

namespace mallette::accessibility {
namespace {

void append(std::string& sentence, std::string_view part) {
  if (part.empty()) return;
  if (!sentence.empty()) sentence += ", ";
  sentence += part;
}

/// "on", "ticked", "not available": as the role says it.
std::string state_words(const Node& node, const language::Catalogue& words) {
  std::string out;
  const bool checked = node.is(State::kChecked);
  if (node.role == Role::kToggle) append(out, checked ? words.tr("on") : words.tr("off"));
  if (node.role == Role::kCheckBox) append(out, checked ? words.tr("ticked") : words.tr("not ticked"));
  if (node.is(State::kSelected)) append(out, words.tr("selected"));
  if (node.is(State::kExpandable))
    append(out, node.is(State::kExpanded) ? words.tr("open") : words.tr("closed"));
  if (node.is(State::kReadOnly)) append(out, words.tr("read only"));
  if (node.is(State::kDisabled)) append(out, words.tr("not available"));
  return out;
}

/// "4 of 12" for an item of a list.
std::string place_words(const Tree& tree, const Node& node, const language::Catalogue& words) {
  const Node* list = tree.parent_of(node);
  if (node.role != Role::kListItem || list == nullptr) return {};
  std::size_t place = 0;
  std::size_t count = 0;
  for (const std::size_t child : list->children) {
    if (tree.nodes()[child].role != Role::kListItem) continue;
    ++count;
    if (&tree.nodes()[child] == &node) place = count;
  }
  return fmt::format(fmt::runtime(words.tr("{place} of {count}")), fmt::arg("place", place),
                     fmt::arg("count", count));
}

}  // namespace

std::string role_words(Role role, const language::Catalogue& words) {
  switch (role) {
    case Role::kWindow:
      return words.tr("window");
    case Role::kRegion:
      return words.tr("region");
    case Role::kDialog:
      return words.tr("dialogue");
    case Role::kHeading:
      return words.tr("heading");
    case Role::kImage:
      return words.tr("image");
    case Role::kProgress:
      return words.tr("progress");
    case Role::kButton:
      return words.tr("button");
    case Role::kLink:
      return words.tr("link");
    case Role::kToggle:
      return words.tr("switch");
    case Role::kCheckBox:
      return words.tr("tick box");
    case Role::kSlider:
      return words.tr("slider");
    case Role::kTextField:
      return words.tr("text field");
    case Role::kList:
      return words.tr("list");
    case Role::kListItem:
      return words.tr("list item");
    case Role::kGroup:
    case Role::kText:
    case Role::kStatus:
      return {};
  }
  return {};
}

std::string spoken(const Tree& tree, const Node& node, const language::Catalogue& words) {
  std::string sentence = node.name;
  append(sentence, role_words(node.role, words));
  append(sentence, state_words(node, words));
  const bool empty_field = node.role == Role::kTextField && node.value.empty();
  append(sentence, empty_field ? words.tr("empty") : node.value);
  append(sentence, place_words(tree, node, words));
  return sentence;
}

}  // namespace mallette::accessibility
