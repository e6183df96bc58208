// SPDX-License-Identifier: GPL-3.0-or-later
// The kit's documents in the whole program, in memory: read, searched, brought to the wall, handed out.
#include <doctest/doctest.h>

#include <filesystem>

#include "player/app/document_desk.h"
#include "tests/support/kit_files.h"
#include "tests/support/program_stand.h"
#include "tests/support/test_data.h"

using namespace mallette;
namespace fs = std::filesystem;

namespace {

constexpr render::Size kWall{640, 360}, kDesk{1366, 768};

struct Run {
  explicit Run(render::Size desk = kDesk, std::optional<storage::StateFolder> folder = {}) : screens(kWall, desk), stand(screens, std::move(folder)) {
    stand.work->open_outside = [this](const std::string& path) {
      opened.push_back(path);
      return can_open;
    };
  }
  app::ProgramReport follow(const std::string& kit, const std::string& script, std::vector<std::string> audiences = {}) {
    return test::run_well(stand, test::session_of(kit, script, {.plan_id = {}, .audiences = std::move(audiences), .needs = {.captions = true, .sign = false, .description = false}}));
  }

  app::MemoryScreens screens;
  std::vector<std::string> opened;
  bool can_open = true;
  test::Stand stand;
};

const std::string kDemo = std::string(MALLETTE_SOURCE_DIR) + "/kits/demo";

storage::StateFolder state_in(const test::ScratchFolder& scratch) {
  auto folder = storage::StateFolder::open((scratch.path() / "state").generic_string());
  REQUIRE(folder);
  return *folder;
}

/// Of the wall's middle, where a page is paper: the share of its pixels that are nearly white.
double paper(app::Stage& wall) {
  const auto picture = wall.capture();
  REQUIRE(picture);
  std::size_t white = 0, all = 0;
  for (std::size_t i = 0; i + 3 < picture->bgra.size(); i += 4, ++all) white += picture->bgra[i] > 240 && picture->bgra[i + 1] > 240 && picture->bgra[i + 2] > 240 ? 1 : 0;
  return static_cast<double>(white) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("a document of the demonstration kit is read, searched, brought to the wall and taken off") {
  Run run;
  run.follow(kDemo, R"(
key D
expect heading "Documents of the kit"
expect heading "For the people in the room"
expect text "Reference sheet · 1 page"
press list-item "Fiche réflexe : infirmières et infirmiers"
expect text "Page 1 of 1, Fiche"
expect no room "Fiche réflexe"
key Ctrl+F
type "violences"
expect text "Result 1 of"
press button "Show page 1 to the room"
expect room "infirmières et infirmiers"
expect text "On the wall: “Fiche"
expect no room "violences"
wait 0.5
expect room "infirmières et infirmiers"
)", {"infirmier"});
  CHECK(paper(run.screens.room()) > 0.1);
  Run off;
  off.follow(kDemo, R"(
key D
press list-item "Fiche réflexe : infirmières et infirmiers"
press button "Show page 1 to the room"
expect room "infirmières et infirmiers"
press button "Take it off the wall"
expect no room "Fiche réflexe"
press button "Back to the session"
expect no heading "Documents of the kit"
wait 0.5
expect no room "Fiche"
)", {"infirmier"});
  CHECK(paper(off.screens.room()) < 0.1);
}

TEST_CASE("the clicker turns the pages of what is on the wall while another page is read at the desk") {
  Run run;
  run.follow(kDemo, R"(
key D
press list-item "Diaporama de la séance"
press button "Show page 1 to the room"
expect status "Page 1 of 4"
next
expect status "Page 2 of 4"
expect image "Page 1 of 4, Diaporama de la séance"
key Right
expect image "Page 2 of 4, Diaporama de la séance"
key Escape
expect no image "Page 2 of 4, Diaporama de la séance"
expect button "Take it off the wall"
)");
}

TEST_CASE("as text, a page's words and the kit's own text are in the tree") {
  Run run;
  run.follow(kDemo, R"(
key D
press list-item "Fiche réflexe : infirmières et infirmiers"
press toggle "As text"
expect text "This is the text that the kit gives"
press toggle "The kit’s own text"
expect no text "This is the text that the kit gives"
expect text "violences"
)");
}

TEST_CASE("a copy is saved with the same bytes, beside what is there, and one is opened outside") {
  test::ScratchFolder scratch("documents-run");
  const test::Path to = scratch.path() / "key";
  fs::create_directories(to);
  Run run(kDesk, state_in(scratch));
  run.follow(kDemo, R"(
key D
press list-item "Fiche réflexe : infirmières et infirmiers"
key Ctrl+P
press button "Save a copy in a folder"
expect dialog "Choose a folder"
key Tab
type ")" + to.generic_string() + R"("
press button "Go there"
expect text ")" + to.generic_string() + R"("
press button "Save here"
expect text "The copy lies here"
press button "Hand out a copy"
press button "Open it in this computer’s reader, to print it"
expect text "copies/infirmier.pdf"
)");
  const std::string original = test::whole_file(kDemo + "/fiches/infirmier.pdf");
  CHECK(test::whole_file(utf8(to / "infirmier.pdf")) == original);
  REQUIRE(run.opened.size() == 1);
  CHECK(test::whole_file(run.opened.front()) == original);
}

TEST_CASE("where no copies are allowed, nothing of the kit is written or opened outside, by no way") {
  test::ScratchFolder scratch("documents-policy");
  test::write_file(scratch.path() / "policy.toml", "copies = false\n");
  Run run(kDesk, state_in(scratch));
  run.stand.work->policy = policy::InForce::read({.machine = scratch / "policy.toml", .key = {}});
  REQUIRE_FALSE(run.stand.work->policy.copies());
  run.follow(kDemo, R"(
key D
expect no button "Hand out several documents"
expect text "Your IT department allows no copies of what is in a kit"
press list-item "Fiche réflexe : infirmières et infirmiers"
expect no button "Hand out a copy"
expect text "Your IT department allows no copies of what is in a kit"
)");
  const auto kit = run.stand.work->policy.open_kit(kDemo);
  REQUIRE(kit);
  views::DocumentsState state;
  app::DocumentDesk desk(*run.stand.work, *kit, {}, state);
  const std::string entry = "fiches/infirmier.pdf";
  for (const views::Order& order : {views::Order(views::order::SaveDocument{entry}), views::Order(views::order::SaveLargePrint{entry}),
                                    views::Order(views::order::SaveDocumentsFor{{}, views::order::HandOutAs::kCopies}), views::Order(views::order::OpenOutside{entry})}) {
    run.stand.work->forget_messages();
    CHECK(desk.take(order));
    views::DocumentsModel model;
    desk.fill(model);
    CHECK_FALSE(model.browser);
    CHECK_FALSE(model.copying);
    CHECK(run.stand.work->latest_message().find("allows no copies") != std::string::npos);
  }
  CHECK(run.opened.empty());
  CHECK_FALSE(fs::exists(scratch.path() / "state" / "copies"));
}

TEST_CASE("on an only screen documents are read once it is said that nobody sees it, and showing one shows the wall") {
  Run run({0, 0});
  run.follow(kDemo, R"(
key D
expect dialog "Can the room see this screen?"
press button "This screen is not projected"
expect heading "Documents of the kit"
press list-item "Diaporama de la séance"
press button "Show page 1 to the room"
expect no heading "Documents of the kit"
expect room "Diaporama de la séance"
next
next
next
next
expect no room "Diaporama de la séance"
)");
}

TEST_CASE("a page is pinned by its key, opened from the desk, and unpinned the same way") {
  Run run;
  run.follow(kDemo, R"(
key D
press list-item "Diaporama de la séance"
key Right
key P
expect button "No longer at hand for this step"
press button "Back to the session"
expect heading "Pages at hand"
press button "Diaporama de la séance, page 2"
expect image "Page 2 of 4, Diaporama de la séance"
expect no room "Diaporama de la séance"
key P
press button "Back to the session"
expect no heading "Pages at hand"
)");
}

TEST_CASE("thumbnails of the pages are drawn, and one of them is gone to") {
  Run run;
  run.follow(kDemo, R"(
key D
press list-item "Diaporama de la séance"
expect list-item "Page 4"
press list-item "Page 4"
expect image "Page 4 of 4, Diaporama de la séance"
)");
}

TEST_CASE("as text, the booklet follows its tags") {
  Run run;
  run.follow(kDemo, R"(
key D
press list-item "Livret d’accompagnement"
press toggle "As text"
press toggle "The kit’s own text"
key Right
expect no text "worked out from the page"
expect heading "Ce que contient la mallette"
)");
}

TEST_CASE("before the session, documents are read from its start, and handed out in large print") {
  test::ScratchFolder scratch("documents-start");
  const test::Path to = scratch.path() / "key";
  fs::create_directories(to);
  Run run(kDesk, state_in(scratch));
  test::run_well(run.stand, test::ordered(kDemo, R"(
press button "Documents of the kit"
expect heading "Documents of the kit"
expect no text "On the wall"
press list-item "Diaporama de la séance"
expect image "Page 1 of 4, Diaporama de la séance"
expect no button "Show page 1 to the room"
key Ctrl+P
press button "Save it in large print, as a web page"
expect dialog "Choose a folder"
key Tab
type ")" + to.generic_string() + R"("
press button "Go there"
expect text ")" + to.generic_string() + R"("
press button "Save here"
expect text "The copy lies here"
key Escape
expect button "Begin without checking"
key D
expect heading "Diaporama de la séance"
press button "Back to the start of the session"
expect button "Begin without checking"
)"));
  const std::string html = test::whole_file(utf8(to / "diaporama (large print).html"));
  CHECK(html.find("class=\"large\"") != std::string::npos);
  CHECK(html.find("Page 4") != std::string::npos);
  CHECK(html.find("<h2>") != std::string::npos);
}

TEST_CASE("all the documents of a kit are handed out in large print, what cannot be read as it is") {
  test::ScratchFolder scratch("documents-large");
  const test::Path to = scratch.path() / "key";
  fs::create_directories(to);
  Run run(kDesk, state_in(scratch));
  test::run_well(run.stand, test::ordered(kDemo, R"(
press button "Documents of the kit"
press button "Hand out several documents"
press toggle "In large print, as web pages"
press button "All the documents of the kit"
expect dialog "Choose a folder"
key Tab
type ")" + to.generic_string() + R"("
press button "Go there"
expect text ")" + to.generic_string() + R"("
press button "Save here"
expect text "copies lie in"
)"));
  std::size_t pages = 0, others = 0;
  for (const auto& file : fs::directory_iterator(to)) {
    const bool page = file.path().extension() == ".html";
    (page ? pages : others) += 1;
    if (page) CHECK(test::whole_file(utf8(file.path())).find("class=\"large\"") != std::string::npos);
    else CHECK(file.path().extension() != ".pdf");
  }
  CHECK(pages >= 5);
  CHECK(others >= 1);
}

TEST_CASE("every PDF of the outside data opens in the view, or is refused with a reason") {
  const auto data = test::outside_data("pdf");
  if (!data) return;
  test::ScratchFolder scratch("documents-outside");
  std::ofstream manifest(std::filesystem::path(scratch.path() / "kit.toml"));
  manifest << "format = 1\n[kit]\nid = \"fr.example.all\"\ntitle = \"All\"\nversion = \"1\"\nlanguage = \"fr\"\n";
  int count = 0;
  for (const auto& file : fs::recursive_directory_iterator(*data)) {
    if (file.path().extension() != ".pdf") continue;
    const std::string name = std::to_string(count++) + ".pdf";
    fs::copy_file(file.path(), scratch.path() / name);
    manifest << "[[sheet]]\npath = \"" << name << "\"\ntitle = \"" << name << "\"\n";
  }
  manifest.close();
  REQUIRE(count > 0);
  const auto kit = kits::Kit::open(scratch.path().generic_string());
  REQUIRE_MESSAGE(kit, to_log_line(kit.error()));
  Run run;
  views::DocumentsState state;
  state.open = true;
  app::DocumentDesk desk(*run.stand.work, *kit, {}, state);
  views::DocumentsModel model;
  const auto known = [&] {
    desk.update();
    desk.fill(model);
    return std::ranges::count_if(model.lines, [](const views::DocumentLine& line) { return line.pages || !line.fault.empty(); });
  };
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(3);
  while (known() < count && std::chrono::steady_clock::now() < limit) run.stand.driver.wait_until(run.stand.driver.clock().now() + std::chrono::milliseconds(10));
  CHECK(known() == count);
  const auto readable = std::ranges::count_if(model.lines, [](const views::DocumentLine& line) { return line.pages.value_or(0) > 0; });
  MESSAGE(readable, " of ", count, " open, the others say why not");
  CHECK(readable > 0);
}
