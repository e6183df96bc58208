// SPDX-License-Identifier: GPL-3.0-or-later
// Film, signer, a still picture, captions and an overlay drawn by the processor into a buffer of the
// caller: the window's own surface, or memory when there is no window.
//
// Only what changed since the last compose into the same target is drawn anew:
//
//   film changed       the film's rectangle but for what the signer covers, captions over it
//   signer changed     its rectangle
//   captions changed   what they covered and what they cover now; so the overlay
//   still changed      what it covered and what it covers now
//   layout, background, target, invalidate()    everything
//
// and the outcome is, pixel for pixel, what drawing everything would give. A picture is known by
// its pointer: frames, stills, captions and overlays are immutable.
//
// A picture at its own size is converted from its planes straight into the target. Any other goes
// through a buffer kept here, scaled as planes or as BGRA, whichever is the cheaper for these sizes
// (tests/bench/render_bench.cpp); what lies beneath a caption that goes is drawn from that buffer.
//
// One thread at a time. The compositor does not keep frames alive.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "player/media/video_frame.h"
#include "player/render/layout.h"
#include "subtitles/caption_picture.h"

namespace mallette::render {

/// Bytes B, G, R, A a pixel (0xAARRGGBB little endian, SDL's ARGB8888). The caller's memory.
struct Target {
  std::uint8_t* pixels = nullptr;
  int stride_bytes = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const Target&, const Target&) = default;
};

/// The same bytes, to be read only.
struct PictureView {
  const std::uint8_t* pixels = nullptr;
  int stride_bytes = 0;
  int width = 0;
  int height = 0;
};

/// A picture with its own pixels, rows of width * 4 bytes.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgra;
  PictureView view() const { return {bgra.data(), width * 4, width, height}; }
};

using PicturePtr = std::shared_ptr<const Picture>;

inline constexpr std::uint32_t kBlack = 0xFF000000;

/// One instant of the room's picture. Whatever is null, or has an empty place, is not drawn.
///
///     background < film < signer < still < captions < overlay
struct Scene {
  media::FramePtr film;
  media::FramePtr signer;
  subtitles::CaptionPicturePtr captions;
  Layout layout;
  std::uint32_t background = kBlack;  ///< 0xAARRGGBB
  PicturePtr still = nullptr;         ///< opaque, whatever its alpha: a document's page
  Rect still_place = {};              ///< the picture's own size; a place of another size shows nothing
  subtitles::CaptionPicturePtr overlay = nullptr;  ///< the desk's controls, on an only screen
};

/// Where they stand; empty where there is nothing, it does not hold what it says, or its size is absurd.
Rect still_place(const Scene& scene);
Rect blended_place(const subtitles::CaptionPicturePtr& captions_or_overlay);

using DirtyRects = std::vector<Rect>;

class Compositor {
 public:
  Compositor();
  ~Compositor();
  Compositor(const Compositor&) = delete;
  Compositor& operator=(const Compositor&) = delete;

  /// Brings the target to the scene and says which parts changed; they lie in the target and may
  /// overlap. Valid until the next call. A frame that cannot be drawn (no planes, an absurd size)
  /// leaves the background in its place.
  const DirtyRects& compose(const Scene& scene, const Target& target);

  /// The target's pixels are not what was left there (a resize, a new surface, another writer).
  void invalidate();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mallette::render
