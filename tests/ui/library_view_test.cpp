// SPDX-License-Identifier: GPL-3.0-or-later
// The library and the file dialog, led by keys and by role and name.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "tests/ui/start_samples.h"
#include "tests/ui/view_screen.h"

using namespace mallette;
using namespace mallette::views;
using accessibility::Node;
using accessibility::Role;
using accessibility::State;
using test::ViewScreen;
using Outcome = ui::Interface::Outcome;

namespace {

/// A library that is not moved: its screen looks into it.
struct Library {
  Library(const Library&) = delete;
  explicit Library(LibraryModel from) : model(std::move(from)) {}
  LibraryModel model;
  LibraryState state;
  std::optional<BrowserModel> browser;
  language::Catalogue words = test::french();
  ViewScreen screen{[this](ui::Frame& frame, Orders& orders) {
    library_view(frame, words, model, state, orders);
    if (browser) browser_dialog(frame, words, *browser, state, orders);
  }};

  std::vector<std::string> cards() {
    std::vector<std::string> names;
    for (const Node& node : screen.tree().nodes()) {
      const Node* region = screen.tree().region_of(node);
      const bool is_card = node.role == Role::kButton && region != nullptr && region->name == "Kits";
      if (is_card && node.name != "Montrer tous les kits") names.push_back(node.name);
    }
    return names;
  }
  /// Of the session of this kit.
  const Node& button_of(std::string_view name, std::string_view kit) {
    const auto found = screen.tree().named(Role::kButton, name);
    const auto of_kit = std::ranges::find(found, kit, &Node::description);
    REQUIRE(of_kit != found.end());
    return **of_kit;
  }
};

}  // namespace

TEST_CASE("a kit's card opens it, and says what the kit holds") {
  Library library(test::sample_library());
  const auto found = library.screen.tree().named(Role::kButton, "Accueillir la parole");
  REQUIRE(found.size() == 1);
  CHECK(found.front()->description ==
        "Sous-titres · LSF · Audiodescription. 1\u00A0film · 2\u00A0min · 2\u00A0fiches. Le projet Mallette. "
        "À côté du programme");
  CHECK(library.screen.press(Role::kButton, "Accueillir la parole") == Outcome::kDone);
  const auto orders = library.screen.take_orders();
  REQUIRE(orders.size() == 1);
  CHECK(std::get<order::OpenKit>(orders.front()).path == test::demo_kit().path());
}

TEST_CASE("a card is reached by Tab and opened by Enter") {
  Library library(test::sample_library());
  REQUIRE(library.screen.tab_to(Role::kButton, "ÉLISA"));
  library.screen.key("Enter");
  CHECK(library.screen.taken<order::OpenKit>().at(0).path == "/media/elisa.mallette");
}

TEST_CASE("a kit that cannot be opened is shown with the reason, under the name of its file") {
  Library library(test::sample_library());
  const auto found = library.screen.tree().named(Role::kButton, "Bref on est.mallette");
  REQUIRE(found.size() == 1);
  CHECK(found.front()->description.starts_with("Ce fichier est incomplet"));
}

TEST_CASE("two kits of one title are told apart by where they lie") {
  LibraryModel model;
  model.kits = {{.path = "/a/anna.mallette", .title = "ANNA"}, {.path = "/b/anna.mallette", .title = "ANNA"}};
  Library library(model);
  CHECK(library.cards() == std::vector<std::string>{"ANNA (/a/anna.mallette)", "ANNA (/b/anna.mallette)"});
  library.screen.press(Role::kButton, "ANNA (/b/anna.mallette)");
  CHECK(library.screen.taken<order::OpenKit>().at(0).path == "/b/anna.mallette");
}

TEST_CASE("the search narrows the kits, without regard to case and accents, and can be taken back") {
  Library library(test::sample_library());
  REQUIRE(library.cards().size() == 5);
  library.screen.ui().focus(library_search());
  library.screen.redraw();
  REQUIRE(library.screen.tree().focused()->role == Role::kTextField);
  library.screen.type("elisa");
  CHECK(library.cards() == std::vector<std::string>{"ÉLISA"});
  CHECK(library.screen.tree().shows("1 kit trouvé"));
  library.screen.type(" marthe");
  CHECK(library.cards().empty());
  CHECK(library.screen.tree().shows("Aucun kit ne correspond à « elisa marthe »."));
  library.screen.press(Role::kButton, "Montrer tous les kits");
  CHECK(library.cards().size() == 5);
  library.state.search = "MIPROF usb";
  library.screen.redraw();
  CHECK(library.cards() == std::vector<std::string>{"ANNA", "ÉLISA"});
}

