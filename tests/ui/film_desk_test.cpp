// SPDX-License-Identifier: GPL-3.0-or-later
// On the desk: the film's speed, its chapters, a passage from A to B.
#include <doctest/doctest.h>

#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::test;
using namespace mallette::ui;
using namespace mallette::views;
using accessibility::Role;
using session::PassageUse;
namespace event = session::event;
using namespace std::chrono_literals;

TEST_CASE("the film's speed is a slider that says its value, and one press makes it normal") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  CHECK(desk.node(Role::kSlider, "Vitesse du film").value == "normale");
  desk.ui().set_number(desk.node(Role::kSlider, "Vitesse du film").id, 1.25);
  desk.draw();
  REQUIRE(desk.last<order::SetSpeed>() != nullptr);
  CHECK(desk.last<order::SetSpeed>()->speed == doctest::Approx(1.25));
  desk.model.speed = 1.25;
  desk.draw();
  CHECK(desk.node(Role::kSlider, "Vitesse du film").value == "1,25 fois");
  desk.press("Vitesse × 1,25");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kNormalSpeed);
  desk.model.speed = 1;
  desk.draw();
  CHECK(desk.press("Vitesse × 1") == LedDesk::Outcome::kDisabled);
  desk.go_to(demo::kPrompt);
  CHECK_FALSE(desk.has(Role::kSlider, "Vitesse du film"));
}

TEST_CASE("chapters of the excerpt are listed, jumped to, and told with the position") {
  LedDesk desk;
  desk.model.chapters = {{0ms, "L’accueil"}, {12s, "Au guichet"}, {90s, "La sortie"}};
  desk.go_to(demo::kExcerpt);
  desk.lead.play_to(15s);
  desk.draw();
  CHECK(desk.node(Role::kSlider, "Position dans le film").value.ends_with(", Au guichet"));
  desk.press("Chapitres");
  CHECK(desk.state.dialog == DeskDialog::kGoToTime);
  CHECK(desk.has(Role::kButton, "00:12  Au guichet"));
  CHECK_FALSE(desk.has(Role::kButton, "01:30  La sortie"));  // behind the excerpt
  desk.press("00:00  L’accueil");
  REQUIRE(desk.last_event<event::SeekTo>() != nullptr);
  CHECK(desk.last_event<event::SeekTo>()->at == 0ms);
  CHECK(desk.state.dialog == DeskDialog::kNone);
}

TEST_CASE("a passage is set, seen again and forgotten with buttons that say where it lies") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.lead.play_to(5s);
  desk.draw();
  desk.press("Passage : commencer ici");
  desk.lead.play_to(9s);
  desk.draw();
  CHECK(desk.has(Role::kButton, "Passage à partir de 00:05"));
  desk.press("Finir ici");
  CHECK(desk.has(Role::kButton, "jusqu’à 00:09"));
  desk.press("Revoir le passage");
  CHECK(desk.lead.state.moment.passage_use == PassageUse::kPlaying);
  desk.lead.end_film();
  desk.draw();
  CHECK(desk.tree().shows("Le passage a été montré ; Lecture continue à sa suite."));
  desk.press("Oublier le passage");
  CHECK_FALSE(desk.lead.state.moment.passage);
  CHECK(desk.has(Role::kButton, "Passage : commencer ici"));
}

TEST_CASE("a time is typed in every form that people write, and one outside of the excerpt is refused in words") {
  LedDesk desk;
  desk.go_to(demo::kClip);
  desk.model.film_duration = 2h;
  for (const auto& [typed, meant] : {std::pair<const char*, std::chrono::milliseconds>{"1:02:03", 3'723s}, {"2:05", 125s}, {"95", 95s}, {"00:07", 7s}}) {
    CAPTURE(typed);
    REQUIRE(open_by_action(desk.state, desk.model, Action::kGoToTime));
    desk.draw();
    desk.state.time_text = typed;
    desk.draw();
    desk.press("Y aller");
    REQUIRE(desk.last_event<event::SeekTo>() != nullptr);
    CHECK(desk.last_event<event::SeekTo>()->at == meant);
    CHECK(desk.state.dialog == DeskDialog::kNone);
  }
  for (const char* typed : {"3:00:00", "1:75", "-5", "abc", ""}) {
    CAPTURE(typed);
    if (desk.state.dialog == DeskDialog::kNone) REQUIRE(open_by_action(desk.state, desk.model, Action::kGoToTime));
    desk.state.time_text = typed;
    desk.draw();
    desk.orders.clear();
    desk.press("Y aller");
    CHECK(desk.orders.empty());
    CHECK(desk.state.time_refused);
  }
}
