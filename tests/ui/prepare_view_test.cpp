// SPDX-License-Identifier: GPL-3.0-or-later
// Preparing a plan of the demonstration kit, by role and name.
#include <doctest/doctest.h>

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
namespace change = preparation::change;

namespace {

/// The view, and what the program does with its orders.
struct Prepare {
  Prepare(const Prepare&) = delete;
  Prepare() { settle(); }
  const kits::Manifest& manifest = test::demo_kit().manifest();
  const kits::Plan& kit = manifest.plan.at(1);
  preparation::OwnPlan plan = preparation::own_plan_of(manifest.kit, kit, "Chez nous").value();
  PrepareModel model;
  PrepareState state;
  language::Catalogue words = test::french();
  ViewScreen screen{[this](ui::Frame& frame, Orders& orders) {
    test::fill_prepare(model, manifest, kit, plan);
    prepare_view(frame, words, model, state, orders);
  }};

  void settle() {
    for (const auto& order : screen.taken<order::ChangePlan>()) {
      plan = preparation::changed(kit, plan, order.change);
      if (!preparation::is_same_typing(order.change, order.change)) ++model.revision;
      if (std::holds_alternative<change::AddQuestion>(order.change)) state.step = preparation::newest_question(plan);
    }
    screen.redraw();
  }
  void press(Role role, std::string_view name) {
    CAPTURE(name);
    CHECK(screen.press(role, name) == Outcome::kDone);
    settle();
  }
  void button(std::string_view name) { press(Role::kButton, name); }
  void write(std::string_view field, std::string_view text) {
    const auto found = screen.tree().named(Role::kTextField, field);
    REQUIRE(found.size() == 1);
    REQUIRE(screen.ui().set_text(found.front()->id, text) == Outcome::kDone);
    screen.redraw();
    settle();
  }
  std::vector<std::string> items() {
    std::vector<std::string> all;
    for (const Node& node : screen.tree().nodes()) {
      if (node.role == Role::kListItem) all.push_back(node.name);
    }
    return all;
  }
  std::string value(std::string_view field) {
    const auto found = screen.tree().named(Role::kTextField, field);
    return found.size() == 1 ? found.front()->value : "(no field)";
  }
};

}  // namespace

TEST_CASE("the steps stand in their order with their times, the first is open, and the time in all is told") {
  Prepare prepare;
  CHECK(prepare.items().size() == prepare.kit.step.size());
  CHECK(prepare.items().front() == "1. Avant le film");
  CHECK(prepare.screen.tree().named(Role::kHeading, "Avant le film").size() == 1);
  CHECK(prepare.screen.tree().shows("Temps prévu en tout : 1\u00A0h"));
  CHECK(prepare.value("Minutes prévues") == "5");
}

TEST_CASE("a step is moved with its buttons, and what is first cannot go further up") {
  Prepare prepare;
  CHECK(prepare.screen.press(Role::kButton, "Monter") == Outcome::kDisabled);
  prepare.press(Role::kListItem, "3. Qu’est-ce qui a permis à Nadia de parler\u00A0?");
  prepare.button("Monter");
  CHECK(prepare.items().at(1) == "2. Qu’est-ce qui a permis à Nadia de parler\u00A0?");
  prepare.button("Descendre");
  prepare.button("Descendre");
  CHECK(prepare.items().at(3) == "4. Qu’est-ce qui a permis à Nadia de parler\u00A0?");
}

TEST_CASE("a step that is skipped has no number and no time, and is kept again") {
  Prepare prepare;
  prepare.button("Laisser de côté");
  CHECK(prepare.items().front() == "– Avant le film");
  CHECK(prepare.items().at(1) == "1. Le film");
  CHECK(prepare.screen.tree().named(Role::kListItem, "– Avant le film").front()->description == "laissée de côté");
  CHECK(prepare.screen.tree().shows("Temps prévu en tout : 55\u00A0min"));
  prepare.button("Garder cette étape");
  CHECK(prepare.items().front() == "1. Avant le film");
}

TEST_CASE("minutes are typed, what is no time is said and changes nothing, none is the kit's again") {
  Prepare prepare;
  prepare.write("Minutes prévues", "12,5");
  CHECK(prepare.plan.steps.front().duration == std::chrono::seconds(750));
  prepare.write("Minutes prévues", "12,5 x");
  CHECK(prepare.screen.tree().shows("En minutes, par exemple 10 ou 2,5."));
  CHECK(prepare.plan.steps.front().duration == std::chrono::seconds(750));
  prepare.write("Minutes prévues", "");
  CHECK_FALSE(prepare.plan.steps.front().duration);
  for (const char* wrong : {"-1", "1441", "abc", "1e3", "nan", "inf", "99999999999999999999", "."}) CHECK_FALSE(parse_minutes(wrong));
  CHECK(parse_minutes(" 0.5 ") == std::chrono::seconds(30));
}

