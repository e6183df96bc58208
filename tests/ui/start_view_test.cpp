// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a session and the room's check, with the demonstration kit and the list of professions.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "player/views/texts.h"
#include "player/views/word_search.h"
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

struct Start {
  Start(const Start&) = delete;
  explicit Start(StartModel from = test::start_of(test::demo_kit()), language::Catalogue in = test::french())
      : model(std::move(from)), words(std::move(in)) {}
  StartModel model;
  StartState state;
  language::Catalogue words;
  ViewScreen screen{
      [this](ui::Frame& frame, Orders& orders) { start_view(frame, words, model, state, orders); }};

  order::CheckRoom check_room() {
    screen.press(Role::kButton, "Vérifier la salle");
    const auto asked = screen.taken<order::CheckRoom>();
    REQUIRE(asked.size() == 1);
    return asked.front();
  }
  bool offers(std::string_view name) { return !screen.tree().named(Role::kCheckBox, name).empty(); }
};

struct Check {
  Check(const Check&) = delete;
  explicit Check(CheckModel from = test::sample_check()) : model(std::move(from)) {}
  CheckModel model;
  language::Catalogue words = test::french();
  ViewScreen screen{[this](ui::Frame& frame, Orders& orders) { check_view(frame, words, model, orders); }};
};

}  // namespace

TEST_CASE("Enter goes on from the choices to the check, and from there into the session, while nothing else has focus") {
  Start start;
  start.screen.key("Enter");
  CHECK(start.screen.taken<order::CheckRoom>().size() == 1);
  start.screen.ui().focus(start.screen.tree().named(Role::kButton, "Documents du kit").front()->id);
  start.screen.redraw();
  start.screen.key("Enter");
  CHECK(start.screen.taken<order::CheckRoom>().empty());
  Check check;
  check.screen.key("PageDown");
  CHECK(check.screen.taken<order::BeginSession>().empty());
  check.screen.key("Enter");
  CHECK(check.screen.taken<order::BeginSession>().size() == 1);

  SUBCASE("a session that can be taken up comes first") {
    auto model = test::start_of(test::demo_kit());
    model.saved = SavedSession{.kit_id = "fr.mallette.demo.accueillir"};
    Start waiting(std::move(model));
    waiting.screen.key("Enter");
    const Orders asked = waiting.screen.take_orders();
    REQUIRE(asked.size() == 1);
    CHECK(std::get<order::TakeUp>(asked.front()).kit_id == "fr.mallette.demo.accueillir");
  }
}

TEST_CASE("the origin of the kit is told in one line, and papers are offered where they may be written") {
  Start start;
  CHECK_FALSE(start.screen.tree().shows("Origine"));
  CHECK_FALSE(start.screen.tree().named(Role::kButton, "Conducteur à imprimer").empty());
  start.model.origin = "Origine vérifiée : MIPROF (clé E6F6387A6FA2D69F).";
  start.model.origin_is_verified = true;
  start.model.may_print = false;
  start.screen.redraw();
  CHECK(start.screen.tree().shows("Origine vérifiée : MIPROF (clé E6F6387A6FA2D69F)."));
  CHECK(start.screen.tree().named(Role::kButton, "Conducteur à imprimer").empty());
}

TEST_CASE("with nothing chosen, the first plan is checked for everybody, with captions") {
  Start start;
  CHECK(start.screen.tree().shows("Tout le monde"));
  const auto asked = start.check_room();
  CHECK(asked.plan_id == test::demo_kit().manifest().plan.front().id);
  CHECK(asked.audiences.empty());
  CHECK(asked.needs == Needs{true, false, false});
}

TEST_CASE("the kit, its plans with time and steps, and where they lead are told") {
  Start start;
  CHECK(start.screen.tree().named(Role::kHeading, "Accueillir la parole").size() == 1);
  const auto plan = start.screen.tree().named(Role::kListItem, "Demi-journée, formation continue");
  REQUIRE(plan.size() == 1);
  CHECK(plan.front()->is(State::kSelected));
  CHECK(plan.front()->description == "3\u00A0h · 19 étapes");
}

