// SPDX-License-Identifier: GPL-3.0-or-later
// The list of a kit's documents, its texts, and copies of them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "kits/manifest_reader.h"
#include "player/app/document_list.h"
#include "player/app/hand_out.h"
#include "player/app/large_print.h"
#include "tests/support/test_data.h"

using namespace mallette;
namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = R"(format = 1
[kit]
id = "fr.example.documents"
title = "Documents"
version = "1"
language = "fr"
[[booklet]]
title = "Livret"
path = "livret.pdf"
[[sheet]]
title = "Police"
path = "police.pdf"
audiences = ["police-municipale"]
restricted = true
[[sheet]]
title = "Infirmier"
path = "infirmier.pdf"
easy = "infirmier-falc.pdf"
audiences = ["infirmier"]
[[template]]
title = "Attestation"
path = "attestation.odt"
note = "notice.pdf"
[[letter]]
title = "Lettre"
path = "lettre.pdf"
[[plan]]
id = "p"
title = "Plan"
[[plan.step]]
type = "case"
title = "Cas"
question = "Que faites-vous ?"
document = "cas.pdf"
)";

std::vector<app::KitDocument> listed(const std::vector<std::string>& in_room) {
  const auto read = kits::read_manifest(kManifest, "kit.toml");
  REQUIRE_MESSAGE(read, to_log_line(read.error()));
  const auto words = language::Catalogue::load(language::Language::kEnglish, MALLETTE_TRANSLATIONS_DIR);
  REQUIRE(words);
  return app::documents_of(read->manifest, in_room, *words);
}

std::vector<std::string> entries(const std::vector<app::KitDocument>& documents) {
  std::vector<std::string> all;
  for (const auto& document : documents) all.push_back(document.line.entry);
  return all;
}

Resource bytes_of(const std::string& text) {
  auto bytes = std::make_shared<std::vector<std::byte>>();
  for (const char c : text) bytes->push_back(static_cast<std::byte>(c));
  return memory_resource("kit", bytes);
}

std::string whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("every document of a kit is listed, the sheets of those in the room first") {
  const std::vector<std::string> rest = {"livret.pdf", "police.pdf", "attestation.odt", "notice.pdf", "lettre.pdf", "cas.pdf"};
  std::vector<std::string> expected = {"infirmier.pdf", "infirmier-falc.pdf"};
  expected.insert(expected.end(), rest.begin(), rest.end());
  const auto documents = listed({"infirmier"});
  CHECK(entries(documents) == expected);
  CHECK(documents[0].line.for_room);
  CHECK(documents[1].line.easy);
  CHECK_FALSE(documents[2].line.for_room);
  CHECK(entries(listed({})).front() == "livret.pdf");
}

TEST_CASE("what is restricted, and what can only be handed out, is marked") {
  for (const auto& document : listed({})) {
    CHECK(document.line.restricted == (document.line.entry == "police.pdf"));
    CHECK(document.line.can_be_read == (document.line.entry != "attestation.odt"));
  }
}

TEST_CASE("the kit's own text: paragraphs are joined, headings of Markdown known, items apart") {
  bool cut = true;
  const auto lines = app::lines_of_text("# Titre\n\nUne phrase\nsur deux lignes, en **gras**.\n{: .chapeau}\n- un\n- deux\n", true, 1000, cut);
  CHECK_FALSE(cut);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].heading == 1);
  CHECK(lines[0].words == "Titre");
  CHECK(lines[1].words == "Une phrase sur deux lignes, en gras.");
  CHECK(lines[3].words == "• deux");
  CHECK(lines[3].item == 1);
}

TEST_CASE("the kit's own text: pictures by what is said of them, rows of tables, quotes, links and emphasis as words") {
  bool cut = false;
  const auto lines = app::lines_of_text("![Une salle : *Nadia* attend.](images/a.jpg)\n| Numéro | Pour qui |\n| --- | :-: |\n| **3919** | Écoute |\n\n> Vous pouvez\n> sortir.\n\n"
                                        "*À observer :* 2 * 3 et [le site](https://example.org).\n1. un\n   suite\n  - dessous\n", true, 1000, cut);
  REQUIRE(lines.size() == 7);
  CHECK(lines[0].figure);
  CHECK(lines[0].words == "Une salle : Nadia attend.");
  CHECK(lines[1].words == "Numéro · Pour qui");
  CHECK(lines[2].words == "3919 · Écoute");
  CHECK(lines[3].words == "Vous pouvez sortir.");
  CHECK(lines[4].words == "À observer : 2 * 3 et le site (https://example.org).");
  CHECK(lines[5].words == "1. un suite");
  CHECK(lines[5].item == 1);
  CHECK(lines[6].words == "• dessous");
  CHECK(lines[6].item == 2);
  CHECK(app::lines_of_text("- un\n* deux *\n", false, 1000, cut).front().words == "- un");
}

TEST_CASE("a text that is too long is cut between two characters, and says so") {
  bool cut = false;
  const auto lines = app::lines_of_text("ééé", false, 3, cut);
  CHECK(cut);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].words == "é");
}

