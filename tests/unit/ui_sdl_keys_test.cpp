// SPDX-License-Identifier: GPL-3.0-or-later
// What SDL tells of a key that was pressed, as the key that it is for us.
#include "player/ui/sdl_keys.h"

#include <doctest/doctest.h>

using namespace mallette::ui;

namespace {

/// `where` it stands, and what is `printed` there.
std::optional<Key> pressed(SDL_Scancode where, SDL_Keycode printed, int held = KMOD_NONE) {
  SDL_KeyboardEvent event{};
  event.keysym = {.scancode = where, .sym = printed, .mod = static_cast<Uint16>(held), .unused = 0};
  return key_of(event);
}

}  // namespace

TEST_CASE("a letter is the one that is printed on the key: on AZERTY, A stands where Q does elsewhere") {
  CHECK(pressed(SDL_SCANCODE_Q, SDLK_a) == Key{.name = "A"});
  CHECK(pressed(SDL_SCANCODE_A, SDLK_q) == Key{.name = "Q"});
  CHECK(pressed(SDL_SCANCODE_SEMICOLON, SDLK_m) == Key{.name = "M"});
  CHECK(pressed(SDL_SCANCODE_S, SDLK_s, KMOD_LSHIFT) == Key{.name = "S", .shift = true});
  CHECK(pressed(SDL_SCANCODE_L, SDLK_l, KMOD_RCTRL) == Key{.name = "L", .control = true});
  CHECK(pressed(SDL_SCANCODE_S, SDLK_s, KMOD_CAPS) == Key{.name = "S"});
}

TEST_CASE("a clicker's keys are known by where they stand, whatever the layout prints there") {
  CHECK(pressed(SDL_SCANCODE_PERIOD, SDLK_COLON) == Key{.name = "."});
  CHECK(pressed(SDL_SCANCODE_PAGEDOWN, SDLK_PAGEDOWN) == Key{.name = "PageDown"});
  CHECK(pressed(SDL_SCANCODE_PAGEUP, SDLK_PAGEUP) == Key{.name = "PageUp"});
  CHECK(pressed(SDL_SCANCODE_F5, SDLK_F5) == Key{.name = "F5"});
  CHECK(pressed(SDL_SCANCODE_F5, SDLK_F5, KMOD_LSHIFT) == Key{.name = "F5", .shift = true});
  CHECK(pressed(SDL_SCANCODE_F12, SDLK_F12) == Key{.name = "F12"});
  CHECK(pressed(SDL_SCANCODE_KP_ENTER, SDLK_KP_ENTER) == Key{.name = "Enter"});
}

TEST_CASE("with Alt, AltGr or the system's key nothing is ours") {
  for (const int held : std::initializer_list<int>{KMOD_LALT, KMOD_RALT, KMOD_MODE, KMOD_LGUI, KMOD_LCTRL | KMOD_LALT}) {
    CHECK_FALSE(pressed(SDL_SCANCODE_B, SDLK_b, held));
    CHECK_FALSE(pressed(SDL_SCANCODE_PAGEDOWN, SDLK_PAGEDOWN, held));
  }
  CHECK_FALSE(pressed(SDL_SCANCODE_2, SDLK_2));
  CHECK_FALSE(pressed(SDL_SCANCODE_UNKNOWN, 0xE9));  // é
}
