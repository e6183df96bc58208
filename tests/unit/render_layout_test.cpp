// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "player/render/layout.h"

using namespace mallette;
using namespace mallette::render;

namespace {

constexpr media::DisplayShape kWide = {1920, 1080};
constexpr media::DisplayShape kPortrait = {540, 720};

double area(const Rect& rect) { return static_cast<double>(rect.width) * rect.height; }

bool lies_in(const Rect& rect, Size out) {
  return rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0 && rect.right() <= out.width &&
         rect.bottom() <= out.height;
}

bool keeps_aspect(const Rect& rect, const media::DisplayShape& shape) {
  const double ratio = shape.width / shape.height;
  return std::abs(rect.width - rect.height * ratio) <= 1 || std::abs(rect.height - rect.width / ratio) <= 1;
}

std::string describe(const LayoutRequest& request, const Layout& layout) {
  const auto rect = [](const Rect& r) {
    return std::to_string(r.width) + "x" + std::to_string(r.height) + "+" + std::to_string(r.x) + "+" +
           std::to_string(r.y);
  };
  std::string line = std::to_string(request.output.width) + "x" + std::to_string(request.output.height) +
                     " " + std::string(placement_name(request.place)) + " width " +
                     std::to_string(request.sign_width);
  if (request.film) line += " film " + std::to_string(request.film->width / request.film->height);
  if (request.signer) line += " signer " + std::to_string(request.signer->width / request.signer->height);
  return line + " -> film " + rect(layout.film) + " signer " + rect(layout.signer) + " captions " +
         rect(layout.caption_area);
}

/// The floor, or what the shape allows if that is less, give or take a pixel at each side.
double least_area(const LayoutRequest& request) {
  const double ratio = request.signer->width / request.signer->height;
  const bool beside =
      request.place == SignPlacement::kBesideRight || request.place == SignPlacement::kBesideLeft;
  const double room = request.output.width * (beside ? 1 - kLeastRest : 1.0);
  const double width = std::min(room, request.output.height * ratio);
  const double largest = (width - 1) * (width / ratio - 1);
  return std::min(largest, kSignFloor * request.output.width * request.output.height);
}

LayoutRequest random_request(std::mt19937& random) {
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  LayoutRequest request;
  const double height = std::exp(between(std::log(120.0), std::log(2160.0)));
  request.output = {static_cast<int>(height * between(4.0 / 3, 21.0 / 9)), static_cast<int>(height)};
  if (between(0, 1) < 0.95) request.film = media::DisplayShape{between(0.5, 2.4), 1};
  if (between(0, 1) < 0.95) request.signer = media::DisplayShape{between(0.4, 2.4), 1};
  request.place = static_cast<SignPlacement>(std::uniform_int_distribution<int>(0, 5)(random));
  if (between(0, 1) < 0.5) request.sign_width = between(0.01, 1.5);
  request.captions = between(0, 1) < 0.9;
  return request;
}

}  // namespace

TEST_CASE("whatever the shapes, nothing leaves the output, is distorted, or meets the captions") {
  std::mt19937 random(20240611);
  for (int round = 0; round < 20000; ++round) {
    const LayoutRequest request = random_request(random);
    const Layout layout = lay_out(request);
    INFO(describe(request, layout));
    REQUIRE(layout.film.empty() == !request.film.has_value());
    REQUIRE(layout.signer.empty() == !request.signer.has_value());
    REQUIRE(layout.caption_area.empty() == !request.captions);
    if (request.film) {
      REQUIRE(lies_in(layout.film, request.output));
      REQUIRE(keeps_aspect(layout.film, *request.film));
    }
    if (request.captions) REQUIRE(lies_in(layout.caption_area, request.output));
    if (!request.signer) continue;
    REQUIRE(lies_in(layout.signer, request.output));
    REQUIRE(keeps_aspect(layout.signer, *request.signer));
    REQUIRE(intersection(layout.signer, layout.caption_area).empty());
    REQUIRE(area(layout.signer) >= least_area(request));
  }
}

TEST_CASE("side by side, film and signer are both whole") {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    LayoutRequest request = random_request(random);
    if (!request.film || !request.signer) continue;
    request.place = round % 2 == 0 ? SignPlacement::kBesideRight : SignPlacement::kBesideLeft;
    const Layout layout = lay_out(request);
    INFO(describe(request, layout));
    REQUIRE(intersection(layout.film, layout.signer).empty());
    REQUIRE((layout.film.x < layout.signer.x) == (request.place == SignPlacement::kBesideRight));
  }
}

TEST_CASE("by default a signer has a third of the width, in the corner that was asked for") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, SignPlacement::kRightBottom, 0, true};
  const Rect right = lay_out(request).signer;
  CHECK(right.width == 640);
  CHECK(right.height == 853);
  CHECK(right.right() > 1880);
  CHECK(right.bottom() > 1040);
  request.place = SignPlacement::kLeftTop;
  const Rect left = lay_out(request).signer;
  CHECK(left.x < 40);
  CHECK(left.y < 40);
}

TEST_CASE("a landscape signer is raised to a sixth of the screen") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kWide, SignPlacement::kRightBottom, 0, true});
  CHECK(layout.signer.width > 640);
  CHECK(area(layout.signer) >= 1920.0 * 1080 / 6);
  CHECK(area(layout.signer) < 1920.0 * 1080 / 6 + 2000);
}

