// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace mallette::render {
namespace {

// Parts of the output's height or width, unless said otherwise.
constexpr double kInsetMargin = 0.02;         // around an inset signer; of the height
constexpr double kBesideGap = 0.01;           // between film and signer; of the width
constexpr double kCaptionGap = 0.01;          // between captions and signer; of the height
constexpr double kTwoLines = 0.18;            // of the picture's height: two lines of 8 % and their band
constexpr double kLeastCaptionLine = 0.45;    // of the line there would be without a signer
constexpr double kReadableShape = 4.0 / 3.0;  // a narrower picture's captions are as wide as this one's
constexpr int kLeastWidthBeside = 4;          // pixels; less cannot be shared
constexpr double kUsualShape = 16.0 / 9.0;    // stands for a film that is not there, so nothing jumps

constexpr std::array<std::pair<SignPlacement, std::string_view>, 6> kPlacements = {{
    {SignPlacement::kRightBottom, "right-bottom"},
    {SignPlacement::kRightTop, "right-top"},
    {SignPlacement::kLeftBottom, "left-bottom"},
    {SignPlacement::kLeftTop, "left-top"},
    {SignPlacement::kBesideRight, "beside"},
    {SignPlacement::kBesideLeft, "beside-left"},
}};

bool is_beside(SignPlacement place) {
  return place == SignPlacement::kBesideRight || place == SignPlacement::kBesideLeft;
}
bool is_right(SignPlacement place) {
  return place == SignPlacement::kRightBottom || place == SignPlacement::kRightTop ||
         place == SignPlacement::kBesideRight;
}
bool is_bottom(SignPlacement place) {
  return place == SignPlacement::kRightBottom || place == SignPlacement::kLeftBottom;
}

int part(double fraction, int whole) { return static_cast<int>(std::lround(fraction * whole)); }

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

Size signer_size(const LayoutRequest& request, double ratio) {
  const Size out = request.output;
  const bool beside = is_beside(request.place);
  const int cap = std::max(1, out.width - part(kLeastRest, out.width));
  const Size largest = fit(ratio, {beside ? cap : out.width, out.height});

  const bool chosen = std::isfinite(request.sign_width) && request.sign_width > 0;
  const int wished =
      chosen ? part(std::min(request.sign_width, 1.0), out.width)
             : fit(ratio, {part(kSignBoxWidth, out.width), part(kSignBoxHeight, out.height)}).width;
  Size size = fit(ratio, {std::min({wished, cap, largest.width}), out.height});
  const double floor = kSignFloor * area(out);
  if (area(size) >= floor) return size;
  int width = static_cast<int>(std::min<double>(std::ceil(std::sqrt(floor * ratio)), largest.width));
  size = fit(ratio, {width, out.height});
  while (area(size) < floor && width < largest.width) size = fit(ratio, {++width, out.height});
  return area(size) < floor ? largest : size;
}

Rect centred(Size size, Size out) {
  return {(out.width - size.width) / 2, (out.height - size.height) / 2, size.width, size.height};
}

/// Where one side of the film begins, so that as little as can be of it lies under the signer.
int slide(int centred_at, int film, int out, int signer_at, int signer, bool signer_at_far_end) {
  return signer_at_far_end ? std::min(centred_at, std::max(0, signer_at - film))
                           : std::max(centred_at, std::min(out - film, signer_at + signer));
}

void place_inset(const LayoutRequest& request, double film_ratio, double sign_ratio, Layout& layout) {
  const Size out = request.output;
  const Size sign = signer_size(request, sign_ratio);
  const int margin = part(kInsetMargin, out.height);
  const int margin_x = std::min(margin, (out.width - sign.width) / 2);
  const int margin_y = std::min(margin, (out.height - sign.height) / 2);
  const bool right = is_right(request.place);
  const bool bottom = is_bottom(request.place);
  layout.signer = {right ? out.width - sign.width - margin_x : margin_x,
                   bottom ? out.height - sign.height - margin_y : margin_y, sign.width, sign.height};

  Rect& film = layout.film = centred(fit(film_ratio, out), out);
  film.x = slide(film.x, film.width, out.width, layout.signer.x, sign.width, right);
  if (intersection(film, layout.signer).empty()) return;
  film.y = slide(film.y, film.height, out.height, layout.signer.y, sign.height, bottom);
}

void place_beside(const LayoutRequest& request, double film_ratio, double sign_ratio, Layout& layout) {
  const Size out = request.output;
  Size sign = signer_size(request, sign_ratio);
  const int gap = std::min(part(kBesideGap, out.width), std::max(0, out.width - sign.width - 1));
  const Size film = fit(film_ratio, {out.width - sign.width - gap, out.height});
  // A film held back by its height leaves width free: by default the signer has it.
  if (!(request.sign_width > 0)) sign = fit(sign_ratio, {out.width - film.width - gap, out.height});

  const int left = std::max(0, (out.width - film.width - gap - sign.width) / 2);
  const bool right = is_right(request.place);
  layout.film = centred(film, out);
  layout.film.x = right ? left : left + sign.width + gap;
  layout.signer = centred(sign, out);
  layout.signer.x = right ? left + film.width + gap : left;
  if (!request.captions) return;
  const int wanted = part(kTwoLines, film.height) + part(kSafeMargin, out.height);
  layout.film.y = std::clamp(out.height - film.height - wanted, 0, layout.film.y);
}

/// Where captions would stand if there were no signer: inside the picture and the output's safe
/// part, and below the picture as far as two lines reach, where there is room.
Rect caption_line(const Rect& picture, Size out) {
  const int safe_x = part(kSafeMargin, out.width);
  const int safe_y = part(kSafeMargin, out.height);
  const double share = 1 - 2 * kSafeMargin;
  const int width =
      static_cast<int>(share * std::max<double>(picture.width, kReadableShape * picture.height));
  const int middle = picture.x + picture.width / 2;
  const int left = std::max(safe_x, middle - width / 2);
  const int right = std::min(out.width - safe_x, middle - width / 2 + width);
  const int top = std::max(safe_y, picture.y + part(kSafeMargin, picture.height));
  const int bottom = std::min(out.height - safe_y, picture.bottom() + part(kTwoLines, picture.height));
  return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

Rect wider(const Rect& a, const Rect& b) { return a.width >= b.width ? a : b; }
Rect larger(const Rect& a, const Rect& b) {
  return area({a.width, a.height}) >= area({b.width, b.height}) ? a : b;
}

Rect place_captions(const Rect& picture, const Rect& signer, Size out) {
  const Rect line = caption_line(picture, out);
  const int gap = part(kCaptionGap, out.height);
  const Rect taken = {signer.x - gap, signer.y - gap, signer.width + 2 * gap, signer.height + 2 * gap};
  if (signer.empty() || intersection(line, taken).empty()) return line;

  const auto clip = [&](int left, int top, int right, int bottom) {
    return intersection(line, {left, top, std::max(0, right - left), std::max(0, bottom - top)});
  };
  const Rect column = wider(clip(0, 0, taken.x, out.height), clip(taken.right(), 0, out.width, out.height));
  const Rect below = clip(0, taken.bottom(), out.width, out.height);
  const Rect above = clip(0, 0, out.width, taken.y);
  const int two_lines = part(kTwoLines, picture.height);
  const bool signer_is_under_the_picture = taken.y + 2 * gap >= picture.bottom();
  if (below.height >= two_lines) return below;
  if (signer_is_under_the_picture && above.height >= two_lines) return above;
  if (column.width >= kLeastCaptionLine * line.width) return column;
  if (above.height >= two_lines) return above;
  return larger(column, larger(below, above));
}

}  // namespace

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

Layout lay_out(const LayoutRequest& request) {
  Layout layout;
  const Size out = request.output;
  if (out.width <= 0 || out.height <= 0) return layout;
  const std::optional<double> film = ratio_of(request.film);
  const std::optional<double> signer = ratio_of(request.signer);
  const double film_ratio = film.value_or(kUsualShape);
  if (!signer) {
    layout.film = centred(fit(film_ratio, out), out);
  } else if (is_beside(request.place) && out.width >= kLeastWidthBeside) {
    place_beside(request, film_ratio, *signer, layout);
  } else {
    place_inset(request, film_ratio, *signer, layout);
  }
  if (request.captions) layout.caption_area = place_captions(layout.film, layout.signer, out);
  if (!film) layout.film = {};
  return layout;
}

}  // namespace mallette::render
