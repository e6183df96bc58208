// SPDX-License-Identifier: GPL-3.0-or-later
// What draws a scene into a window: the seam between RoomWindow and its two ways of drawing.
// Main thread. A backend borrows the window and goes before it.
#pragma once

#include <memory>
#include <string>

#include "kits/base/error.h"
#include "player/render/compositor.h"
#include "player/render/scaled_picture.h"
#include "player/render/sdl.h"

namespace mallette::render {

class SceneBackend {
 public:
  virtual ~SceneBackend() = default;
  virtual Size drawable_size() const = 0;
  virtual Result<void> prepare(const Scene& scene) = 0;
  virtual Result<void> present() = 0;
  virtual Result<Picture> capture() = 0;
  /// The same at another size, where that is to be had for less.
  virtual Result<Picture> capture_scaled(Size size) {
    auto whole = capture();
    if (!whole) return whole;
    return scaled(whole->view(), size);
  }
  /// Nothing that is on the screen, or was uploaded, can be relied upon.
  virtual void invalidate() = 0;
  virtual const std::string& name() const = 0;
};

using BackendPtr = std::unique_ptr<SceneBackend>;

BackendPtr make_surface_backend(SDL_Window* window);

/// Errors: kRenderer; found names a renderer that is drawn by the processor, when `real_only`.
Result<BackendPtr> make_gpu_backend(SDL_Window* window, bool real_only);

}  // namespace mallette::render
