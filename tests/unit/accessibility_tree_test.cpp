// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "player/accessibility/changes.h"
#include "player/accessibility/focus_order.h"
#include "player/accessibility/spoken.h"
#include "player/accessibility/tree_builder.h"
#include "player/accessibility/tree_faults.h"
#include "player/accessibility/tree_json.h"

using namespace mallette;
using namespace mallette::accessibility;

namespace {

Node button(std::string name, Bounds at = {0, 0, 44, 44}) {
  return {.role = Role::kButton,
          .name = std::move(name),
          .states = {State::kFocusable},
          .actions = {NodeAction::kPress, NodeAction::kFocus},
          .bounds = at,
          .visible = at};
}

Node region(std::string name) {
  return {.role = Role::kRegion,
          .name = std::move(name),
          .states = {State::kFocusable},
          .actions = {NodeAction::kFocus},
          .bounds = {0, 0, 500, 500},
          .visible = {0, 0, 500, 500}};
}

Node item(std::string name, float y, bool selected = false) {
  Node node = button(std::move(name), {200, y, 100, 40});
  node.role = Role::kListItem;
  node.states.add(State::kSelected, selected);
  return node;
}

struct Sample {
  std::string focus = {};  ///< the name of what has it
  bool playing = true;
  bool next = true;
  bool dialog = false;
  std::string status = "Visible dans la salle";

  /// Three regions: two buttons; text alone; a list of three whose second is selected.
  Tree tree() const {
    TreeBuilder builder;
    const auto put = [&](std::string_view key, Node node) {
      node.states.add(State::kFocused, !focus.empty() && node.name == focus);
      builder.add(key, std::move(node));
    };
    auto window = builder.open("window", {.role = Role::kWindow, .name = "Mallette"});
    {
      auto transport = builder.open("transport", region("Commandes"));
      put("play", button(playing ? "Pause" : "Reprendre"));
      if (next) put("next", button("Suivant", {50, 0, 44, 44}));
    }
    {
      Node notes = region("Notes");
      notes.states.add(State::kFocused, focus == "Notes");
      auto open = builder.open("notes", std::move(notes));
      put("state", {.role = Role::kStatus, .name = status, .live = Live::kPolite});
    }
    {
      auto steps = builder.open("steps", region("Déroulé"));
      auto list = builder.open("list", {.role = Role::kList, .name = "Étapes"});
      put("1", item("Accueil", 0));
      put("2", item("Extrait 1", 40, true));
      put("3", item("Clôture", 80));
    }
    if (dialog) {
      auto open = builder.open(
          "ask",
          {.role = Role::kDialog, .name = "Quitter\u00A0?", .states = {State::kFocusable, State::kModal}});
      put("stay", button("Rester"));
      put("leave", button("Quitter", {50, 0, 44, 44}));
    }
    return finish(builder, std::move(window));
  }

  static Tree finish(TreeBuilder& builder, TreeBuilder::Scope window) {
    { const TreeBuilder::Scope ends = std::move(window); }
    return builder.finish();
  }
};

std::string name_of(const Tree& tree, std::optional<NodeId> id) {
  const Node* node = id ? tree.find(*id) : nullptr;
  return node != nullptr ? node->name : "nothing";
}

std::string after_tab(Sample sample, Direction direction = Direction::kForward) {
  const Tree tree = sample.tree();
  return name_of(tree, next_stop(tree, direction));
}

bool has(const std::vector<Change>& found, ChangeKind kind, NodeId id) {
  return std::ranges::any_of(found, [&](const Change& c) { return c.kind == kind && c.id == id; });
}

std::vector<std::string> faults_of(const std::vector<Node>& nodes) {
  TreeBuilder builder;
  for (std::size_t i = 0; i < nodes.size(); ++i) builder.add(std::to_string(i), nodes[i]);
  return tree_faults(builder.finish());
}

language::Catalogue french() {
  return language::Catalogue::load(language::Language::kFrench, MALLETTE_TRANSLATIONS_DIR).value();
}

}  // namespace

TEST_CASE("a node keeps its id when its name changes and when another before it goes") {
  const Tree playing = Sample{}.tree();
  const Tree paused = Sample{.playing = false}.tree();
  CHECK(playing.named(Role::kButton, "Pause").at(0)->id ==
        paused.named(Role::kButton, "Reprendre").at(0)->id);
  const Tree shorter = Sample{.next = false}.tree();
  CHECK(playing.named(Role::kListItem, "Accueil").at(0)->id ==
        shorter.named(Role::kListItem, "Accueil").at(0)->id);
}

TEST_CASE("the same key under two parents gives two ids") {
  CHECK(child_id({1}, "play") != child_id({2}, "play"));
  CHECK(child_id({1}, "play") == child_id({1}, "play"));
}

