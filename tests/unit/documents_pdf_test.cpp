// SPDX-License-Identifier: GPL-3.0-or-later
// Real PDFs: those of the demo kit, and those from elsewhere where they are at hand.
#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "kits/base/byte_source.h"
#include "player/documents/document_reader.h"
#include "player/documents/text_search.h"
#include "tests/support/document_service.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::documents;

namespace {

const std::string kDemo = std::string(MALLETTE_SOURCE_DIR) + "/kits/demo/";
const std::string kBooklet = kDemo + "livret/livret.pdf";

using ReaderPtr = std::unique_ptr<DocumentReader>;

SharedBytes load(const std::string& path) {
  return std::make_shared<const std::vector<std::byte>>(read_all(file_resource(path), 256 << 20).value());
}

Result<ReaderPtr> open_file(const std::string& path) { return open_pdf(path, load(path)); }

SharedBytes bytes_of(const std::string& text) {
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return std::make_shared<const std::vector<std::byte>>(begin, begin + text.size());
}

std::string text_of_bytes(const SharedBytes& bytes) { return {reinterpret_cast<const char*>(bytes->data()), bytes->size()}; }

/// A PDF of one page; without a table of its objects, which readers then make themselves.
SharedBytes small_pdf(const std::string& page_keys, const std::string& drawing, const std::string& root_keys = {},
                      const std::string& more_objects = {}) {
  return bytes_of("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R " + root_keys + ">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
                  "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>> " + page_keys + ">>endobj\n4 0 obj<</Length " +
                  std::to_string(drawing.size()) + ">>stream\n" + drawing + "\nendstream endobj\n" + more_objects +
                  "trailer<</Root 1 0 R>>\n");
}

std::size_t count_ink(const PagePicture& picture) {
  std::size_t ink = 0;
  for (std::size_t i = 0; i < picture.bgra.size(); i += 4) ink += picture.bgra[i + 1] < 128 ? 1 : 0;
  return ink;
}

const std::uint8_t* pixel(const PagePicture& picture, int x, int y) {
  return picture.bgra.data() + (std::ptrdiff_t{y} * picture.size.width + x) * 4;
}

/// How often one pixel is dark and the next is light.
int count_edges(const PagePicture& picture) {
  int edges = 0;
  for (int y = 0; y < picture.size.height; ++y) {
    for (int x = 1; x < picture.size.width; ++x) edges += std::abs(pixel(picture, x, y)[1] - pixel(picture, x - 1, y)[1]) > 128 ? 1 : 0;
  }
  return edges;
}

std::vector<std::filesystem::path> pdfs_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

const OutlineItem* find_title(const std::vector<OutlineItem>& items, std::string_view title) {
  for (const OutlineItem& item : items) {
    if (item.title.find(title) != std::string::npos) return &item;
    if (const OutlineItem* child = find_title(item.children, title)) return child;
  }
  return nullptr;
}

/// What every outline must be, whatever the document.
void check_outline(const std::vector<OutlineItem>& items, const DocumentInfo& info) {
  for (const OutlineItem& item : items) {
    if (item.page) CHECK(static_cast<std::size_t>(*item.page) < info.pages.size());
    check_outline(item.children, info);
  }
}

/// Opens it and looks at up to `pages` of its pages; true when it opened.
bool leaf_through(const std::string& name, const SharedBytes& bytes, std::size_t pages) {
  const auto reader = open_pdf(name, bytes);
  if (!reader) {
    CHECK(reader.error().subject == name);
    return false;
  }
  const DocumentInfo& info = *(*reader)->info();
  CHECK_FALSE(info.pages.empty());
  check_outline(info.outline, info);
  for (std::size_t i = 0; i < std::min(pages, info.pages.size()); ++i) {
    const int page = static_cast<int>(i);
    const PixelSize size = fit_page(info.pages[i], {200, 200});
    const auto picture = (*reader)->draw(page, size);
    if (picture) CHECK((*picture)->bgra.size() == static_cast<std::size_t>(pixels(size)) * 4);
    const auto text = (*reader)->read_text(page);
    if (text) static_cast<void>(find_in_page(**text, U"a"));
  }
  return true;
}

}  // namespace

