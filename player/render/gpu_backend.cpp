// SPDX-License-Identifier: GPL-3.0-or-later
// The gpu path: planes go up as textures, the card scales, turns, converts and blends.
//
// SDL knows three of the six colourings (BT.601 and BT.709 limited, BT.601 full) and two layouts
// (I420, NV12); frames of any other are converted by libyuv into a BGRA texture.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "player/render/renderer_probe.h"
#include "player/render/scene_backend.h"
#include "player/render/yuv_picture.h"

namespace mallette::render {
namespace {

Error renderer_error(std::string subject) { return sdl_error(ErrorCode::kRenderer, std::move(subject)); }

/// The mode in which SDL converts this frame as it should be, or none.
std::optional<SDL_YUV_CONVERSION_MODE> conversion_mode(const YuvPicture& picture) {
  const bool full = picture.range == media::ColourRange::kFull;
  switch (picture.matrix) {
    case media::ColourMatrix::kBt601:
      return full ? SDL_YUV_CONVERSION_JPEG : SDL_YUV_CONVERSION_BT601;
    case media::ColourMatrix::kBt709:
      if (!full) return SDL_YUV_CONVERSION_BT709;
      return std::nullopt;
    case media::ColourMatrix::kBt2020:
      return std::nullopt;
  }
  return std::nullopt;
}

SDL_FRect to_sdl(const Rect& rect) {
  return {static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.width),
          static_cast<float>(rect.height)};
}

/// A texture that is made anew only when its format or size changes.
class StreamedTexture {
 public:
  Result<SDL_Texture*> get(SDL_Renderer* renderer, Uint32 format, int width, int height) {
    if (texture_ && format == format_ && width == width_ && height == height_) return texture_.get();
    texture_.reset(SDL_CreateTexture(renderer, format, SDL_TEXTUREACCESS_STREAMING, width, height));
    if (!texture_) return fail(renderer_error("texture"));
    SDL_SetTextureScaleMode(texture_.get(), SDL_ScaleModeLinear);
    format_ = format;
    width_ = width;
    height_ = height;
    return texture_.get();
  }
  SDL_Texture* current() const { return texture_.get(); }
  void reset() { texture_.reset(); }

 private:
  TexturePtr texture_;
  Uint32 format_ = 0;
  int width_ = 0;
  int height_ = 0;
};

/// The film or the signer as a texture.
class FrameTexture {
 public:
  Result<void> upload(SDL_Renderer* renderer, const media::FramePtr& frame, std::span<const Uint32> formats) {
    if (frame == frame_ && (texture_.current() != nullptr || !frame)) return {};
    frame_ = nullptr;
    const auto picture = frame ? stored_picture(*frame) : std::nullopt;
    if (!picture) return {};
    const auto mode_was = std::exchange(mode_, conversion_mode(*picture));
    const bool nv12 = picture->layout == media::PixelLayout::kNv12;
    const Uint32 planar = nv12 ? SDL_PIXELFORMAT_NV12 : SDL_PIXELFORMAT_IYUV;
    const bool known = std::find(formats.begin(), formats.end(), planar) != formats.end();
    if (!known || (!nv12 && picture->layout != media::PixelLayout::kI420)) mode_.reset();
    // OpenGL's texture takes its shader from the mode when it is made.
    if (mode_ != mode_was) texture_.reset();
    auto done = mode_ ? upload_planes(renderer, *picture, planar) : upload_bgra(renderer, *picture);
    if (done) frame_ = frame;
    return done;
  }

  Result<void> draw(SDL_Renderer* renderer, const Rect& place) const {
    if (!frame_ || place.empty()) return {};
    // Direct3D reads the mode when commands are carried out: what is queued goes out under its own.
    SDL_RenderFlush(renderer);
    if (mode_) SDL_SetYUVConversionMode(*mode_);
    SDL_FRect to = to_sdl(place);
    const int degrees = static_cast<int>(frame_->rotation);
    if (degrees % 180 != 0) {  // SDL turns the rectangle too, about its middle
      to = {to.x + (to.w - to.h) / 2, to.y + (to.h - to.w) / 2, to.h, to.w};
    }
    const auto flip = frame_->flipped ? SDL_FLIP_HORIZONTAL : SDL_FLIP_NONE;
    if (SDL_RenderCopyExF(renderer, texture_.current(), nullptr, &to, degrees, nullptr, flip) != 0 ||
        SDL_RenderFlush(renderer) != 0) {
      return fail(renderer_error("picture"));
    }
    return {};
  }

