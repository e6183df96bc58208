// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the desk costs without a card: building it, and drawing it at 1366x768. Run by hand.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

#include "tests/ui/led_desk.h"

using namespace mallette;

namespace {

/// The processor's time for this program: whatever else runs on the machine does not count.
double now_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(const char* name, std::size_t step, float scale, test::LedDesk::Shows shows) {
  test::LedDesk desk(1366, 768, {.text_scale = scale}, shows);
  desk.go_to(step);
  desk.screen.show();
  std::vector<double> build, draw;
  for (int i = 1; i <= 120; ++i) {
    desk.lead.play_to(std::chrono::milliseconds(200 * i));
    const double a = now_ms();
    desk.draw_once();
    const double b = now_ms();
    desk.screen.show();
    build.push_back(b - a);
    draw.push_back(now_ms() - b);
  }
  std::ranges::sort(build);
  std::ranges::sort(draw);
  fmt::print("{} {:.0f} %: build p50 {:.2f} p99 {:.2f}; draw p50 {:.2f} p99 {:.2f} ms\n", name, scale * 100,
             build[60], build[118], draw[60], draw[118]);
}

}  // namespace

int main() {
  doctest::Context outside_of_tests;
  outside_of_tests.setAsDefaultForAssertsOutOfTestCases();
  using Shows = test::LedDesk::Shows;
  for (const float scale : {1.0F, 1.5F}) {
    measure("excerpt", test::demo::kExcerpt, scale, Shows::kDesk);
    measure("prompt", test::demo::kPrompt, scale, Shows::kDesk);
    measure("overlay", test::demo::kExcerpt, scale, Shows::kOverlay);
  }
  return 0;
}
