// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/free_room.h"

#include <algorithm>

namespace mallette::render {

std::vector<Rect> free_rooms(const Rect& room, std::span<const Rect> taken) {
  std::vector<int> lefts{room.x}, rights{room.right()}, tops{room.y}, bottoms{room.bottom()};
  for (const Rect& rect : taken) {
    if (intersection(rect, room).empty()) continue;
    lefts.push_back(rect.right());
    rights.push_back(rect.x);
    tops.push_back(rect.bottom());
    bottoms.push_back(rect.y);
  }
  std::vector<Rect> rooms;
  for (const int left : lefts) {
    for (const int right : rights) {
      for (const int top : tops) {
        for (const int bottom : bottoms) {
          const Rect wished{left, top, right - left, bottom - top};
          if (wished.empty() || intersection(wished, room) != wished) continue;
          const bool meets = std::ranges::any_of(
              taken, [&](const Rect& rect) { return !rect.empty() && !intersection(rect, wished).empty(); });
          if (!meets) rooms.push_back(wished);
        }
      }
    }
  }
  return rooms;
}

}  // namespace mallette::render