  void reset() {
    texture_.reset();
    frame_.reset();
  }

 private:
  Result<void> upload_planes(SDL_Renderer* renderer, const YuvPicture& picture, Uint32 format) {
    SDL_SetYUVConversionMode(*mode_);
    const auto texture = texture_.get(renderer, format, picture.width, picture.height);
    if (!texture) return fail(texture.error());
    const auto& [y, u, v] = picture.planes;
    const int status =
        format == SDL_PIXELFORMAT_NV12
            ? SDL_UpdateNVTexture(*texture, nullptr, y.data, y.stride_bytes, u.data, u.stride_bytes)
            : SDL_UpdateYUVTexture(*texture, nullptr, y.data, y.stride_bytes, u.data, u.stride_bytes, v.data,
                                   v.stride_bytes);
    if (status != 0) return fail(renderer_error("picture"));
    return {};
  }

  Result<void> upload_bgra(SDL_Renderer* renderer, const YuvPicture& picture) {
    const auto texture = texture_.get(renderer, SDL_PIXELFORMAT_ARGB8888, picture.width, picture.height);
    if (!texture) return fail(texture.error());
    void* pixels = nullptr;
    int stride = 0;
    if (SDL_LockTexture(*texture, nullptr, &pixels, &stride) != 0) return fail(renderer_error("picture"));
    convert_to_bgra(picture, {0, 0, picture.width, picture.height}, static_cast<std::uint8_t*>(pixels),
                    stride);
    SDL_UnlockTexture(*texture);
    return {};
  }

  StreamedTexture texture_;
  media::FramePtr frame_;
  std::optional<SDL_YUV_CONVERSION_MODE> mode_;  // none: the texture is BGRA
};

/// Captions, or the overlay: premultiplied, blended at their own size.
class BlendedTexture {
 public:
  Result<void> upload(SDL_Renderer* renderer, const subtitles::CaptionPicturePtr& picture) {
    if (picture == picture_) return {};
    picture_ = nullptr;
    place_ = blended_place(picture);
    if (place_.empty()) return {};
    const auto texture = texture_.get(renderer, SDL_PIXELFORMAT_ARGB8888, place_.width, place_.height);
    if (!texture) return fail(texture.error());
    const SDL_BlendMode premultiplied = SDL_ComposeCustomBlendMode(
        SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD, SDL_BLENDFACTOR_ONE,
        SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD);
    if (SDL_SetTextureBlendMode(*texture, premultiplied) != 0 ||
        SDL_UpdateTexture(*texture, nullptr, picture->bgra.data(), place_.width * 4) != 0) {
      return fail(renderer_error("captions"));
    }
    picture_ = picture;
    return {};
  }

  Result<void> draw(SDL_Renderer* renderer) const {
    if (!picture_) return {};
    const SDL_Rect to = {place_.x, place_.y, place_.width, place_.height};
    if (SDL_RenderCopy(renderer, texture_.current(), nullptr, &to) != 0) {
      return fail(renderer_error("captions"));
    }
    return {};
  }

  void reset() {
    texture_.reset();
    picture_.reset();
  }

 private:
  StreamedTexture texture_;
  subtitles::CaptionPicturePtr picture_;
  Rect place_;
};

/// The still picture: opaque, at its own size, wherever it is moved to.
class StillTexture {
 public:
  Result<void> upload(SDL_Renderer* renderer, const Scene& scene) {
    place_ = still_place(scene);
    if (scene.still == picture_) return {};
    picture_ = nullptr;
    if (place_.empty()) return {};
    const auto texture = texture_.get(renderer, SDL_PIXELFORMAT_ARGB8888, place_.width, place_.height);
    if (!texture) return fail(texture.error());
    if (SDL_SetTextureBlendMode(*texture, SDL_BLENDMODE_NONE) != 0 ||
        SDL_UpdateTexture(*texture, nullptr, scene.still->bgra.data(), place_.width * 4) != 0) {
      return fail(renderer_error("still picture"));
    }
    picture_ = scene.still;
    return {};
  }

  Result<void> draw(SDL_Renderer* renderer) const {
    if (!picture_ || place_.empty()) return {};
    const SDL_Rect to = {place_.x, place_.y, place_.width, place_.height};
    if (SDL_RenderCopy(renderer, texture_.current(), nullptr, &to) != 0) {
      return fail(renderer_error("still picture"));
    }
    return {};
  }

  void reset() {
    texture_.reset();
    picture_.reset();
  }

