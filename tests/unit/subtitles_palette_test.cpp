// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/palette.h"

#include <doctest/doctest.h>

#include "subtitles/colour.h"
#include "subtitles/timeline.h"

using namespace mallette::subtitles;
using namespace std::chrono_literals;

namespace {
constexpr Colour kWhite{255, 255, 255};
constexpr Colour kBlack{0, 0, 0};
constexpr Colour kRed{255, 0, 0};
}  // namespace

TEST_CASE("contrast is that of WCAG") {
  CHECK(contrast(kWhite, kBlack) == doctest::Approx(21));
  CHECK(contrast(kRed, kBlack) == doctest::Approx(5.25).epsilon(0.01));
  CHECK(contrast({118, 118, 118}, kWhite) == doctest::Approx(4.54).epsilon(0.01));
}

TEST_CASE("every colour of the French code is legible through the band over white film") {
  const Colour behind = through_band(kWhite, kBandOpacity);
  for (const SdhColour& colour : kSdhColours) {
    CAPTURE(std::string(colour.name));
    CHECK(contrast(colour.plain, behind) >= kMinContrast);
    CHECK(contrast(colour.strengthened, behind) >= contrast(colour.plain, behind));
    CHECK(legible(colour.plain, Palette::kPlain) == colour.plain);
    CHECK(legible(colour.plain, Palette::kStrengthened) == colour.strengthened);
  }
  MESSAGE("red over white film: ", contrast(kRed, behind));
}

TEST_CASE("ninety-two percent is what red needs: ninety would not do") {
  CHECK(contrast(kRed, through_band(kWhite, 0.92)) >= kMinContrast);
  CHECK(contrast(kRed, through_band(kWhite, 0.90)) < kMinContrast);
  CHECK(contrast({255, 96, 96}, kBlack) == doctest::Approx(7.1).epsilon(0.01));
}

TEST_CASE("a colour too dark for the band is lightened, its hue kept") {
  const Colour behind = through_band(kWhite, kBandOpacity);
  for (const char* name : {"blue", "black", "maroon", "darkgreen", "indigo", "#400000"}) {
    CAPTURE(name);
    const Colour drawn = legible(*parse_colour(name), Palette::kPlain);
    CHECK(contrast(drawn, behind) >= kMinContrast);
  }
  const Colour blue = legible({0, 0, 255}, Palette::kPlain);
  CHECK(blue.blue == 255);
  CHECK(blue.red == blue.green);
  CHECK(blue.red < 200);
}

TEST_CASE("a cue's colour tells its meaning, whatever shade a file uses") {
  CHECK(sdh_meaning(kWhite) == SdhMeaning::kSpeakerInPicture);
  CHECK(sdh_meaning({200, 200, 190}) == SdhMeaning::kSpeakerInPicture);
  CHECK(sdh_meaning(*parse_colour("gold")) == SdhMeaning::kSpeakerOffScreen);
  CHECK(sdh_meaning(*parse_colour("#E00000")) == SdhMeaning::kSound);
  CHECK(sdh_meaning(*parse_colour("fuchsia")) == SdhMeaning::kMusic);
  CHECK(sdh_meaning(*parse_colour("deepskyblue")) == SdhMeaning::kThoughtOrNarrator);
  CHECK(sdh_meaning(*parse_colour("green")) == SdhMeaning::kForeignLanguage);
  for (const SdhColour& colour : kSdhColours) {
    CHECK(sdh_meaning(colour.plain) == colour.meaning);
    CHECK(sdh_meaning(colour.strengthened) == colour.meaning);
    CHECK(sdh_colour(colour.meaning).plain == colour.plain);
    CHECK(parse_colour(colour.name) == colour.plain);
  }
}

TEST_CASE("colours are read in every form files use") {
  const Colour orange{255, 136, 0};
  for (const char* text : {"#FF8800", "#f80", "#ff8800ff", "rgb(255,136,0)", "rgb(100% 53.3% 0%)",
                           "rgba(255, 136, 0, 1)", "FF8800"}) {
    CAPTURE(text);
    CHECK(parse_colour(text) == orange);
  }
  CHECK(parse_colour("#0f08") == Colour{0, 255, 0, 136});
  CHECK(parse_colour("RebeccaPurple") == Colour{102, 51, 153});
  for (const char* text :
       {"", "#", "#12", "#ggg", "rgb(1,2)", "rgb(", "notacolour", "rgb(1,2,3,4,5)", "rgb(nan,1,2)"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_colour(text));
  }
}

TEST_CASE("the timeline knows what is on, and when that changes, as a plain search does") {
  std::vector<Cue> cues;
  unsigned seed = 7;
  const auto random = [&](unsigned below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
  };
  for (int i = 0; i < 200; ++i) {
    const auto begin = std::chrono::microseconds(random(1000));
    cues.push_back({.begin = begin, .end = begin + std::chrono::microseconds(random(60) - 5)});
  }
  sort_cues(cues);
  const Timeline timeline(cues);
  for (int t = -10; t < 1100; ++t) {
    const std::chrono::microseconds now(t);
    std::vector<std::uint32_t> expected;
    std::optional<std::chrono::microseconds> next;
    for (std::uint32_t i = 0; i < cues.size(); ++i) {
      const Cue& cue = cues[i];
      if (cue.end <= cue.begin) continue;
      if (cue.begin <= now && now < cue.end) expected.push_back(i);
      for (const auto change : {cue.begin, cue.end}) {
        if (change > now && (!next || change < *next)) next = change;
      }
    }
    std::vector<std::uint32_t> found(300);
    found.resize(timeline.active(now, found));
    CHECK(found == expected);
    CHECK(timeline.next_change(now) == next);
  }
  std::vector<std::uint32_t> none(3);
  CHECK(Timeline().active(0s, none) == 0);
  CHECK_FALSE(Timeline().next_change(0s));
}