TEST_CASE("the demo kit's documents say what they are") {
  const auto reader = open_file(kBooklet);
  REQUIRE(reader);
  const DocumentInfo& info = *(*reader)->info();
  CHECK(info.pages.size() == 9);
  CHECK(info.pages[0].width == doctest::Approx(595.276));
  CHECK(info.pages[0].height == doctest::Approx(841.89));
  CHECK(info.title == "Accueillir la parole\u00A0: livret d’accompagnement");
  CHECK(info.language.substr(0, 2) == "fr");
  CHECK(info.tagged);
  const auto slides = open_file(kDemo + "diaporama/diaporama.pdf");
  REQUIRE(slides);
  CHECK((*slides)->info()->pages.size() == 4);
  CHECK((*slides)->info()->pages[0].width > (*slides)->info()->pages[0].height);
}

TEST_CASE("the booklet's outline is nested and leads to the pages where its titles stand") {
  const auto reader = open_file(kBooklet);
  REQUIRE(reader);
  const DocumentInfo& info = *(*reader)->info();
  const OutlineItem* before = find_title(info.outline, "Avant la séance");
  REQUIRE(before != nullptr);
  CHECK(find_title(before->children, "Préparer le groupe") != nullptr);
  int checked = 0;
  for (const char* title : {"Avant la séance", "Préparer les relais", "Les messages clés", "Le bureau calme", "Nos relais"}) {
    CAPTURE(title);
    const OutlineItem* item = find_title(info.outline, title);
    REQUIRE(item != nullptr);
    REQUIRE(item->page);
    const auto text = (*reader)->read_text(*item->page);
    REQUIRE(text);
    CHECK_FALSE(find_in_page(**text, fold_query(title)).empty());
    ++checked;
  }
  CHECK(checked == 5);
}

TEST_CASE("a page's text is in reading order, and each word stands on the page") {
  const auto reader = open_file(kBooklet);
  REQUIRE(reader);
  const auto text = (*reader)->read_text(1);
  REQUIRE(text);
  const std::string& all = (*text)->text;
  const auto first = all.find("Ce livret accompagne un film d’animation");
  const auto later = all.find("Ce que contient la mallette");
  CHECK(first != std::string::npos);
  CHECK(later != std::string::npos);
  CHECK(first < later);
  const PageSize page = (*reader)->info()->pages[1];
  for (const Word& word : (*text)->words) {
    CHECK(word.box.x >= 0);
    CHECK(word.box.right() <= page.width);
    CHECK(word.box.y >= 0);
    CHECK(word.box.bottom() <= page.height);
  }
}

TEST_CASE("a word's box lies where its ink is") {
  const auto reader = open_file(kBooklet);
  const auto text = (*reader)->read_text(1);
  const auto picture = (*reader)->draw(1, scale_page((*reader)->info()->pages[1], 1));
  REQUIRE(picture);
  const auto hits = find_in_page(**text, fold_query("spécialiste des violences"));
  REQUIRE(hits.size() == 1);
  for (const Box& box : hits[0].boxes) {
    int ink = 0;
    for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y) {
      for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x) ink += pixel(**picture, x, y)[1] < 128 ? 1 : 0;
    }
    CHECK(ink > 20);
  }
}

TEST_CASE("every page of the demo kit is drawn, opaque, in the size that was asked for") {
  int drawn = 0;
  for (const auto& file : pdfs_in(kDemo)) {
    CAPTURE(file.string());
    const auto reader = open_file(file.string());
    REQUIRE(reader);
    const DocumentInfo& info = *(*reader)->info();
    for (std::size_t i = 0; i < info.pages.size(); ++i) {
      const PixelSize size = fit_page(info.pages[i], {500, 500});
      const auto picture = (*reader)->draw(static_cast<int>(i), size);
      REQUIRE(picture);
      CHECK((*picture)->size == size);
      const std::size_t ink = count_ink(**picture);
      CHECK(ink > 200);
      CHECK(ink < static_cast<std::size_t>(pixels(size)));
      bool opaque = true;
      for (std::size_t p = 3; p < (*picture)->bgra.size(); p += 4) opaque = opaque && (*picture)->bgra[p] == 255;
      CHECK(opaque);
      ++drawn;
    }
  }
  CHECK(drawn >= 18);
}

