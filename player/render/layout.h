// SPDX-License-Identifier: GPL-3.0-or-later
// Where film, signer and captions stand in the room's picture: a pure function, no state.
//
//   inset, right-bottom            beside                         first: the signer large
//   +------------------------+     +----------------+--------+    +----------+-------------+
//   | film                   |     | film           | signer |    | film     | signer      |
//   |               +-------+|     |                |        |    |          |             |
//   | + captions -+ | signer||     +----------------+        |    +----------+             |
//   | +-----------+ +-------+|     |  - captions -  |        |    | captions |             |
//   +------------------------+     +----------------+--------+    +----------+-------------+
//
// What always holds: nothing is cropped or leaves the output; a picture keeps its aspect to the
// pixel; captions never meet the signer; the signer has its floor wherever it can be had.
// Where not everything fits, the film shrinks first, to half its size; then captions get less room
// than they ask for (they wrap anew, and shrink); the signer keeps its size.
//
// Pixels of the output, y downwards. Any thread.
#pragma once

#include <array>
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

/// The side is always the signer's.
enum class SignPlacement {
  kRightBottom,
  kRightTop,
  kLeftBottom,
  kLeftTop,
  kBesideRight,
  kBesideLeft,
  kFirstRight,  ///< the signer as large as can be, the film small beside it
  kFirstLeft,
  kFree,  ///< wherever it was put, over the film
};

/// "right-bottom", "right-top", "left-bottom", "left-top", "beside" (signer right), "beside-left",
/// "first" (signer right), "first-left", "free".
std::string_view placement_name(SignPlacement placement);
std::optional<SignPlacement> parse_placement(std::string_view name);

/// The names above that can be asked for by name, as a usage message lists them.
inline constexpr std::string_view kPlacementNames =
    "right-bottom, right-top, left-bottom, left-top, beside, beside-left, first, first-left";

/// Where a person wants the signer.
struct SignStand {
  SignPlacement place = SignPlacement::kRightBottom;
  double width = 0;        ///< a fraction of the output's; 0: the default rule. Not for kFirst
  double x = 0.5, y = 0.5;  ///< kFree: the signer's middle, as fractions of the output
  friend bool operator==(const SignStand&, const SignStand&) = default;
};

/// The next of those that have a name to be asked for; from kFree, the first.
[[nodiscard]] SignPlacement next_placement(SignPlacement place);
/// From a signer that is inset or beside to the large one at the same side; from that, back to `back`.
[[nodiscard]] SignPlacement swapped_placement(SignPlacement place, SignPlacement back);
[[nodiscard]] bool is_first(SignPlacement place);
[[nodiscard]] bool is_right(const SignStand& stand);

/// How a person wants captions.
struct CaptionStand {
  double scale = 1;    ///< 1 to 3
  bool below = false;  ///< under the film, which makes room, instead of over it
  friend bool operator==(const CaptionStand&, const CaptionStand&) = default;
};

struct LayoutRequest {
  Size output;
  std::optional<media::DisplayShape> film = {};    ///< none: a talk without picture, or nothing decoded yet
  std::optional<media::DisplayShape> signer = {};  ///< none: no signer, or switched off
  SignStand sign = {};
  bool captions = false;  ///< room is wanted for captions
  CaptionStand caption_stand = {};
  /// What lies over the picture for a while: captions stand clear of it; film and signer do not move.
  std::array<Rect, 2> chrome = {};
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

/// The film is never made smaller than this part of the size it would have, to make room for captions.
inline constexpr double kLeastFilm = 0.5;

/// The film is letterboxed in the output, or beside the signer. An inset signer stands in its
/// corner of the output; a film that leaves room free slides away from it, so that it is covered
/// as little as can be. Captions take the column beside an inset signer; where that is narrower
/// than 45 % of their line, the strip under or above it. Beside the signer, or wished below, they
/// stand clear of the film too. Shapes that are not positive and finite count as absent.
Layout lay_out(const LayoutRequest& request);

/// A column for a signer beside words that fill the rest: `signer`, and `rest` for the words.
struct SignedPage {
  Rect signer;
  Rect rest;
};
/// Its size is that of the default rule, or the width that was chosen, as far as a third of the page
/// stays to the words. Without a shape the rest is everything.
SignedPage lay_out_page(Size output, const std::optional<media::DisplayShape>& signer, const SignStand& sign);

enum class Edge { kTop, kBottom };
/// Where the program's own controls stand over the picture: never over the signer. The room at that
/// edge, or the nearest to it, that is at least as wide and as high as wanted; else the largest there is.
Rect chrome_room(Size output, const Rect& signer, Size wanted, Edge edge);

}  // namespace mallette::render
