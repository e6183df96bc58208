// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/palette.h"

#include <algorithm>
#include <cmath>

namespace mallette::subtitles {
namespace {

constexpr Colour kWhite{255, 255, 255};

/// WCAG 2.2, "relative luminance".
double linear(std::uint8_t component) {
  const double c = component / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t mixed(std::uint8_t from, std::uint8_t to, double share) {
  return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
}

/// Degrees, 0 to 360; the colour must not be grey.
double hue_of(Colour c, int highest, int spread) {
  const double s = spread;
  double sixth = 0;
  if (highest == c.red) {
    sixth = (c.green - c.blue) / s;
  } else if (highest == c.green) {
    sixth = (c.blue - c.red) / s + 2;
  } else {
    sixth = (c.red - c.green) / s + 4;
  }
  return std::fmod(sixth * 60 + 360, 360);
}

}  // namespace

SdhMeaning sdh_meaning(Colour colour) {
  const int highest = std::max({colour.red, colour.green, colour.blue});
  const int spread = highest - std::min({colour.red, colour.green, colour.blue});
  if (spread * 4 < highest || highest == 0) return SdhMeaning::kSpeakerInPicture;
  const double hue = hue_of(colour, highest, spread);
  if (hue < 30 || hue >= 330) return SdhMeaning::kSound;
  if (hue < 90) return SdhMeaning::kSpeakerOffScreen;
  if (hue < 150) return SdhMeaning::kForeignLanguage;
  if (hue < 255) return SdhMeaning::kThoughtOrNarrator;  // blue is none of the six: cyan stands nearest
  return SdhMeaning::kMusic;
}

const SdhColour& sdh_colour(SdhMeaning meaning) { return kSdhColours[static_cast<std::size_t>(meaning)]; }

double relative_luminance(Colour colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrast(Colour one, Colour other) {
  const double a = relative_luminance(one);
  const double b = relative_luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Colour through_band(Colour film, double opacity) {
  return {mixed(film.red, 0, opacity), mixed(film.green, 0, opacity), mixed(film.blue, 0, opacity)};
}

Colour legible(Colour colour, Palette palette) {
  colour.alpha = 255;
  if (palette == Palette::kStrengthened) {
    for (const SdhColour& sdh : kSdhColours) {
      if (sdh.plain == colour) colour = sdh.strengthened;
    }
  }
  const Colour behind = through_band(kWhite, kBandOpacity);
  Colour lightened = colour;
  for (int step = 1; contrast(lightened, behind) < kMinContrast && step <= 16; ++step) {
    const double share = step / 16.0;
    lightened = {mixed(colour.red, 255, share), mixed(colour.green, 255, share),
                 mixed(colour.blue, 255, share)};
  }
  return lightened;
}

}  // namespace mallette::subtitles
