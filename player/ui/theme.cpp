// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace mallette::ui {
namespace {

constexpr Palette kDark = {.ground = rgb(0x0F1216),
                           .panel = rgb(0x171C22),
                           .raised = rgb(0x222933),
                           .text = rgb(0xF4F6F8),
                           .quiet_text = rgb(0xB9C2CC),
                           .disabled_text = rgb(0x7F8B98),
                           .accent = rgb(0x8AB4FF),
                           .on_accent = rgb(0x0F1216),
                           .focus = rgb(0x8AB4FF),
                           .outline = rgb(0x717D8A),
                           .divider = rgb(0x2C3540),
                           .selection = rgb(0x2B4368),
                           .warm = rgb(0xFFC36B),
                           .broken = rgb(0xFF8F87),
                           .scrim = {8, 10, 12, 200}};

constexpr Palette kLight = {.ground = rgb(0xE6EAEE),
                            .panel = rgb(0xF5F7F9),
                            .raised = rgb(0xFFFFFF),
                            .text = rgb(0x14191F),
                            .quiet_text = rgb(0x46525F),
                            .disabled_text = rgb(0x6F7A86),
                            .accent = rgb(0x1B57B5),
                            .on_accent = rgb(0xFFFFFF),
                            .focus = rgb(0x1B57B5),
                            .outline = rgb(0x6C7885),
                            .divider = rgb(0xD3DAE1),
                            .selection = rgb(0xCFE0FB),
                            .warm = rgb(0x854D00),
                            .broken = rgb(0xAE2018),
                            .scrim = {30, 36, 43, 150}};

// Every text 7:1 and every edge 4.5:1 (WCAG 2.2, 1.4.6): two surfaces fall together, so edges carry
// what steps of grey carry elsewhere.
constexpr Palette kHighContrast = {.ground = rgb(0x000000),
                                   .panel = rgb(0x000000),
                                   .raised = rgb(0x14181D),
                                   .text = rgb(0xFFFFFF),
                                   .quiet_text = rgb(0xFFFFFF),
                                   .disabled_text = rgb(0xA9B3BD),
                                   .accent = rgb(0x6FE0FF),
                                   .on_accent = rgb(0x000000),
                                   .focus = rgb(0xFFE94A),
                                   .outline = rgb(0xFFFFFF),
                                   .divider = rgb(0x8A949E),
                                   .selection = rgb(0x00405C),
                                   .warm = rgb(0xFFC36B),
                                   .broken = rgb(0xFF9C94),
                                   .scrim = {0, 0, 0, 220}};

/// The linear value of an sRGB component.
double linear(std::uint8_t component) {
  const double c = component / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

const Palette& palette(ThemeName name) {
  switch (name) {
    case ThemeName::kDark:
      return kDark;
    case ThemeName::kLight:
      return kLight;
    case ThemeName::kHighContrast:
      return kHighContrast;
  }
  return kDark;
}

std::vector<ColourPair> colour_pairs(ThemeName name) {
  const Palette& p = palette(name);
  const bool high = name == ThemeName::kHighContrast;
  const double text = high ? 7 : 4.5;
  const double component = high ? 4.5 : 3;
  std::vector<ColourPair> pairs;
  for (const Colour surface : {p.ground, p.panel, p.raised}) {
    pairs.push_back({"text on a surface", p.text, surface, text});
    pairs.push_back({"quiet text on a surface", p.quiet_text, surface, text});
    pairs.push_back({"disabled text on a surface", p.disabled_text, surface, 3});
    pairs.push_back({"accent as text on a surface", p.accent, surface, text});
    pairs.push_back({"time running over on a surface", p.warm, surface, text});
    pairs.push_back({"what is broken on a surface", p.broken, surface, text});
    pairs.push_back({"focus ring on a surface", p.focus, surface, component});
    pairs.push_back({"edge of a control on a surface", p.outline, surface, component});
  }
  pairs.push_back({"text on the main action", p.on_accent, p.accent, text});
  pairs.push_back({"text on a selection", p.text, p.selection, text});
  pairs.push_back({"quiet text on a selection", p.quiet_text, p.selection, text});
  pairs.push_back({"accent on a selection", p.accent, p.selection, component});
  pairs.push_back({"focus ring on a selection", p.focus, p.selection, component});
  return pairs;
}

float Theme::px(float units) const { return std::round(units * density); }

float Theme::em(TypeSize size) const {
  return std::round(static_cast<float>(size) * density * std::clamp(text_scale, 1.0F, 3.0F));
}

float Theme::line_height(TypeSize size) const { return std::round(em(size) * kLineHeight); }

float Theme::mark(float units) const {
  return std::round(units * density * std::clamp(text_scale, 1.0F, 3.0F));
}

}  // namespace mallette::ui