TEST_CASE("colours come out in the order of the screen, and paper is white") {
  const auto reader = open_pdf("red.pdf", small_pdf("/MediaBox [0 0 100 100]", "1 0 0 rg 0 0 100 50 re f 0 0 1 rg 0 50 50 50 re f"));
  REQUIRE(reader);
  const auto picture = (*reader)->draw(0, {100, 100});
  REQUIRE(picture);
  const auto at = [&](int x, int y) { return std::vector<int>(pixel(**picture, x, y), pixel(**picture, x, y) + 4); };
  CHECK(at(25, 75) == std::vector{0, 0, 255, 255});  // red, in the lower half
  CHECK(at(25, 25) == std::vector{255, 0, 0, 255});
  CHECK(at(75, 25) == std::vector{255, 255, 255, 255});
}

TEST_CASE("a page is shown as it is turned and cropped") {
  const auto turned = open_pdf("turned.pdf", small_pdf("/MediaBox [0 0 200 100] /Rotate 90", "1 0 0 rg 0 0 200 50 re f"));
  REQUIRE(turned);
  CHECK((*turned)->info()->pages[0] == PageSize{100, 200});
  const auto picture = (*turned)->draw(0, {100, 200});
  REQUIRE(picture);
  CHECK(pixel(**picture, 25, 100)[1] == 0);  // its foot is now at the left
  CHECK(pixel(**picture, 75, 100)[1] == 255);
  const auto cropped = open_pdf("cropped.pdf", small_pdf("/MediaBox [0 0 400 400] /CropBox [100 100 200 300]", "1 0 0 rg 100 100 100 100 re f"));
  REQUIRE(cropped);
  CHECK((*cropped)->info()->pages[0] == PageSize{100, 200});
  const auto part = (*cropped)->draw(0, {100, 200});
  REQUIRE(part);
  CHECK(pixel(**part, 50, 50)[1] == 255);
  CHECK(pixel(**part, 50, 150)[1] == 0);
}

TEST_CASE("pages whose size makes no sense do no harm") {
  for (const char* box : {"/MediaBox [0 0 0 0]", "/MediaBox [0 0 1e30 1e30]", "/MediaBox [5 5 -1000000 7]", "/MediaBox []", ""}) {
    CAPTURE(box);
    leaf_through("odd.pdf", small_pdf(box, "1 0 0 rg 0 0 10 10 re f"), 1);
    const auto reader = open_pdf("odd.pdf", small_pdf(box, ""));
    if (!reader) {
      CHECK(reader.error().code == ErrorCode::kDocumentUnreadable);
      continue;
    }
    const PageSize size = (*reader)->info()->pages[0];
    CHECK(((size == PageSize{}) || (size.width > 0 && size.width <= 1e6 && size.height > 0 && size.height <= 1e6)));
  }
}

TEST_CASE("a document without pages is refused") {
  const auto reader = open_pdf("none.pdf", bytes_of("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"));
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::kDocumentEmpty);
}

TEST_CASE("scripts are not run, and an outline neither leads out nor runs in a circle") {
  const auto reader = open_pdf("odd.pdf", small_pdf("/MediaBox [0 0 100 100]", "",
      "/Outlines 6 0 R /OpenAction <</S/JavaScript/JS(app.alert\\(1\\))>> /Lang (fr/../FR)",
      "6 0 obj<</Type/Outlines/First 7 0 R/Last 8 0 R>>endobj\n"
      "7 0 obj<</Title(Out)/Parent 6 0 R/Next 8 0 R/A<</S/URI/URI(https://example.org)>>>>endobj\n"
      "8 0 obj<</Title(In)/Parent 6 0 R/Next 7 0 R/First 8 0 R/Last 8 0 R/Dest[3 0 R/Fit]>>endobj\n"));
  REQUIRE(reader);
  const DocumentInfo& info = *(*reader)->info();
  REQUIRE(info.outline.size() == 2);
  CHECK(info.outline[0].title == "Out");
  CHECK_FALSE(info.outline[0].page);
  CHECK(info.outline[1].page == 0);
  CHECK(info.language.empty());
  CHECK_FALSE(info.tagged);
}

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
  const auto reader = open_file((*folder / "009-pdflatex-geotopo/GeoTopo-komprimiert.pdf").string());
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
    const auto reader = open_file((*folder / file).string());
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