 private:
  StreamedTexture texture_;
  PicturePtr picture_;
  Rect place_;
};

class GpuBackend : public SceneBackend {
 public:
  GpuBackend(RendererPtr renderer, const SDL_RendererInfo& info, std::string name)
      : renderer_(std::move(renderer)), info_(info), name_(std::move(name)) {}

  Size drawable_size() const override {
    Size size;
    SDL_GetRendererOutputSize(renderer_.get(), &size.width, &size.height);
    return size;
  }

  Result<void> prepare(const Scene& scene) override {
    const Size size = drawable_size();
    if (valid_ && size == size_ && same(scene)) return {};
    valid_ = false;
    scene_ = scene;
    size_ = size;
    const std::span<const Uint32> formats(info_.texture_formats, info_.num_texture_formats);
    if (auto done = film_.upload(renderer_.get(), scene.film, formats); !done) return done;
    if (auto done = signer_.upload(renderer_.get(), scene.signer, formats); !done) return done;
    if (auto done = still_.upload(renderer_.get(), scene); !done) return done;
    if (auto done = captions_.upload(renderer_.get(), scene.captions); !done) return done;
    if (auto done = overlay_.upload(renderer_.get(), scene.overlay); !done) return done;
    valid_ = true;
    to_show_ = true;
    return draw();
  }

  Result<void> present() override {
    if (!to_show_) return {};
    SDL_RenderPresent(renderer_.get());
    to_show_ = false;
    return {};
  }

  Result<Picture> capture() override {
    // What was presented is no longer the card's to give: the same textures are drawn once more.
    if (auto done = draw(); !done) return fail(done.error());
    Picture picture = {size_.width, size_.height, {}};
    picture.bgra.resize(static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height) * 4);
    if (SDL_RenderReadPixels(renderer_.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, picture.bgra.data(),
                             size_.width * 4) != 0) {
      return fail(renderer_error("picture"));
    }
    return picture;
  }

  void invalidate() override {
    valid_ = false;
    film_.reset();
    signer_.reset();
    still_.reset();
    captions_.reset();
    overlay_.reset();
  }

  const std::string& name() const override { return name_; }

 private:
  bool same(const Scene& scene) const {
    return scene.film == scene_.film && scene.signer == scene_.signer && scene.captions == scene_.captions &&
           scene.layout == scene_.layout && scene.background == scene_.background &&
           scene.still == scene_.still && scene.still_place == scene_.still_place &&
           scene.overlay == scene_.overlay;
  }

  Result<void> draw() {
    SDL_Renderer* renderer = renderer_.get();
    const std::uint32_t colour = scene_.background;
    SDL_SetRenderDrawColor(renderer, static_cast<Uint8>(colour >> 16), static_cast<Uint8>(colour >> 8),
                           static_cast<Uint8>(colour), SDL_ALPHA_OPAQUE);
    if (SDL_RenderClear(renderer) != 0) return fail(renderer_error("background"));
    if (auto done = film_.draw(renderer, scene_.layout.film); !done) return done;
    if (auto done = signer_.draw(renderer, scene_.layout.signer); !done) return done;
    if (auto done = still_.draw(renderer); !done) return done;
    if (auto done = captions_.draw(renderer); !done) return done;
    if (auto done = overlay_.draw(renderer); !done) return done;
    if (SDL_RenderFlush(renderer) != 0) return fail(renderer_error("picture"));
    return {};
  }

  RendererPtr renderer_;
  SDL_RendererInfo info_;
  std::string name_;
  Scene scene_;
  Size size_;
  FrameTexture film_;
  FrameTexture signer_;
  StillTexture still_;
  BlendedTexture captions_;
  BlendedTexture overlay_;
  bool valid_ = false;
  bool to_show_ = false;
};

}  // namespace

Result<BackendPtr> make_gpu_backend(SDL_Window* window, bool real_only) {
  RendererPtr renderer(SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED));
  if (!renderer) return fail(renderer_error("accelerated renderer"));
  SDL_RendererInfo info = {};
  if (SDL_GetRendererInfo(renderer.get(), &info) != 0) return fail(renderer_error("accelerated renderer"));
  const std::string gl = current_gl_renderer();
  const std::string name = gl.empty() ? info.name : fmt::format("{} ({})", info.name, gl);
  if (real_only && draws_by_processor(name)) {
    return fail(Error{.code = ErrorCode::kRenderer, .subject = "accelerated renderer", .found = name});
  }
  return std::make_unique<GpuBackend>(std::move(renderer), info, name);
}

}  // namespace mallette::render