TEST_CASE("a name is found whichever space it is written with") {
  const Tree tree = Sample{.dialog = true}.tree();
  CHECK(tree.named(Role::kDialog, "Quitter ?").size() == 1);
  CHECK(tree.named(Role::kButton, "Quitter ?").empty());
  CHECK(tree.shows("dans la salle"));
  CHECK_FALSE(tree.shows("éléments attendus"));
}

TEST_CASE("Tab goes through the buttons, stops once at a list, at its selected item, and comes round") {
  CHECK(after_tab({}) == "Pause");
  CHECK(after_tab({.focus = "Pause"}) == "Suivant");
  CHECK(after_tab({.focus = "Suivant"}) == "Extrait 1");
  CHECK(after_tab({.focus = "Extrait 1"}) == "Pause");
  CHECK(after_tab({.focus = "Clôture"}) == "Pause");
  CHECK(after_tab({}, Direction::kBackward) == "Extrait 1");
  CHECK(after_tab({.focus = "Pause"}, Direction::kBackward) == "Extrait 1");
  CHECK(after_tab({.focus = "Notes"}) == "Extrait 1");
  CHECK(after_tab({.focus = "Notes"}, Direction::kBackward) == "Suivant");
}

TEST_CASE("Tab stays inside an open dialog") {
  CHECK(after_tab({.focus = "Rester", .dialog = true}) == "Quitter");
  CHECK(after_tab({.focus = "Quitter", .dialog = true}) == "Rester");
  CHECK(after_tab({.focus = "Pause", .dialog = true}) == "Rester");
}

TEST_CASE("F6 walks the regions, and to a region itself where it holds only text") {
  const auto after_f6 = [](const std::string& from, Direction direction = Direction::kForward) {
    const Tree tree = Sample{.focus = from}.tree();
    return name_of(tree, next_region(tree, direction));
  };
  CHECK(after_f6("") == "Pause");
  CHECK(after_f6("Suivant") == "Notes");
  CHECK(after_f6("Notes") == "Extrait 1");
  CHECK(after_f6("Extrait 1") == "Pause");
  CHECK(after_f6("Extrait 1", Direction::kBackward) == "Notes");
}

TEST_CASE("arrows move among the items of a list and stop at its ends") {
  const auto after_arrow = [](const std::string& from, Direction direction) {
    const Tree tree = Sample{.focus = from}.tree();
    return name_of(tree, next_item(tree, direction));
  };
  CHECK(after_arrow("Extrait 1", Direction::kForward) == "Clôture");
  CHECK(after_arrow("Clôture", Direction::kForward) == "Clôture");
  CHECK(after_arrow("Extrait 1", Direction::kBackward) == "Accueil");
  CHECK(after_arrow("Pause", Direction::kForward) == "nothing");
}

TEST_CASE("focus that lost its button goes to the nearest one of the same region") {
  const Tree before = Sample{.focus = "Suivant"}.tree();
  const Tree now = Sample{.next = false}.tree();
  const NodeId lost = before.focused()->id;
  CHECK(name_of(now, recovered_focus(before, now, lost)) == "Pause");
  const Tree asked = Sample{.dialog = true}.tree();
  CHECK(name_of(asked, recovered_focus(before, asked, lost)) == "Rester");
  CHECK(name_of(Tree(), recovered_focus(before, Tree(), lost)) == "nothing");
}

TEST_CASE("what changed between two frames is told once, focus last") {
  const Tree before = Sample{.focus = "Pause"}.tree();
  const Tree now =
      Sample{.focus = "Accueil", .playing = false, .next = false, .status = "Écran neutre"}.tree();
  const auto found = changes(before, now);
  const NodeId play = before.named(Role::kButton, "Pause").at(0)->id;
  const NodeId status = before.named(Role::kStatus, "Visible dans la salle").at(0)->id;
  CHECK(found.front() == Change{ChangeKind::kRemoved, before.named(Role::kButton, "Suivant").at(0)->id});
  CHECK(has(found, ChangeKind::kName, play));
  CHECK(std::ranges::count(found, Change{ChangeKind::kAnnouncement, status, Live::kPolite}) == 1);
  CHECK(found.back() == Change{ChangeKind::kFocus, now.focused()->id});
  CHECK_FALSE(has(found, ChangeKind::kStates, play));
  CHECK(changes(now, now).empty());
}

TEST_CASE("an added dialog is told with its buttons, and its going with them, children first") {
  const Tree plain = Sample{}.tree();
  const Tree asking = Sample{.dialog = true}.tree();
  const auto coming = changes(plain, asking);
  REQUIRE(coming.size() == 3);
  CHECK(name_of(asking, coming[0].id) == "Quitter\u00A0?");
  const auto going = changes(asking, plain);
  REQUIRE(going.size() == 3);
  CHECK(going[2] == Change{ChangeKind::kRemoved, coming[0].id});
}

