// SPDX-License-Identifier: GPL-3.0-or-later
// The sample desk, led by keys, by pointer, and by role and name.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "player/accessibility/tree_faults.h"
#include "tests/ui/sample_desk.h"
#include "tests/ui/sample_screen.h"

using namespace mallette;
using namespace mallette::ui;
using accessibility::Node;
using accessibility::Role;
using accessibility::State;
using Outcome = Interface::Outcome;

namespace {

class Led {
 public:
  explicit Led(int width = 1366, int height = 768, Theme theme = {}) : screen(width, height) {
    ui().set_theme(theme);
    draw();
  }
  Interface& ui() { return screen.interface(); }
  void draw() {
    screen.draw([this](Frame& frame) { desk.view(frame); });
    for (const std::string& fault : accessibility::tree_faults(ui().tree())) FAIL_CHECK(fault);
  }
  /// True when the interface took it.
  bool key(const char* name) {
    const bool taken = ui().key(*parse_key(name));
    draw();
    return taken;
  }
  Outcome press(Role role, std::string_view name) {
    const Outcome outcome = ui().press(role, name);
    draw();
    return outcome;
  }
  const Node& node(Role role, std::string_view name) {
    const auto found = ui().tree().named(role, name);
    REQUIRE(found.size() == 1);
    return *found.front();
  }
  std::string focused() {
    const Node* focused = ui().tree().focused();
    return focused != nullptr ? focused->name : "";
  }
  void focus(Role role, std::string_view name) {
    ui().focus(node(role, name).id);
    draw();
  }
  void click(float x, float y) {
    ui().pointer_moved(x, y);
    ui().pointer_down(x, y);
    draw();
    ui().pointer_up(x, y);
    draw();
  }
  void click(Role role, std::string_view name) {
    const Node& at = node(role, name);
    click(at.visible.x + at.visible.width / 2, at.visible.y + at.visible.height / 2);
  }

  test::SampleScreen screen;
  test::SampleDesk desk;
};

}  // namespace

TEST_CASE("a button is found by role and name, pressed once, and the next tree shows what came of it") {
  Led led;
  CHECK(led.press(Role::kButton, "Pause") == Outcome::kDone);
  CHECK_FALSE(led.desk.playing);
  CHECK(led.node(Role::kButton, "Reprendre").takes_focus());
  CHECK(led.press(Role::kButton, "Pause") == Outcome::kNotFound);
  CHECK(led.press(Role::kButton, "Reprendre") == Outcome::kDone);
  CHECK(led.desk.playing);
}

TEST_CASE("what is disabled, or beneath a dialog, is not pressed") {
  Led led;
  led.desk.step = 0;
  led.draw();
  CHECK(led.press(Role::kButton, "Précédent") == Outcome::kDisabled);
  CHECK(led.desk.step == 0);
  led.press(Role::kButton, "Afficher les éléments attendus");
  CHECK(led.press(Role::kButton, "Pause") == Outcome::kNotFound);
  CHECK(led.desk.playing);
}

TEST_CASE("Tab reaches everything that can be pressed and comes back to the first") {
  Led led;
  std::set<std::string> reached;
  led.key("Tab");
  const std::string first = led.focused();
  do {
    reached.insert(led.focused());
    led.key("Tab");
  } while (led.focused() != first && reached.size() < 100);
  for (const char* name :
       {"Afficher les éléments attendus", "Chercher une étape", "Précédent", "Pause", "Suivant",
        "Sous-titres", "LSF", "Audiodescription", "Volume", "Écran neutre", "Position dans l’extrait"}) {
    CAPTURE(name);
    CHECK(reached.contains(name));
  }
  led.key("Shift+Tab");
  CHECK(led.focused() == "Écran neutre");
}

