// SPDX-License-Identifier: GPL-3.0-or-later
// Where film, signer and captions stand in the room's picture: a pure function, no state.
//
//   inset, right-bottom                 beside
//   +---------------------------+       +------------------+--------+
//   | film                      |       | film             | signer |
//   |                  +-------+|       |                  |        |
//   | +- captions ---+ | signer||       +------------------+        |
//   | +--------------+ +-------+|       |  - captions -    |        |
//   +---------------------------+       +------------------+--------+
//
// What always holds: nothing is cropped or leaves the output; a picture keeps its aspect to the
// pixel; captions never meet the signer; the signer has its floor wherever it can be had.
//
// Pixels of the output, y downwards. Any thread.
#pragma once

#include <optional>
#include <string_view>

#include "player/media/video_frame.h"

namespace mallette::render {

struct Size {
  int width = 0;
  int height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  constexpr bool empty() const { return width <= 0 || height <= 0; }
  constexpr int right() const { return x + width; }
  constexpr int bottom() const { return y + height; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// What two rectangles share; empty (all zeros) where they do not meet.
constexpr Rect intersection(const Rect& a, const Rect& b) {
  const int left = a.x > b.x ? a.x : b.x;
  const int top = a.y > b.y ? a.y : b.y;
  const int right = a.right() < b.right() ? a.right() : b.right();
  const int bottom = a.bottom() < b.bottom() ? a.bottom() : b.bottom();
  if (right <= left || bottom <= top) return {};
  return {left, top, right - left, bottom - top};
}

enum class SignPlacement { kRightBottom, kRightTop, kLeftBottom, kLeftTop, kBesideRight, kBesideLeft };

/// "right-bottom", "right-top", "left-bottom", "left-top", "beside" (signer right), "beside-left".
std::string_view placement_name(SignPlacement placement);
std::optional<SignPlacement> parse_placement(std::string_view name);

/// The names above, as a usage message lists them.
inline constexpr std::string_view kPlacementNames =
    "right-bottom, right-top, left-bottom, left-top, beside, beside-left";

struct LayoutRequest {
  Size output;
  std::optional<media::DisplayShape> film;    ///< none: a talk without picture, or nothing decoded yet
  std::optional<media::DisplayShape> signer;  ///< none: no signer, or switched off
  SignPlacement place = SignPlacement::kRightBottom;
  double sign_width = 0;  ///< the signer's width as a fraction of the output's; 0: the default rule
  bool captions = false;  ///< room is wanted for captions
};

struct Layout {
  Rect film;          ///< empty without a film
  Rect signer;        ///< empty without a signer
  Rect caption_area;  ///< captions stand in here, from its bottom up; empty when not asked for
  friend bool operator==(const Layout&, const Layout&) = default;
};

/// The signer is never smaller than this part of the output's area, where its shape allows (the
/// LSF charter's floor is a sixth of the screen; the film's picture is never larger than that).
inline constexpr double kSignFloor = 1.0 / 6.0;
/// Without a chosen width the signer is fitted in this box, then raised to the floor.
inline constexpr double kSignBoxWidth = 1.0 / 3.0;
inline constexpr double kSignBoxHeight = 0.8;
/// However large the signer is wished, this much of the width stays to film and captions, unless
/// the floor needs it.
inline constexpr double kLeastRest = 0.25;
/// Title-safe: captions keep this part of the output from each edge.
inline constexpr double kSafeMargin = 0.04;

/// The film is letterboxed in the output, or beside the signer. An inset signer stands in its
/// corner of the output; a film that leaves room free slides away from it, so that it is covered
/// as little as can be. Captions take the column beside an inset signer; where that is narrower
/// than 45 % of their line, the strip under or above it. Shapes that are not positive and finite
/// count as absent.
Layout lay_out(const LayoutRequest& request);

}  // namespace mallette::render