TEST_CASE("a copy has the same bytes, and where its name is taken, a number is added and nothing is touched") {
  test::ScratchFolder folder("hand-out");
  const std::string content = std::string("%PDF\0\n", 6) + std::string(3'000'000, 'x');
  const std::vector<app::CopyOrder> orders = {{bytes_of(content), "fiche.pdf"}};
  const auto first = app::copy_out(orders, folder.path().generic_string());
  REQUIRE_MESSAGE(first, to_log_line(first.error()));
  CHECK(whole(first->front()) == content);
  { std::ofstream(first->front(), std::ios::binary) << "mine"; }
  const auto second = app::copy_out(orders, folder.path().generic_string());
  REQUIRE(second);
  CHECK(fs::path(second->front()).filename() == "fiche (2).pdf");
  CHECK(whole(second->front()) == content);
  CHECK(whole(first->front()) == "mine");
}

TEST_CASE("a copy to be opened outside cannot be written to") {
  test::ScratchFolder folder("read-only");
  const auto copies = app::copy_out({{bytes_of("x"), "a.pdf"}}, (folder.path() / "copies").generic_string(), app::CopyLook::kReadOnly);
  REQUIRE(copies);
  CHECK((fs::status(copies->front()).permissions() & fs::perms::owner_write) == fs::perms::none);
}

TEST_CASE("what cannot be written is told, and leaves nothing half done") {
  const auto nowhere = app::copy_out({{bytes_of("x"), "a.pdf"}}, "/dev/null/folder");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == ErrorCode::kFileUnwritable);
  CHECK_FALSE(nowhere.error().detail.empty());
  test::ScratchFolder folder("broken-source");
  const Resource broken{"kit", [] { return Result<std::unique_ptr<ByteSource>>(fail({.code = ErrorCode::kEntryDamaged, .subject = "a.pdf"})); }};
  const auto failed = app::copy_out({{broken, "a.pdf"}}, folder.path().generic_string());
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::kEntryDamaged);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("text by tags: headings, items with a mark of their own or one that is given, and what stands for pictures") {
  using documents::BlockKind;
  bool cut = true;
  const auto lines = app::lines_of_blocks({{BlockKind::kHeading, 2, "Écouter"}, {BlockKind::kItem, 1, "un"}, {BlockKind::kItem, 2, "2. deux"}, {BlockKind::kItem, 1, "Évaluer"}, {BlockKind::kFigure, 0, ""}}, 1000, cut);
  CHECK_FALSE(cut);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].heading == 2);
  CHECK(lines[1].words == "• un");
  CHECK(lines[2].words == "2. deux");
  CHECK(lines[2].item == 2);
  CHECK(lines[3].words == "• Évaluer");
  CHECK(lines[4].figure);
  CHECK(app::lines_of_blocks({{BlockKind::kParagraph, 0, "trop long"}}, 3, cut).empty());
  CHECK(cut);
}

TEST_CASE("in large print a document keeps its order, and says what is missing") {
  const auto words = language::Catalogue::load(language::Language::kEnglish, MALLETTE_TRANSLATIONS_DIR);
  REQUIRE(words);
  documents::PageText first;
  first.text = "Écouter <b>";
  first.blocks = {{documents::BlockKind::kHeading, 1, "Écouter <b>"}, {documents::BlockKind::kItem, 1, "un"}, {documents::BlockKind::kItem, 1, "deux"}, {documents::BlockKind::kFigure, 0, ""}};
  first.fields = {{.name = "Nom", .value = "Dupont"}};
  first.links = {{.box = {}, .page = {}, .address = "https://example.org", .words = {}}};
  const documents::PageText pictures_only;
  app::LargePrint print{.title = "Fiche", .language = "fr-FR", .pages = {app::large_print_page(first), app::large_print_page(pictures_only)}};
  const std::string html = report::write_html(app::large_print(print, *words));
  const auto holds = [&](const char* part) { return html.find(part) != std::string::npos; };
  CHECK(holds("<html lang=\"fr\" class=\"large\">"));
  CHECK(holds("<h2>Écouter &lt;b&gt;</h2>"));
  CHECK(holds("<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"));
  CHECK(holds("[A picture that nothing describes.]"));
  CHECK(holds("<li>Nom: Dupont</li>"));
  CHECK(holds("<li>https://example.org</li>"));
  CHECK(holds("Page 2"));
  CHECK(holds("only pictures"));
  CHECK_FALSE(holds("worked out"));
  documents::PageText untagged;
  untagged.text = "sans balises";
  print.pages = {app::large_print_page(untagged)};
  CHECK(report::write_html(app::large_print(print, *words)).find("The order of this text") != std::string::npos);
  print.pages.push_back(app::large_print_page(first));
  CHECK(report::write_html(app::large_print(print, *words)).find("The order of this text") == std::string::npos);
  CHECK(report::write_html(app::large_print(print, *words)).find("The order of this page’s text") != std::string::npos);
  CHECK(app::large_print_name("livret/livret.pdf", *words) == "livret (large print).html");
}
