// SPDX-License-Identifier: GPL-3.0-or-later
// What several widgets are drawn with. Internal to ui/.
#pragma once

#include <string>

#include "player/ui/frame.h"

namespace mallette::ui {

/// A text broken into lines that are to be drawn below each other.
struct Words {
  Type type;
  std::vector<TextLine> lines;
  float width = 0;  ///< of the widest line, whole pixels
  float height = 0;
};
[[nodiscard]] Words wrapped(Frame& frame, Type type, std::string_view text, float width);
void draw_words(Frame& frame, const Words& words, float x, float y, Colour colour);
/// The text itself where it takes no more lines than these; else what fits of it, and "…".
[[nodiscard]] std::string shortened(Frame& frame, Type type, std::string_view text, float width,
                                    std::size_t most_lines);

/// The node of what is pressed and can have focus.
[[nodiscard]] accessibility::Node pressable(accessibility::Role role, std::string_view name,
                                            const Rect& rect);

/// The pointer lies over it, or holds it down.
void draw_touch(Frame& frame, NodeId id, const Rect& rect, Colour over);

}  // namespace mallette::ui
