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

/// Where the bitmap stands; empty where there is none, or it does not hold what it says.
Rect caption_place(const subtitles::CaptionPicturePtr& captions) {
  if (!captions || captions->width <= 0 || captions->height <= 0) return {};
  const bool absurd = captions->width > kMaxSide || captions->height > kMaxSide ||
                      std::abs(std::int64_t{captions->x}) > kMaxSide ||
                      std::abs(std::int64_t{captions->y}) > kMaxSide;
  if (absurd) return {};
  const auto pixels = static_cast<std::size_t>(captions->width) * static_cast<std::size_t>(captions->height);
  if (captions->bgra.size() < pixels * 4) return {};
  return {captions->x, captions->y, captions->width, captions->height};
}

std::uint8_t* pixel(const Target& target, int x, int y) {
  return target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride_bytes + std::ptrdiff_t{x} * 4;
}

void fill(const Rect& part, std::uint32_t colour, const Target& target) {
  if (part.empty()) return;
  libyuv::ARGBRect(target.pixels, target.stride_bytes, part.x, part.y, part.width, part.height, colour);
}

void blend(const subtitles::CaptionPicture& captions, const Rect& part, const Target& target) {
  if (part.empty()) return;
  const std::ptrdiff_t stride = std::ptrdiff_t{captions.width} * 4;
  const std::uint8_t* from =
      captions.bgra.data() + (part.y - captions.y) * stride + std::ptrdiff_t{part.x - captions.x} * 4;
  std::uint8_t* to = pixel(target, part.x, part.y);
  libyuv::ARGBBlend(from, static_cast<int>(stride), to, target.stride_bytes, to, target.stride_bytes,
                    part.width, part.height);
}

}  // namespace

struct Compositor::State {
  DrawnPicture film;
  DrawnPicture signer;
  subtitles::CaptionPicturePtr captions;
  std::uint32_t background = 0;
  Target target;
  bool valid = false;
  DirtyRects dirty;

  void find_damage(const Scene& scene, const Target& to);
  void damage(const Rect& rect);
  void paint(const Rect& clip);
};

void Compositor::State::damage(const Rect& rect) {
  const Rect part = intersection(rect, {0, 0, target.width, target.height});
  const auto covers = [&](const Rect& known) { return intersection(known, part) == part; };
  if (part.empty() || std::any_of(dirty.begin(), dirty.end(), covers)) return;
  dirty.push_back(part);
}

void Compositor::State::find_damage(const Scene& scene, const Target& to) {
  using Change = DrawnPicture::Change;
  const Change film_change = film.set(scene.film, scene.layout.film, to);
  const Change signer_change = signer.set(scene.signer, scene.layout.signer, to);
  const Rect captions_were = caption_place(captions);
  const bool captions_changed = captions != scene.captions;
  const bool everything = !valid || target != to || background != scene.background ||
                          film_change == Change::kPlace || signer_change == Change::kPlace;
  captions = scene.captions;
  background = scene.background;
  target = to;
  valid = true;
  if (everything) return damage({0, 0, to.width, to.height});
  if (film_change == Change::kFrame) {
    for (const Rect& part : without(film.place(), signer.place())) damage(part);
  }
  if (signer_change == Change::kFrame) damage(signer.place());
  if (captions_changed) {
    damage(captions_were);
    damage(caption_place(captions));
  }
}

void Compositor::State::paint(const Rect& clip) {
  const Rect signer_part = intersection(clip, signer.place());
  if (!signer.draw(signer_part, target)) fill(signer_part, background, target);
  for (const Rect& seen : without(clip, signer.place())) {
    const Rect film_part = intersection(seen, film.place());
    if (!film.draw(film_part, target)) fill(film_part, background, target);
    for (const Rect& bare : without(seen, film.place())) fill(bare, background, target);
  }
  const Rect caption_part = intersection(clip, caption_place(captions));
  if (!caption_part.empty()) blend(*captions, caption_part, target);
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