TEST_CASE("a question is typed over letter by letter, and its caret stays where it is") {
  Prepare prepare;
  prepare.press(Role::kListItem, "3. Qu’est-ce qui a permis à Nadia de parler\u00A0?");
  REQUIRE(prepare.screen.tab_to(Role::kTextField, "Question"));
  prepare.screen.key("Home");
  for (const char* letter : {"E", "t", ",", " "}) {
    prepare.screen.type(letter);
    prepare.settle();
  }
  CHECK(prepare.plan.steps.at(2).question == "Et, Qu’est-ce qui a permis à Nadia de parler\u00A0?");
  prepare.write("Relance 1", "Et chez nous ?");
  prepare.button("Ajouter une relance");
  CHECK(prepare.value("Relance 3").empty());
  prepare.write("Relance 3", "Qui d’autre ?");
  prepare.write("Élément attendu 1", "Le temps.");
  prepare.write("Mes notes, ligne 1", "Laisser le silence.");
  prepare.button("Ajouter une ligne de notes");
  prepare.write("Mes notes, ligne 2", "Regarder l’heure.");
  const preparation::OwnStep& step = prepare.plan.steps.at(2);
  CHECK(step.follow_ups == std::vector<std::string>{"Et chez nous ?", "Quel est le maillon qui manque chez nous\u00A0?", "Qui d’autre ?"});
  CHECK(step.expected->front() == "Le temps.");
  CHECK(step.notes == "Laisser le silence.\nRegarder l’heure.");
  prepare.button("Remettre comme dans le kit");
  CHECK(prepare.value("Question") == "Qu’est-ce qui a permis à Nadia de parler\u00A0?");
}

TEST_CASE("a question of one's own stands behind the step that was open, is open at once, and goes again") {
  Prepare prepare;
  prepare.button("Ajouter une question");
  CHECK(prepare.items().size() == prepare.kit.step.size() + 1);
  CHECK(prepare.items().at(1) == "2. Question");
  CHECK(prepare.screen.tree().shows("Sans sa question, cette étape n’est pas montrée."));
  prepare.write("Question", "Et chez nous ?");
  CHECK(prepare.items().at(1) == "2. Et chez nous ?");
  prepare.button("Retirer cette étape");
  CHECK(prepare.items().size() == prepare.kit.step.size());
}

TEST_CASE("the kit's plan comes back only after it was asked about") {
  Prepare prepare;
  prepare.screen.press(Role::kButton, "Revenir au déroulé du kit");
  REQUIRE(prepare.screen.tree().modal() != nullptr);
  CHECK(prepare.screen.focused() == "Garder mon déroulé");
  prepare.screen.key("Escape");
  CHECK(prepare.screen.tree().modal() == nullptr);
  CHECK(prepare.screen.taken<order::RevertPlan>().empty());
  prepare.screen.press(Role::kButton, "Revenir au déroulé du kit");
  prepare.screen.press(Role::kButton, "Tout reprendre du kit");
  CHECK(prepare.screen.taken<order::RevertPlan>().size() == 1);
  CHECK(prepare.screen.press(Role::kButton, "Annuler la dernière modification") == Outcome::kDisabled);
  prepare.screen.press(Role::kButton, "Terminé");
  CHECK(prepare.screen.taken<order::LeavePreparing>().size() == 1);
}

TEST_CASE("the title is typed, an empty one changes nothing") {
  Prepare prepare;
  prepare.write("Titre de mon déroulé", "Mardi");
  CHECK(prepare.plan.title == "Mardi");
  prepare.write("Titre de mon déroulé", "");
  CHECK(prepare.plan.title == "Mardi");
}

TEST_CASE("among the plans one's own is marked, prepared, duplicated, given away, and deleted after a question") {
  StartModel model = test::start_of(test::demo_kit());
  model.plans.push_back({.id = "own:1", .title = "Chez nous", .duration = std::chrono::minutes(40), .steps = 8, .own = true});
  StartState state;
  const language::Catalogue words = test::french();
  ViewScreen screen([&](ui::Frame& frame, Orders& orders) { start_view(frame, words, model, state, orders); });
  CHECK(screen.tree().named(Role::kListItem, "Chez nous").front()->description == "mon déroulé · 40\u00A0min · 8 étapes");
  CHECK(screen.tree().named(Role::kButton, "Supprimer…").empty());
  screen.press(Role::kButton, "Préparer ce déroulé");
  CHECK(screen.taken<order::PreparePlan>().at(0).plan == model.plans.front().id);
  screen.press(Role::kListItem, "Chez nous");
  screen.press(Role::kButton, "Préparer ce déroulé");
  CHECK(screen.taken<order::PreparePlan>().at(0).plan == "own:1");
  screen.press(Role::kButton, "Dupliquer");
  CHECK(screen.taken<order::DuplicatePlan>().size() == 1);
  screen.press(Role::kButton, "Enregistrer une copie…");
  CHECK(screen.taken<order::ExportPlan>().size() == 1);
  screen.press(Role::kButton, "Supprimer…");
  CHECK(screen.focused() == "Le garder");
  CHECK(screen.taken<order::DeletePlan>().empty());
  screen.press(Role::kButton, "Supprimer le déroulé");
  CHECK(screen.taken<order::DeletePlan>().at(0).plan == "own:1");
  model.done = "La copie est enregistrée.";
  screen.redraw();
  CHECK(screen.tree().named(Role::kStatus, "La copie est enregistrée.").size() == 1);
}

TEST_CASE("a copy goes into the folder that is shown") {
  BrowserModel model{.purpose = BrowserFor::kSaving, .folder = "/media/CLE", .parent = "", .saving = "Chez nous.deroule"};
  LibraryState state;
  const language::Catalogue words = test::french();
  ViewScreen screen([&](ui::Frame& frame, Orders& orders) { browser_dialog(frame, words, model, state, orders); });
  CHECK(screen.tree().shows("Chez nous.deroule"));
  screen.press(Role::kButton, "Enregistrer ici");
  CHECK(screen.taken<order::ChooseFolder>().at(0).folder == "/media/CLE");
  model.folder.clear();
  screen.redraw();
  CHECK(screen.press(Role::kButton, "Enregistrer ici") == Outcome::kDisabled);
}
