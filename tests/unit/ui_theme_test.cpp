// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/theme.h"

#include <doctest/doctest.h>

using namespace mallette::ui;

TEST_CASE("contrast is computed as WCAG defines it") {
  CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
  CHECK(contrast(rgb(0xFFFFFF), rgb(0xFFFFFF)) == doctest::Approx(1));
  // The grey that is known to pass 4.5:1 on white by a hair, and the next that does not.
  CHECK(contrast(rgb(0x767676), rgb(0xFFFFFF)) >= 4.5);
  CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) < 4.5);
}

TEST_CASE("every colour of every theme can be read on everything it is shown on") {
  for (const ThemeName name : {ThemeName::kDark, ThemeName::kLight, ThemeName::kHighContrast}) {
    for (const ColourPair& pair : colour_pairs(name)) {
      CAPTURE(static_cast<int>(name));
      CAPTURE(pair.what);
      CHECK(contrast(pair.front, pair.back) >= pair.least);
    }
  }
}

TEST_CASE("the accent on the dark ground has the contrast that it was chosen for") {
  const Palette& dark = palette(ThemeName::kDark);
  CHECK(contrast(dark.accent, dark.ground) >= 8);
  CHECK(dark.ground == rgb(0x0F1216));
  CHECK(dark.warm == rgb(0xFFC36B));
}

TEST_CASE("text grows with the person's choice and the display, spacing with the display alone") {
  const Theme large{.text_scale = 3};
  CHECK(large.em(TypeSize::kBody) == 48);
  CHECK(large.px(16) == 16);
  const Theme dense{.text_scale = 1.5F, .density = 2};
  CHECK(dense.em(TypeSize::kSmall) == 42);
  CHECK(dense.px(16) == 32);
  CHECK(Theme{}.line_height(TypeSize::kLead) == 28);
}

TEST_CASE("no setting makes text smaller than 14 units or larger than three times its size") {
  CHECK(Theme{.text_scale = 0.2F}.em(TypeSize::kSmall) == 14);
  CHECK(Theme{.text_scale = 9}.em(TypeSize::kClock) == 192);
}
