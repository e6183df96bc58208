// SPDX-License-Identifier: GPL-3.0-or-later
// What a PDF tells beside its pictures and its words: links, the fields of its forms, the order of its tags.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "player/documents/document_reader.h"
#include "tests/support/pdf_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::documents;
using namespace mallette::test;

TEST_CASE("links within the document lead to their page, those out of it are told only, and nothing else is a link") {
  const auto reader = open_pdf("links.pdf", small_pdf("/MediaBox [0 0 200 100] /Annots 6 0 R", "", {},
      "6 0 obj[<</Subtype/Link/Rect[10 70 60 90]/Dest[3 0 R/Fit]>> <</Subtype/Link/Rect[62 70 90 90]/Dest[3 0 R/Fit]>>\n"
      "<</Subtype/Link/Rect[10 40 60 60]/A<</S/URI/URI(https://example.org/a)>>>> <</Subtype/Link/Rect[10 10 60 20]/A<</S/Named/N/LastPage>>>>\n"
      "<</Subtype/Link/Rect[10 10 60 20]/A<</S/Launch/F(calc.exe)>>>> <</Subtype/Link/Rect[10 10 60 20]/A<</S/JavaScript/JS(1)>>>>\n"
      "<</Subtype/Link/Rect[10 10 60 20]/Dest[99 /Fit]>> <</Subtype/Link/Rect[10 10]/Dest[3 0 R/Fit]>> <</Subtype/Link/F 2/Rect[10 10 60 20]/Dest[3 0 R/Fit]>>\n"
      "<</Subtype/Link/Rect[500 500 600 600]/Dest[3 0 R/Fit]>> 6 0 R null 5]endobj\n"));
  REQUIRE(reader);
  const auto text = (*reader)->read_text(0);
  REQUIRE(text);
  const auto& links = (*text)->links;
  REQUIRE(links.size() == 3);
  CHECK(links[0].page == 0);
  CHECK(links[0].box == Box{10, 10, 80, 20});  // two beside each other are one
  CHECK_FALSE(links[1].page);
  CHECK(links[1].address == "https://example.org/a");
  CHECK(links[2].page == 0);
}

TEST_CASE("a link lies where it is seen on a page that is turned and cropped") {
  const std::string keys = "/MediaBox [0 0 400 400] /CropBox [100 100 300 200] /Annots[<</Subtype/Link/Rect[110 180 150 190]/Dest[3 0 R/Fit]>>]";
  const auto box = [&](const std::string& turn) {
    const auto reader = open_pdf("turned.pdf", small_pdf(keys + turn, ""));
    REQUIRE(reader);
    const auto text = (*reader)->read_text(0);
    REQUIRE((*text)->links.size() == 1);
    return (*text)->links[0].box;
  };
  CHECK(box("") == Box{10, 10, 40, 10});
  CHECK(box("/Rotate 90") == Box{80, 10, 10, 40});
  CHECK(box("/Rotate 180") == Box{150, 80, 40, 10});
  CHECK(box("/Rotate 270") == Box{10, 150, 10, 40});
}

TEST_CASE("a real document's links lead to its pages, under the words that stand there") {
  const auto folder = test::outside_data("pdf/samples");
  if (!folder) return;
  const auto reader = open_file((*folder / "009-pdflatex-geotopo/GeoTopo-komprimiert.pdf").generic_string());
  REQUIRE(reader);
  int inside = 0, named = 0;
  for (int page = 0; page < 10; ++page) {
    const auto text = (*reader)->read_text(page);
    REQUIRE(text);
    for (const PageLink& link : (*text)->links) {
      inside += link.page ? 1 : 0;
      named += link.words.empty() ? 0 : 1;
      if (link.page) CHECK(static_cast<std::size_t>(*link.page) < (*reader)->info()->pages.size());
    }
  }
  MESSAGE(inside << " links inside, " << named << " with words");
  CHECK(inside > 20);
  CHECK(named > 20);
}