TEST_CASE("the kit's documents are asked for from the start") {
  Start start;
  start.screen.press(Role::kButton, "Documents du kit");
  CHECK(start.screen.taken<order::ShowDocuments>().size() == 1);
}

TEST_CASE("another plan is chosen by the arrows") {
  Start start;
  REQUIRE(start.screen.tab_to(Role::kListItem, "Demi-journée, formation continue"));
  start.screen.key("Down");
  start.screen.key("Enter");
  CHECK(start.check_room().plan_id == test::demo_kit().manifest().plan.at(1).id);
}

TEST_CASE("beginning without a check says the choices, then begins") {
  Start start;
  start.screen.press(Role::kToggle, "LSF");
  start.screen.take_orders();
  start.screen.press(Role::kButton, "Commencer sans vérifier");
  const Orders orders = start.screen.take_orders();
  REQUIRE(orders.size() == 2);
  CHECK(std::get<order::CheckRoom>(orders[0]).needs == Needs{true, true, false});
  CHECK(std::holds_alternative<order::BeginSession>(orders[1]));
  start.screen.press(Role::kButton, "Revenir aux kits");
  CHECK(start.screen.taken<order::BackToLibrary>().size() == 1);
}

TEST_CASE("those whom the kit names come first, all others on demand, by groups") {
  Start start;
  CHECK(start.offers("Infirmières et infirmiers"));
  CHECK(start.offers("Agentes et agents d’accueil"));
  CHECK_FALSE(start.offers("Police nationale"));
  start.screen.press(Role::kCheckBox, "Infirmières et infirmiers");
  start.screen.press(Role::kButton, "Toutes les professions");
  CHECK(start.offers("Police nationale"));
  CHECK(start.screen.tree().named(Role::kHeading, "Sécurité et secours").size() == 1);
  start.screen.press(Role::kCheckBox, "Police nationale");
  // Folded away again, what was chosen stays.
  start.screen.press(Role::kButton, "Toutes les professions");
  CHECK(start.offers("Police nationale"));
  CHECK_FALSE(start.offers("Médecins"));
  CHECK(start.check_room().audiences == std::vector<std::string>{"infirmier", "police-nationale"});
  start.screen.press(Role::kCheckBox, "Police nationale");
  CHECK(start.check_room().audiences == std::vector<std::string>{"infirmier"});
}

TEST_CASE("a profession is found by a part of its feminine or masculine name") {
  Start start;
  REQUIRE(start.screen.tab_to(Role::kTextField, "Chercher une profession"));
  start.screen.type("kine");
  CHECK(start.offers("Masseuses-kinésithérapeutes et masseurs-kinésithérapeutes"));
  CHECK_FALSE(start.offers("Infirmières et infirmiers"));
  start.screen.key("Ctrl+A");
  start.screen.type("policieres");
  CHECK(start.offers("Police municipale"));
  start.screen.key("Ctrl+A");
  start.screen.type("astronaute");
  CHECK(start.screen.tree().shows("Aucune profession ne correspond à « astronaute »."));
}

TEST_CASE("in English the professions have their English names") {
  Start start(test::start_of(test::demo_kit()), language::Catalogue());
  CHECK(start.offers("Nurses"));
  CHECK_FALSE(start.offers("Infirmières et infirmiers"));
}

TEST_CASE("people that the list does not know are shown as the kit names them") {
  StartModel model = test::start_of(test::demo_kit());
  model.kit_audiences = {"sapeuse-pompiere", "infirmier"};
  Start start(model);
  start.screen.press(Role::kCheckBox, "sapeuse-pompiere");
  CHECK(start.check_room().audiences == std::vector<std::string>{"sapeuse-pompiere"});
}

TEST_CASE("what no film of the kit has cannot be asked for, and says so") {
  StartModel model = test::start_of(test::demo_kit());
  model.has_captions = model.has_sign = false;
  Start start(model);
  CHECK(start.screen.press(Role::kToggle, "LSF") == Outcome::kDisabled);
  CHECK(start.screen.tree().shows("Aucun film de ce kit n’est traduit en LSF."));
  CHECK(start.check_room().needs == Needs{false, false, false});
}

