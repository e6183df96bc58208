// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_page.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/support/caption_samples.h"

using namespace mallette;
using namespace mallette::subtitles;

namespace {

TextPageRenderer& renderer() {
  static const auto made = TextPageRenderer::create(test::caption_fonts());
  REQUIRE_MESSAGE(made, made.error());
  return **made;
}

TextSection section(TextRole role, std::string text) {
  return {.cells = {{{{.role = role, .text = std::move(text)}}}}};
}

TextPage page_of(std::vector<TextSection> sections, int width = 1280, int height = 720) {
  return {.width = width, .height = height, .sections = std::move(sections)};
}

bool meet(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool is_within(const Box& inner, const Box& outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

std::size_t texts_in(const TextPage& page) {
  std::size_t count = 0;
  for (const TextSection& part : page.sections) {
    for (const TextCell& cell : part.cells) {
      for (const TextBlock& block : cell.blocks) {
        count += block.text.find_first_not_of(" \n\t") != std::string::npos ? 1 : 0;
      }
    }
  }
  return count;
}

std::size_t inked_pixels(const CaptionPicture& picture) {
  std::size_t count = 0;
  for (std::size_t i = 3; i < picture.bgra.size(); i += 4) count += picture.bgra[i] > 40 ? 1 : 0;
  return count;
}

/// Everything is there, nothing is off the page, nothing meets anything else.
void check_page(const TextPage& page, const DrawnPage& drawn) {
  INFO(page.width << "x" << page.height << " at " << page.text_scale << ", drawn at " << drawn.scale);
  REQUIRE(drawn.picture != nullptr);
  const Box canvas = {0, 0, page.width, page.height};
  const CaptionPicture& picture = *drawn.picture;
  CHECK(is_within({picture.x, picture.y, picture.width, picture.height}, canvas));
  REQUIRE(picture.bgra.size() ==
          static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4);
  CHECK(drawn.places.size() == texts_in(page));
  CHECK(drawn.scale <= std::max(1.0, page.text_scale));
  for (std::size_t i = 0; i < drawn.places.size(); ++i) {
    const Box& box = drawn.places[i].box;
    CHECK(is_within(box, canvas));
    CHECK(box.width > 0);
    CHECK(box.height > 0);
    CHECK(box.x >= static_cast<int>(page.width * kSideMargin) - 1);
    for (std::size_t k = i + 1; k < drawn.places.size(); ++k) CHECK(!meet(box, drawn.places[k].box));
  }
}

/// Premultiplied: no colour is stronger than its alpha.
bool is_premultiplied(const CaptionPicture& picture) {
  for (std::size_t i = 0; i < picture.bgra.size(); i += 4) {
    if (std::max({picture.bgra[i], picture.bgra[i + 1], picture.bgra[i + 2]}) > picture.bgra[i + 3])
      return false;
  }
  return true;
}

const std::vector<std::string>& samples() {
  static const std::vector<std::string> texts = {
      "Qu\u2019avez-vous vu et entendu\u00A0?",
      "À quel moment vous êtes-vous dit que quelque chose n\u2019allait pas\u00A0?",
      "Ce qui se dit ici reste ici.\nPersonne n\u2019est tenu de parler de soi.\n\nOn ne juge personne.",
      "17",
      "{\\b1\\fs900}gras{\\p1} m 0 0 l 9 9 \\N \\h {",
      "שלום עולם, מה שלומך היום?",
      "هل يمكنك التحدث عن ذلك؟",
      "您好，您今天过得怎么样？这里没有空格的一行文字会换行。",
      "👩‍👩‍👧 🏳️‍🌈 ☎ 1️⃣",
      std::string("a\0b\x01\x1b[31mc\x7f", 11),
      "\xff\xfe\xc3(\xf0\x9f",
      "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030Ca\u0316\u0317\u0318\u0319",
      "\u202Eretourné\u202C et \u2066isolé\u2069",
      "anticonstitutionnellement-intergouvernementalisations",
      "? ! : ; « » « » …",
      "   ",
  };
  return texts;
}

}  // namespace

TEST_CASE("a page has everything, off no edge, and no block meets another, whatever its size") {
  std::mt19937 random(7);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  constexpr TextRole kRoles[] = {TextRole::kQuestion, TextRole::kSmallQuestion, TextRole::kTitle,
                                 TextRole::kLead,     TextRole::kBody,          TextRole::kSmall,
                                 TextRole::kNumber};
  for (int round = 0; round < 60; ++round) {
    TextPage page;
    page.height = 480 + static_cast<int>(below(800));
    page.width = static_cast<int>(page.height * (4.0 / 3 + static_cast<double>(below(100)) / 100));
    page.text_scale = 1 + static_cast<double>(below(9)) / 4;
    page.start = static_cast<double>(below(4)) / 10;
    for (std::size_t s = 0, sections = 1 + below(5); s < sections; ++s) {
      TextSection part{.cells = {}, .columns = 1 + static_cast<int>(below(4)), .ruled = below(2) == 0};
      part.at_foot = below(5) == 0;
      part.first_column = below(3) == 0 ? 0.7 : 0;
      for (std::size_t c = 0, cells = 1 + below(4); c < cells; ++c) {
        TextCell cell;
        for (std::size_t b = 0, blocks = 1 + below(3); b < blocks; ++b) {
          TextBlock block{.role = kRoles[below(std::size(kRoles))],
                          .text = samples()[below(samples().size())]};
          block.marker = below(3) == 0 ? "12" : "";
          block.side = below(4) == 0 ? TextSide::kEnd : TextSide::kStart;
          cell.blocks.push_back(std::move(block));
        }
        part.cells.push_back(std::move(cell));
      }
      page.sections.push_back(std::move(part));
    }
    if (texts_in(page) > 0) check_page(page, renderer().draw(page));
  }
}

TEST_CASE("what fits has the size that was asked for, and a room reads it") {
  CHECK(em_share(TextRole::kQuestion) >= 0.07);
  CHECK(em_share(TextRole::kSmallQuestion) >= 0.07);
  CHECK(em_share(TextRole::kBody) >= 0.045);
  for (const double scale : {1.0, 1.5, 2.0}) {
    TextPage page = page_of({section(TextRole::kQuestion, samples()[0])});
    page.text_scale = scale;
    CHECK(renderer().draw(page).scale == doctest::Approx(scale));
  }
}

TEST_CASE("a text that does not fit shrinks, all of it together, and is whole") {
  std::string text;
  for (int i = 0; i < 120; ++i) text += "Une phrase de longueur moyenne, comme on en écrit. ";
  const TextPage page = page_of({section(TextRole::kTitle, "Titre"), section(TextRole::kBody, text)});
  const DrawnPage drawn = renderer().draw(page);
  check_page(page, drawn);
  CHECK(drawn.scale < 1);
  // Twice the words need more ink at the same size: at a smaller one they are all there.
  const DrawnPage twice =
      renderer().draw(page_of({section(TextRole::kTitle, "Titre"), section(TextRole::kBody, text + text)}));
  CHECK(twice.scale < drawn.scale);
  CHECK(twice.places.back().box.height > page.height / 2);
}

TEST_CASE("64 KiB of anything are laid out, on the smallest screen too") {
  const auto repeated = [](std::string_view unit) {
    std::string text;
    while (text.size() + unit.size() <= kMaxPageTextBytes) text += unit;
    return text;
  };
  const std::string texts[] = {repeated("Les mots d\u2019une phrase ordinaire. "),
                               repeated("x"),
                               repeated("a\n"),
                               repeated("{\\b1}"),
                               repeated("\u0301"),
                               repeated("\u00A0"),
                               repeated("永"),
                               repeated("م"),
                               repeated("? "),
                               repeated("\xff")};
  for (const std::string& text : texts) {
    const TextPage page = page_of({section(TextRole::kBody, text)}, 1024, 768);
    INFO(text.substr(0, 8));
    check_page(page, renderer().draw(page));
  }
}

TEST_CASE("markup, controls and broken bytes are text like any other") {
  const auto one_row =
      renderer().draw(page_of({section(TextRole::kBody, "aXXXb")})).places.front().box.height;
  for (const char* text :
       {"a\\Nb", "a\\nb", "a\\hb", "{\\p1}m 0 0 l 9 9", "{\\fs200}a", "<b>a</b>", "{\\pos(0,0)}a"}) {
    const DrawnPage drawn = renderer().draw(page_of({section(TextRole::kBody, text)}));
    INFO(text);
    REQUIRE(drawn.picture != nullptr);
    CHECK(drawn.places.front().box.height == one_row);
  }
  const auto ink = [](const char* text) {
    return inked_pixels(*renderer().draw(page_of({section(TextRole::kBody, text)})).picture);
  };
  CHECK(ink("{\\b1}a") > ink("b1a"));
  CHECK(ink("{a}") > ink("a"));
  CHECK(ink("\u202Ea\u202C") == ink("a"));
}

TEST_CASE("what stands on a page does not move when something comes beneath it") {
  TextPage page = page_of({section(TextRole::kQuestion, samples()[0])});
  page.start = 0.2;
  const Box alone = renderer().draw(page).places.front().box;
  CHECK(alone.y == doctest::Approx(720 * 0.2).epsilon(0.02));
  for (int i = 0; i < 3; ++i) {
    page.sections.push_back(section(TextRole::kBody, "Une relance."));
    CHECK(renderer().draw(page).places.front().box == alone);
  }
}

TEST_CASE("the figures of a clock stay in their places while it counts") {
  const auto ink_from = [](const char* text) {
    const DrawnPage drawn = renderer().draw(page_of({section(TextRole::kClock, text)}));
    REQUIRE(drawn.picture != nullptr);
    return drawn;
  };
  const DrawnPage one = ink_from("15:01");
  const DrawnPage eight = ink_from("15:08");
  REQUIRE(one.places.front().box == eight.places.front().box);
  // Left of the figure that changed nothing is another pixel.
  const CaptionPicture& a = *one.picture;
  const CaptionPicture& b = *eight.picture;
  REQUIRE(a.width == b.width);
  int first_other = a.width;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      const auto at =
          (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) + static_cast<std::size_t>(x)) *
              4 +
          3;
      if (a.bgra[at] != b.bgra[at]) first_other = std::min(first_other, x);
    }
  }
  CHECK(first_other > 3 * 720 * em_share(TextRole::kClock) / 2);
  CHECK(first_other < a.width);
}

TEST_CASE("the same page is the same picture, premultiplied") {
  const TextPage page = page_of({section(TextRole::kTitle, "Titre"), section(TextRole::kLead, samples()[2])});
  const DrawnPage first = renderer().draw(page);
  const DrawnPage again = renderer().draw(page);
  CHECK(first.picture->bgra == again.picture->bgra);
  CHECK(is_premultiplied(*first.picture));
}

TEST_CASE("pages without words, and pages that are none, are no picture") {
  CHECK(renderer().draw({}).picture == nullptr);
  CHECK(renderer().draw(page_of({})).picture == nullptr);
  CHECK(renderer().draw(page_of({section(TextRole::kBody, " \n\t ")})).picture == nullptr);
  CHECK(renderer().draw(page_of({section(TextRole::kBody, "a")}, 0, 720)).picture == nullptr);
  CHECK(renderer().draw(page_of({section(TextRole::kBody, "a")}, 1 << 20, 1 << 20)).picture == nullptr);
  CHECK(renderer().draw(page_of({section(TextRole::kBody, "a")}, 16, 16)).scale <= 1);
}
