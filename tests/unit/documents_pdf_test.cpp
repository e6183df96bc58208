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
#include "tests/support/pdf_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::documents;
using namespace mallette::test;

namespace {

std::size_t count_ink(const PagePicture& picture) {
  std::size_t ink = 0;
  for (std::size_t i = 0; i < picture.bgra.size(); i += 4) ink += picture.bgra[i + 1] < 128 ? 1 : 0;
  return ink;
}

/// How often one pixel is dark and the next is light.
int count_edges(const PagePicture& picture) {
  int edges = 0;
  for (int y = 0; y < picture.size.height; ++y) {
    for (int x = 1; x < picture.size.width; ++x) edges += std::abs(pixel(picture, x, y)[1] - pixel(picture, x - 1, y)[1]) > 128 ? 1 : 0;
  }
  return edges;
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
    CAPTURE(file.generic_string());
    const auto reader = open_file(file.generic_string());
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
  const SharedBytes whole = load((*folder / "006-pdflatex-outline/pdflatex-outline.pdf").generic_string());
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
    CAPTURE(file.generic_string());
    DocumentService service(wakes.wake());
    const View view = service.add_view();
    const DocumentId id = service.open(file_resource(file.generic_string()));
    service.show(view, {id, 0, {400, 400}});
    wakes.until([&] { return test::is_settled(service, id) && test::is_settled(service, view); });
    const PageShown shown = service.shown(view);
    CHECK((shown.picture != nullptr) != shown.error.has_value());
    if (shown.error) {
      ++refused[std::string(code_name(shown.error->code))];
      CHECK(shown.error->code != ErrorCode::kDocumentSlow);
      CHECK(shown.error->subject == file.generic_string());
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

TEST_CASE("a document with a password says so") {
  const auto folder = test::outside_data("pdf/samples/005-libreoffice-writer-password");
  if (!folder) return;
  const auto reader = open_file((*folder / "libreoffice-writer-password.pdf").generic_string());
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::kDocumentEncrypted);
}

TEST_CASE("a document without tags is told from one with tags") {
  const auto folder = test::outside_data("pdf/samples");
  if (!folder) return;
  const auto plain = open_file((*folder / "004-pdflatex-4-pages/pdflatex-4-pages.pdf").generic_string());
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
  const DocumentId id = service.open(file_resource((*folder / "guide-integrateur.pdf").generic_string()));
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
