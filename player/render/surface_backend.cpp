// SPDX-License-Identifier: GPL-3.0-or-later
// The software path: the compositor draws into SDL's window surface, and what changed is shown.
// With SDL_FRAMEBUFFER_ACCELERATION=0 that surface is memory shared with the X server: one copy.
#include <libyuv.h>

#include <memory>
#include <vector>

#include "player/render/scene_backend.h"

namespace mallette::render {
namespace {

struct SurfaceDeleter {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using SurfacePtr = std::unique_ptr<SDL_Surface, SurfaceDeleter>;

SDL_Rect to_sdl(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

class SurfaceBackend : public SceneBackend {
 public:
  explicit SurfaceBackend(SDL_Window* window) : window_(window) {}

  Size drawable_size() const override {
    Size size;
    SDL_GetWindowSizeInPixels(window_, &size.width, &size.height);
    return size;
  }

  Result<void> prepare(const Scene& scene) override {
    SDL_Surface* surface = SDL_GetWindowSurface(window_);
    if (surface == nullptr) return fail(sdl_error(ErrorCode::kRenderer, "window surface"));
    if (surface != surface_) invalidate();
    surface_ = surface;
    if (!choose_canvas()) return fail(sdl_error(ErrorCode::kRenderer, "window surface"));
    const Target target = {static_cast<std::uint8_t*>(canvas_->pixels), canvas_->pitch, canvas_->w,
                           canvas_->h};
    for (const Rect& part : compositor_.compose(scene, target)) to_show_.push_back(to_sdl(part));
    return {};
  }

  Result<void> present() override {
    if (to_show_.empty() || surface_ == nullptr) return {};
    // The window may have been resized since: then SDL has another surface, and prepare() is due again.
    if (SDL_GetWindowSurface(window_) != surface_) {
      invalidate();
      return {};
    }
    if (canvas_ != surface_) {
      for (SDL_Rect part : to_show_) {
        SDL_Rect there = part;
        SDL_BlitSurface(canvas_, &part, surface_, &there);
      }
    }
    const int status =
        SDL_UpdateWindowSurfaceRects(window_, to_show_.data(), static_cast<int>(to_show_.size()));
    to_show_.clear();
    if (status != 0) return fail(sdl_error(ErrorCode::kRenderer, "window surface"));
    return {};
  }

  Result<Picture> capture() override {
    if (canvas_ == nullptr) return fail(Error{.code = ErrorCode::kRenderer, .subject = "window surface"});
    Picture picture = {canvas_->w, canvas_->h, {}};
    picture.bgra.resize(static_cast<std::size_t>(canvas_->w) * static_cast<std::size_t>(canvas_->h) * 4);
    libyuv::ARGBCopy(static_cast<const std::uint8_t*>(canvas_->pixels), canvas_->pitch, picture.bgra.data(),
                     canvas_->w * 4, canvas_->w, canvas_->h);
    return picture;
  }

  Result<Picture> capture_scaled(Size size) override {
    if (canvas_ == nullptr) return fail(Error{.code = ErrorCode::kRenderer, .subject = "window surface"});
    return scaled({static_cast<const std::uint8_t*>(canvas_->pixels), canvas_->pitch, canvas_->w, canvas_->h}, size);
  }

  void invalidate() override {
    compositor_.invalidate();
    to_show_.clear();
    surface_ = nullptr;
    canvas_ = nullptr;
  }

  const std::string& name() const override { return name_; }

 private:
  /// The surface itself where its pixels are ours; else, on a display of 16 bits, a canvas beside it.
  bool choose_canvas() {
    const Uint32 format = surface_->format->format;
    if (format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888) {
      own_canvas_.reset();
      canvas_ = surface_;
      return true;
    }
    if (!own_canvas_ || own_canvas_->w != surface_->w || own_canvas_->h != surface_->h) {
      own_canvas_.reset(
          SDL_CreateRGBSurfaceWithFormat(0, surface_->w, surface_->h, 32, SDL_PIXELFORMAT_RGB888));
      compositor_.invalidate();
    }
    canvas_ = own_canvas_.get();
    return canvas_ != nullptr;
  }

  SDL_Window* window_;
  SDL_Surface* surface_ = nullptr;  // the window's
  SDL_Surface* canvas_ = nullptr;   // what is drawn into: the surface, or own_canvas_
  SurfacePtr own_canvas_;
  Compositor compositor_;
  std::vector<SDL_Rect> to_show_;
  std::string name_ = "software";
};

}  // namespace

BackendPtr make_surface_backend(SDL_Window* window) {
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  return std::make_unique<SurfaceBackend>(window);
}

}  // namespace mallette::render
