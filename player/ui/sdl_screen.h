// SPDX-License-Identifier: GPL-3.0-or-later
// An interface on SDL: events of its window in, its picture out. Internal to what handles SDL.
// Main thread.
#pragma once

#include <SDL.h>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kits/base/error.h"
#include "player/ui/interface.h"

namespace mallette::ui {

class DrawnCopy;
class ImguiRenderer;

/// The machine's clipboard. SDL's video must be on.
class SdlClipboard : public Clipboard {
 public:
  std::string get() override;
  void set(const std::string& text) override;
};

/// Gives the event to the interface when it is of its window and the interface has a use for it.
/// `pixels_per_point`: of the window, where SDL counts the pointer in points.
bool handle_event(Interface& interface, const SDL_Event& event, std::uint32_t window,
                  float pixels_per_point = 1);

/// Shows an interface through a renderer. With a software renderer on a window's surface, make both
/// anew after each resize.
class Screen {
 public:
  explicit Screen(SDL_Renderer* renderer);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  /// What draw() last made; nothing before the first. The caller presents. Errors: kRenderer.
  Result<void> show(Interface& interface);
  /// Whether what draw() last made is what was last shown, pixel by pixel, as long as textures of one's own are too.
  [[nodiscard]] bool is_shown(Interface& interface) const;
  [[nodiscard]] std::size_t texture_bytes() const;

 private:
  std::unique_ptr<ImguiRenderer> renderer_;
  std::unique_ptr<DrawnCopy> shown_;
};

}  // namespace mallette::ui
