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
                     " " + std::string(placement_name(request.sign.place)) + " width " +
                     std::to_string(request.sign.width) + " at " + std::to_string(request.sign.x) + "," +
                     std::to_string(request.sign.y) + " text " + std::to_string(request.caption_stand.scale) +
                     (request.caption_stand.below ? " below" : "");
  if (request.film) line += " film " + std::to_string(request.film->width / request.film->height);
  if (request.signer) line += " signer " + std::to_string(request.signer->width / request.signer->height);
  return line + " -> film " + rect(layout.film) + " signer " + rect(layout.signer) + " captions " +
         rect(layout.caption_area);
}

bool is_beside(SignPlacement place) {
  return place == SignPlacement::kBesideRight || place == SignPlacement::kBesideLeft || is_first(place);
}

/// The floor, or what the shape allows if that is less, give or take a pixel at each side.
double least_area(const LayoutRequest& request) {
  const double ratio = request.signer->width / request.signer->height;
  const double room = request.output.width * (is_beside(request.sign.place) ? 1 - kLeastRest : 1.0);
  const double width = std::min(room, request.output.height * ratio);
  const double largest = (width - 1) * (width / ratio - 1);
  return std::min(largest, kSignFloor * request.output.width * request.output.height);
}

LayoutRequest random_request(std::mt19937& random) {
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  LayoutRequest request;
  const double height = std::exp(between(std::log(90.0), std::log(2160.0)));
  request.output = {static_cast<int>(std::lround(height * between(4.0 / 3, 21.0 / 9))),
                    static_cast<int>(std::lround(height))};
  if (between(0, 1) < 0.95) request.film = media::DisplayShape{between(0.5, 2.4), 1};
  if (between(0, 1) < 0.95) request.signer = media::DisplayShape{between(0.4, 2.4), 1};
  request.sign.place = static_cast<SignPlacement>(std::uniform_int_distribution<int>(0, 8)(random));
  request.sign.x = between(0, 1);
  request.sign.y = between(0, 1);
  if (between(0, 1) < 0.5) request.sign.width = between(0.01, 1.5);
  request.captions = between(0, 1) < 0.9;
  request.caption_stand = {.scale = between(0, 1) < 0.3 ? 1 : between(1, 3), .below = between(0, 1) < 0.4};
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
    const SignPlacement places[] = {SignPlacement::kBesideRight, SignPlacement::kBesideLeft,
                                    SignPlacement::kFirstRight, SignPlacement::kFirstLeft};
    request.sign.place = places[round % 4];
    const Layout layout = lay_out(request);
    INFO(describe(request, layout));
    REQUIRE(intersection(layout.film, layout.signer).empty());
    REQUIRE((layout.film.x < layout.signer.x) == is_right(request.sign));
  }
}

TEST_CASE("side by side on usual screens, captions cover neither, up to twice their size") {
  for (const Size out : {Size{1366, 768}, {1280, 800}, {1920, 1080}, {1024, 768}, {3840, 2160}}) {
    for (const media::DisplayShape signer : {kPortrait, kWide, media::DisplayShape{4, 3}, media::DisplayShape{1, 1}}) {
      for (const SignPlacement place : {SignPlacement::kBesideRight, SignPlacement::kBesideLeft,
                                        SignPlacement::kFirstRight, SignPlacement::kFirstLeft}) {
        for (const double scale : {1.0, 1.25, 1.5, 2.0}) {
          const LayoutRequest request{out, kWide, signer, {place, 0}, true, {.scale = scale, .below = false}};
          const Layout layout = lay_out(request);
          INFO(describe(request, layout));
          REQUIRE(intersection(layout.caption_area, layout.film).empty());
          REQUIRE(layout.caption_area.width > out.width * 0.4);
          REQUIRE(layout.caption_area.height > out.height * 0.1);
        }
      }
    }
  }
}

