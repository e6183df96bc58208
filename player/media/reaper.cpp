// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/reaper.h"

#include <utility>

namespace mallette::media {

Reaper::Reaper()
    : thread_([this](std::stop_token stop) {
        for (;;) {
          std::vector<std::shared_ptr<void>> dying;
          {
            std::unique_lock lock(mutex_);
            more_.wait(lock, stop, [&] { return !waiting_.empty(); });
            if (waiting_.empty()) return;
            dying.swap(waiting_);
          }
        }
      }) {}

Reaper::~Reaper() {
  thread_.request_stop();
  thread_.join();
}

void Reaper::take(std::shared_ptr<void> gone) {
  if (!gone) return;
  {
    std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(gone));
  }
  more_.notify_all();
}

}  // namespace mallette::media
