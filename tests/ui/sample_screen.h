// SPDX-License-Identifier: GPL-3.0-or-later
// An interface drawn by SDL's software renderer into memory: no display is needed.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "player/render/screenshot.h"
#include "player/render/sdl.h"
#include "player/ui/sdl_screen.h"

namespace mallette::test {

class KeptClipboard : public ui::Clipboard {
 public:
  std::string get() override { return text_; }
  void set(const std::string& text) override { text_ = text; }

 private:
  std::string text_;
};

inline ui::FontFiles interface_fonts() {
  const std::string own = std::string(MALLETTE_SHARE_DIR) + "/interface-fonts/";
  return {.regular = own + "Inter-Regular.otf",
          .strong = own + "Inter-SemiBold.otf",
          .low_vision_regular = own + "Andika-Regular.ttf",
          .low_vision_strong = own + "Andika-Bold.ttf",
          .icons = own + "MaterialIcons-Regular.ttf",
          .fallback = std::string(MALLETTE_SHARE_DIR) + "/fonts/DejaVuSans.ttf"};
}

/// Interface, surface and renderer of one size.
class SampleScreen {
 public:
  SampleScreen(int width, int height)
      : surface_(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888)),
        renderer_(SDL_CreateSoftwareRenderer(surface_.get())),
        screen_(renderer_.get()),
        interface_(ui::Interface::make(interface_fonts(), clipboard_).value()) {}

  ui::Interface& interface() { return *interface_; }
  ui::Screen& screen() { return screen_; }
  KeptClipboard& clipboard() { return clipboard_; }
  SDL_Surface& surface() { return *surface_; }
  SDL_Renderer* renderer() { return renderer_.get(); }

  void draw(const ui::View& view, ui::Ground ground = ui::Ground::kFilled) {
    const ui::Extent size{static_cast<float>(surface_->w), static_cast<float>(surface_->h)};
    REQUIRE(interface_->draw(size, "Mallette", view, ground).has_value());
  }
  void show() {
    REQUIRE(screen_.show(*interface_).has_value());
    SDL_RenderPresent(renderer_.get());
  }
  void save(const std::string& path) {
    const render::PictureView view{static_cast<const std::uint8_t*>(surface_->pixels), surface_->pitch,
                                   surface_->w, surface_->h};
    REQUIRE(render::write_png(view, path).has_value());
  }

 private:
  struct Free {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
  };
  KeptClipboard clipboard_;
  std::unique_ptr<SDL_Surface, Free> surface_;
  render::RendererPtr renderer_;
  ui::Screen screen_;
  std::unique_ptr<ui::Interface> interface_;
};

}  // namespace mallette::test