namespace {

/// Five fields on one page; the first and the last are children of others.
SharedBytes form_pdf(const std::string& text_value) {
  return small_pdf("/MediaBox [0 0 300 200] /Annots [7 0 R 8 0 R 9 0 R 10 0 R 11 0 R 12 0 R]", "",
                   "/AcroForm<</NeedAppearances true/Fields[6 0 R 8 0 R 9 0 R 10 0 R 11 0 R 12 0 R]/DA(/Helv 12 Tf 0 g)/DR<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
                   "6 0 obj<</T(personne)/FT/Tx/V" + text_value + "/Kids[7 0 R]>>endobj\n"
                   "7 0 obj<</Type/Annot/Subtype/Widget/Parent 6 0 R/T(nom)/Rect[10 150 200 180]/P 3 0 R>>endobj\n"
                   "8 0 obj<</Type/Annot/Subtype/Widget/FT/Btn/T(ok)/TU(\\376\\377\\000D\\000\\351\\000j\\000\\340)/AS/Yes/V/Yes/Rect[10 120 30 140]>>endobj\n"
                   "9 0 obj<</Type/Annot/Subtype/Widget/FT/Ch/T(ville)/V(b)/Opt[[(a)(Lille)][(b)(Lyon)]]/Rect[10 90 100 110]>>endobj\n"
                   "10 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/Ff 8192/T(secret)/V(geheim)/Rect[10 60 100 80]>>endobj\n"
                   "11 0 obj<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(go)/Rect[10 30 100 50]>>endobj\n"
                   "12 0 obj<</Type/Annot/Subtype/Widget/Parent 12 0 R/T(rond)/FT/Tx/Rect[10 0 100 20]>>endobj\n");
}

}  // namespace

TEST_CASE("a form's fields are told with their names and values, and secrets and buttons are not") {
  const auto reader = open_pdf("form.pdf", form_pdf("(R\\351ponse)"));
  REQUIRE(reader);
  const auto text = (*reader)->read_text(0);
  REQUIRE(text);
  const auto& fields = (*text)->fields;
  REQUIRE(fields.size() == 4);
  CHECK(fields[0] == PageField{.name = "personne.nom", .value = "Réponse"});
  CHECK(fields[1] == PageField{.name = "Déjà", .kind = PageField::Kind::kBox, .value = {}, .ticked = true});
  CHECK(fields[2] == PageField{.name = "ville", .value = "Lyon"});
  CHECK(fields[3].name.ends_with("rond"));  // its own parent: read as far as it goes
}

TEST_CASE("a page's picture shows what its form holds") {
#ifdef _WIN32
  // What stands for Helvetica there. A Windows of wine's own has none until somebody puts it there (windows/test.sh).
  const char* const windows = std::getenv("WINDIR");
  if (windows == nullptr || !std::filesystem::exists(test::Path(windows) / "Fonts/arial.ttf")) {
    std::puts("SKIPPED: this Windows has no Arial");
    return;
  }
#endif
  const auto ink = [](const std::string& value) {
    const auto reader = open_pdf("form.pdf", form_pdf(value));
    REQUIRE(reader);
    const auto picture = (*reader)->draw(0, {600, 400});
    REQUIRE(picture);
    std::size_t dark = 0;
    for (int y = 40; y < 100; ++y) {
      for (int x = 20; x < 400; ++x) dark += pixel(**picture, x, y)[1] < 128 ? 1 : 0;
    }
    return dark;
  };
  CHECK(ink("(Martin Dupont)") > ink("()") + 100);
}

TEST_CASE("forms from elsewhere tell their fields") {
  const auto folder = test::outside_data("pdf/samples");
  if (!folder) return;
  for (const char* file : {"010-pdflatex-forms/pdflatex-forms.pdf", "012-libreoffice-form/libreoffice-form.pdf"}) {
    const auto reader = open_file((*folder / file).generic_string());
    REQUIRE(reader);
    const auto text = (*reader)->read_text(0);
    REQUIRE(text);
    CHECK_FALSE((*text)->fields.empty());
    CHECK(std::ranges::all_of((*text)->fields, [](const PageField& field) { return !field.name.empty(); }));
  }
}

