// SPDX-License-Identifier: GPL-3.0-or-later
// The interface through SDL's OpenGL renderer, held against the software one. Needs a display.
#include <doctest/doctest.h>

#include <cstdlib>
#include <vector>

#include "tests/ui/sample_desk.h"
#include "tests/ui/sample_screen.h"

using namespace mallette;

TEST_CASE("a card draws the same picture as the processor does") {
  constexpr int kWidth = 1000, kHeight = 700;
  auto video = render::VideoSystem::start();
  REQUIRE(video.has_value());
  SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengl");
  const render::WindowPtr window(
      SDL_CreateWindow("test", 0, 0, kWidth, kHeight, SDL_WINDOW_HIDDEN | SDL_WINDOW_OPENGL));
  REQUIRE(window != nullptr);
  const render::RendererPtr renderer(SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_ACCELERATED));
  REQUIRE(renderer != nullptr);

  test::SampleScreen screen(kWidth, kHeight);
  test::SampleDesk desk;
  desk.notes_shown = true;
  screen.interface().key({.name = "Tab"});
  screen.draw([&](ui::Frame& frame) { desk.view(frame); });
  screen.show();
  ui::Screen card(renderer.get());
  REQUIRE(card.show(screen.interface()).has_value());
  std::vector<std::uint8_t> shown(static_cast<std::size_t>(kWidth) * kHeight * 4);
  REQUIRE(SDL_RenderReadPixels(renderer.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, shown.data(), kWidth * 4) ==
          0);

  int far_off = 0;
  for (int y = 0; y < kHeight; ++y) {
    const auto* meant =
        static_cast<const std::uint8_t*>(screen.surface().pixels) + y * screen.surface().pitch;
    for (int i = 0; i < kWidth * 4; ++i) {
      // Alpha aside; the two round differently where they blend twice.
      const int drawn = shown[static_cast<std::size_t>(y * kWidth * 4 + i)];
      if (i % 4 != 3 && std::abs(int{meant[i]} - drawn) > 8) ++far_off;
    }
  }
  CHECK(far_off == 0);
}
