// SPDX-License-Identifier: GPL-3.0-or-later
// The card, the lists of long names, and where focus comes to in a dialog.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "player/ui/card.h"
#include "player/ui/containers.h"
#include "tests/ui/view_screen.h"

using namespace mallette;
using namespace mallette::ui;
using accessibility::Role;
using test::ViewScreen;

namespace {

CardSpec anna(void* cover = nullptr) {
  return {.title = "ANNA",
          .lines = {{"Sous-titres · LSF"}, {"14 min"}},
          .cover = cover,
          .cover_aspect = 1,
          .icon = Icon::kCase};
}

std::uint32_t pixel(SDL_Surface& surface, float x, float y) {
  const auto* row = static_cast<const std::uint8_t*>(surface.pixels) + static_cast<int>(y) * surface.pitch;
  return reinterpret_cast<const std::uint32_t*>(row)[static_cast<int>(x)] & 0xFFFFFF;
}

}  // namespace

TEST_CASE("a card is one stop, pressed by Enter and Space, and tells its lines as its description") {
  int times = 0;
  ViewScreen screen([&](Frame& frame, views::Orders&) {
    times += card(frame, {20, 20, 260, card_height(frame, 260, anna())}, "anna", anna()) ? 1 : 0;
  });
  screen.key("Tab");
  CHECK(screen.focused() == "ANNA");
  CHECK(screen.tree().focused()->description == "Sous-titres · LSF. 14 min");
  screen.key("Enter");
  CHECK(times == 1);
  screen.key("Space");
  CHECK(times == 2);
  screen.key("Tab");
  CHECK(screen.focused() == "ANNA");
}

TEST_CASE("a cover of another shape than 16:9 is seen whole, on black") {
  test::SampleScreen screen(400, 400);
  std::unique_ptr<SDL_Surface, decltype(&SDL_FreeSurface)> drawn(
      SDL_CreateRGBSurfaceWithFormat(0, 10, 10, 32, SDL_PIXELFORMAT_ARGB8888), SDL_FreeSurface);
  SDL_FillRect(drawn.get(), nullptr, 0xFF30A040);
  std::unique_ptr<SDL_Texture, decltype(&SDL_DestroyTexture)> cover(
      SDL_CreateTextureFromSurface(screen.renderer(), drawn.get()), SDL_DestroyTexture);
  REQUIRE(cover != nullptr);
  screen.draw([&](Frame& frame) {
    static_cast<void>(card(frame, {40, 40, 320, card_height(frame, 320, anna())}, "anna", anna(cover.get())));
  });
  screen.show();
  // 304 wide and 171 high within the card: a square cover leaves 66 on each side.
  CHECK(pixel(screen.surface(), 200, 130) == 0x30A040);
  CHECK(pixel(screen.surface(), 80, 130) == 0x000000);
  CHECK(pixel(screen.surface(), 320, 130) == 0x000000);
}

TEST_CASE("a long title is cut for eyes after three lines, and whole in the tree") {
  const std::string title = fmt::format("{} fin", std::string(400, 'm'));
  CardSpec spec = anna();
  float short_height = 0, long_height = 0;
  ViewScreen screen([&](Frame& frame, views::Orders&) {
    short_height = card_height(frame, 260, spec);
    CardSpec of_long = spec;
    of_long.title = title;
    long_height = card_height(frame, 260, of_long);
    static_cast<void>(card(frame, {20, 20, 260, long_height}, "long", of_long));
  });
  CHECK(screen.tree().named(Role::kButton, title).size() == 1);
  CHECK(long_height - short_height == doctest::Approx(2 * screen.ui().theme().line_height(TypeSize::kBody)));
}

TEST_CASE("a list of one-line items keeps its height whatever their names, and its last item is reached") {
  std::string chosen;
  ViewScreen screen([&](Frame& frame, views::Orders&) {
    auto region = Region::at(frame, {20, 20, 400, 300}, "r", {.name = "Contenu", .heading = false, .gap = 0});
    List list(frame, "list", "Fichiers");
    for (int i = 0; i < 600; ++i) {
      const std::string name = fmt::format("fichier {} {}", i, std::string(i % 7 == 0 ? 120 : 3, 'x'));
      if (list.item(region.flow(), fmt::format("{}", i), {.words = name, .one_line = true})) chosen = name;
    }
  });
  screen.key("Tab");
  const float height = screen.tree().focused()->bounds.height;
  for (const accessibility::Node& node : screen.tree().nodes()) {
    if (node.role == Role::kListItem) REQUIRE(node.bounds.height == height);
  }
  screen.key("End");
  CHECK(screen.focused() == "fichier 599 xxx");
  CHECK(screen.tree().focused()->visible.height == height);
  screen.key("Enter");
  CHECK(chosen == "fichier 599 xxx");
}

TEST_CASE("focus comes to where the dialog prefers it, waits on the dialog, and goes back when it is gone") {
  bool open = false, ready = false;
  ViewScreen screen([&](Frame& frame, views::Orders&) {
    Flow flow = Flow::down({20, 20, 400, 300}, 8);
    static_cast<void>(button(frame, flow, "behind", {.words = "Derrière"}));
    if (!open) return;
    if (!ready) frame.prefer_focus(frame.id_of("dialog"));
    Dialog dialog(frame, "dialog", "Question");
    static_cast<void>(button(frame, dialog.flow(), "first", {.words = "Premier"}));
    if (!ready) return;
    frame.prefer_focus(frame.id_of("second"));
    static_cast<void>(button(frame, dialog.flow(), "second", {.words = "Second"}));
  });
  screen.key("Tab");
  REQUIRE(screen.focused() == "Derrière");
  open = true;
  screen.redraw();
  CHECK(screen.tree().focused()->role == Role::kDialog);
  ready = true;
  screen.redraw();
  CHECK(screen.focused() == "Second");
  screen.key("Shift+Tab");
  CHECK(screen.focused() == "Premier");  // preferred, not forced
  open = false;
  screen.redraw();
  CHECK(screen.focused() == "Derrière");
}