namespace {

/// Three lines, drawn in another order than the tags tell them in.
SharedBytes tagged_pdf(const std::string& tree, const std::string& objects) {
  const std::string font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";
  const std::string drawing = "/P<</MCID 0>>BDC BT /F 12 Tf 10 20 Td(Croire la personne.)Tj ET EMC\n/Artifact BMC BT /F 8 Tf 10 5 Td(page 1)Tj ET EMC\n"
                              "/H1<</MCID 1>>BDC BT /F 12 Tf 10 80 Td[(\311)-50(couter)]TJ ET EMC\n/P<</MCID 2>>BDC BT /F 12 Tf 10 50 Td(peut-)Tj 0 -14 Td(\352tre)Tj ET EMC";
  const std::string content = "4 0 obj<</Length " + std::to_string(drawing.size()) + ">>stream\n" + drawing + "\nendstream endobj\n";
  return bytes_of("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>endobj\n"
                  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<" + font + ">>>>endobj\n" +
                  content + "6 0 obj<</Type/StructTreeRoot/RoleMap<</Titre/H1/Rond/Rond2/Rond2/Rond>>" + tree + ">>endobj\n" + objects + "trailer<</Root 1 0 R>>\n");
}

std::vector<TextBlock> blocks_of(const SharedBytes& bytes) {
  const auto reader = open_pdf("tags.pdf", bytes);
  REQUIRE(reader);
  const auto text = (*reader)->read_text(0);
  REQUIRE(text);
  return (*text)->blocks;
}

}  // namespace

TEST_CASE("text in the order of the tags: headings, paragraphs, items, what a picture says, and artifacts are left out") {
  const auto blocks = blocks_of(tagged_pdf("/K 7 0 R",
      "7 0 obj<</S/Document/Pg 3 0 R/K[8 0 R 9 0 R 10 0 R 11 0 R 12 0 R]>>endobj\n8 0 obj<</S/Titre/K 1>>endobj\n9 0 obj<</S/P/Pg 3 0 R/K[<</Type/MCR/MCID 2/Pg 3 0 R>>]>>endobj\n"
      "10 0 obj<</S/L/K<</S/LI/K<</S/LBody/K<</S/P/K[0]>>>>>>>>endobj\n11 0 obj<</S/Figure/Alt(Un plan)/K 40>>endobj\n12 0 obj<</S/Figure/K 41>>endobj\n"));
  REQUIRE(blocks.size() == 5);
  CHECK(blocks[0] == TextBlock{BlockKind::kHeading, 1, "Écouter"});
  CHECK(blocks[1] == TextBlock{BlockKind::kParagraph, 0, "peut-être"});
  CHECK(blocks[2] == TextBlock{BlockKind::kItem, 1, "Croire la personne."});
  CHECK(blocks[3] == TextBlock{BlockKind::kFigure, 0, "Un plan"});
  CHECK(blocks[4] == TextBlock{BlockKind::kFigure, 0, ""});
}

TEST_CASE("trees of tags that run in a circle, lead nowhere or go too deep do no harm") {
  CHECK(blocks_of(tagged_pdf("/K 7 0 R", "7 0 obj<</S/Rond/Pg 3 0 R/K[7 0 R 1 2 0 8 0 R 99 0 R -5 1000000 null(x)]>>endobj\n8 0 obj<</S/P/K 7 0 R>>endobj\n")).size() == 1);
  CHECK(blocks_of(tagged_pdf("/K 6 0 R", "")).empty());
  CHECK(blocks_of(tagged_pdf("", "")).empty());
  std::string deep = "/K 7 0 R", objects;
  constexpr int kDeep = 20'000;
  for (int i = 7; i < kDeep; ++i) objects += std::to_string(i) + " 0 obj<</S/Div/Pg 3 0 R/K " + std::to_string(i + 1) + " 0 R>>endobj\n";
  CHECK(blocks_of(tagged_pdf(deep, objects + std::to_string(kDeep) + " 0 obj<</S/P/Pg 3 0 R/K[0 1 2]>>endobj\n")).empty());
}