TEST_CASE("a picture that would come out the same is known to be shown, and any other is not") {
  Led led;
  const auto is_shown = [&] { return led.screen.screen().is_shown(led.ui()); };
  CHECK_FALSE(is_shown());
  led.screen.show();
  led.draw();
  CHECK(is_shown());
  led.key("Tab");  // nothing but focus
  CHECK_FALSE(is_shown());
  led.screen.show();
  led.press(Role::kButton, "Pause");
  CHECK_FALSE(is_shown());
  led.screen.show();
  led.draw();
  CHECK(is_shown());
  led.ui().set_theme({.name = ThemeName::kLight});
  led.draw();
  CHECK_FALSE(is_shown());
}

TEST_CASE("keys that come faster than pictures go to where focus is by then") {
  Led slow, quick;
  for (int i = 0; i < 3; ++i) slow.key("Tab");
  for (int i = 0; i < 3; ++i) quick.ui().key(*parse_key("Tab"));
  CHECK(quick.focused() == slow.focused());
  quick.focus(Role::kTextField, "Chercher une étape");
  CHECK(quick.ui().takes_text());
  quick.ui().key(*parse_key("Tab"));
  CHECK_FALSE(quick.ui().takes_text());
}

TEST_CASE("F6 walks through the regions in reading order") {
  Led led;
  std::vector<std::string> regions;
  for (int i = 0; i < 6; ++i) {
    led.key("F6");
    regions.push_back(led.ui().tree().region_of(*led.ui().tree().focused())->name);
  }
  CHECK(regions ==
        std::vector<std::string>{"Étape", "Notes", "Écran de la salle", "Ensuite", "Déroulé", "Commandes"});
}

TEST_CASE("Space and Enter press what has focus, and are left to the film when nothing has") {
  Led led;
  CHECK_FALSE(led.key("Space"));
  CHECK(led.desk.playing);
  led.focus(Role::kToggle, "LSF");
  CHECK(led.key("Space"));
  CHECK_FALSE(led.desk.sign);
  CHECK(led.key("Enter"));
  CHECK(led.desk.sign);
  CHECK_FALSE(led.key("S"));
  CHECK_FALSE(led.key("PageDown"));
}

TEST_CASE("arrows move a slider that has focus, with Shift or Ctrl they are the film's") {
  Led led;
  led.focus(Role::kSlider, "Position dans l’extrait");
  CHECK(led.key("Right"));
  CHECK(led.desk.position_s == doctest::Approx(257));
  CHECK(led.node(Role::kSlider, "Position dans l’extrait").value == "04:17 sur 14:00");
  CHECK_FALSE(led.key("Ctrl+Right"));
  CHECK(led.key("End"));
  CHECK(led.desk.position_s == doctest::Approx(840));
  CHECK(led.key("Right"));
  CHECK(led.desk.position_s == doctest::Approx(840));
  CHECK(led.ui().set_number(led.node(Role::kSlider, "Volume").id, 7) == Outcome::kDone);
  led.draw();
  CHECK(led.desk.volume == doctest::Approx(1));
}

TEST_CASE("arrows move in the list without choosing, Enter chooses") {
  Led led;
  led.focus(Role::kListItem, "Question : ce qui a été vu");
  led.key("Down");
  led.key("Down");
  CHECK(led.focused() == "Question : repérer");
  CHECK(led.desk.step == 3);
  led.key("Enter");
  CHECK(led.desk.step == 5);
  CHECK(led.node(Role::kListItem, "Question : repérer").is(State::kSelected));
  led.key("End");
  CHECK(led.focused() == "Clôture");
}

TEST_CASE("what takes focus is scrolled into sight, at any size of text") {
  for (const float scale : {1.0F, 1.5F, 3.0F}) {
    Led led(1366, 768, {.text_scale = scale});
    for (int i = 0; i < 30; ++i) {
      led.key(i % 3 == 2 ? "F6" : "Tab");
      const Node* focused = led.ui().tree().focused();
      REQUIRE(focused != nullptr);
      CAPTURE(focused->name);
      // Whole, but for what is higher than the window itself.
      CHECK(focused->visible.height >= std::min(focused->bounds.height, 80.0F) - 1);
    }
  }
}