TEST_CASE("a signer that comes first is larger than the film, and larger than anywhere else") {
  for (const media::DisplayShape signer : {kPortrait, kWide, media::DisplayShape{4, 3}}) {
    LayoutRequest request = {{1920, 1080}, kWide, signer, {SignPlacement::kFirstRight, 0}, true};
    const Layout first = lay_out(request);
    INFO(describe(request, first));
    CHECK(area(first.signer) > area(first.film));
    request.sign.place = SignPlacement::kRightBottom;
    CHECK(area(first.signer) > area(lay_out(request).signer));
  }
}

TEST_CASE("the sides of a placement mirror each other") {
  const std::pair<SignPlacement, SignPlacement> pairs[] = {{SignPlacement::kRightBottom, SignPlacement::kLeftBottom},
                                                           {SignPlacement::kRightTop, SignPlacement::kLeftTop},
                                                           {SignPlacement::kFirstRight, SignPlacement::kFirstLeft}};
  for (const auto& [right, left] : pairs) {
    const Layout a = lay_out({{1920, 1080}, kWide, kPortrait, {right, 0.3}, true});
    const Layout b = lay_out({{1920, 1080}, kWide, kPortrait, {left, 0.3}, true});
    CHECK(a.signer.x == 1920 - b.signer.right());
    CHECK(a.caption_area.x == 1920 - b.caption_area.right());
  }
}

TEST_CASE("captions that stand below cover neither film nor signer, and the film keeps half its size") {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    LayoutRequest request = random_request(random);
    if (!request.film) continue;
    request.signer.reset();
    request.captions = true;
    request.caption_stand.below = true;
    const Layout below = lay_out(request);
    INFO(describe(request, below));
    REQUIRE(intersection(below.film, below.caption_area).empty());
    REQUIRE(below.film.bottom() < below.caption_area.y);
    request.caption_stand = {};
    const Layout over = lay_out(request);
    REQUIRE(below.film.height >= over.film.height * kLeastFilm - 1);
  }
}

TEST_CASE("below, captions beside an inset signer stand clear of both") {
  const Layout layout =
      lay_out({{1920, 1080}, kWide, kPortrait, {SignPlacement::kRightBottom, 0}, true, {.scale = 1, .below = true}});
  CHECK(intersection(layout.film, layout.caption_area).empty());
  CHECK(layout.film.height > 850);
  CHECK(layout.signer.width == 640);
}

TEST_CASE("larger captions make the film smaller before they get too little room, and never the signer") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, {SignPlacement::kBesideRight, 0.4}, true};
  const Layout usual = lay_out(request);
  request.caption_stand.scale = 3;
  const Layout large = lay_out(request);
  CHECK(large.film.height < usual.film.height);
  CHECK(large.caption_area.height > 2 * usual.caption_area.height * 0.8);
  CHECK(large.signer.width == usual.signer.width);
  CHECK(large.signer.height == usual.signer.height);
}

TEST_CASE("what lies over the picture for a while moves captions and nothing else") {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    LayoutRequest request = random_request(random);
    request.captions = true;
    const Layout before = lay_out(request);
    const Size out = request.output;
    const Rect room = chrome_room(out, before.signer, {out.width / 3, out.height / 8}, Edge::kBottom);
    const int height = std::min(room.height, out.height / 4);
    request.chrome[0] = {room.x, room.bottom() - height, room.width, height};
    const Layout after = lay_out(request);
    INFO(describe(request, before));
    INFO(describe(request, after));
    REQUIRE(after.film == before.film);
    REQUIRE(after.signer == before.signer);
    REQUIRE(intersection(request.chrome[0], before.signer).empty());
    REQUIRE(intersection(after.caption_area, after.signer).empty());
    // Where captions find room enough at all, they stand clear of it.
    if (before.signer.empty()) REQUIRE(intersection(after.caption_area, request.chrome[0]).empty());
  }
}

