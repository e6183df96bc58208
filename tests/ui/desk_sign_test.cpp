// SPDX-License-Identifier: GPL-3.0-or-later
// The signer among the controls: never beneath them, and moved by pointer, key and screen reader alike.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/ui/led_desk.h"

using namespace mallette;
using namespace mallette::test;
using accessibility::Role;
using ui::Action;
using ui::Rect;
namespace order = views::order;

namespace {

/// An overlay over an excerpt whose signer stands there.
struct Overlay : LedDesk {
  explicit Overlay(const Rect& signer, float text_scale = 1)
      : LedDesk(1366, 768, {.text_scale = text_scale}, LedDesk::Shows::kOverlay) {
    model.signer = signer;
    model.sign_can_move = true;
    go_to(demo::kExcerpt);
  }
};

const Rect kRightBottom = {0.65F, 0.18F, 0.333F, 0.8F};

const order::PlaceSign* dragged(LedDesk& desk, float from_x, float from_y, float to_x, float to_y) {
  desk.ui().pointer_moved(from_x, from_y);
  desk.ui().pointer_down(from_x, from_y);
  desk.draw();
  desk.ui().pointer_moved((from_x + to_x) / 2, (from_y + to_y) / 2);
  desk.draw();
  desk.ui().pointer_moved(to_x, to_y);
  desk.draw();
  desk.ui().pointer_up(to_x, to_y);
  desk.draw();
  return desk.last<order::PlaceSign>();
}

}  // namespace

TEST_CASE("controls, strip and messages over the film never lie over the signer") {
  const Rect places[] = {kRightBottom,
                         {0.02F, 0.18F, 0.333F, 0.8F},
                         {0.65F, 0.02F, 0.333F, 0.8F},
                         {0.3F, 0.2F, 0.4F, 0.7F},
                         {0.25F, 0, 0.75F, 0.75F},
                         {0.1F, 0.5F, 0.8F, 0.5F}};
  for (const Rect& place : places) {
    for (const float scale : {1.0F, 1.5F, 2.0F, 3.0F}) {
      Overlay desk(place, scale);
      desk.model.messages = {"Un message qui prend de la place, et davantage encore quand le texte est grand."};
      desk.state.strip = true;
      desk.draw();
      const Rect signer{place.x * 1366, place.y * 768, place.width * 1366, place.height * 768};
      for (const auto& node : desk.tree().nodes()) {
        if (node.role == Role::kWindow || node.name == "Déplacer la LSF") continue;
        const Rect over = intersection(node.visible, signer);
        CAPTURE(node.name);
        CAPTURE(scale);
        CHECK((over.width < 1.5F || over.height < 1.5F));
      }
    }
  }
}

TEST_CASE("captions are told what the controls cover, and nothing once they are gone") {
  Overlay desk(kRightBottom);
  const Rect bar = desk.node(Role::kRegion, "Commandes").bounds;
  CHECK(desk.state.chrome[0] == bar);
  CHECK(desk.state.chrome[1].empty());
  desk.state.strip = true;
  desk.draw();
  CHECK(desk.state.chrome[1] == desk.node(Role::kRegion, "Bandeau").bounds);
  desk.state.controls = desk.state.strip = false;
  desk.draw();
  CHECK(desk.state.chrome[0].empty());
  CHECK(desk.state.chrome[1].empty());
}

TEST_CASE("without a signer the controls have the whole width") {
  LedDesk desk(1366, 768, {}, LedDesk::Shows::kOverlay);
  desk.go_to(demo::kExcerpt);
  CHECK(desk.node(Role::kRegion, "Commandes").bounds.width > 1300);
}

TEST_CASE("the signer is dragged by its middle, and keeps its size") {
  Overlay desk(kRightBottom);
  const auto* placed = dragged(desk, 1100, 400, 900, 350);
  REQUIRE(placed != nullptr);
  CHECK(placed->done);
  CHECK(std::abs(placed->place.x - (0.65F - 200.0F / 1366)) < 0.002F);
  CHECK(std::abs(placed->place.y - (0.18F - 50.0F / 768)) < 0.002F);
  CHECK(std::abs(placed->place.width - 0.333F) < 0.002F);
}

TEST_CASE("a signer that is dragged past the edge stays on the picture") {
  Overlay desk(kRightBottom);
  const auto* placed = dragged(desk, 1100, 400, 1360, 10);
  REQUIRE(placed != nullptr);
  CHECK(placed->place.right() <= 1.001F);
  CHECK(placed->place.y >= -0.001F);
}