TEST_CASE("the pointer presses on letting go, and not when it was pulled off") {
  Led led;
  led.click(Role::kButton, "Pause");
  CHECK_FALSE(led.desk.playing);
  CHECK(led.focused() == "Reprendre");
  const Node& button = led.node(Role::kButton, "Reprendre");
  led.ui().pointer_down(button.bounds.x + 5, button.bounds.y + 5);
  led.draw();
  led.ui().pointer_up(5, 5);
  led.draw();
  CHECK_FALSE(led.desk.playing);
}

TEST_CASE("the pointer sets a slider where it points, and drags it, even past its end") {
  Led led;
  const auto bounds = led.node(Role::kSlider, "Position dans l’extrait").bounds;
  led.ui().pointer_down(bounds.x + bounds.width / 2, bounds.y + 20);
  led.draw();
  CHECK(led.desk.position_s == doctest::Approx(420).epsilon(0.01));
  led.ui().pointer_moved(bounds.right() + 300, 5);
  led.draw();
  CHECK(led.desk.position_s == doctest::Approx(840));
  led.ui().pointer_up(5, 5);
  led.ui().pointer_moved(bounds.x, bounds.y);
  led.draw();
  CHECK(led.desk.position_s == doctest::Approx(840));
}

TEST_CASE("a dialog takes focus and keeps it, safety keys pass by, and Escape leaves things as they were") {
  Led led;
  led.focus(Role::kButton, "Afficher les éléments attendus");
  led.key("Enter");
  CHECK(led.focused() == "Cet écran n’est pas projeté");
  CHECK_FALSE(led.key("F9"));
  CHECK_FALSE(led.key("K"));
  for (int i = 0; i < 3; ++i) {
    led.key("Tab");
    CHECK(led.ui().tree().region_of(*led.ui().tree().focused())->role == Role::kDialog);
  }
  CHECK(led.key("Escape"));
  CHECK_FALSE(led.desk.asking);
  CHECK_FALSE(led.desk.notes_shown);
  CHECK(led.focused() == "Afficher les éléments attendus");
  CHECK_FALSE(led.key("Escape"));
}

TEST_CASE("a dialog is as high as what it holds, and so is a region that does not scroll") {
  Led led;
  led.press(Role::kButton, "Afficher les éléments attendus");
  const Node& dialog = led.node(Role::kDialog, "Cet écran est-il projeté ?");
  for (const Node& node : led.ui().tree().nodes()) {
    if (!led.ui().tree().is_within(node, dialog.id)) continue;
    CAPTURE(node.name);
    CHECK(node.visible == node.bounds);
  }
  const Node& wall = led.node(Role::kRegion, "Écran de la salle");
  const Node& last = led.node(Role::kStatus, "Visible dans la salle");
  CHECK(wall.bounds.bottom() == doctest::Approx(last.bounds.bottom() + 16));
}

TEST_CASE("focus is not lost when what had it is replaced") {
  Led led;
  led.focus(Role::kButton, "Afficher les éléments attendus");
  led.key("Enter");
  led.key("Enter");
  CHECK(led.desk.notes_shown);
  REQUIRE(led.ui().tree().focused() != nullptr);
  CHECK(led.ui().tree().region_of(*led.ui().tree().focused())->name == "Étape");
}

TEST_CASE("a text field takes letters and gives back what is not text") {
  Led led;
  led.focus(Role::kTextField, "Chercher une étape");
  CHECK(led.ui().takes_text());
  CHECK(led.key("S"));
  CHECK(led.ui().type("Élé"));
  CHECK(led.ui().type("phant"));
  led.draw();
  led.key("Backspace");
  CHECK(led.desk.search == "Éléphan");
  CHECK(led.node(Role::kTextField, "Chercher une étape").value == "Éléphan");
  CHECK(led.key("Space"));
  CHECK_FALSE(led.key("F9"));
  CHECK_FALSE(led.key("PageDown"));
  led.key("Enter");
  CHECK(led.desk.log == std::vector<std::string>{"search Éléphan"});
  led.key("Tab");
  CHECK_FALSE(led.ui().type("x"));
  CHECK(led.ui().set_text(led.node(Role::kTextField, "Chercher une étape").id, "fiche") == Outcome::kDone);
  led.draw();
  CHECK(led.desk.search == "fiche");
}

