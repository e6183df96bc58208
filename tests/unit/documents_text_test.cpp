// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes, text and search of documents, without any document.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "player/documents/lru_cache.h"
#include "player/documents/page_text.h"
#include "player/documents/text_search.h"
#include "player/documents/unicode_text.h"

using namespace mallette::documents;

namespace {

constexpr PageSize kA4{595.276, 841.89};

/// Words of one line, as wide as they are long; a "|" begins another line, "||" another block.
PageText lines(std::initializer_list<const char*> pieces) {
  std::vector<PlacedWord> words;
  double x = 0;
  double y = 0;
  for (const std::string piece : pieces) {
    if (piece == "|" || piece == "||") {
      words.back().space_after = false;
      x = 0;
      y += piece == "|" ? 14 : 40;
      continue;
    }
    const double width = 5.0 * static_cast<double>(piece.size());
    words.push_back({piece, {x, y, width, 12}, true});
    x += width + 5;
  }
  return assemble_text(words);
}

std::vector<std::string> found(const PageText& page, std::string_view query) {
  std::vector<std::string> texts;
  for (const SearchHit& hit : find_in_page(page, fold_query(query))) texts.push_back(page.text.substr(hit.begin, hit.size));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a page keeps its shape inside the room it is given") {
  CHECK(fit_page(kA4, {1366, 768}) == PixelSize{543, 768});
  CHECK(fit_page(kA4, {300, 3000}) == PixelSize{300, 424});
  CHECK(fit_page({841.89, 595.276}, {1366, 768}) == PixelSize{1086, 768});
  CHECK(scale_page(kA4, 2) == PixelSize{1191, 1684});
}

TEST_CASE("no picture goes beyond the limits, and none is empty that need not be") {
  for (const PageSize page : {kA4, PageSize{14400, 1}, PageSize{1, 14400}, PageSize{1e6, 1e6}, PageSize{1e-6, 1e6}, PageSize{1000, 1100}}) {
    for (const double scale : {1e-9, 1.0, 7.3, 1e9}) {
      const PixelSize size = scale_page(page, scale);
      CHECK(size.width >= 1);
      CHECK(size.height >= 1);
      CHECK(size.width <= kMaxPictureSide);
      CHECK(size.height <= kMaxPictureSide);
      CHECK(pixels(size) <= kMaxPicturePixels);
    }
  }
  CHECK(scale_page({1000, 1000}, 1e9).width > 7950);
}

TEST_CASE("what makes no sense has no picture") {
  CHECK(fit_page({}, {100, 100}) == PixelSize{});
  CHECK(fit_page(kA4, {0, 100}) == PixelSize{});
  CHECK(fit_page(kA4, {100, -1}) == PixelSize{});
  CHECK(fit_page({std::nan(""), 100}, {100, 100}) == PixelSize{});
  CHECK(scale_page(kA4, std::nan("")) == PixelSize{});
}

TEST_CASE("words become lines and blocks by where they stand") {
  const PageText page = lines({"Je", "vous", "crois.", "|", "Vous", "avez", "bien", "fait.", "||", "Relais"});
  CHECK(page.text == "Je vous crois.\nVous avez bien fait.\n\nRelais");
  REQUIRE(page.words.size() == 8);
  CHECK(page.text.substr(page.words[3].begin, page.words[3].size) == "Vous");
  CHECK(page.words[3].box == Box{0, 14, 20, 12});
}

TEST_CASE("pieces of one word set in two fonts are joined, the columns of a table are not") {
  CHECK(assemble_text({{"Ac", {0, 0, 20, 12}, false}, {"cueillir", {20.5, 0, 60, 12}, false}}).text == "Accueillir");
  CHECK(assemble_text({{"3919", {0, 0, 20, 12}, false}, {"gratuit", {90, 0, 60, 12}, false}}).text == "3919\ngratuit");
  CHECK(assemble_text({{"bas", {0, 700, 20, 12}, false}, {"haut", {300, 40, 60, 12}, false}}).text == "bas\n\nhaut");
}

TEST_CASE("a page's text stops at its limit, with whole words") {
  const std::vector<PlacedWord> words(40'000, {std::string(40, 'a'), {}, true});
  const PageText page = assemble_text(words);
  CHECK(page.text.size() <= kMaxPageTextBytes);
  CHECK(page.words.back().begin + page.words.back().size == page.text.size());
}

TEST_CASE("a search does not mind capitals, accents, ligatures and apostrophes") {
  const PageText page = lines({"Évaluer", "l’œuvre", "d'une", "ÉLUE", "E\xCC\x81" "crire", "o\xEF\xAC\x83" "ce"});
  CHECK(found(page, "evaluer") == Texts{"Évaluer"});
  CHECK(found(page, "ÉVALUER") == Texts{"Évaluer"});
  CHECK(found(page, "l'oeuvre") == Texts{"l’œuvre"});
  CHECK(found(page, "d’une élue") == Texts{"d'une ÉLUE"});
  CHECK(found(page, "écrire") == Texts{"E\xCC\x81" "crire"});
  CHECK(found(page, "office") == Texts{"o\xEF\xAC\x83" "ce"});
  CHECK(found(page, "absent").empty());
}

TEST_CASE("a line break or a hyphen hides nothing") {
  const PageText page = lines({"vio-", "|", "lences,", "peut-", "|", "être", "salle", "|", "d’attente"});
  CHECK(found(page, "violences") == Texts{"vio-\nlences"});
  CHECK(found(page, "peut-être") == Texts{"peut-\nêtre"});
  CHECK(found(page, " salle   d'attente ") == Texts{"salle\nd’attente"});
}

TEST_CASE("a hit has one box a line, around the words it touches") {
  const PageText page = lines({"une", "salle", "|", "d’attente", "calme"});
  const auto hits = find_in_page(page, fold_query("salle d'att"));
  REQUIRE(hits.size() == 1);
  REQUIRE(hits[0].boxes.size() == 2);
  CHECK(hits[0].boxes[0] == page.words[1].box);
  CHECK(hits[0].boxes[1] == page.words[2].box);
  const auto two = find_in_page(page, fold_query("une salle"));
  REQUIRE(two.size() == 1);
  REQUIRE(two[0].boxes.size() == 1);
  CHECK(two[0].boxes[0].x == 0);
  CHECK(two[0].boxes[0].right() == page.words[1].box.right());
}

TEST_CASE("nothing to look for finds nothing, and hits do not overlap") {
  const PageText page = lines({"aaaaaa"});
  CHECK(found(page, "").empty());
  CHECK(found(page, " - ").empty());
  CHECK(found(page, "aa").size() == 3);
  CHECK(found({}, "a").empty());
  CHECK(find_in_page({std::string(5000, 'a'), {}}, U"a").size() == kMaxHitsOnPage);
}

TEST_CASE("bytes that are no text are searched without harm") {
  const PageText page{"\xFF\xC3 abc \xE2\x80", {{{0, 0, 1, 1}, 0, 9}}};
  CHECK(find_in_page(page, fold_query("abc")).size() == 1);
  CHECK(find_in_page(page, fold_query("\xFF")).size() >= 1);
}

TEST_CASE("text out of a document is clean") {
  CHECK(clean_text(U"a\tb\u0007c\uFEFFd\u2003e\u00A0f") == "a bcd e\u00A0f");
  CHECK(clean_text({U"\x110000\xD800", 2}) == "\uFFFD\uFFFD");
  const std::vector<unsigned short> units{0xD83D, 0xDE00, 0xD83D, 'x', 0xDE00};
  CHECK(clean_text_utf16(units) == "\U0001F600\uFFFDx\uFFFD");
}

TEST_CASE("a cache holds no more bytes than it may, and lets go what was used least lately") {
  LruCache<int, char> cache(100);
  cache.put(1, 'a', 40);
  cache.put(2, 'b', 40);
  CHECK(cache.get(1) == 'a');
  cache.put(3, 'c', 40);
  CHECK_FALSE(cache.get(2));
  CHECK(cache.get(1) == 'a');
  cache.put(1, 'd', 60);
  CHECK(cache.get(1) == 'd');
  CHECK(cache.bytes() == 100);
  cache.put(4, 'e', 101);
  CHECK_FALSE(cache.get(4));
  CHECK(cache.get(3) == 'c');
  cache.drop_if([](int key) { return key == 3; });
  CHECK(cache.bytes() == 60);
}

TEST_CASE("tagged text follows the tags, not the page, and what is empty is left out, but pictures") {
  const TagOrder order = {{1, BlockKind::kHeading, 2, {{.content = 4, .words = {}}}},
                          {2, BlockKind::kParagraph, 0, {{.content = 0, .words = {}}, {.words = " "}, {.content = 9, .words = {}}}},
                          {3, BlockKind::kParagraph, 0, {{.content = 77, .words = {}}}},
                          {4, BlockKind::kFigure, 0, {{.content = 78, .words = {}}}}};
  const auto blocks = tagged_blocks(order, {.words = {{0, "Croire  la\npersonne"}, {4, " Écouter "}, {9, "et le dire."}}});
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0] == TextBlock{BlockKind::kHeading, 2, "Écouter"});
  CHECK(blocks[1] == TextBlock{BlockKind::kParagraph, 0, "Croire la personne et le dire."});
  CHECK(blocks[2] == TextBlock{BlockKind::kFigure, 0, ""});
}

TEST_CASE("tags that leave words out are not followed: those under a number that none names, and those under none") {
  const TagOrder order = {{1, BlockKind::kParagraph, 0, {{.content = 0, .words = {}}}}};
  CHECK(tagged_blocks(order, {.words = {{0, std::string(100, 'a')}, {1, "bcde"}}}).size() == 1);
  CHECK(tagged_blocks(order, {.words = {{0, std::string(100, 'a')}, {1, "bcdefgh"}}}).empty());
  CHECK(tagged_blocks(order, {.words = {{0, std::string(100, 'a')}}, .untagged_bytes = 7}).empty());
}

TEST_CASE("tags that leave out half of a page are not followed") {
  CHECK(hold_most_of({{BlockKind::kParagraph, 0, "un deux trois"}}, "un deux trois quatre"));
  CHECK_FALSE(hold_most_of({{BlockKind::kParagraph, 0, "un"}}, "un deux trois quatre"));
  CHECK_FALSE(hold_most_of({}, ""));
  CHECK(hold_most_of({{BlockKind::kFigure, 0, "un plan"}}, ""));
}
