// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "player/render/caption_room.h"
#include "player/render/free_room.h"

namespace mallette::render {
namespace {

// Parts of the output's height or width, unless said otherwise.
constexpr double kInsetMargin = 0.02;         // around an inset signer; of the height
constexpr double kBesideGap = 0.01;           // between film and signer; of the width
constexpr int kLeastWidthBeside = 4;          // pixels; less cannot be shared
constexpr double kUsualShape = 16.0 / 9.0;    // stands for a film that is not there, so nothing jumps
constexpr double kLeastFirst = 0.6;           // of the height: a signer that comes first, above large captions
constexpr double kLeastWords = 1.0 / 3.0;     // of a page's width, beside a signer
constexpr double kWordsGap = 0.02;            // between them; of the width

constexpr std::array<std::pair<SignPlacement, std::string_view>, 9> kPlacements = {{
    {SignPlacement::kRightBottom, "right-bottom"},
    {SignPlacement::kRightTop, "right-top"},
    {SignPlacement::kLeftBottom, "left-bottom"},
    {SignPlacement::kLeftTop, "left-top"},
    {SignPlacement::kBesideRight, "beside"},
    {SignPlacement::kBesideLeft, "beside-left"},
    {SignPlacement::kFirstRight, "first"},
    {SignPlacement::kFirstLeft, "first-left"},
    {SignPlacement::kFree, "free"},
}};

bool is_beside(SignPlacement place) {
  return place == SignPlacement::kBesideRight || place == SignPlacement::kBesideLeft || is_first(place);
}
bool is_bottom(SignPlacement place) {
  return place == SignPlacement::kRightBottom || place == SignPlacement::kLeftBottom;
}

/// Width over height, or nothing for a shape that is none.
std::optional<double> ratio_of(const std::optional<media::DisplayShape>& shape) {
  if (!shape) return std::nullopt;
  const double ratio = shape->width / shape->height;
  if (!(shape->width > 0 && shape->height > 0) || !std::isfinite(ratio) || ratio <= 0) return std::nullopt;
  return ratio;
}

/// The largest size of this aspect in the box; at least one pixel each way. A box that is too wide
/// by less than a pixel is filled: 16:9 in 1366x768 leaves no black column.
Size fit(double ratio, Size box) {
  const int width = std::max(box.width, 1);
  const int height = std::max(box.height, 1);
  if (width - height * ratio < 1) {
    return {width, std::clamp(static_cast<int>(std::lround(width / ratio)), 1, height)};
  }
  return {std::clamp(static_cast<int>(std::lround(height * ratio)), 1, width), height};
}

double area(Size size) { return static_cast<double>(size.width) * size.height; }

/// The film makes room for captions under it.
Size shrunk(double ratio, Size film, int room) {
  const int limit = std::max(room, part(kLeastFilm, film.height));
  return film.height > limit ? fit(ratio, {film.width, limit}) : film;
}

// --- The signer ---

Size raised_to_floor(Size size, double ratio, Size largest, Size out) {
  const double floor = kSignFloor * area(out);
  if (area(size) >= floor) return size;
  int width = static_cast<int>(std::min<double>(std::ceil(std::sqrt(floor * ratio)), largest.width));
  size = fit(ratio, {width, out.height});
  while (area(size) < floor && width < largest.width) size = fit(ratio, {++width, out.height});
  return area(size) < floor ? largest : size;
}

/// As large as can be; above the captions where beside it there is no room for them.
Size first_size(const LayoutRequest& request, double ratio, Size largest) {
  const Size out = request.output;
  if (!request.captions || !is_narrow(out.width - largest.width, out)) return largest;
  const int room = out.height - caption_strip(safe_width(out.width, out), request);
  const Size above = fit(ratio, {largest.width, std::max(room, part(kLeastFirst, out.height))});
  return raised_to_floor(above, ratio, largest, out);
}

Size signer_size(const LayoutRequest& request, double ratio) {
  const Size out = request.output;
  const int cap = std::max(1, out.width - part(kLeastRest, out.width));
  const Size largest = fit(ratio, {is_beside(request.sign.place) ? cap : out.width, out.height});
  if (is_first(request.sign.place)) return first_size(request, ratio, largest);

  const double width = request.sign.width;
  const bool chosen = std::isfinite(width) && width > 0;
  const int wished = chosen ? part(std::min(width, 1.0), out.width)
                            : fit(ratio, {part(kSignBoxWidth, out.width), part(kSignBoxHeight, out.height)}).width;
  const Size size = fit(ratio, {std::min({wished, cap, largest.width}), out.height});
  return raised_to_floor(size, ratio, largest, out);
}

// --- Both ---

Rect centred(Size size, Size out) {
  return {(out.width - size.width) / 2, (out.height - size.height) / 2, size.width, size.height};
}

/// Up from the middle, as far as it takes to leave the strip free.
void make_way(Rect& rect, Size out, int strip) {
  rect.y = std::clamp(out.height - rect.height - strip, 0, rect.y);
}

/// Where one side of the film begins, so that as little as can be of it lies under the signer.
int slide(int centred_at, int film, int out, int signer_at, int signer, bool signer_at_far_end) {
  return signer_at_far_end ? std::min(centred_at, std::max(0, signer_at - film))
                           : std::max(centred_at, std::min(out - film, signer_at + signer));
}

Rect in_corner(Size sign, SignPlacement place, Size out) {
  const int margin = part(kInsetMargin, out.height);
  const int x = std::min(margin, (out.width - sign.width) / 2);
  const int y = std::min(margin, (out.height - sign.height) / 2);
  const bool right = is_right({.place = place});
  return {right ? out.width - sign.width - x : x, is_bottom(place) ? out.height - sign.height - y : y, sign.width,
          sign.height};
}

/// Where its middle was put, but for what would leave the output.
Rect put_freely(Size sign, const SignStand& stand, Size out) {
  const auto begin = [](double middle, int size, int whole) {
    const double share = std::isfinite(middle) ? std::clamp(middle, 0.0, 1.0) : 0.5;
    return std::clamp(part(share, whole) - size / 2, 0, whole - size);
  };
  return {begin(stand.x, sign.width, out.width), begin(stand.y, sign.height, out.height), sign.width, sign.height};
}

Rect film_alone(const LayoutRequest& request, double ratio, int caption_width) {
  const Size out = request.output;
  const Size whole = fit(ratio, out);
  if (!request.captions || !request.caption_stand.below) return centred(whole, out);
  const int strip = caption_strip(caption_width, request);
  Rect film = centred(shrunk(ratio, whole, out.height - strip), out);
  make_way(film, out, strip);
  return film;
}

void place_over(const LayoutRequest& request, double film_ratio, double sign_ratio, Layout& layout) {
  const Size out = request.output;
  const SignPlacement place = request.sign.place;
  const Size sign = signer_size(request, sign_ratio);
  const bool free = place == SignPlacement::kFree;
  const Rect& signer = layout.signer = free ? put_freely(sign, request.sign, out) : in_corner(sign, place, out);

  const int full = safe_width(out.width, out);
  const bool low = signer.bottom() > out.height - caption_strip(full, request);
  const int column = std::max(signer.x, out.width - signer.right()) - part(kSafeMargin, out.width);
  Rect& film = layout.film = film_alone(request, film_ratio, low ? std::max(1, column) : full);
  if (free) return;
  const bool right = is_right({.place = place});
  const int beside = right ? signer.x : out.width - signer.right();
  if (request.captions && request.caption_stand.below && film.width <= beside) {
    // Over its captions, which stand in this column.
    film.x = (beside - film.width) / 2 + (right ? 0 : signer.right());
    return;
  }
  film.x = slide(film.x, film.width, out.width, signer.x, sign.width, right);
  if (intersection(film, signer).empty() || request.caption_stand.below) return;
  film.y = slide(film.y, film.height, out.height, signer.y, sign.height, is_bottom(place));
}

void place_beside(const LayoutRequest& request, double film_ratio, double sign_ratio, Layout& layout) {
  const Size out = request.output;
  Size sign = signer_size(request, sign_ratio);
  const int gap = std::min(part(kBesideGap, out.width), std::max(0, out.width - sign.width - 1));
  const int column = out.width - sign.width - gap;
  const bool under_both = is_narrow(column, out);
  const int strip = caption_strip(safe_width(under_both ? out.width : column, out), request);
  const Size film = shrunk(film_ratio, fit(film_ratio, {column, out.height}), out.height - strip);
  // A film held back by its height leaves width free: by default the signer has it.
  const bool by_rule = !(request.sign.width > 0) && !is_first(request.sign.place);
  if (by_rule) sign = fit(sign_ratio, {out.width - film.width - gap, out.height});

  const int left = std::max(0, (out.width - film.width - gap - sign.width) / 2);
  const bool right = is_right(request.sign);
  layout.film = centred(film, out);
  layout.film.x = right ? left : left + sign.width + gap;
  layout.signer = centred(sign, out);
  layout.signer.x = right ? left + film.width + gap : left;
  make_way(layout.film, out, strip);
  if (under_both) make_way(layout.signer, out, strip);
}

}  // namespace

bool is_first(SignPlacement place) { return place == SignPlacement::kFirstRight || place == SignPlacement::kFirstLeft; }

bool is_right(const SignStand& stand) {
  switch (stand.place) {
    case SignPlacement::kRightBottom:
    case SignPlacement::kRightTop:
    case SignPlacement::kBesideRight:
    case SignPlacement::kFirstRight: return true;
    case SignPlacement::kFree: return !(stand.x < 0.5);
    default: return false;
  }
}

std::string_view placement_name(SignPlacement placement) {
  for (const auto& [value, name] : kPlacements) {
    if (value == placement) return name;
  }
  return {};
}

std::optional<SignPlacement> parse_placement(std::string_view name) {
  for (const auto& [value, known] : kPlacements) {
    if (known == name) return value;
  }
  return std::nullopt;
}

SignPlacement next_placement(SignPlacement place) {
  const int named = static_cast<int>(SignPlacement::kFree);
  const int next = static_cast<int>(place) + 1;
  return static_cast<SignPlacement>(next < named ? next : 0);
}

SignPlacement swapped_placement(SignPlacement place, SignPlacement back) {
  if (!is_first(place)) return is_right({.place = place}) ? SignPlacement::kFirstRight : SignPlacement::kFirstLeft;
  if (!is_first(back)) return back;
  return place == SignPlacement::kFirstRight ? SignPlacement::kRightBottom : SignPlacement::kLeftBottom;
}

Layout lay_out(const LayoutRequest& request) {
  Layout layout;
  const Size out = request.output;
  if (out.width <= 0 || out.height <= 0) return layout;
  const std::optional<double> film = ratio_of(request.film);
  const std::optional<double> signer = ratio_of(request.signer);
  const double film_ratio = film.value_or(kUsualShape);
  const bool beside = signer && is_beside(request.sign.place) && out.width >= kLeastWidthBeside;
  if (!signer) {
    layout.film = film_alone(request, film_ratio, safe_width(out.width, out));
  } else if (beside) {
    place_beside(request, film_ratio, *signer, layout);
  } else {
    place_over(request, film_ratio, *signer, layout);
  }
  if (request.captions) layout.caption_area = place_captions(layout, request, beside || request.caption_stand.below);
  if (!film) layout.film = {};
  return layout;
}

SignedPage lay_out_page(Size output, const std::optional<media::DisplayShape>& signer, const SignStand& sign) {
  const Rect whole{0, 0, std::max(0, output.width), std::max(0, output.height)};
  const auto ratio = ratio_of(signer);
  if (!ratio || output.width < kLeastWidthBeside || output.height <= 0) return {.signer = {}, .rest = whole};
  LayoutRequest request{.output = output, .signer = signer, .sign = sign};
  if (is_first(sign.place) || sign.place == SignPlacement::kFree) request.sign.place = SignPlacement::kRightBottom;
  const int most = std::max(1, output.width - part(kLeastWords + kWordsGap, output.width));
  Size size = signer_size(request, *ratio);
  if (size.width > most) size = fit(*ratio, {most, output.height});
  const bool right = is_right(sign);
  const int margin = std::min(part(kInsetMargin, output.height), output.width - size.width);
  SignedPage page{.signer = centred(size, output), .rest = whole};
  page.signer.x = right ? output.width - size.width - margin : margin;
  page.rest.width = std::max(0, (right ? page.signer.x : output.width - page.signer.right()) - part(kWordsGap, output.width));
  page.rest.x = right ? 0 : output.width - page.rest.width;
  return page;
}

Rect chrome_room(Size output, const Rect& signer, Size wanted, Edge edge) {
  const Rect whole{0, 0, std::max(0, output.width), std::max(0, output.height)};
  const std::array<Rect, 1> taken{signer};
  const auto fits = [&](const Rect& room) { return room.width >= wanted.width && room.height >= wanted.height; };
  const auto at_edge = [&](const Rect& room) { return edge == Edge::kBottom ? room.bottom() : -room.y; };
  const auto better = [&](const Rect& a, const Rect& b) {
    if (fits(a) != fits(b)) return fits(a);
    if (fits(a) && at_edge(a) != at_edge(b)) return at_edge(a) > at_edge(b);
    if (fits(a) && a.width != b.width) return a.width > b.width;
    return area({a.width, a.height}) > area({b.width, b.height});
  };
  Rect best;
  for (const Rect& room : free_rooms(whole, taken)) {
    if (best.empty() || better(room, best)) best = room;
  }
  return best;
}

}  // namespace mallette::render