TEST_CASE("a wish for a tiny signer gives the floor, a wish for a huge one leaves room for the film") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, SignPlacement::kBesideRight, 0.02, true};
  CHECK(area(lay_out(request).signer) >= 1920.0 * 1080 / 6);
  request.signer = media::DisplayShape{2, 1};
  request.sign_width = 5;
  const Layout layout = lay_out(request);
  CHECK(layout.signer.width == 1440);
  CHECK(layout.film.width >= 1920 / 5);
}

TEST_CASE("a chosen width between those is taken") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, SignPlacement::kRightTop, 0.30, false});
  CHECK(layout.signer.width == 576);
  CHECK(layout.signer.height == 768);
}

TEST_CASE("on a screen wider than the film the signer stands in the free room") {
  const Layout layout = lay_out({{2560, 1080}, kWide, kPortrait, SignPlacement::kRightBottom, 0.22, true});
  CHECK(intersection(layout.film, layout.signer).empty());
  CHECK(layout.film.x < (2560 - 1920) / 2);
  const Layout portrait =
      lay_out({{1920, 1080}, media::DisplayShape{9, 16}, kPortrait, SignPlacement::kLeftBottom, 0, true});
  CHECK(intersection(portrait.film, portrait.signer).empty());
}

TEST_CASE("a film wider than the screen makes room below before it is covered") {
  const Layout layout =
      lay_out({{1920, 1080}, media::DisplayShape{2.39, 1}, kPortrait, SignPlacement::kRightBottom, 0, true});
  CHECK(layout.film.y == 0);
  const Layout without = lay_out({{1920, 1080}, media::DisplayShape{2.39, 1}, std::nullopt});
  CHECK(without.film.y == (1080 - without.film.height) / 2);
}

TEST_CASE("captions stand low, in the column that an inset signer leaves") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, SignPlacement::kRightBottom, 0, true});
  CHECK(layout.caption_area.right() < layout.signer.x);
  CHECK(layout.caption_area.bottom() > 1000);
  CHECK(layout.caption_area.width > 1920 * 0.5);
}

TEST_CASE("captions keep their whole line under a signer that is high enough") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, SignPlacement::kRightTop, 0.27, true});
  CHECK(layout.caption_area.y > layout.signer.bottom());
  CHECK(layout.caption_area.width > 1920 * 0.9);
  CHECK(layout.caption_area.height >= 1080 * 0.18 - 1);
}

TEST_CASE("on an upright screen the signer stands under the film and captions keep their line") {
  const Layout layout = lay_out({{768, 1024}, kWide, kPortrait, SignPlacement::kRightBottom, 0, true});
  CHECK(layout.signer.y >= layout.film.bottom());
  CHECK(layout.caption_area.width > 768 * 0.9);
  CHECK(layout.caption_area.bottom() < layout.signer.y);
}

TEST_CASE("side by side, captions stand under the film") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, SignPlacement::kBesideRight, 0, true});
  CHECK(layout.caption_area.bottom() >= layout.film.bottom() + layout.film.height * 17 / 100);
  CHECK(layout.caption_area.right() <= layout.signer.x);
}

TEST_CASE("a film that fits the screen fills it") {
  CHECK(lay_out({{1366, 768}, kWide, std::nullopt}).film == Rect{0, 0, 1366, 768});
  CHECK(lay_out({{1920, 1080}, kWide, std::nullopt}).film == Rect{0, 0, 1920, 1080});
}

TEST_CASE("the signer stays where it is while no film is there yet") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, SignPlacement::kBesideRight, 0, true};
  const Rect with_film = lay_out(request).signer;
  request.film.reset();
  CHECK(lay_out(request).signer == with_film);
}

TEST_CASE("shapes that are none, and outputs of any size, give no crash and nothing off screen") {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double values[] = {0, -1, 1e-308, 1, 1080, 1e308, inf, nan};
  const Size outputs[] = {{0, 0},   {-5, 9}, {1, 1},       {2, 1},        {3, 500},
                          {500, 3}, {7, 7},  {1080, 1920}, {16384, 16384}};
  for (const Size out : outputs) {
    for (const double a : values) {
      for (const double b : values) {
        for (int place = 0; place < 6; ++place) {
          const LayoutRequest request = {
              out, media::DisplayShape{a, b}, media::DisplayShape{b, a}, static_cast<SignPlacement>(place), b,
              true};
          const Layout layout = lay_out(request);
          INFO(describe(request, layout));
          for (const Rect& rect : {layout.film, layout.signer, layout.caption_area}) {
            REQUIRE((rect.empty() || lies_in(rect, out)));
          }
          REQUIRE(intersection(layout.signer, layout.caption_area).empty());
        }
      }
    }
  }
}

TEST_CASE("every placement has a name that is read back") {
  for (int place = 0; place < 6; ++place) {
    const auto value = static_cast<SignPlacement>(place);
    CHECK(parse_placement(placement_name(value)) == value);
    CHECK(kPlacementNames.find(placement_name(value)) != std::string_view::npos);
  }
  CHECK(!parse_placement("middle"));
  CHECK(!parse_placement(""));
}