TEST_CASE("a pointer puts the caret between the letters it points at") {
  Led led;
  led.desk.search = "iiiiWWWW";
  led.draw();
  led.focus(Role::kTextField, "Chercher une étape");
  const auto field = led.node(Role::kTextField, "Chercher une étape").visible;
  led.click(field.x + 40.5F, field.y + field.height / 2);
  led.ui().type("|");
  led.draw();
  CHECK(led.desk.search == "|iiiiWWWW");
}

TEST_CASE("the wheel scrolls what lies under the pointer") {
  Led led;
  const float before = led.node(Role::kListItem, "Extrait 1").bounds.y;
  const auto region = led.node(Role::kRegion, "Déroulé").bounds;
  CHECK(led.ui().wheel(region.x + 20, region.y + region.height / 2, -1));
  led.draw();
  CHECK(led.node(Role::kListItem, "Extrait 1").bounds.y < before);
  CHECK_FALSE(led.ui().wheel(5, 5, -1));
}

TEST_CASE("a scroll bar can be dragged to either end") {
  Led led(1366, 768, {.text_scale = 3});
  const auto y_of_heading = [&] { return led.node(Role::kHeading, "Qu’avez-vous vu et entendu ?").bounds.y; };
  const float before = y_of_heading();
  CHECK(led.ui().pointer_down(1350, 300));
  led.ui().pointer_moved(1000, 2000);
  led.draw();
  CHECK(y_of_heading() < before - 1000);
  CHECK_FALSE(led.node(Role::kButton, "Écran neutre").visible.empty());
  led.ui().pointer_moved(1000, -2000);
  led.ui().pointer_up(1000, -2000);
  led.ui().pointer_moved(1000, 2000);
  led.draw();
  CHECK(y_of_heading() == before);
}

TEST_CASE("a tick box and an expanding button show their state in the tree") {
  Led led;
  led.desk.notes_shown = true;
  led.draw();
  const auto boxes = [&] {
    std::vector<bool> ticked;
    for (const Node& node : led.ui().tree().nodes()) {
      if (node.role == Role::kCheckBox) ticked.push_back(node.is(State::kChecked));
    }
    return ticked;
  };
  CHECK(boxes() == std::vector<bool>{true, false, false});
  led.click(Role::kCheckBox,
            "L’infirmière la reçoit seule, ferme la porte et dit ce qui restera confidentiel.");
  CHECK(boxes() == std::vector<bool>{true, true, false});
  CHECK_FALSE(led.node(Role::kButton, "Relance").is(State::kExpanded));
  led.press(Role::kButton, "Relance");
  CHECK(led.node(Role::kButton, "Relance").is(State::kExpanded));
  CHECK(led.ui().tree().shows("qu’auriez-vous demandé ?"));
}

TEST_CASE("two interfaces live side by side, each with its own focus and glyphs") {
  Led desk;
  Led other(800, 600, {.name = ThemeName::kLight, .text_scale = 2});
  desk.key("Tab");
  other.draw();
  desk.draw();
  CHECK_FALSE(desk.focused().empty());
  CHECK(other.focused().empty());
  desk.screen.show();
  other.screen.show();
}

TEST_CASE("no size is too small to draw at") {
  for (const auto& [width, height] : {std::pair{1, 1}, {40, 30}, {320, 200}}) {
    test::SampleScreen screen(width, height);
    test::SampleDesk desk;
    desk.asking = true;
    screen.interface().set_theme({.text_scale = 3});
    screen.draw([&](Frame& frame) { desk.view(frame); });
    screen.show();
    CHECK(screen.interface().tree().nodes().size() > 10);
  }
}