TEST_CASE("a saved session is taken up again, one whose kit is gone says where that lay") {
  Library library(test::sample_library());
  const Node& there = library.button_of("Reprendre", "Accueillir la parole");
  library.screen.ui().perform(there.id, accessibility::NodeAction::kPress);
  library.screen.redraw();
  CHECK(library.screen.taken<order::TakeUp>().at(0).kit_id == "fr.mallette.demo.accueillir");
  CHECK(library.button_of("Reprendre", "LILIA").is(State::kDisabled));
  CHECK(library.screen.tree().shows("/media/CLE-FORMATION/kits/lilia.mallette"));
}

TEST_CASE("forgetting a session asks first, and neither Enter nor Escape forgets it") {
  Library library(test::sample_library());
  const auto ask = [&] {
    library.screen.ui().perform(library.button_of("Oublier cette séance", "LILIA").id,
                                accessibility::NodeAction::kPress);
    library.screen.redraw();
    REQUIRE(library.screen.tree().modal() != nullptr);
    CHECK(library.screen.focused() == "Garder la séance");
  };
  ask();
  library.screen.key("Enter");
  CHECK(library.screen.tree().modal() == nullptr);
  ask();
  library.screen.key("Escape");
  CHECK(library.screen.tree().modal() == nullptr);
  CHECK(library.screen.take_orders().empty());
  ask();
  library.screen.press(Role::kButton, "Oublier");
  CHECK(library.screen.taken<order::Forget>().at(0).kit_id == "fr.exemple.lilia");
  CHECK(library.screen.tree().modal() == nullptr);
}

TEST_CASE("a session that is gone while it is asked about takes the question with it") {
  Library library(test::sample_library());
  library.state.forgetting = "fr.exemple.lilia";
  library.screen.redraw();
  REQUIRE(library.screen.tree().modal() != nullptr);
  library.model.saved.clear();
  library.screen.redraw();
  CHECK(library.screen.tree().modal() == nullptr);
  CHECK_FALSE(library.state.forgetting.has_value());
}

TEST_CASE("the buttons at the top ask for the file dialog, the keys and the settings") {
  Library library(test::sample_library());
  library.screen.press(Role::kButton, "Ouvrir un kit…");
  CHECK(library.screen.taken<order::Browse>().at(0).folder.empty());
  library.screen.press(Role::kButton, "Touches");
  library.screen.press(Role::kButton, "Réglages");
  CHECK(library.screen.taken<ui::Action>() == std::vector{ui::Action::kKeys, ui::Action::kSettings});
}

TEST_CASE("an empty library says what to do, the first start says no more than there is") {
  Library library({.first_start = true});
  CHECK(library.screen.tree().shows("Aucun kit n’a été trouvé"));
  CHECK(library.screen.tree().shows("F1 montre toutes les touches"));
  CHECK_FALSE(library.screen.tree().shows("F7"));
  library.screen.press(Role::kButton, "Faire entendre un son");
  CHECK(library.screen.taken<order::TestSound>().size() == 1);
  library.model.scanning = true;
  library.screen.redraw();
  CHECK_FALSE(library.screen.tree().shows("Aucun kit n’a été trouvé"));
  CHECK(library.screen.tree().shows("Recherche de kits"));
}

TEST_CASE("what went wrong last is announced at once") {
  LibraryModel model = test::sample_library();
  model.message = "Ce fichier n’est pas un kit.";
  Library library(model);
  const auto found = library.screen.tree().named(Role::kStatus, model.message);
  REQUIRE(found.size() == 1);
  CHECK(found.front()->live == accessibility::Live::kAssertive);
}