TEST_CASE("controls stand beside a signer at the bottom, and over the whole width above one that leaves no column") {
  const Rect beside = chrome_room({1366, 768}, {900, 300, 450, 450}, {600, 160}, Edge::kBottom);
  CHECK(beside == Rect{0, 0, 900, 768});
  const Rect above = chrome_room({1366, 768}, {400, 300, 600, 450}, {600, 160}, Edge::kBottom);
  CHECK(above == Rect{0, 0, 1366, 300});
  const Rect strip = chrome_room({1366, 768}, {900, 10, 450, 450}, {600, 160}, Edge::kTop);
  CHECK(strip == Rect{0, 0, 900, 768});
  CHECK(chrome_room({1366, 768}, {}, {600, 160}, Edge::kTop) == Rect{0, 0, 1366, 768});
}

TEST_CASE("a signer that was put somewhere stands there, as far as the picture reaches") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, {SignPlacement::kFree, 0.3, 0.4, 0.5}, true};
  const Layout layout = lay_out(request);
  CHECK(layout.signer.width == 576);
  CHECK(std::abs(layout.signer.x + layout.signer.width / 2 - 768) <= 1);
  CHECK(std::abs(layout.signer.y + layout.signer.height / 2 - 540) <= 1);
  CHECK(layout.film == Rect{0, 0, 1920, 1080});
  request.sign.x = 1;
  request.sign.y = 0;
  CHECK(lay_out(request).signer.right() == 1920);
  CHECK(lay_out(request).signer.y == 0);
}

TEST_CASE("a page with a signer keeps a third of its width for words, and they never meet") {
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    const LayoutRequest request = random_request(random);
    const SignedPage page = lay_out_page(request.output, request.signer, request.sign);
    INFO(describe(request, {{}, page.signer, page.rest}));
    REQUIRE(page.signer.empty() == !request.signer.has_value());
    REQUIRE(lies_in(page.rest, request.output));
    REQUIRE(page.rest.width >= request.output.width * 0.31 - 2);
    if (page.signer.empty()) continue;
    REQUIRE(lies_in(page.signer, request.output));
    REQUIRE(keeps_aspect(page.signer, *request.signer));
    REQUIRE(intersection(page.signer, page.rest).empty());
    REQUIRE((page.signer.x > page.rest.x) == is_right(request.sign));
  }
}

TEST_CASE("the placements follow each other in a round, and swapping goes there and back") {
  SignPlacement place = SignPlacement::kRightBottom;
  for (int i = 0; i < 8; ++i) place = next_placement(place);
  CHECK(place == SignPlacement::kRightBottom);
  CHECK(next_placement(SignPlacement::kFree) == SignPlacement::kRightBottom);
  CHECK(swapped_placement(SignPlacement::kLeftTop, SignPlacement::kRightTop) == SignPlacement::kFirstLeft);
  CHECK(swapped_placement(SignPlacement::kFirstLeft, SignPlacement::kLeftTop) == SignPlacement::kLeftTop);
  CHECK(swapped_placement(SignPlacement::kFirstLeft, SignPlacement::kFirstLeft) == SignPlacement::kLeftBottom);
}

TEST_CASE("by default a signer has a third of the width, in the corner that was asked for") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, {SignPlacement::kRightBottom, 0}, true};
  const Rect right = lay_out(request).signer;
  CHECK(right.width == 640);
  CHECK(right.height == 853);
  CHECK(right.right() > 1880);
  CHECK(right.bottom() > 1040);
  request.sign.place = SignPlacement::kLeftTop;
  const Rect left = lay_out(request).signer;
  CHECK(left.x < 40);
  CHECK(left.y < 40);
}

TEST_CASE("a landscape signer is raised to a sixth of the screen") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kWide, {SignPlacement::kRightBottom, 0}, true});
  CHECK(layout.signer.width > 640);
  CHECK(area(layout.signer) >= 1920.0 * 1080 / 6);
  CHECK(area(layout.signer) < 1920.0 * 1080 / 6 + 2000);
}

TEST_CASE("a wish for a tiny signer gives the floor, a wish for a huge one leaves room for the film") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, {SignPlacement::kBesideRight, 0.02}, true};
  CHECK(area(lay_out(request).signer) >= 1920.0 * 1080 / 6);
  request.signer = media::DisplayShape{2, 1};
  request.sign.width = 5;
  const Layout layout = lay_out(request);
  CHECK(layout.signer.width == 1440);
  CHECK(layout.film.width >= 1920 / 5);
}

