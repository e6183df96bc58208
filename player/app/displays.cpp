// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/displays.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace mallette::app {
namespace {

/// Displays that share a part of the desktop: whatever stands on one is seen on the others.
using Group = std::vector<Display>;

bool share(const Group& group, const Display& display) {
  return std::ranges::any_of(
      group, [&](const Display& one) { return !intersection(one.bounds, display.bounds).empty(); });
}

std::vector<Group> groups_of(const std::vector<Display>& displays) {
  std::vector<Group> groups;
  for (const Display& display : displays) {
    if (display.bounds.empty()) continue;
    Group merged;
    std::erase_if(groups, [&](Group& group) {
      if (!share(group, display)) return false;
      std::ranges::move(group, std::back_inserter(merged));
      return true;
    });
    merged.push_back(display);
    groups.push_back(std::move(merged));
  }
  // Merging moved them about: back to the system's order of what stands first in each.
  std::ranges::stable_sort(groups, {}, [&](const Group& group) {
    return std::ranges::find(displays, group.front()) - displays.begin();
  });
  return groups;
}

/// Where a window for the group is put.
const Display& face_of(const Group& group) {
  const auto internal = std::ranges::find_if(group, is_internal);
  return internal == group.end() ? group.front() : *internal;
}

/// The group in which a display is found again: unplugged and plugged in it may stand elsewhere.
const Group* find(const std::vector<Group>& groups, const std::optional<Display>& wanted) {
  if (!wanted) return nullptr;
  const Group* found = nullptr;
  for (const Group& group : groups) {
    for (const Display& display : group) {
      if (display.connector != wanted->connector || display.name != wanted->name) continue;
      if (display.bounds == wanted->bounds) return &group;  // of two of one make, the one that stands there
      if (found == nullptr) found = &group;
    }
  }
  return found;
}

bool has_internal(const Group& group) { return std::ranges::any_of(group, is_internal); }
bool has_origin(const Group& group) {
  const render::Rect& bounds = face_of(group).bounds;
  return bounds.x == 0 && bounds.y == 0;
}

/// Null: every display is mirrored by another, which the room may see.
const Group* default_desk(const std::vector<Group>& groups, const Group* room) {
  const Group* best = nullptr;
  const auto rank = [](const Group& group) { return has_internal(group) ? 2 : has_origin(group) ? 1 : 0; };
  for (const Group& group : groups) {
    if (&group == room || group.size() > 1) continue;
    if (best == nullptr || rank(group) > rank(*best)) best = &group;
  }
  return best;
}

const Group& default_room(const std::vector<Group>& groups, const Group* desk) {
  const auto fits = [&](bool internal_too) {
    return std::ranges::find_if(
        groups, [&](const Group& group) { return &group != desk && (internal_too || !has_internal(group)); });
  };
  const auto external = fits(false);
  return external != groups.end() ? *external : *fits(true);
}

WindowPlan one_screen(const Group& group, const DisplayPair& previous) {
  return {.one_screen = true,
          .mirrored = group.size() > 1,
          .desk_lost = false,
          .room = face_of(group),
          .desk = face_of(group),
          .pair = previous};
}

}  // namespace

bool is_internal(const Display& display) {
  return std::ranges::any_of(std::array{"eDP", "LVDS", "DSI"},
                             [&](const char* start) { return display.connector.starts_with(start); });
}

WindowPlan plan_windows(const std::vector<Display>& displays, const DisplayPair& previous) {
  const std::vector<Group> groups = groups_of(displays);
  if (groups.empty()) return {.room = {}, .desk = {}, .pair = previous};
  if (groups.size() == 1) return one_screen(groups.front(), previous);
  const Group* room = find(groups, previous.room);
  const Group* desk = find(groups, previous.desk);
  if (desk == room || (desk != nullptr && desk->size() > 1))
    desk = nullptr;  // mirrored meanwhile, or both gone
  if (desk == nullptr) {
    desk = default_desk(groups, room);
    // The laptop's own is never a projector; of any other we cannot know.
    const bool moved = room != nullptr && previous.desk && (desk == nullptr || !has_internal(*desk));
    if (desk == nullptr || moved) {
      WindowPlan plan = one_screen(room != nullptr ? *room : groups.front(), previous);
      plan.desk_lost = true;
      return plan;
    }
  }
  if (room == nullptr) room = &default_room(groups, desk);
  const Display& on_wall = face_of(*room);
  const Display& on_desk = face_of(*desk);
  return {.one_screen = false,
          .mirrored = false,
          .desk_lost = false,
          .room = on_wall,
          .desk = on_desk,
          .pair = {.room = on_wall, .desk = on_desk}};
}

DisplayPair swap_displays(const std::vector<Display>& displays, const WindowPlan& plan) {
  if (plan.desk_lost) return {};
  std::vector<DisplayPair> pairs;
  const std::vector<Group> groups = groups_of(displays);
  for (const Group& desk : groups) {
    for (const Group& room : groups) {
      if (&desk != &room && desk.size() == 1) pairs.push_back({.room = face_of(room), .desk = face_of(desk)});
    }
  }
  const auto now = std::ranges::find_if(
      pairs, [&](const DisplayPair& pair) { return pair.room == plan.room && pair.desk == plan.desk; });
  if (now == pairs.end()) return plan.pair;
  return now + 1 == pairs.end() ? pairs.front() : *(now + 1);
}

}  // namespace mallette::app
