// SPDX-License-Identifier: GPL-3.0-or-later
// Which display is the room's and which the desk's; the battery's warnings; the tone that is heard.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "player/app/battery.h"
#include "player/app/displays.h"
#include "player/app/test_tone.h"

using namespace mallette::app;
using mallette::render::Rect;

namespace {

const Display kLaptop{.index = 0, .name = "Écran intégré", .connector = "eDP-1", .bounds = {0, 0, 1366, 768}};
const Display kProjector{.index = 1, .name = "EPSON", .connector = "HDMI-1", .bounds = {1366, 0, 1920, 1080}};
const Display kMonitor{.index = 2, .name = "DELL", .connector = "DP-1", .bounds = {-1920, -200, 1920, 1200}};

Display at(Display display, Rect bounds) {
  display.bounds = bounds;
  return display;
}

/// A machine whose displays come and go.
class FakeDisplays final : public DisplaySource {
 public:
  std::vector<Display> now;
  const std::vector<Display>& list() override { return now; }
};

/// What the program does: each plan goes by the pair of the one before.
struct Desk {
  FakeDisplays source;
  WindowPlan plan;
  WindowPlan with(std::vector<Display> displays) {
    source.now = std::move(displays);
    return plan = plan_windows(source.list(), plan.pair);
  }
  WindowPlan swap() { return plan = plan_windows(source.list(), swap_displays(source.list(), plan)); }
};

void check_two(const WindowPlan& plan, const Display& room, const Display& desk) {
  CHECK_FALSE(plan.one_screen);
  CHECK(plan.room == room);
  CHECK(plan.desk == desk);
}

void check_one(const WindowPlan& plan, const Display& screen) {
  CHECK(plan.one_screen);
  CHECK(plan.room == screen);
  CHECK(plan.desk == screen);
}

}  // namespace

TEST_CASE("displays: the desk is on the laptop's own, the room on the other, in whatever order they come") {
  check_two(plan_windows({kLaptop, kProjector}), kProjector, kLaptop);
  check_two(plan_windows({kProjector, kLaptop}), kProjector, kLaptop);
  const Display left = at(kProjector, {-1920, 0, 1920, 1080});
  check_two(plan_windows({left, kLaptop}), left, kLaptop);
  const Display main_projector = at(kProjector, {0, 0, 1920, 1080});
  const Display laptop_right = at(kLaptop, {1920, 0, 1366, 768});
  check_two(plan_windows({main_projector, laptop_right}), main_projector, laptop_right);
}

TEST_CASE("displays: where none is a laptop's, the desk is where the desktop begins") {
  const Display main_monitor = at(kMonitor, {0, 0, 1920, 1200});
  const Display right = at(kProjector, {1920, 0, 1920, 1080});
  check_two(plan_windows({right, main_monitor}), right, main_monitor);
  const Display far = at(kMonitor, {-4000, 0, 1920, 1200});
  check_two(plan_windows({far, right}), right, far);
}

TEST_CASE("displays: one is one screen, and none is no crash") {
  check_one(plan_windows({kLaptop}), kLaptop);
  CHECK_FALSE(plan_windows({kLaptop}).mirrored);
  const WindowPlan none = plan_windows({});
  CHECK(none.one_screen);
  CHECK(none.room.bounds.empty());
  check_one(plan_windows({at(kProjector, {0, 0, 0, 0}), kLaptop}), kLaptop);
}

TEST_CASE("displays: mirrored ones are one screen, also where one shows only a part of the other") {
  const WindowPlan equal = plan_windows({at(kProjector, kLaptop.bounds), kLaptop});
  check_one(equal, kLaptop);
  CHECK(equal.mirrored);
  const WindowPlan within = plan_windows({kLaptop, at(kProjector, {0, 0, 1920, 1080})});
  check_one(within, kLaptop);
  CHECK(within.mirrored);
  const WindowPlan chained = plan_windows(
      {at(kLaptop, {0, 0, 100, 100}), at(kMonitor, {150, 0, 100, 100}), at(kProjector, {50, 0, 150, 100})});
  CHECK(chained.one_screen);
}

TEST_CASE("displays: unplugged, one screen that is the desk's, plugged in again, as before") {
  Desk desk;
  desk.with({kLaptop, kProjector});
  check_one(desk.with({kLaptop}), kLaptop);
  CHECK_FALSE(desk.plan.desk_lost);
  const Display elsewhere = at(kProjector, {0, -1080, 1920, 1080});
  check_two(desk.with({kLaptop, elsewhere}), elsewhere, kLaptop);
  check_one(desk.with({kLaptop}), kLaptop);
  Display other = kProjector;
  other.name = "OPTOMA";
  check_two(desk.with({other, kLaptop}), other, kLaptop);
}

TEST_CASE("displays: swapped stays swapped over an unplugging") {
  Desk desk;
  desk.with({kLaptop, kProjector});
  check_two(desk.swap(), kLaptop, kProjector);
  check_two(desk.with({kProjector, kLaptop}), kLaptop, kProjector);
  check_one(desk.with({kLaptop}), kLaptop);
  check_two(desk.with({kLaptop, kProjector}), kLaptop, kProjector);
  check_two(desk.swap(), kProjector, kLaptop);
}