TEST_CASE("headphones are chosen among the outputs that are not the room's, and tested against the room") {
  Check check;
  CHECK(check.screen.tree().shows("Il faut pour cela une seconde sortie de son"));
  CHECK(check.screen.tree().named(Role::kButton, "Essayer le casque").empty());
  CHECK(check.screen.tree().named(Role::kListItem, "HDMI-1, EPSON PJ").size() == 1);
  const auto offered = check.screen.tree().named(Role::kListItem, "Jabra Speak 510");
  REQUIRE(offered.size() == 2);  // for the room, and for headphones
  check.screen.ui().focus(offered.at(1)->id);
  check.screen.key("Enter");
  const auto chosen = check.screen.taken<order::SetSound>();
  REQUIRE(chosen.size() == 1);
  CHECK(chosen.at(0).sound.headphones == "Jabra Speak 510");
  CHECK_FALSE(chosen.at(0).sound.description_to_headphones);

  check.model.sound = chosen.at(0).sound;
  check.screen.redraw();
  check.screen.press(Role::kListItem, "Au casque seulement");
  const auto routed = check.screen.taken<order::SetSound>();
  REQUIRE(routed.size() == 1);
  CHECK(routed.at(0).sound.description_to_headphones);
  check.screen.press(Role::kButton, "Essayer le casque");
  CHECK(check.screen.taken<order::TestHeadphones>().size() == 1);
  check.model.headphones_test = CheckModel::HeadphonesTest::kInRoom;
  check.screen.redraw();
  CHECK(check.screen.tree().shows("La salle entend ceci"));
  check.model.headphones_test = CheckModel::HeadphonesTest::kInHeadphones;
  check.screen.redraw();
  CHECK(check.screen.tree().shows("Le casque entend ceci"));
}

TEST_CASE("headphones that were chosen on another day and are not there are said to be missing") {
  CheckModel model = test::sample_check();
  model.sound.headphones = "Casque d’hier";
  Check check(model);
  CHECK(check.screen.tree().shows("Casque d’hier (non branché)"));
  CHECK(check.screen.tree().shows("Le casque ne répond pas"));
}

TEST_CASE("the check tells which screen is the room's, and swaps them") {
  Check check;
  CHECK(check.screen.tree().shows("HDMI-1, 1920 × 1080 : écran de la salle"));
  check.screen.press(Role::kButton, "Échanger les écrans");
  CHECK(check.screen.taken<order::SwapScreens>().size() == 1);
  check.model.displays.pop_back();
  check.screen.redraw();
  CHECK(check.screen.tree().shows("Il n’y a qu’un écran"));
  CHECK(check.screen.tree().named(Role::kButton, "Échanger les écrans").empty());
}

TEST_CASE("a sound output is chosen by the arrows, heard, and set louder") {
  Check check;
  REQUIRE(check.screen.tab_to(Role::kListItem, "HDMI-1, EPSON PJ"));
  check.screen.key("Down");
  check.screen.key("Enter");
  CHECK(check.screen.taken<order::ChooseSoundDevice>().at(0).name == "Jabra Speak 510");
  check.screen.press(Role::kListItem, "Le choix du système");
  CHECK(check.screen.taken<order::ChooseSoundDevice>().at(0).name.empty());
  check.screen.press(Role::kButton, "Faire entendre un son");
  CHECK(check.screen.taken<order::TestSound>().size() == 1);
  check.model.sound_is_playing = true;
  check.screen.redraw();
  CHECK(check.screen.focused() == "Jabra Speak 510");
  CHECK(check.screen.tree().shows("Un son se fait entendre sur : HDMI-1, EPSON PJ"));
  const Node& volume = *check.screen.tree().named(Role::kSlider, "Volume").at(0);
  CHECK(volume.value == "80\u00A0%");
  check.screen.ui().set_number(volume.id, 0.5);
  check.screen.redraw();
  CHECK(check.screen.taken<order::SetVolume>().at(0).volume == doctest::Approx(0.5));
}

