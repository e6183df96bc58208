// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes and text on whole pixels, in the theme's type. Knows nothing of what they mean: widgets do.
// Internal to ui/. Main thread; lives for one pass of a frame.
#pragma once

#include <string_view>

#include "player/accessibility/node.h"
#include "player/ui/fonts.h"
#include "player/ui/text_lines.h"
#include "player/ui/theme.h"

struct ImDrawList;

namespace mallette::ui {

using Rect = accessibility::Bounds;

struct Extent {
  float width = 0;
  float height = 0;
};

class Painter {
 public:
  Painter(ImDrawList& list, Fonts& fonts, const Theme& theme) : list_(list), fonts_(fonts), theme_(theme) {}

  void fill(const Rect& rect, Colour colour, float corner = 0);
  /// Inside the rectangle.
  void outline(const Rect& rect, Colour colour, float thickness, float corner = 0);
  void circle(float x, float y, float radius, Colour colour);
  /// An SDL_Texture of the renderer that draws the frame; the whole of it.
  void picture(const Rect& rect, void* texture);

  [[nodiscard]] Extent measure(Type type, std::string_view line) const;
  [[nodiscard]] std::vector<TextLine> lines(Type type, std::string_view text, float width) const;
  /// One line, from its top left corner.
  void line(Type type, float x, float y, Colour colour, std::string_view text);
  void icon(Icon icon, float x, float y, float size, Colour colour);

  void push_clip(const Rect& rect);
  void pop_clip();

 private:
  void glyph(const ImFontGlyph& glyph, float x, float y, Colour colour);
  void quad(float left, float top, float right, float bottom, Colour colour);
  void corners(const Rect& rect, const Disc& disc, Colour colour);

  ImDrawList& list_;
  Fonts& fonts_;
  const Theme& theme_;
};

}  // namespace mallette::ui
