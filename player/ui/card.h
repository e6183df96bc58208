// SPDX-License-Identifier: GPL-3.0-or-later
// A thing to open, shown by its picture: one stop of Tab, pressed as a whole.
//
//     ┌───────────┐   cover, 16:9
//     │           │
//     ├───────────┤
//     │ Title     │   three lines at most for eyes; whole in the tree
//     │ line      │   what else is to be known, each line wrapped
//     └───────────┘
//
// Cards of one row are given one height by the caller. Main thread, within a Frame's life.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player/ui/widgets.h"

namespace mallette::ui {

struct CardLine {
  std::string words;
  TextLook look = {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};
};

struct CardSpec {
  std::string_view title;
  std::string_view name;  ///< in the tree, where the title alone does not tell it from another; else empty
  std::vector<CardLine> lines;  ///< read out as its description
  void* cover = nullptr;        ///< SDL_Texture of the frame's renderer; null: the icon on a quiet ground
  float cover_aspect = 16.0F / 9.0F;
  Icon icon = Icon::kNone;
};

/// Pixels that its words and cover need at this width.
[[nodiscard]] float card_height(Frame& frame, float width, const CardSpec& spec);
/// True once, when it was pressed.
[[nodiscard]] bool card(Frame& frame, const Rect& rect, std::string_view key, const CardSpec& spec);

}  // namespace mallette::ui
