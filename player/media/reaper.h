// SPDX-License-Identifier: GPL-3.0-or-later
// Where inputs that are no longer wanted go. Destroying one waits for the read that is under way, so it
// is done in a thread of the reaper's own; only the reaper's end waits for it. take() from any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "player/media/input.h"

namespace mallette::media {

class Reaper {
 public:
  Reaper();
  ~Reaper();
  void take(std::unique_ptr<Input> input);

 private:
  std::mutex mutex_;  // guards waiting_
  std::condition_variable_any more_;
  std::vector<std::unique_ptr<Input>> waiting_;
  std::jthread thread_;
};

}  // namespace mallette::media