TEST_CASE("twice the size is twice as sharp, not the same picture enlarged") {
  const auto reader = open_file(kBooklet);
  const PixelSize once = scale_page((*reader)->info()->pages[1], 1);
  const auto small = (*reader)->draw(1, once);
  const auto large = (*reader)->draw(1, {once.width * 2, once.height * 2});
  REQUIRE(small);
  REQUIRE(large);
  CHECK(count_edges(**large) > count_edges(**small) * 3 / 2);
  int unlike = 0;  // in a picture enlarged by repetition each two pixels side by side are the same
  for (int y = 0; y < once.height * 2; ++y) {
    for (int x = 0; x < once.width * 2; x += 2) unlike += pixel(**large, x, y)[1] != pixel(**large, x + 1, y)[1] ? 1 : 0;
  }
  CHECK(unlike > 10'000);
}

TEST_CASE("a page that is not there is an error that names it") {
  const auto reader = open_file(kBooklet);
  for (const int page : {-1, 9, 1'000'000}) {
    const auto picture = (*reader)->draw(page, {100, 100});
    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == ErrorCode::kDocumentPage);
    CHECK(picture.error().found == std::to_string(page + 1));
    CHECK_FALSE((*reader)->read_text(page));
  }
  CHECK_FALSE((*reader)->draw(0, {8193, 8193}));
  CHECK_FALSE((*reader)->draw(0, {0, 10}));
}

TEST_CASE("what is no PDF is refused") {
  for (const std::string& text : {std::string(), std::string("%PDF-1.7"), std::string("PK\3\4 a document"), std::string(5000, 'x')}) {
    const auto reader = open_pdf("a.pdf", bytes_of(text));
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == ErrorCode::kDocumentUnreadable);
    CHECK(reader.error().subject == "a.pdf");
  }
}

TEST_CASE("a booklet that breaks off anywhere is opened as far as it goes, or refused") {
  const SharedBytes whole = load(kBooklet);
  int opened = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    const std::size_t length = whole->size() * i / 50 + i;
    CAPTURE(length);
    opened += leaf_through("a.pdf", std::make_shared<const std::vector<std::byte>>(whole->begin(), whole->begin() + static_cast<std::ptrdiff_t>(length)), 2) ? 1 : 0;
  }
  CHECK(opened == 0);  // its pages stand in compressed objects whose table is at the end
  const std::string plain = text_of_bytes(small_pdf("/MediaBox [0 0 100 100]", "1 0 0 rg 0 0 10 10 re f"));
  for (std::size_t i = 0; i < 50; ++i) opened += leaf_through("a.pdf", bytes_of(plain.substr(0, plain.size() * i / 50)), 1) ? 1 : 0;
  CHECK(opened < 50);
}

TEST_CASE("a document from elsewhere that breaks off anywhere is opened as far as it goes, or refused") {
  const auto folder = test::outside_data("pdf/samples");
  if (!folder) return;
  const SharedBytes whole = load((*folder / "006-pdflatex-outline/pdflatex-outline.pdf").string());
  int opened = 0;
  for (std::size_t i = 1; i <= 50; ++i) {
    opened += leaf_through("a.pdf", std::make_shared<const std::vector<std::byte>>(whole->begin(), whole->begin() + static_cast<std::ptrdiff_t>(whole->size() * i / 50)), 2) ? 1 : 0;
  }
  MESSAGE(opened << " of 50 opened");
  CHECK(opened >= 1);  // the whole one
}

TEST_CASE("a sheet with bytes changed anywhere does no harm") {
  const SharedBytes whole = load(kDemo + "fiches/infirmier.pdf");
  std::uint32_t seed = 7;
  int tried = 0;
  for (; tried < 40; ++tried) {
    auto bytes = *whole;
    for (int i = 0; i < 30; ++i) {
      seed = seed * 1664525u + 1013904223u;
      bytes[seed % bytes.size()] = static_cast<std::byte>(seed >> 24);
    }
    leaf_through("a.pdf", std::make_shared<const std::vector<std::byte>>(std::move(bytes)), 1);
  }
  CHECK(tried == 40);
}

TEST_CASE("poppler's complaints are not printed") {
  const test::ScratchFolder folder("complaints");
  const int before = ::dup(STDERR_FILENO);
  std::FILE* const file = std::fopen((folder / "stderr").c_str(), "w");
  REQUIRE(file != nullptr);
  ::dup2(::fileno(file), STDERR_FILENO);
  const auto no_pdf = open_pdf("a.pdf", bytes_of("%PDF-1.7 broken"));
  leaf_through("a.pdf", small_pdf("/MediaBox [0 0 100 100]", "/Gone Do ( Tj Q Q 1 2 cm /F1 0 Tf"), 1);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  std::fclose(file);
  CHECK(std::filesystem::file_size(folder / "stderr") == 0);
  REQUIRE_FALSE(no_pdf);
  CHECK_FALSE(no_pdf.error().detail.empty());  // they say why instead
}