TEST_CASE("a kit is found and opened in the file dialog by keyboard alone") {
  Library library(test::sample_library());
  REQUIRE(library.screen.tab_to(Role::kButton, "Ouvrir un kit…"));
  library.screen.key("Space");
  REQUIRE(library.screen.taken<order::Browse>().size() == 1);
  library.browser = test::sample_places();
  library.screen.redraw();
  CHECK(library.screen.focused() == "Dossier personnel");
  library.screen.key("Down");
  library.screen.key("Down");
  library.screen.key("Enter");
  CHECK(library.screen.taken<order::Browse>().at(0).folder == "/media/CLE-FORMATION");
  // The stick is slow: nothing to choose from for a while.
  library.browser = BrowserModel{.folder = "/media/CLE-FORMATION", .parent = "", .reading = true};
  library.screen.redraw();
  CHECK(library.screen.tree().shows("Lecture du dossier…"));
  library.browser = test::sample_folder();
  library.screen.redraw();
  CHECK(library.screen.focused() == "Élèves gendarmes");
  for (int i = 0; i < 3; ++i) library.screen.key("Down");
  CHECK(library.screen.focused() == "anna.mallette");
  library.screen.key("Enter");
  CHECK(library.screen.taken<order::OpenKit>().at(0).path ==
        "/media/CLE-FORMATION/Séances de l’été/anna.mallette");
  library.browser.reset();
  library.screen.redraw();
  CHECK(library.screen.focused() == "Ouvrir un kit…");
}

TEST_CASE("going up, focus comes to the folder that was left") {
  Library library(test::sample_library());
  library.browser = BrowserModel{.folder = "/media/CLE/kits", .parent = "/media/CLE"};
  library.screen.redraw();
  library.screen.press(Role::kButton, "Dossier parent");
  CHECK(library.screen.taken<order::Browse>().at(0).folder == "/media/CLE");
  using Kind = BrowserEntry::Kind;
  library.browser = BrowserModel{.folder = "/media/CLE",
                                 .entries = {{"autres", "/media/CLE/autres", Kind::kFolder},
                                             {"kits", "/media/CLE/kits", Kind::kFolder},
                                             {"lettres", "/media/CLE/lettres", Kind::kFolder}}};
  library.screen.redraw();
  CHECK(library.screen.focused() == "kits");
}

TEST_CASE("Escape and the button close the file dialog, a typed path is asked for by Enter") {
  Library library(test::sample_library());
  library.browser = test::sample_folder();
  library.screen.redraw();
  library.screen.key("Escape");
  CHECK(library.screen.taken<order::CloseBrowser>().size() == 1);
  library.screen.press(Role::kButton, "Fermer");
  CHECK(library.screen.taken<order::CloseBrowser>().size() == 1);
  REQUIRE(library.screen.tab_to(Role::kTextField, "Ou saisir le chemin d’un dossier ou d’un kit"));
  library.screen.key("Enter");
  CHECK(library.screen.take_orders().empty());
  library.screen.type("/srv/kits/été.mallette");
  library.screen.key("Enter");
  CHECK(library.screen.taken<order::OpenTyped>().at(0).path == "/srv/kits/été.mallette");
  library.screen.press(Role::kButton, "Tous les emplacements");
  CHECK(library.screen.taken<order::Browse>().at(0).folder.empty());
}

TEST_CASE("a film opens like a kit, a name too long for its line is whole in the tree") {
  Library library(test::sample_library());
  library.browser = test::sample_folder();
  library.screen.redraw();
  library.screen.press(Role::kListItem, "elisa.mp4");
  CHECK(library.screen.taken<order::OpenKit>().at(0).path ==
        "/media/CLE-FORMATION/Séances de l’été/elisa.mp4");
  const std::string& name = library.browser->entries[4].name;
  REQUIRE(name.size() > 120);
  const auto found = library.screen.tree().named(Role::kListItem, name);
  REQUIRE(found.size() == 1);
  CHECK(found.front()->description == "Kit · 1,2 Go");
}

TEST_CASE("two drives of one name are told apart") {
  Library library(test::sample_library());
  using Kind = BrowserEntry::Kind;
  library.browser = BrowserModel{.entries = {{"KINGSTON", "/media/KINGSTON", Kind::kDrive},
                                             {"KINGSTON", "/media/KINGSTON1", Kind::kDrive}}};
  library.screen.redraw();
  CHECK(library.screen.press(Role::kListItem, "KINGSTON (/media/KINGSTON1)") == Outcome::kDone);
  CHECK(library.screen.taken<order::Browse>().at(0).folder == "/media/KINGSTON1");
}