TEST_CASE("an item's mark and its words are parted") {
  const auto blocks = blocks_of(tagged_pdf("/K<</S/L/Pg 3 0 R/K<</S/LI/K[<</S/Lbl/K 1>> <</S/LBody/K[0 2]>>]>>>>", ""));
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0] == TextBlock{BlockKind::kItem, 1, "Écouter Croire la personne. peut-être"});
}

TEST_CASE("of more tags than anybody reads, as many are read as the limits allow") {
  std::string objects = "7 0 obj<</S/Sect/Pg 3 0 R/K[1 2 0";
  constexpr int kMany = 250'000;
  objects.reserve(60 * kMany);
  for (int i = 0; i < kMany; ++i) objects += "<</S/P/K 0>>";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(blocks_of(tagged_pdf("/K 7 0 R", objects + "]>>endobj\n")).size() > 1);
  MESSAGE("read in " << std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() << " ms");
}

TEST_CASE("tags that tell only a part of the page give way to the order of the page") {
  CHECK(blocks_of(tagged_pdf("/K<</S/P/Pg 3 0 R/K 1>>", "")).empty());
}

TEST_CASE("words behind marks that poppler tells half of are not lost without a word") {
  const auto drawn = [](const std::string& drawing) {
    return bytes_of("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K<</S/P/Pg 3 0 R/K 0>>>>>>endobj\n"
                    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Properties<</M<</Lang(fr)>>>>"
                    "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length " + std::to_string(drawing.size()) + ">>stream\n" + drawing + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n");
  };
  CHECK(blocks_of(drawn("/P<</MCID 0>>BDC BT /F 12 Tf 10 50 Td /Span/M BDC(Croire )Tj EMC(la personne.)Tj ET EMC")).empty());
  const auto inline_marks = blocks_of(drawn("/P<</MCID 0>>BDC BT /F 12 Tf 10 50 Td /Span<</ActualText(Croire)>>BDC(Cr0ire)Tj EMC( la personne.)Tj ET EMC"));
  REQUIRE(inline_marks.size() == 1);
  CHECK(inline_marks[0].words == "Croire la personne.");
}

TEST_CASE("the demo booklet's text follows its tags") {
  const auto reader = open_file(kBooklet);
  REQUIRE(reader);
  int headings = 0, items = 0;
  for (int page = 0; page < 9; ++page) {
    const auto text = (*reader)->read_text(page);
    REQUIRE(text);
    CHECK_FALSE((*text)->blocks.empty());
    for (const TextBlock& block : (*text)->blocks) {
      headings += block.kind == BlockKind::kHeading ? 1 : 0;
      items += block.kind == BlockKind::kItem ? 1 : 0;
    }
  }
  CHECK(headings >= 10);
  CHECK(items >= 10);
  const auto text = (*reader)->read_text(1);
  const auto holds = [&](std::string_view words) {
    return std::ranges::any_of((*text)->blocks, [&](const TextBlock& block) { return block.words.find(words) != std::string::npos; });
  };
  CHECK(holds("Ce livret accompagne un film d’animation"));
}

TEST_CASE("of documents from elsewhere that are tagged, most pages are read in the order of their tags") {
  const auto folder = test::outside_data("pdf");
  if (!folder) return;
  int pages = 0, by_tags = 0;
  for (const auto& file : pdfs_in(*folder)) {
    CAPTURE(file.generic_string());
    const auto reader = open_file(file.generic_string());
    if (!reader || !(*reader)->info()->tagged) continue;
    const int last = std::min(static_cast<int>((*reader)->info()->pages.size()), 20);
    for (int page = 0; page < last; ++page) {
      const auto text = (*reader)->read_text(page);
      if (!text || (*text)->text.empty()) continue;
      ++pages;
      by_tags += (*text)->blocks.empty() ? 0 : 1;
    }
  }
  MESSAGE(by_tags << " of " << pages << " pages by their tags");
  CHECK(pages > 100);
  CHECK(by_tags * 4 > pages * 3);
}
