// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of French captions for deaf and hard-of-hearing people, and what they mean
// (Charte relative à la qualité du sous-titrage à destination des personnes sourdes ou
// malentendantes, 2011). Colour carries meaning: it is kept from the file to the screen.
//
// Contrast is that of WCAG 2.2 (relative luminance, sRGB). Pure functions: any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "subtitles/cue.h"

namespace mallette::subtitles {

enum class SdhMeaning : std::uint8_t {
  kSpeakerInPicture,   ///< white
  kSpeakerOffScreen,   ///< yellow
  kSound,              ///< red
  kMusic,              ///< magenta: music and song
  kThoughtOrNarrator,  ///< cyan
  kForeignLanguage,    ///< green
};

struct SdhColour {
  SdhMeaning meaning;
  std::string_view name;  ///< the WebVTT class, and the CSS name, of the plain colour
  Colour plain;
  Colour strengthened;  ///< for those to whom red or magenta on black is too dark
};

inline constexpr std::array<SdhColour, 6> kSdhColours{{
    {SdhMeaning::kSpeakerInPicture, "white", {255, 255, 255}, {255, 255, 255}},
    {SdhMeaning::kSpeakerOffScreen, "yellow", {255, 255, 0}, {255, 255, 0}},
    {SdhMeaning::kSound, "red", {255, 0, 0}, {255, 96, 96}},
    {SdhMeaning::kMusic, "magenta", {255, 0, 255}, {255, 128, 255}},
    {SdhMeaning::kThoughtOrNarrator, "cyan", {0, 255, 255}, {0, 255, 255}},
    {SdhMeaning::kForeignLanguage, "lime", {0, 255, 0}, {0, 255, 0}},
}};

enum class Palette : std::uint8_t { kPlain, kStrengthened };

/// Of the band behind the text: what red needs to reach kMinContrast over white film.
inline constexpr double kBandOpacity = 0.92;
/// WCAG 2.2, 1.4.3 (text).
inline constexpr double kMinContrast = 4.5;

/// The charter's colour that this one stands for, by hue; greys and pale colours are white.
[[nodiscard]] SdhMeaning sdh_meaning(Colour colour);
[[nodiscard]] const SdhColour& sdh_colour(SdhMeaning meaning);

/// 0 for black to 1 for white. Alpha is not looked at.
[[nodiscard]] double relative_luminance(Colour colour);
/// 1 to 21.
[[nodiscard]] double contrast(Colour one, Colour other);
/// What is seen of `film` behind a black band of this opacity (blended in sRGB, as screens do).
[[nodiscard]] Colour through_band(Colour film, double opacity);

/// The colour as it is drawn: the palette applied, alpha dropped, and then lightened, its hue kept,
/// until it reaches kMinContrast through the band over white film. Plain charter colours pass unchanged.
[[nodiscard]] Colour legible(Colour colour, Palette palette);

}  // namespace mallette::subtitles
