// SPDX-License-Identifier: GPL-3.0-or-later
// A test that waits for a worker's wake, as the main loop does, and for no fixed time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace mallette::test {

class Waiter {
 public:
  std::function<void()> wake() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++wakes_;
      rung_.notify_all();
    };
  }

  /// Asks at the start and after each wake. False after far more time than anything takes.
  template <class Condition>
  bool until(Condition holds, std::chrono::seconds patience = std::chrono::seconds(30)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
      const int seen = wakes();
      if (holds()) return true;
      std::unique_lock lock(mutex_);
      if (!rung_.wait_until(lock, end, [&] { return wakes_ != seen; })) return false;
    }
  }

  int wakes() {
    const std::lock_guard lock(mutex_);
    return wakes_;
  }

 private:
  std::mutex mutex_;  // guards wakes_ and waits with rung_
  std::condition_variable rung_;
  int wakes_ = 0;
};

}  // namespace mallette::test