TEST_CASE("a corner makes the signer smaller around the corner opposite, in its own aspect") {
  Overlay desk(kRightBottom);
  const float left = 0.65F * 1366, top = 0.18F * 768;
  const auto* placed = dragged(desk, left + 4, top + 4, left + 104, top + 104);
  REQUIRE(placed != nullptr);
  CHECK(std::abs(placed->place.right() - kRightBottom.right()) < 0.002F);
  CHECK(std::abs(placed->place.bottom() - kRightBottom.bottom()) < 0.002F);
  CHECK(placed->place.width < kRightBottom.width);
  CHECK(std::abs(placed->place.width / placed->place.height - kRightBottom.width / kRightBottom.height) < 0.01F);
}

TEST_CASE("a press without a movement, Enter, or a screen reader begins moving by keys") {
  Overlay desk(kRightBottom);
  desk.ui().pointer_down(1100, 400);
  desk.draw();
  desk.ui().pointer_moved(1101, 400);
  desk.ui().pointer_up(1101, 400);
  desk.draw();
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kMoveSign);
  desk.orders.clear();
  desk.press("Déplacer la LSF");
  REQUIRE(desk.last<Action>() != nullptr);
  CHECK(*desk.last<Action>() == Action::kMoveSign);
}

TEST_CASE("while it is moved, the arrows are announced, and nothing else lies over the picture") {
  for (const auto shows : {LedDesk::Shows::kDesk, LedDesk::Shows::kOverlay}) {
    LedDesk desk(1366, 768, {}, shows);
    desk.model.signer = kRightBottom;
    desk.model.sign_can_move = desk.model.sign_moves = true;
    desk.go_to(demo::kExcerpt);
    const auto nodes = desk.tree().nodes();
    const auto announced = std::find_if(nodes.begin(), nodes.end(), [](const auto& node) {
      return node.name.find("Les flèches déplacent la LSF") == 0;
    });
    REQUIRE(announced != nodes.end());
    CHECK(announced->role == Role::kStatus);
    CHECK(announced->live == accessibility::Live::kAssertive);
    CHECK(desk.has(Role::kButton, "Suivant") == (shows == LedDesk::Shows::kDesk));
    desk.press("La remettre");
    REQUIRE(desk.last<order::EndMove>() != nullptr);
    CHECK_FALSE(desk.last<order::EndMove>()->keep);
    desk.press("La laisser là");
    CHECK(desk.last<order::EndMove>()->keep);
  }
}

TEST_CASE("on the desk the signer is moved in the picture of the wall") {
  LedDesk desk;
  desk.model.signer = kRightBottom;
  desk.model.sign_can_move = true;
  desk.go_to(demo::kExcerpt);
  const Rect wall = desk.node(Role::kImage, "L’image de la salle").bounds;
  const Rect frame = desk.node(Role::kButton, "Déplacer la LSF").bounds;
  CHECK(std::abs(frame.x - (wall.x + 0.65F * wall.width)) < 1);
  const float x = frame.x + frame.width / 2, y = frame.y + frame.height / 2;
  const auto* placed = dragged(desk, x, y, x - 0.3F * wall.width, y);
  REQUIRE(placed != nullptr);
  CHECK(std::abs(placed->place.x - 0.35F) < 0.01F);
}

TEST_CASE("a question that is signed is signed again by the button that plays films") {
  for (const auto shows : {LedDesk::Shows::kDesk, LedDesk::Shows::kOverlay}) {
    LedDesk desk(1366, 768, {}, shows);
    desk.model.step_is_signed = true;
    desk.go_to(demo::kPrompt);
    desk.press("Revoir la LSF");
    CHECK(desk.last<order::SignAgain>() != nullptr);
  }
}

TEST_CASE("size and place of the captions are chosen in the settings") {
  LedDesk desk;
  desk.go_to(demo::kExcerpt);
  desk.state.dialog = views::DeskDialog::kSettings;
  desk.draw();
  const auto press_in = [&](const char* list, const char* item) {
    for (const auto* node : desk.tree().named(Role::kListItem, item)) {
      for (auto parent = node->parent; parent; parent = desk.tree().nodes()[*parent].parent) {
        if (desk.tree().nodes()[*parent].name != list) continue;
        desk.ui().perform(node->id, accessibility::NodeAction::kPress);
        desk.draw();
        return;
      }
    }
    FAIL_CHECK("no such choice: ", list, ", ", item);
  };
  press_in("Taille des sous-titres", "2 fois");
  REQUIRE(desk.last<order::SetCaptionScale>() != nullptr);
  CHECK(desk.last<order::SetCaptionScale>()->scale == 2);
  press_in("Place des sous-titres", "Sous le film");
  REQUIRE(desk.last<order::SetCaptionsBelow>() != nullptr);
  CHECK(desk.last<order::SetCaptionsBelow>()->below);
}
