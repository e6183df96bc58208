// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/sdl_screen.h"

#include "player/ui/drawn_copy.h"
#include "player/ui/imgui_renderer.h"
#include "player/ui/interface_state.h"
#include "player/ui/sdl_keys.h"

namespace mallette::ui {
namespace {

bool handle_pointer(Interface& interface, const SDL_Event& event, float scale) {
  if (event.type == SDL_MOUSEMOTION) {
    interface.pointer_moved(static_cast<float>(event.motion.x) * scale,
                            static_cast<float>(event.motion.y) * scale);
    return false;
  }
  if (event.button.button != SDL_BUTTON_LEFT) return false;
  const float x = static_cast<float>(event.button.x) * scale, y = static_cast<float>(event.button.y) * scale;
  return event.type == SDL_MOUSEBUTTONDOWN ? interface.pointer_down(x, y) : interface.pointer_up(x, y);
}

bool handle_wheel(Interface& interface, const SDL_MouseWheelEvent& wheel, float scale) {
  const float way = wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0F : 1.0F;
  return interface.wheel(static_cast<float>(wheel.mouseX) * scale, static_cast<float>(wheel.mouseY) * scale,
                         wheel.preciseY * way);
}

}  // namespace

std::string SdlClipboard::get() {
  char* text = SDL_GetClipboardText();
  std::string copy = text != nullptr ? text : "";
  SDL_free(text);
  return copy;
}

void SdlClipboard::set(const std::string& text) { SDL_SetClipboardText(text.c_str()); }

bool handle_event(Interface& interface, const SDL_Event& event, std::uint32_t window,
                  float pixels_per_point) {
  switch (event.type) {
    case SDL_KEYDOWN: {
      if (event.key.windowID != window) return false;
      const auto key = key_of(event.key);
      return key && interface.key(*key);
    }
    case SDL_TEXTINPUT:
      return event.text.windowID == window && interface.type(event.text.text);
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      return event.button.windowID == window && handle_pointer(interface, event, pixels_per_point);
    case SDL_MOUSEWHEEL:
      return event.wheel.windowID == window && handle_wheel(interface, event.wheel, pixels_per_point);
    case SDL_WINDOWEVENT:
      if (event.window.windowID == window && event.window.event == SDL_WINDOWEVENT_LEAVE)
        interface.pointer_left();
      return false;
    default:
      return false;
  }
}

Screen::Screen(SDL_Renderer* renderer)
    : renderer_(std::make_unique<ImguiRenderer>(renderer)), shown_(std::make_unique<DrawnCopy>()) {}
Screen::~Screen() = default;

std::size_t Screen::texture_bytes() const { return renderer_->texture_bytes(); }

Result<void> Screen::show(Interface& interface) {
  const Interface::Drawn drawn = interface.drawn();
  if (drawn.data == nullptr) return {};
  shown_->forget();
  if (auto uploaded = renderer_->upload(*drawn.atlas, drawn.generation); !uploaded) return uploaded;
  if (auto shown = renderer_->draw(*drawn.data); !shown) return shown;
  shown_->take(*drawn.data, drawn.generation);
  return {};
}

bool Screen::is_shown(Interface& interface) const {
  const Interface::Drawn drawn = interface.drawn();
  return drawn.data != nullptr && shown_->is_of(*drawn.data, drawn.generation);
}

}  // namespace mallette::ui
