// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/caption_room.h"

#include <algorithm>
#include <vector>

#include "player/render/free_room.h"

namespace mallette::render {
namespace {

// Parts of the output's height or width, unless said otherwise.
constexpr double kCaptionGap = 0.01;          // between captions and what they stand clear of; of the height
constexpr double kLineHeight = 0.08;          // of a caption (accessibility: 36-40 characters on two lines)
constexpr double kLineWidth = 20;             // of 40 characters, in line heights
constexpr double kBand = 0.4;                 // around the rows, in line heights
constexpr double kLargeText = 1.25;           // from here on captions wrap anew, into three rows
constexpr double kLeastCaptionLine = 0.45;    // of the line there would be without a signer
constexpr double kReadableShape = 4.0 / 3.0;  // a narrower picture's captions are as wide as this one's

double scale_of(const CaptionStand& stand) {
  return std::isfinite(stand.scale) ? std::clamp(stand.scale, 1.0, 3.0) : 1.0;
}

/// What captions want on a line of this width: two rows and their band; three where they are large.
int caption_height(int width, Size out, const CaptionStand& stand) {
  const double scale = scale_of(stand);
  const double line = std::min(kLineHeight * out.height, width / kLineWidth) * scale;
  const double rows = (scale >= kLargeText ? 3 : 2) + kBand;
  return static_cast<int>(std::ceil(std::min<double>(rows * line, out.height)));
}

/// Where captions would stand if there were no signer: inside the picture and the output's safe
/// part, and below the picture as far as they need, where there is room.
Rect caption_line(const Rect& picture, const LayoutRequest& request) {
  const Size out = request.output;
  const int safe_x = part(kSafeMargin, out.width);
  const int safe_y = part(kSafeMargin, out.height);
  const double share = 1 - 2 * kSafeMargin;
  const int width =
      static_cast<int>(share * std::max<double>(picture.width, kReadableShape * picture.height));
  const int middle = picture.x + picture.width / 2;
  const int left = std::max(safe_x, middle - width / 2);
  const int right = std::min(out.width - safe_x, middle - width / 2 + width);
  const int top = std::max(safe_y, picture.y + part(kSafeMargin, picture.height));
  const int below = picture.bottom() + caption_height(width, out, request.caption_stand);
  const int bottom = std::min(out.height - safe_y, below);
  return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

/// How well captions can be read in there, 0 to 1: how large a line can be to how large it is wanted.
double legibility(const Rect& room, Size out, const CaptionStand& stand) {
  const double wanted = kLineHeight * out.height * scale_of(stand);
  const double rows = 2 + kBand;
  return std::min({1.0, room.width / kLineWidth / wanted, room.height / rows / wanted});
}

/// The lowest room in which captions have what they want; where none has, the one that is read best.
Rect best_room(const std::vector<Rect>& rooms, int line_width, const LayoutRequest& request) {
  const Size out = request.output;
  const auto has_enough = [&](const Rect& room) {
    return room.width >= kLeastCaptionLine * line_width &&
           room.height >= caption_height(room.width, out, request.caption_stand);
  };
  const auto better = [&](const Rect& a, const Rect& b) {
    const bool enough_a = has_enough(a), enough_b = has_enough(b);
    if (enough_a != enough_b) return enough_a;
    if (!enough_a) {
      const double read_a = legibility(a, out, request.caption_stand);
      const double read_b = legibility(b, out, request.caption_stand);
      if (read_a != read_b) return read_a > read_b;
    }
    if (a.bottom() != b.bottom()) return a.bottom() > b.bottom();
    return a.width != b.width ? a.width > b.width : a.height > b.height;
  };
  Rect best;
  for (const Rect& room : rooms) {
    if (best.empty() || better(room, best)) best = room;
  }
  return best;
}

Rect with_gap(const Rect& rect, int gap) {
  if (rect.empty()) return {};
  return {rect.x - gap, rect.y - gap, rect.width + 2 * gap, rect.height + 2 * gap};
}

Rect safe_part(Size out) {
  const int x = part(kSafeMargin, out.width), y = part(kSafeMargin, out.height);
  return {x, y, std::max(0, out.width - 2 * x), std::max(0, out.height - 2 * y)};
}

enum class Over { kNothing, kFilm, kFilmAndChrome };

/// Clear of the signer, and of all else that captions are not to lie over.
Rect caption_room(const Layout& layout, const LayoutRequest& request, Over over) {
  const Size out = request.output;
  const int gap = part(kCaptionGap, out.height);
  std::vector<Rect> taken{with_gap(layout.signer, gap)};
  if (over == Over::kNothing) taken.push_back(with_gap(layout.film, gap));
  if (over != Over::kFilmAndChrome) {
    for (const Rect& chrome : request.chrome) taken.push_back(with_gap(chrome, gap));
  }
  Rect line = over == Over::kNothing ? safe_part(out) : caption_line(layout.film, request);
  // A signer that stands under the film: captions keep their whole line above it.
  const bool is_under = !layout.signer.empty() && layout.signer.y + gap >= layout.film.bottom();
  if (over != Over::kNothing && is_under && !intersection(line, taken.front()).empty())
    line.height = taken.front().y - line.y;
  return best_room(free_rooms(line, taken), line.width, request);
}

/// A quarter of the usual size, or more: less than that is not worth keeping off the film for.
bool is_worth_reading(const Rect& room, const LayoutRequest& request) {
  return !room.empty() && legibility(room, request.output, {}) >= 0.25;
}

}  // namespace

int safe_width(int width, Size out) { return std::max(1, width - 2 * part(kSafeMargin, out.width)); }

bool is_narrow(int width, Size out) { return width < kLeastCaptionLine * out.width; }

int caption_strip(int width, const LayoutRequest& request) {
  if (!request.captions) return 0;
  const Size out = request.output;
  const int gap = part(kCaptionGap, out.height);
  return caption_height(width, out, request.caption_stand) + part(kSafeMargin, out.height) + gap;
}

Rect place_captions(const Layout& layout, const LayoutRequest& request, bool clear_of_film) {
  Rect room = clear_of_film ? caption_room(layout, request, Over::kNothing) : Rect{};
  if (is_worth_reading(room, request)) return room;
  // What lies over the picture for a while may leave nothing: then it lies over captions too.
  for (const Over over : {Over::kFilm, Over::kFilmAndChrome}) {
    room = caption_room(layout, request, over);
    if (!room.empty()) return room;
  }
  // A narrow film that is covered from side to side.
  const std::vector<Rect> taken{layout.signer};
  const Rect safe = safe_part(request.output);
  return best_room(free_rooms(safe, taken), safe.width, request);
}

}  // namespace mallette::render
