// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the sample desk costs without a card: building it, and drawing it at 1366x768.
// Run by hand.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "tests/ui/sample_desk.h"
#include "tests/ui/sample_screen.h"

using namespace mallette;

int main() {
  doctest::Context outside_of_tests;
  outside_of_tests.setAsDefaultForAssertsOutOfTestCases();
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); };
  for (const float scale : {1.0F, 1.5F, 3.0F}) {
    test::SampleScreen screen(1366, 768);
    screen.interface().set_theme({.text_scale = scale});
    test::SampleDesk desk;
    desk.notes_shown = desk.prompt_shown = true;
    const ui::View view = [&](ui::Frame& frame) { desk.view(frame); };
    const auto begin = Clock::now();
    screen.draw(view);
    screen.show();
    const double first = ms(Clock::now() - begin);
    std::vector<double> build, draw;
    for (int i = 0; i < 120; ++i) {
      desk.position_s += 1;  // new words in each frame
      const auto a = Clock::now();
      screen.draw(view);
      const auto b = Clock::now();
      screen.show();
      build.push_back(ms(b - a));
      draw.push_back(ms(Clock::now() - b));
    }
    std::ranges::sort(build);
    std::ranges::sort(draw);
    fmt::print(
        "{:.0f} %: first {:.1f} ms; build p50 {:.2f} p99 {:.2f}; draw p50 {:.2f} p99 {:.2f}; atlas {:.1f} "
        "MiB\n",
        scale * 100, first, build[60], build[118], draw[60], draw[118],
        static_cast<double>(screen.screen().texture_bytes()) / (1 << 20));
  }
  return 0;
}
