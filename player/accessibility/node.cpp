// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/accessibility/node.h"

#include <array>
#include <utility>

namespace mallette::accessibility {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 17> kRoleNames = {{
    {Role::kWindow, "window"},
    {Role::kRegion, "region"},
    {Role::kDialog, "dialog"},
    {Role::kGroup, "group"},
    {Role::kHeading, "heading"},
    {Role::kText, "text"},
    {Role::kStatus, "status"},
    {Role::kImage, "image"},
    {Role::kProgress, "progress"},
    {Role::kButton, "button"},
    {Role::kLink, "link"},
    {Role::kToggle, "toggle"},
    {Role::kCheckBox, "check-box"},
    {Role::kSlider, "slider"},
    {Role::kTextField, "text-field"},
    {Role::kList, "list"},
    {Role::kListItem, "list-item"},
}};

// Fowler, Noll, Vo: the 64-bit offset basis and prime.
constexpr std::uint64_t kFnvBasis = 0xcbf29ce484222325U;
constexpr std::uint64_t kFnvPrime = 0x100000001b3U;

}  // namespace

NodeId child_id(NodeId parent, std::string_view key) {
  std::uint64_t hash = kFnvBasis;
  const auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * kFnvPrime; };
  for (int shift = 0; shift < 64; shift += 8) mix(static_cast<unsigned char>(parent.value >> shift));
  for (const char c : key) mix(static_cast<unsigned char>(c));
  return {hash};
}

std::string_view role_name(Role role) {
  const auto* found = std::ranges::find(kRoleNames, role, &std::pair<Role, std::string_view>::first);
  return found != kRoleNames.end() ? found->second : std::string_view{};
}

std::optional<Role> parse_role(std::string_view name) {
  const auto* found = std::ranges::find(kRoleNames, name, &std::pair<Role, std::string_view>::second);
  if (found == kRoleNames.end()) return std::nullopt;
  return found->first;
}

bool is_interactive(Role role) {
  switch (role) {
    case Role::kButton:
    case Role::kLink:
    case Role::kToggle:
    case Role::kCheckBox:
    case Role::kSlider:
    case Role::kTextField:
    case Role::kListItem:
      return true;
    default:
      return false;
  }
}

}  // namespace mallette::accessibility
