// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <vector>

#include "kits/base/lone_thread.h"

using mallette::leave;

TEST_CASE("every thread that is left to itself does its work, however many end while others begin") {
  constexpr int kMakers = 4, kEach = 1000;
  // Owned by each of them: some may be ending still when this test has.
  const auto done = std::make_shared<std::atomic<int>>(0);
  {
    std::vector<std::jthread> makers;
    for (int m = 0; m < kMakers; ++m) {
      makers.emplace_back([done] {
        for (int i = 0; i < kEach; ++i) leave(std::thread([done] { ++*done, done->notify_all(); }));
      });
    }
  }
  // One that is lost is waited for in vain: the test's time limit tells.
  for (int now = *done; now < kMakers * kEach; now = *done) done->wait(now);
  CHECK(*done == kMakers * kEach);
}
