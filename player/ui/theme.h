// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, type and measures of the interface. Dark by default, because the room is; light and high
// contrast are its equals. What each colour may stand on is listed in colour_pairs(), and a test
// computes every one of them.
//
// Measures are in units of 1/96 inch at density 1. Plain values: any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mallette::ui {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  friend constexpr bool operator==(const Colour&, const Colour&) = default;
};

/// 0xRRGGBB.
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16 & 0xFF), static_cast<std::uint8_t>(hex >> 8 & 0xFF),
          static_cast<std::uint8_t>(hex & 0xFF)};
}
[[nodiscard]] constexpr Colour faded(Colour colour, float opacity) {
  colour.a = static_cast<std::uint8_t>(static_cast<float>(colour.a) * opacity + 0.5F);
  return colour;
}

/// Of opaque colours, from 1 to 21. WCAG 2.2, "relative luminance" and "contrast ratio".
[[nodiscard]] double contrast(Colour a, Colour b);

enum class ThemeName : std::uint8_t { kDark, kLight, kHighContrast };

struct Palette {
  // Surfaces: behind everything, a part of the screen, what stands out of its part.
  Colour ground, panel, raised;
  Colour text, quiet_text;
  /// Of what cannot be pressed now: WCAG asks nothing of it, we ask that it can be read (3:1).
  Colour disabled_text;
  /// The main action, the state "on", a position. Also text.
  Colour accent, on_accent;
  Colour focus;      ///< the ring
  Colour outline;    ///< the edge of what can be pressed or typed into
  Colour divider;    ///< decoration only
  Colour selection;  ///< behind the selected text of a field, and under a selected row
  Colour warm;       ///< time running over
  Colour broken;     ///< what does not work, and nothing else
  Colour scrim;      ///< over what a dialog covers
};

[[nodiscard]] const Palette& palette(ThemeName name);

/// One thing that the interface shows upon another.
struct ColourPair {
  std::string_view what;
  Colour front;
  Colour back;
  double least;  ///< contrast
};
[[nodiscard]] std::vector<ColourPair> colour_pairs(ThemeName name);

/// Sizes of type, in units at 100 %.
enum class TypeSize : std::uint8_t {
  kSmall = 14,
  kBody = 16,
  kLead = 20,
  kTitle = 28,
  kQuestion = 40,
  kClock = 64
};
enum class Weight : std::uint8_t { kRegular, kStrong };
enum class TypeFace : std::uint8_t { kStandard, kLowVision };

struct Type {
  TypeSize size = TypeSize::kBody;
  Weight weight = Weight::kRegular;
  friend bool operator==(const Type&, const Type&) = default;
};

inline constexpr float kLineHeight = 1.4F;
inline constexpr float kCorner = 8;
inline constexpr float kRingWidth = 2;
inline constexpr float kMainTarget = 44;

struct Theme {
  ThemeName name = ThemeName::kDark;
  TypeFace face = TypeFace::kStandard;
  float text_scale = 1;  ///< 1 to 3, the person's choice
  float density = 1;     ///< pixels a unit, the display's
  friend bool operator==(const Theme&, const Theme&) = default;

  [[nodiscard]] const Palette& colours() const { return palette(name); }
  /// Spacing: whole pixels. It does not grow with the text, or little would fit at 300 %.
  [[nodiscard]] float px(float units) const;
  /// The size of type in pixels an em.
  [[nodiscard]] float em(TypeSize size) const;
  [[nodiscard]] float line_height(TypeSize size) const;
  /// Icons, knobs, ticks: grow with the text that they stand beside.
  [[nodiscard]] float mark(float units) const;
};

}  // namespace mallette::ui
