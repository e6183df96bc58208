// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/interface_picture.h"

#include <SDL.h>

#include <cstring>
#include <functional>
#include <numeric>
#include <vector>

#include "player/render/sdl.h"
#include "player/ui/sdl_screen.h"

namespace mallette::app {
namespace {

struct SurfaceDeleter {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using SurfacePtr = std::unique_ptr<SDL_Surface, SurfaceDeleter>;

struct Texture {
  std::shared_ptr<const render::Picture> source;
  render::TexturePtr texture;
};

render::TexturePtr upload(SDL_Renderer* renderer, const render::Picture& picture) {
  render::TexturePtr texture(SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                               picture.width, picture.height));
  if (texture) SDL_UpdateTexture(texture.get(), nullptr, picture.bgra.data(), picture.width * 4);
  return texture;
}

/// Without an end in mid-row, so that many pixels are looked at at once: most rows over a picture are clear.
bool is_clear(const std::uint32_t* row, int width) {
  return std::accumulate(row, row + width, std::uint32_t{0}, std::bit_or<>()) == 0;
}

}  // namespace

struct InterfacePicture::State {
  SurfacePtr surface;
  render::RendererPtr renderer;
  std::optional<ui::Screen> screen;
  std::map<std::string, Texture> textures;
  bool other_textures = false;  ///< than when it was last shown
  std::shared_ptr<subtitles::CaptionPicture> last;  ///< its memory is used again once nobody looks at it
  std::vector<std::uint8_t> spare;

  [[nodiscard]] const std::uint32_t* row(int y) const {
    return reinterpret_cast<const std::uint32_t*>(static_cast<const std::uint8_t*>(surface->pixels) + y * surface->pitch);
  }
};

InterfacePicture::InterfacePicture(ui::Interface& interface) : interface_(interface), state_(std::make_unique<State>()) {}
InterfacePicture::~InterfacePicture() = default;

Result<void> InterfacePicture::ensure_surface(render::Size pixels) {
  State& s = *state_;
  if (s.surface && s.surface->w == pixels.width && s.surface->h == pixels.height) return {};
  s.textures.clear();
  s.screen.reset();
  s.renderer.reset();
  s.surface.reset(SDL_CreateRGBSurfaceWithFormat(0, pixels.width, pixels.height, 32, SDL_PIXELFORMAT_ARGB8888));
  if (!s.surface) return fail(render::sdl_error(ErrorCode::kRenderer, "interface"));
  s.renderer.reset(SDL_CreateSoftwareRenderer(s.surface.get()));
  if (!s.renderer) return fail(render::sdl_error(ErrorCode::kRenderer, "interface"));
  s.screen.emplace(s.renderer.get());
  return {};
}

Result<void> InterfacePicture::draw(render::Size pixels, std::string_view title, ui::Ground ground, const ui::View& view) {
  if (auto ready = ensure_surface(pixels); !ready) return ready;
  State& s = *state_;
  const ui::Extent extent{static_cast<float>(pixels.width), static_cast<float>(pixels.height)};
  if (auto drawn = interface_.draw(extent, title, view, ground); !drawn) return drawn;
  if (!s.other_textures && s.screen->is_shown(interface_)) return {};
  // SDL's software renderer leaves its last clip on the surface.
  SDL_SetClipRect(s.surface.get(), nullptr);
  SDL_FillRect(s.surface.get(), nullptr, 0);
  if (auto shown = s.screen->show(interface_); !shown) return shown;
  if (SDL_RenderFlush(s.renderer.get()) != 0) return fail(render::sdl_error(ErrorCode::kRenderer, "interface"));
  s.other_textures = false;
  take_overlay();
  return {};
}

/// Copies the rows that hold anything.
void InterfacePicture::take_overlay() {
  State& s = *state_;
  const int width = s.surface->w;
  int top = 0, bottom = s.surface->h;
  while (top < bottom && is_clear(s.row(top), width)) ++top;
  while (bottom > top && is_clear(s.row(bottom - 1), width)) --bottom;
  overlay_.reset();
  if (top == bottom) return;
  if (s.last && s.last.use_count() == 1) s.spare = std::move(s.last->bgra);
  // A picture is known by its pointer: only the memory of its pixels is used again.
  auto bitmap = std::make_shared<subtitles::CaptionPicture>();
  bitmap->bgra = std::move(s.spare);
  s.spare = {};
  const auto row_bytes = static_cast<std::size_t>(width) * 4;
  bitmap->x = 0;
  bitmap->y = top;
  bitmap->width = width;
  bitmap->height = bottom - top;
  bitmap->bgra.resize(row_bytes * static_cast<std::size_t>(bottom - top));
  for (int y = top; y < bottom; ++y) {
    std::memcpy(bitmap->bgra.data() + row_bytes * static_cast<std::size_t>(y - top), s.row(y), row_bytes);
  }
  s.last = bitmap;
  overlay_ = std::move(bitmap);
}

void* InterfacePicture::texture(const std::string& name, const std::shared_ptr<const render::Picture>& picture) {
  State& s = *state_;
  if (!picture || picture->bgra.empty() || !s.renderer) return nullptr;
  Texture& kept = s.textures[name];
  if (kept.source != picture || !kept.texture) {
    kept = {picture, upload(s.renderer.get(), *picture)};
    s.other_textures = true;
  }
  return kept.texture.get();
}

void InterfacePicture::drop_textures(std::string_view prefix) {
  std::erase_if(state_->textures, [&](const auto& entry) { return entry.first.starts_with(prefix); });
}

}  // namespace mallette::app
