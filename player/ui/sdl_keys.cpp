// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/sdl_keys.h"

namespace mallette::ui {

std::optional<Key> key_of(const SDL_KeyboardEvent& event) {
  const SDL_Keysym& sym = event.keysym;
  if ((sym.mod & (KMOD_ALT | KMOD_GUI | KMOD_MODE)) != 0) return std::nullopt;
  Key key{.name = {}, .shift = (sym.mod & KMOD_SHIFT) != 0, .control = (sym.mod & KMOD_CTRL) != 0};
  switch (sym.scancode) {
    case SDL_SCANCODE_SPACE: key.name = "Space"; break;
    case SDL_SCANCODE_LEFT: key.name = "Left"; break;
    case SDL_SCANCODE_RIGHT: key.name = "Right"; break;
    case SDL_SCANCODE_UP: key.name = "Up"; break;
    case SDL_SCANCODE_DOWN: key.name = "Down"; break;
    case SDL_SCANCODE_PAGEUP: key.name = "PageUp"; break;
    case SDL_SCANCODE_PAGEDOWN: key.name = "PageDown"; break;
    case SDL_SCANCODE_ESCAPE: key.name = "Escape"; break;
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER: key.name = "Enter"; break;
    case SDL_SCANCODE_TAB: key.name = "Tab"; break;
    case SDL_SCANCODE_HOME: key.name = "Home"; break;
    case SDL_SCANCODE_END: key.name = "End"; break;
    case SDL_SCANCODE_BACKSPACE: key.name = "Backspace"; break;
    case SDL_SCANCODE_DELETE: key.name = "Delete"; break;
    // A clicker sends the US "." key, which an AZERTY layout prints otherwise.
    case SDL_SCANCODE_PERIOD: key.name = "."; break;
    default:
      if (sym.scancode >= SDL_SCANCODE_F1 && sym.scancode <= SDL_SCANCODE_F12) {
        key.name = "F" + std::to_string(sym.scancode - SDL_SCANCODE_F1 + 1);
      } else if (sym.sym >= 'a' && sym.sym <= 'z') {
        key.name = std::string(1, static_cast<char>(sym.sym - 'a' + 'A'));
      } else {
        return std::nullopt;
      }
  }
  return key;
}

}  // namespace mallette::ui