TEST_CASE("the voice says name, role, state and value, in French and in English") {
  const auto words = french();
  const Tree tree = Sample{}.tree();
  CHECK(spoken(tree, *tree.named(Role::kButton, "Pause").at(0), words) == "Pause, bouton");
  CHECK(spoken(tree, *tree.named(Role::kListItem, "Extrait 1").at(0), words) ==
        "Extrait 1, élément de liste, sélectionné, 2 sur 3");
  const auto say = [&](const Node& node, const language::Catalogue& in) { return spoken(Tree(), node, in); };
  CHECK(say({.role = Role::kSlider, .name = "Volume", .value = "70 %"}, words) == "Volume, curseur, 70 %");
  CHECK(say({.role = Role::kToggle, .name = "LSF", .states = {State::kChecked}}, words) ==
        "LSF, interrupteur, activé");
  CHECK(say({.role = Role::kCheckBox, .name = "Le téléphone"}, words) ==
        "Le téléphone, case à cocher, non cochée");
  CHECK(say({.role = Role::kTextField, .name = "Chercher"}, words) == "Chercher, champ de saisie, vide");
  CHECK(say({.role = Role::kButton, .name = "Suivant", .states = {State::kDisabled}}, words) ==
        "Suivant, bouton, non disponible");
  CHECK(say({.role = Role::kText, .name = "Notes"}, words) == "Notes");
  CHECK(say({.role = Role::kButton, .name = "Pause"}, language::Catalogue()) == "Pause, button");
}

TEST_CASE("the dump holds every node in its place") {
  const auto json = nlohmann::json::parse(to_json(Sample{.focus = "Pause"}.tree()));
  const auto& play = json.at(0).at("children").at(0).at("children").at(0);
  CHECK(play.at("role") == "button");
  CHECK(play.at("name") == "Pause");
  CHECK(play.at("states") == nlohmann::json({"focusable", "focused"}));
  CHECK(play.at("actions") == nlohmann::json({"press", "focus"}));
  CHECK(play.at("id").get<std::string>().size() == 16);
  CHECK(json.at(0).at("children").size() == 3);
}

TEST_CASE("a name that is not UTF-8 does not stop the dump") {
  TreeBuilder builder;
  builder.add("x", {.role = Role::kText, .name = "caf\xE9"});
  CHECK(nlohmann::json::parse(to_json(builder.finish())).at(0).at("name") == "caf\uFFFD");
}

TEST_CASE("each role has a name by which it is found again") {
  for (int i = 0; i <= static_cast<int>(Role::kListItem); ++i) {
    const auto role = static_cast<Role>(i);
    CHECK(parse_role(role_name(role)) == role);
  }
  CHECK_FALSE(parse_role("bouton"));
}

TEST_CASE("a tree without faults has none") {
  CHECK(tree_faults(Sample{.focus = "Pause"}.tree()).empty());
  CHECK(tree_faults(Sample{.focus = "Rester", .dialog = true}.tree()).empty());
  CHECK(tree_faults(Tree()).empty());
}

TEST_CASE("every fault of a tree is found") {
  const auto one_fault = [](const std::vector<Node>& nodes, std::string_view words) {
    const auto found = faults_of(nodes);
    REQUIRE(found.size() == 1);
    CHECK(found[0].find(words) != std::string::npos);
  };
  one_fault({button("")}, "no name");
  one_fault({button("Pause", {0, 0, 23, 44})}, "23 x 44");
  one_fault({button("Pause"), button("Suivant", {40, 0, 44, 44})}, "lies over");
  one_fault({button("Pause"), button("Pause", {50, 0, 44, 44})}, "cannot be told");
  Node idle = button("Pause");
  idle.actions = {};
  one_fault({idle}, "no action");
  Node unreachable = button("Pause");
  unreachable.states = {};
  one_fault({unreachable}, "keyboard");
  Node hidden = button("Pause");
  hidden.states.add(State::kFocused);
  hidden.visible = {};
  one_fault({hidden}, "does not show");
  one_fault({{.role = Role::kHeading, .name = "Notes"}}, "no level");
  one_fault({{.role = Role::kImage}}, "no name");
  Node loud = button("Volume");
  loud.role = Role::kSlider;
  loud.range = Range{0, 1, 2, 0.1};
  one_fault({loud}, "outside its range");

  TreeBuilder twins;
  twins.add("play", {.role = Role::kText, .name = "a"});
  twins.add("play", {.role = Role::kText, .name = "b"});
  CHECK(tree_faults(twins.finish()).size() == 2);
}

TEST_CASE("a pointer finds the uppermost thing that shows, and nothing beneath a dialog") {
  const Tree plain = Sample{}.tree();
  REQUIRE(plain.at(10, 10) != nullptr);
  CHECK(plain.at(10, 10)->name == "Pause");
  CHECK(plain.at(150, 150) == nullptr);
  const Tree asking = Sample{.dialog = true}.tree();
  CHECK(asking.at(10, 10)->name == "Rester");
  CHECK(asking.at(210, 10) == nullptr);
}
