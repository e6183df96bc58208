// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/compositor.h"

#include <libyuv.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "player/render/drawn_picture.h"

namespace mallette::render {
namespace {

/// A rectangle without another: at most four that do not meet.
struct Remainder {
  std::array<Rect, 4> rects{};
  const Rect* begin() const { return rects.data(); }
  const Rect* end() const { return rects.data() + rects.size(); }
};

Remainder without(const Rect& whole, const Rect& hole) {
  const Rect cut = intersection(whole, hole);
  if (cut.empty()) return {{whole}};
  return {{Rect{whole.x, whole.y, whole.width, cut.y - whole.y},
           Rect{whole.x, cut.bottom(), whole.width, whole.bottom() - cut.bottom()},
           Rect{whole.x, cut.y, cut.x - whole.x, cut.height},
           Rect{cut.right(), cut.y, whole.right() - cut.right(), cut.height}}};
}

bool is_usable(const Target& target) {
  return target.pixels != nullptr && target.width > 0 && target.height > 0 && target.width <= kMaxSide &&
         target.height <= kMaxSide && target.stride_bytes / 4 >= target.width;
}

/// Where so many bytes of pixels stand; empty where they do not make up the rectangle, or it is absurd.
Rect usable_place(const Rect& place, std::size_t bytes) {
  if (place.empty() || place.width > kMaxSide || place.height > kMaxSide ||
      std::abs(std::int64_t{place.x}) > kMaxSide || std::abs(std::int64_t{place.y}) > kMaxSide) {
    return {};
  }
  const auto pixels = static_cast<std::size_t>(place.width) * static_cast<std::size_t>(place.height);
  return bytes < pixels * 4 ? Rect{} : place;
}

std::uint8_t* pixel(const Target& target, int x, int y) {
  return target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride_bytes + std::ptrdiff_t{x} * 4;
}

void fill(const Rect& part, std::uint32_t colour, const Target& target) {
  if (part.empty()) return;
  libyuv::ARGBRect(target.pixels, target.stride_bytes, part.x, part.y, part.width, part.height, colour);
}

const std::uint8_t* pixel(const std::vector<std::uint8_t>& bgra, const Rect& place, const Rect& part) {
  const std::ptrdiff_t stride = std::ptrdiff_t{place.width} * 4;
  return bgra.data() + (part.y - place.y) * stride + std::ptrdiff_t{part.x - place.x} * 4;
}

void blend(const subtitles::CaptionPicturePtr& picture, const Rect& clip, const Target& target) {
  const Rect place = blended_place(picture);
  const Rect part = intersection(clip, place);
  if (part.empty()) return;
  std::uint8_t* to = pixel(target, part.x, part.y);
  libyuv::ARGBBlend(pixel(picture->bgra, place, part), place.width * 4, to, target.stride_bytes, to,
                    target.stride_bytes, part.width, part.height);
}

}  // namespace

Rect blended_place(const subtitles::CaptionPicturePtr& picture) {
  if (!picture) return {};
  return usable_place({picture->x, picture->y, picture->width, picture->height}, picture->bgra.size());
}

Rect still_place(const Scene& scene) {
  const bool fits = scene.still && scene.still->width == scene.still_place.width &&
                    scene.still->height == scene.still_place.height;
  return fits ? usable_place(scene.still_place, scene.still->bgra.size()) : Rect{};
}

struct Compositor::State {
  DrawnPicture film;
  DrawnPicture signer;
  PicturePtr still;
  Rect still_at;
  subtitles::CaptionPicturePtr captions;
  subtitles::CaptionPicturePtr overlay;
  std::uint32_t background = 0;
  Target target;
  bool valid = false;
  DirtyRects dirty;

  void find_damage(const Scene& scene, const Target& to);
  void take_still(const Scene& scene);
  void take_blended(subtitles::CaptionPicturePtr& known, const subtitles::CaptionPicturePtr& now);
  void damage(const Rect& rect);
  void paint(const Rect& clip);
};

void Compositor::State::damage(const Rect& rect) {
  const Rect part = intersection(rect, {0, 0, target.width, target.height});
  const auto covers = [&](const Rect& known) { return intersection(known, part) == part; };
  if (part.empty() || std::any_of(dirty.begin(), dirty.end(), covers)) return;
  dirty.push_back(part);
}

void Compositor::State::take_still(const Scene& scene) {
  const Rect place = still_place(scene);
  if (still == scene.still && still_at == place) return;
  damage(still_at);
  damage(place);
  still = scene.still;
  still_at = place;
}

void Compositor::State::take_blended(subtitles::CaptionPicturePtr& known,
                                     const subtitles::CaptionPicturePtr& now) {
  if (known == now) return;
  damage(blended_place(known));
  damage(blended_place(now));
  known = now;
}

void Compositor::State::find_damage(const Scene& scene, const Target& to) {
  using Change = DrawnPicture::Change;
  const Change film_change = film.set(scene.film, scene.layout.film, to);
  const Change signer_change = signer.set(scene.signer, scene.layout.signer, to);
  const bool everything = !valid || target != to || background != scene.background ||
                          film_change == Change::kPlace || signer_change == Change::kPlace;
  background = scene.background;
  target = to;
  valid = true;
  // What covers everything covers all that follows: no second rectangle is said.
  if (everything) damage({0, 0, to.width, to.height});
  if (film_change == Change::kFrame) {
    for (const Rect& part : without(film.place(), signer.place())) damage(part);
  }
  if (signer_change == Change::kFrame) damage(signer.place());
  take_still(scene);
  take_blended(captions, scene.captions);
  take_blended(overlay, scene.overlay);
}

void Compositor::State::paint(const Rect& clip) {
  const Rect signer_part = intersection(clip, signer.place());
  if (!signer.draw(signer_part, target)) fill(signer_part, background, target);
  for (const Rect& seen : without(clip, signer.place())) {
    const Rect film_part = intersection(seen, film.place());
    if (!film.draw(film_part, target)) fill(film_part, background, target);
    for (const Rect& bare : without(seen, film.place())) fill(bare, background, target);
  }
  const Rect still_part = intersection(clip, still_at);
  if (!still_part.empty()) {
    libyuv::ARGBCopy(pixel(still->bgra, still_at, still_part), still_at.width * 4,
                     pixel(target, still_part.x, still_part.y), target.stride_bytes, still_part.width,
                     still_part.height);
  }
  blend(captions, clip, target);
  blend(overlay, clip, target);
}

Compositor::Compositor() : state_(std::make_unique<State>()) {}
Compositor::~Compositor() = default;

void Compositor::invalidate() { state_->valid = false; }

const DirtyRects& Compositor::compose(const Scene& scene, const Target& target) {
  state_->dirty.clear();
  if (!is_usable(target)) {
    state_->valid = false;
    return state_->dirty;
  }
  state_->find_damage(scene, target);
  for (const Rect& clip : state_->dirty) state_->paint(clip);
  return state_->dirty;
}

}  // namespace mallette::render