TEST_CASE("the service can be destroyed while poppler draws a large page") {
  test::Wakes wakes;
  for (int round = 0; round < 3; ++round) {
    DocumentService service(wakes.wake());
    const DocumentId id = service.open(file_resource(kBooklet));
    wakes.until([&] { return test::is_settled(service, id); });
    service.show(service.add_view(), {id, round, {3000, 3000}});
  }
  CHECK(DocumentService::abandoned_threads() == 0);
}

TEST_CASE("documents from elsewhere open or are refused with a reason, and none hangs") {
  const auto folder = test::outside_data("pdf");
  if (!folder) return;
  test::Wakes wakes;
  int opened = 0;
  std::map<std::string, int> refused;
  for (const auto& file : pdfs_in(*folder)) {
    CAPTURE(file.string());
    DocumentService service(wakes.wake());
    const View view = service.add_view();
    const DocumentId id = service.open(file_resource(file.string()));
    service.show(view, {id, 0, {400, 400}});
    wakes.until([&] { return test::is_settled(service, id) && test::is_settled(service, view); });
    const PageShown shown = service.shown(view);
    CHECK((shown.picture != nullptr) != shown.error.has_value());
    if (shown.error) {
      ++refused[std::string(code_name(shown.error->code))];
      CHECK(shown.error->code != ErrorCode::kDocumentSlow);
      CHECK(shown.error->subject == file.string());
      continue;
    }
    ++opened;
    wakes.until([&] { return service.text(id, 0).has_value(); });
  }
  MESSAGE(opened << " opened");
  for (const auto& [code, count] : refused) MESSAGE(code << ": " << count);
  CHECK(opened > 250);
  CHECK(DocumentService::abandoned_threads() == 0);
}

TEST_CASE("of documents from elsewhere that are tagged, most pages are read in the order of their tags") {
  const auto folder = test::outside_data("pdf");
  if (!folder) return;
  int pages = 0, by_tags = 0;
  for (const auto& file : pdfs_in(*folder)) {
    CAPTURE(file.string());
    const auto reader = open_file(file.string());
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

TEST_CASE("a document with a password says so") {
  const auto folder = test::outside_data("pdf/samples/005-libreoffice-writer-password");
  if (!folder) return;
  const auto reader = open_file((*folder / "libreoffice-writer-password.pdf").string());
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::kDocumentEncrypted);
}

TEST_CASE("a document without tags is told from one with tags") {
  const auto folder = test::outside_data("pdf/samples");
  if (!folder) return;
  const auto plain = open_file((*folder / "004-pdflatex-4-pages/pdflatex-4-pages.pdf").string());
  REQUIRE(plain);
  CHECK_FALSE((*plain)->info()->tagged);
  CHECK((*plain)->info()->language.empty());
}

TEST_CASE("the first page of a guide of 61 pages is there before one has looked up") {
  const auto folder = test::outside_data("pdf/guides-fr");
  if (!folder) return;
  test::Wakes wakes;
  DocumentService service(wakes.wake());
  const View view = service.add_view();
  const auto begin = std::chrono::steady_clock::now();
  const DocumentId id = service.open(file_resource((*folder / "guide-integrateur.pdf").string()));
  service.show(view, {id, 0, {1366, 768}});
  wakes.until([&] { return test::is_settled(service, view); });
  const auto took = std::chrono::steady_clock::now() - begin;
  MESSAGE("first page after " << std::chrono::duration<double, std::milli>(took).count() << " ms");
  CHECK(service.shown(view).picture != nullptr);
  REQUIRE(service.state(id).info);
  CHECK(service.state(id).info->pages.size() == 61);
  service.search(id, "accessibilité");
  wakes.until([&] { return service.found(id).finished; });
  CHECK(service.found(id).pages_searched == 61);
  CHECK(service.found(id).pages_unread == 0);
  CHECK(service.found(id).hits == 8);  // as many as pdftotext and grep find
}