TEST_CASE("two outputs of one name are told apart, and only one is chosen") {
  CheckModel model = test::sample_check();
  model.sound_devices = {"USB Audio", "USB Audio"};
  model.sound_device = "USB Audio";
  Check check(model);
  CHECK(check.screen.tree().named(Role::kListItem, "USB Audio").at(0)->is(State::kSelected));
  CHECK_FALSE(check.screen.tree().named(Role::kListItem, "USB Audio (2)").at(0)->is(State::kSelected));
}

TEST_CASE("without a sound output a sentence says so and nothing is offered that could not sound") {
  CheckModel model = test::sample_check();
  model.sound_devices.clear();
  model.sound_in_use.clear();
  Check check(model);
  CHECK(check.screen.tree().shows("Il n’y a aucune sortie de son"));
  CHECK(check.screen.tree().named(Role::kButton, "Faire entendre un son").empty());
}

TEST_CASE("the clicker's keys are seen as they come, and the session begins") {
  Check check;
  CHECK(check.screen.tree().shows("Suivant : reçu"));
  CHECK(check.screen.tree().shows("Précédent : attendu"));
  check.model.clicker_previous_seen = true;
  check.screen.redraw();
  CHECK(check.screen.tree().shows("Précédent : reçu"));
  check.screen.press(Role::kButton, "Répéter");
  const auto rehearsed = check.screen.taken<order::BeginSession>();
  REQUIRE(rehearsed.size() == 1);
  CHECK(rehearsed.front().rehearsal);
  check.screen.press(Role::kButton, "Revenir aux choix");
  CHECK(check.screen.taken<order::BackToStart>().size() == 1);
  REQUIRE(check.screen.tab_to(Role::kButton, "Commencer la séance"));
  check.screen.key("Enter");
  const auto begun = check.screen.taken<order::BeginSession>();
  REQUIRE(begun.size() == 1);
  CHECK_FALSE(begun.front().rehearsal);
}

TEST_CASE("durations are told in hours and minutes") {
  using std::chrono::milliseconds, std::chrono::minutes, std::chrono::seconds;
  const language::Catalogue french = test::french();
  CHECK(duration_text(seconds(59), french) == "moins d’une minute");
  CHECK(duration_text(seconds(118), french) == "2\u00A0min");
  CHECK(duration_text(minutes(60) - milliseconds(1), french) == "1\u00A0h");
  CHECK(duration_text(minutes(65), french) == "1\u00A0h\u00A005");
  CHECK(duration_text(minutes(150), language::Catalogue()) == "2 h 30");
}

TEST_CASE("French counts zero as one, English as many") {
  CHECK(counted(0, "{n} kit", "{n} kits", test::french()) == "0 kit");
  CHECK(counted(0, "{n} kit", "{n} kits", language::Catalogue()) == "0 kits");
  CHECK(counted(1, "{n} kit", "{n} kits", language::Catalogue()) == "1 kit");
}

TEST_CASE("letters are compared without case, accents and ligatures, composed or not") {
  CHECK(plain_letters("ÉLISA, Cœur Ÿ ß Łódź") == "elisa, coeur y ss lodz");
  CHECK(plain_letters("E\u0301lisa") == "elisa");
  CHECK(plain_letters("l’été\u00A0?") == "l'ete ?");
  CHECK(WordSearch("  d'accueil agent ").finds({"Agentes et agents d’accueil"}));
  CHECK_FALSE(WordSearch("accueil police").finds({"Agentes et agents d’accueil"}));
  CHECK(WordSearch("").finds({"tout"}));
  CHECK(plain_letters("\xC3") == "\xC3");
}

TEST_CASE("a file is called by the last part of its path") {
  CHECK(file_name("/media/clé/anna.mallette") == "anna.mallette");
  CHECK(file_name("C:\\kits\\anna.mallette") == "anna.mallette");
  CHECK(file_name("/media/clé/") == "clé");
  CHECK(file_name("/") == "/");
  CHECK(file_name("").empty());
}
