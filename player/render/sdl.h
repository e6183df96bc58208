// SPDX-License-Identifier: GPL-3.0-or-later
// SDL's handles, owned. Main thread. Not for public headers: it includes SDL.
#pragma once

#include <SDL.h>

#include <memory>
#include <string>
#include <utility>

#include "kits/base/error.h"

namespace mallette::render {

struct SdlDeleter {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
  void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
  void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};

using WindowPtr = std::unique_ptr<SDL_Window, SdlDeleter>;
using RendererPtr = std::unique_ptr<SDL_Renderer, SdlDeleter>;
using TexturePtr = std::unique_ptr<SDL_Texture, SdlDeleter>;

inline Error sdl_error(ErrorCode code, std::string subject) {
  return {.code = code, .subject = std::move(subject), .detail = SDL_GetError()};
}

/// SDL's video, from here to the end of the scope. Outlives every window.
class VideoSystem {
 public:
  static Result<VideoSystem> start() {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return fail(sdl_error(ErrorCode::kDisplay, "video"));
    return VideoSystem();
  }
  VideoSystem(VideoSystem&& other) noexcept : on_(std::exchange(other.on_, false)) {}
  VideoSystem& operator=(VideoSystem&&) = delete;
  ~VideoSystem() {
    if (on_) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }

 private:
  VideoSystem() = default;
  bool on_ = true;
};

/// The machine neither sleeps nor locks its screen while one of these lives: hold one while playing.
/// Needs VideoSystem. SDL starts out with the saver disabled; main enables it once at the start.
class ScreenAwake {
 public:
  ScreenAwake() { SDL_DisableScreenSaver(); }
  ScreenAwake(const ScreenAwake&) = delete;
  ScreenAwake& operator=(const ScreenAwake&) = delete;
  ~ScreenAwake() { SDL_EnableScreenSaver(); }
};

}  // namespace mallette::render
