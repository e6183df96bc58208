// SPDX-License-Identifier: GPL-3.0-or-later
// Where inputs, and films that hold some, go when they are no longer wanted. Destroying one waits for the
// read that is under way, so it is done in a thread of the reaper's own; only the reaper's end waits for
// it. take() from any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace mallette::media {

class Reaper {
 public:
  Reaper();
  ~Reaper();
  /// Nothing else holds it.
  void take(std::shared_ptr<void> gone);

 private:
  std::mutex mutex_;  // guards waiting_
  std::condition_variable_any more_;
  std::vector<std::shared_ptr<void>> waiting_;
  std::jthread thread_;
};

}  // namespace mallette::media