TEST_CASE("a chosen width between those is taken") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, {SignPlacement::kRightTop, 0.30}, false});
  CHECK(layout.signer.width == 576);
  CHECK(layout.signer.height == 768);
}

TEST_CASE("on a screen wider than the film the signer stands in the free room") {
  const Layout layout = lay_out({{2560, 1080}, kWide, kPortrait, {SignPlacement::kRightBottom, 0.22}, true});
  CHECK(intersection(layout.film, layout.signer).empty());
  CHECK(layout.film.x < (2560 - 1920) / 2);
  const Layout portrait =
      lay_out({{1920, 1080}, media::DisplayShape{9, 16}, kPortrait, {SignPlacement::kLeftBottom, 0}, true});
  CHECK(intersection(portrait.film, portrait.signer).empty());
}

TEST_CASE("a film wider than the screen makes room below before it is covered") {
  const Layout layout =
      lay_out({{1920, 1080}, media::DisplayShape{2.39, 1}, kPortrait, {SignPlacement::kRightBottom, 0}, true});
  CHECK(layout.film.y == 0);
  const Layout without = lay_out({{1920, 1080}, media::DisplayShape{2.39, 1}, std::nullopt});
  CHECK(without.film.y == (1080 - without.film.height) / 2);
}

TEST_CASE("captions stand low, in the column that an inset signer leaves") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, {SignPlacement::kRightBottom, 0}, true});
  CHECK(layout.caption_area.right() < layout.signer.x);
  CHECK(layout.caption_area.bottom() > 1000);
  CHECK(layout.caption_area.width > 1920 * 0.5);
}

TEST_CASE("captions keep their whole line under a signer that is high enough") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, {SignPlacement::kRightTop, 0.27}, true});
  CHECK(layout.caption_area.y > layout.signer.bottom());
  CHECK(layout.caption_area.width > 1920 * 0.9);
  CHECK(layout.caption_area.height >= 1080 * 0.18 - 1);
}

TEST_CASE("on an upright screen the signer stands under the film and captions keep their line") {
  const Layout layout = lay_out({{768, 1024}, kWide, kPortrait, {SignPlacement::kRightBottom, 0}, true});
  CHECK(layout.signer.y >= layout.film.bottom());
  CHECK(layout.caption_area.width > 768 * 0.9);
  CHECK(layout.caption_area.bottom() < layout.signer.y);
}

TEST_CASE("side by side, captions stand under the film") {
  const Layout layout = lay_out({{1920, 1080}, kWide, kPortrait, {SignPlacement::kBesideRight, 0}, true});
  CHECK(layout.caption_area.bottom() >= layout.film.bottom() + layout.film.height * 17 / 100);
  CHECK(layout.caption_area.right() <= layout.signer.x);
}

TEST_CASE("a film that fits the screen fills it") {
  CHECK(lay_out({{1366, 768}, kWide, std::nullopt}).film == Rect{0, 0, 1366, 768});
  CHECK(lay_out({{1920, 1080}, kWide, std::nullopt}).film == Rect{0, 0, 1920, 1080});
}

TEST_CASE("the signer stays where it is while no film is there yet") {
  LayoutRequest request = {{1920, 1080}, kWide, kPortrait, {SignPlacement::kBesideRight, 0}, true};
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
        for (int place = 0; place < 9; ++place) {
          const LayoutRequest request = {out, media::DisplayShape{a, b}, media::DisplayShape{b, a},
                                         {static_cast<SignPlacement>(place), b, a, b}, true, {.scale = a, .below = place % 2 == 0}};
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
  for (int place = 0; place < 9; ++place) {
    const auto value = static_cast<SignPlacement>(place);
    CHECK(parse_placement(placement_name(value)) == value);
    if (value != SignPlacement::kFree) CHECK(kPlacementNames.find(placement_name(value)) != std::string_view::npos);
  }
  CHECK(!parse_placement("middle"));
  CHECK(!parse_placement(""));
}
