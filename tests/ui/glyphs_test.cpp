// SPDX-License-Identifier: GPL-3.0-or-later
// Which glyphs are baked, how many bytes they are, and that what is drawn is what was meant.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/ui/sample_desk.h"
#include "tests/ui/sample_screen.h"

using namespace mallette;
using namespace mallette::ui;
using test::SampleScreen;

namespace {

View words(std::string_view text, Type type = {}) {
  return [text, type](Frame& frame) {
    Flow flow = Flow::down({10, 10, frame.area().width - 20, 500}, 0);
    ui::text(frame, flow, "words", text, {.type = type});
  };
}

std::vector<std::uint32_t> pixels(SampleScreen& screen, const View& view) {
  screen.draw(view);
  screen.show();
  const SDL_Surface& s = screen.surface();
  std::vector<std::uint32_t> out;
  for (int y = 0; y < s.h; ++y) {
    const auto* row =
        reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(s.pixels) + y * s.pitch);
    out.insert(out.end(), row, row + s.w);
  }
  return out;
}

}  // namespace

TEST_CASE("the glyphs of the desk at 300 % stay under 32 MiB, in every state and both faces") {
  for (const TypeFace face : {TypeFace::kStandard, TypeFace::kLowVision}) {
    SampleScreen screen(1366, 768);
    screen.interface().set_theme({.face = face, .text_scale = 3});
    test::SampleDesk desk;
    const auto draw = [&] { screen.draw([&](Frame& frame) { desk.view(frame); }); };
    draw();
    desk.notes_shown = desk.prompt_shown = desk.neutral = desk.asking = true;
    draw();
    // The two largest sizes of type as well, with a question and a clock.
    screen.draw([](Frame& frame) {
      Flow flow = Flow::down(frame.area(), 0);
      ui::text(frame, flow, "1", "Qu’avez-vous vu et entendu ?",
               {.type = {TypeSize::kQuestion, Weight::kStrong}});
      ui::text(frame, flow, "2", "1:12:04", {.type = {TypeSize::kClock, Weight::kStrong}});
    });
    screen.show();
    MESSAGE("atlas, MiB: " << static_cast<double>(screen.screen().texture_bytes()) / (1 << 20));
    CHECK(screen.screen().texture_bytes() < kMaxAtlasBytes);
  }
}

TEST_CASE("what the atlas cannot hold beside the rest makes it forget, not grow") {
  SampleScreen screen(400, 300);
  screen.interface().set_theme({.text_scale = 3});
  // Letters of several scripts in the largest type, a few at a time, as a long day would bring them.
  for (char32_t first = 0x400; first < 0x500; first += 16) {
    std::string text;
    for (char32_t point = first; point < first + 16; ++point) {
      text += static_cast<char>(0xC0 | (point >> 6));
      text += static_cast<char>(0x80 | (point & 0x3F));
    }
    for (const TypeSize size : {TypeSize::kClock, TypeSize::kQuestion}) {
      screen.draw(words(text, {size, Weight::kStrong}));
      screen.draw(words(text, {size, Weight::kRegular}));
    }
    screen.show();
    REQUIRE(screen.screen().texture_bytes() < kMaxAtlasBytes);
  }
}

TEST_CASE("French shows with every accent and sign, none of them as another") {
  SampleScreen screen(200, 60);
  std::vector<std::vector<std::uint32_t>> seen;
  for (const char* sign : {"?", "é", "è", "ê", "ë", "É", "È", "À", "Ç", "ç", "œ", "Œ",
                           "’", "«", "»", "…", "–", "î", "ï", "ô", "û", "ù", "♪", "☐"}) {
    auto drawn = pixels(screen, words(sign));
    CAPTURE(sign);
    CHECK(std::ranges::find(seen, drawn) == seen.end());
    seen.push_back(std::move(drawn));
  }
}

TEST_CASE("a sign that no font has is shown as a question mark, and drawing comes to rest") {
  SampleScreen screen(200, 60);
  const auto question = pixels(screen, words("?"));
  CHECK(pixels(screen, words("\u1781")) == question);
  // What is no character at all, or lies beyond what Dear ImGui was built for, has a sign of its own.
  const auto unknown = pixels(screen, words("\uFFFD"));
  CHECK(unknown != question);
  CHECK(pixels(screen, words("\U0001F600")) == unknown);
  CHECK(pixels(screen, words("\xFF")) == unknown);
}

TEST_CASE("the ring around what has focus is two pixels wide and of the theme's colour") {
  SampleScreen screen(300, 100);
  bool pressed = false;
  const View view = [&](Frame& frame) {
    Flow flow = Flow::across({20, 20, 260, 60}, 0);
    pressed = button(frame, flow, "b", {.words = "Pause"});
  };
  const auto before = pixels(screen, view);
  screen.interface().key({.name = "Tab"});
  const auto after = pixels(screen, view);
  const auto bounds = screen.interface().tree().focused()->bounds;
  const auto middle = static_cast<std::size_t>(bounds.y + bounds.height / 2) * 300;
  const auto left = static_cast<std::size_t>(bounds.x);
  const Colour focus = palette(ThemeName::kDark).focus;
  const std::uint32_t ring = 0xFF000000U | static_cast<unsigned>(focus.r << 16 | focus.g << 8 | focus.b);
  CHECK((after[middle + left - 4] & 0xFFFFFF) == (ring & 0xFFFFFF));
  CHECK((after[middle + left - 3] & 0xFFFFFF) == (ring & 0xFFFFFF));
  CHECK(after[middle + left - 5] == before[middle + left - 5]);
  CHECK(after[middle + left - 2] == before[middle + left - 2]);
  CHECK_FALSE(pressed);
}

TEST_CASE("a font that is none is told by its name") {
  test::KeptClipboard clipboard;
  FontFiles files = test::interface_fonts();
  files.icons = MALLETTE_SHARE_DIR "/help-numbers.toml";
  const auto made = Interface::make(files, clipboard);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == ErrorCode::kFileUnreadable);
  CHECK(made.error().subject == files.icons);
}
