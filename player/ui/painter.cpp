// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/painter.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "player/ui/utf8.h"

namespace mallette::ui {
namespace {

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }
/// A tenth of a texel inwards: a renderer that cuts fractions off (SDL's software one) must not land on
/// the texel before, because a 32-bit float could not hold the quotient.
constexpr float kTexelShift = 0.1F;

/// Edges on whole pixels; neighbours that share an edge still do.
Rect whole(const Rect& r) {
  const float x = std::round(r.x), y = std::round(r.y);
  return {x, y, std::round(r.right()) - x, std::round(r.bottom()) - y};
}

float corner_radius(const Rect& r, float wanted) {
  return std::max(0.0F, std::min(std::round(wanted), std::floor(std::min(r.width, r.height) / 2)));
}

ImVec2 corner_of(const Rect& r) { return {r.x, r.y}; }
ImVec2 opposite(const Rect& r) { return {r.right(), r.bottom()}; }

}  // namespace

void Painter::quad(float left, float top, float right, float bottom, Colour colour) {
  if (right <= left || bottom <= top) return;
  list_.PrimReserve(6, 4);
  list_.PrimRect({left, top}, {right, bottom}, packed(colour));
}

void Painter::corners(const Rect& rect, const Disc& disc, Colour colour) {
  const auto place = fonts_.disc(disc);
  if (!place) return;
  const ImVec2 texel = ImGui::GetIO().Fonts->TexUvScale;
  const auto r = static_cast<float>(disc.radius_px);
  const auto quarter = [&](float x, float y, float across, float down) {
    const float u = place->u + (across * r + kTexelShift) * texel.x,
                v = place->v + (down * r + kTexelShift) * texel.y;
    list_.PrimReserve(6, 4);
    list_.PrimRectUV({x, y}, {x + r, y + r}, {u, v}, {u + r * texel.x, v + r * texel.y}, packed(colour));
  };
  quarter(rect.x, rect.y, 0, 0);
  quarter(rect.right() - r, rect.y, 1, 0);
  quarter(rect.x, rect.bottom() - r, 0, 1);
  quarter(rect.right() - r, rect.bottom() - r, 1, 1);
}

void Painter::fill(const Rect& rect, Colour colour, float corner) {
  const Rect at = whole(rect);
  const float r = corner_radius(at, corner);
  // Between the corners, then what lies left and right of that.
  quad(at.x + r, at.y, at.right() - r, at.bottom(), colour);
  quad(at.x, at.y + r, at.x + r, at.bottom() - r, colour);
  quad(at.right() - r, at.y + r, at.right(), at.bottom() - r, colour);
  if (r >= 1 && !at.empty()) corners(at, {.radius_px = static_cast<int>(r)}, colour);
}

void Painter::outline(const Rect& rect, Colour colour, float thickness, float corner) {
  const Rect at = whole(rect);
  const float t = std::max(1.0F, std::round(thickness));
  const float r = corner_radius(at, corner);
  if (at.empty()) return;
  const float side = std::max(r, t);
  quad(at.x + r, at.y, at.right() - r, at.y + t, colour);
  quad(at.x + r, at.bottom() - t, at.right() - r, at.bottom(), colour);
  quad(at.x, at.y + side, at.x + t, at.bottom() - side, colour);
  quad(at.right() - t, at.y + side, at.right(), at.bottom() - side, colour);
  if (r >= 1) corners(at, {.radius_px = static_cast<int>(r), .ring_px = static_cast<int>(t)}, colour);
}

void Painter::circle(float x, float y, float radius, Colour colour) {
  const float r = std::max(1.0F, std::round(radius));
  corners({std::round(x - r), std::round(y - r), 2 * r, 2 * r}, {.radius_px = static_cast<int>(r)}, colour);
}

void Painter::picture(const Rect& rect, void* texture) {
  list_.AddImage(texture, corner_of(rect), opposite(rect));
}

Extent Painter::measure(Type type, std::string_view line) const {
  float width = 0;
  for (std::size_t at = 0; at < line.size();) width += fonts_.advance(type, next_code_point(line, at));
  return {std::ceil(width), theme_.line_height(type.size)};
}

std::vector<TextLine> Painter::lines(Type type, std::string_view text, float width) const {
  return break_lines(text, width, [&](char32_t point) { return fonts_.advance(type, point); });
}

void Painter::glyph(const ImFontGlyph& g, float x, float y, Colour colour) {
  if (g.Visible == 0) return;
  const ImVec2 texel = ImGui::GetIO().Fonts->TexUvScale;
  const float du = texel.x * kTexelShift, dv = texel.y * kTexelShift;
  list_.PrimReserve(6, 4);
  list_.PrimRectUV({x + g.X0, y + g.Y0}, {x + g.X1, y + g.Y1}, {g.U0 + du, g.V0 + dv}, {g.U1 + du, g.V1 + dv},
                   packed(colour));
}

void Painter::line(Type type, float x, float y, Colour colour, std::string_view text) {
  const float top = std::round(y) + fonts_.baseline(type) - fonts_.ascent(type);
  float pen = std::round(x);
  for (std::size_t at = 0; at < text.size();) {
    const ImFontGlyph* found = fonts_.glyph(type, next_code_point(text, at));
    if (found == nullptr) continue;
    glyph(*found, std::round(pen), top, colour);
    pen += found->AdvanceX;
  }
}

void Painter::icon(Icon icon, float x, float y, float size, Colour colour) {
  const ImFontGlyph* found = icon != Icon::kNone ? fonts_.glyph(icon, size) : nullptr;
  // The font's em is its box, and its baseline the box's lower edge.
  if (found != nullptr) glyph(*found, std::round(x), std::round(y + size) - fonts_.icon_ascent(size), colour);
}

void Painter::push_clip(const Rect& rect) { list_.PushClipRect(corner_of(rect), opposite(rect), true); }
void Painter::pop_clip() { list_.PopClipRect(); }

}  // namespace mallette::ui