TEST_CASE("displays: of three the room stays where it was when the third comes and goes") {
  Desk desk;
  desk.with({kLaptop, kProjector});
  check_two(desk.with({kLaptop, kMonitor, kProjector}), kProjector, kLaptop);
  check_two(desk.with({kLaptop, kProjector}), kProjector, kLaptop);
  desk.with({kLaptop, kMonitor, kProjector});
  check_two(desk.with({kLaptop, kMonitor}), kMonitor, kLaptop);  // the room's went away: its picture moves
}

TEST_CASE("displays: of three, swapping comes past every pair and back") {
  Desk desk;
  desk.with({kLaptop, kMonitor, kProjector});
  const WindowPlan first = desk.plan;
  std::vector<std::pair<Display, Display>> seen;
  for (int i = 0; i < 6; ++i) {
    desk.swap();
    CHECK_FALSE(desk.plan.one_screen);
    CHECK(desk.plan.room != desk.plan.desk);
    const std::pair pair{desk.plan.room, desk.plan.desk};
    CHECK(std::find(seen.begin(), seen.end(), pair) == seen.end());
    seen.push_back(pair);
  }
  check_two(desk.plan, first.room, first.desk);
}

TEST_CASE("displays: a desk whose display went away never moves by itself to one that the room may see") {
  Desk desk;
  desk.with({kLaptop, kMonitor, kProjector});
  const Display room = desk.plan.room;
  const WindowPlan lost = desk.with({kMonitor, kProjector});  // the lid was closed
  check_one(lost, room);
  CHECK(lost.desk_lost);
  check_two(desk.with({kLaptop, kMonitor, kProjector}), room, kLaptop);
  desk.with({kMonitor, kProjector});
  CHECK_FALSE(desk.swap().one_screen);  // the person asked for it
}

TEST_CASE("displays: a desk that comes to be mirrored is no desk") {
  Desk desk;
  desk.with({kLaptop, kProjector});
  const Display mirror = at(kMonitor, kLaptop.bounds);
  const WindowPlan plan = desk.with({kLaptop, mirror, kProjector});
  check_one(plan, kProjector);
  CHECK(plan.desk_lost);
  CHECK(plan_windows({kLaptop, mirror, kProjector}).desk == kProjector);
}

TEST_CASE("displays: two of one make are told apart by where they stand") {
  const Display one{.index = 0, .name = "BENQ", .connector = {}, .bounds = {0, 0, 1920, 1080}};
  const Display two{.index = 1, .name = "BENQ", .connector = {}, .bounds = {1920, 0, 1920, 1080}};
  Desk desk;
  check_two(desk.with({one, two}), two, one);
  check_two(desk.swap(), one, two);
  check_two(desk.with({two, one}), one, two);
}

TEST_CASE("battery: 20 and 10 are told once each, and never with the mains") {
  BatteryWarnings warnings;
  const auto on = [&](int percent, bool mains = false) { return warnings.on({percent, mains}); };
  CHECK_FALSE(on(21));
  CHECK(on(20) == 20);
  CHECK_FALSE(on(20));
  CHECK_FALSE(on(21));
  CHECK_FALSE(on(19));
  CHECK(on(10) == 10);
  CHECK_FALSE(on(5));
  CHECK_FALSE(on(9, true));
  CHECK_FALSE(on(9));
  CHECK_FALSE(on(50, true));
  CHECK(on(18) == 20);
  CHECK_FALSE(on(16, true));
  CHECK(on(8) == 10);
}

TEST_CASE("battery: nearly empty from the start is one warning, not two") {
  BatteryWarnings warnings;
  CHECK(warnings.on({7, false}) == 10);
  CHECK_FALSE(warnings.on({7, false}));
  CHECK_FALSE(warnings.on({14, true}));
  CHECK_FALSE(warnings.on({15, true}));
  CHECK_FALSE(warnings.on({12, false}));
  CHECK(warnings.on({9, false}) == 10);
}

TEST_CASE("the tone: left, right, both, soft, without a click, ending in silence") {
  constexpr int kRate = 48'000;
  const auto samples = make_test_tone(kRate);
  REQUIRE(samples.size() % 6 == 0);
  const std::size_t third = samples.size() / 3;
  const auto loudest = [&](std::size_t part, std::size_t channel) {
    float most = 0;
    for (std::size_t i = part * third + channel; i < (part + 1) * third; i += 2)
      most = std::max(most, std::abs(samples[i]));
    return most;
  };
  CHECK(loudest(0, 0) > 0.1F);
  CHECK(loudest(0, 1) == 0);
  CHECK(loudest(1, 0) == 0);
  CHECK(loudest(1, 1) > 0.1F);
  CHECK(loudest(2, 0) > 0.1F);
  CHECK(loudest(2, 1) == loudest(2, 0));
  float peak = 0, jump = 0;
  for (std::size_t i = 2; i < samples.size(); ++i) {
    peak = std::max(peak, std::abs(samples[i]));
    jump = std::max(jump, std::abs(samples[i] - samples[i - 2]));
  }
  CHECK(peak <= 0.25F);
  CHECK(jump <= 0.25F * 2 * 3.15F * 660 / kRate * 1.1F);  // no steeper than the higher tone itself
  CHECK(samples.front() == 0);
  CHECK(samples.back() == 0);
}
