// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/sign_hand.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mallette;
using namespace mallette::app;
using render::LayoutRequest;
using render::SignPlacement;
using render::SignStand;

namespace {

constexpr render::Size kOut = {1920, 1080};
constexpr double kSixth = 1920.0 * 1080 / 6;

render::Rect signer_of(const SignStand& stand) {
  return render::lay_out({.output = kOut, .film = media::DisplayShape{16, 9}, .signer = media::DisplayShape{3, 4},
                          .sign = stand, .captions = true})
      .signer;
}

SignStand pressed(const char* key, SignStand stand, int times) {
  for (int i = 0; i < times; ++i) {
    const auto next = moved_by_key(*ui::parse_key(key), stand, signer_of(stand), kOut);
    REQUIRE(next);
    stand = *next;
  }
  return stand;
}

}  // namespace

TEST_CASE("an arrow moves the signer by a small step from where it stands") {
  const render::Rect before = signer_of({});
  const SignStand moved = pressed("Left", {}, 1);
  CHECK(moved.place == SignPlacement::kFree);
  const render::Rect after = signer_of(moved);
  CHECK(std::abs(after.x - (before.x - 38)) <= 1);
  CHECK(std::abs(after.y - before.y) <= 1);
  CHECK(after.width == before.width);
}

TEST_CASE("however often an arrow is pressed, the signer stays on the picture, and one press brings it back") {
  for (const auto& [there, back] : {std::pair{"Left", "Right"}, {"Right", "Left"}, {"Up", "Down"}, {"Down", "Up"}}) {
    const SignStand far = pressed(there, {}, 80);
    const render::Rect edge = signer_of(far);
    CHECK(edge.x >= 0);
    CHECK(edge.y >= 0);
    CHECK(edge.right() <= kOut.width);
    CHECK(edge.bottom() <= kOut.height);
    CHECK(signer_of(pressed(back, far, 1)) != edge);
  }
}

TEST_CASE("with Shift the signer grows in its corner, and never below a sixth of the picture") {
  const SignStand larger = pressed("Shift+Right", {}, 3);
  CHECK(larger.place == SignPlacement::kRightBottom);
  CHECK(signer_of(larger).width > signer_of({}).width + 100);
  const SignStand smallest = pressed("Shift+Down", {}, 60);
  const render::Rect rect = signer_of(smallest);
  CHECK(rect.width * static_cast<double>(rect.height) >= kSixth);
  // Presses beyond the floor are not saved up.
  CHECK(signer_of(pressed("Shift+Up", smallest, 1)).width > rect.width + 20);
}

TEST_CASE("a signer that comes first is sized from there") {
  const SignStand first{.place = SignPlacement::kFirstRight};
  const SignStand smaller = pressed("Shift+Left", first, 1);
  CHECK(smaller.place == SignPlacement::kFree);
  CHECK(signer_of(smaller).width < signer_of(first).width);
}

TEST_CASE("other keys are not the signer's") {
  for (const char* key : {"Space", "Ctrl+Left", "Tab", "L", "PageDown"}) {
    CHECK_FALSE(moved_by_key(*ui::parse_key(key), {}, signer_of({}), kOut));
  }
  CHECK_FALSE(moved_by_key(*ui::parse_key("Left"), {}, {}, kOut));
}
