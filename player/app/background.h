// SPDX-License-Identifier: GPL-3.0-or-later
// One answer that takes its time (a disk, a slow key), worked out beside the main thread. Whoever asks
// may go: the work then ends by itself, and nobody waits for it.
//
// Main thread, but for the work, which must own all that it touches. `wake` is not called any more once
// this has gone.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "kits/base/lone_thread.h"

namespace mallette::app {

template <class T>
class Background {
 public:
  Background(std::function<T()> work, std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
    leave(std::thread([shared = shared_, work = std::move(work), wake = std::move(wake)] {
      shared->answer.emplace(work());
      shared->done.store(true, std::memory_order_release);
      // Under the lock, so that whoever goes does not take what `wake` wakes away from under it.
      const std::lock_guard lock(shared->mutex);
      if (!shared->left) wake();
    }));
  }
  ~Background() {
    const std::lock_guard lock(shared_->mutex);
    shared_->left = true;
  }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// The answer, once.
  [[nodiscard]] std::optional<T> take() {
    if (!shared_->done.load(std::memory_order_acquire)) return std::nullopt;
    return std::exchange(shared_->answer, std::nullopt);
  }

 private:
  struct Shared {
    std::optional<T> answer;  ///< the work's until done
    std::atomic<bool> done{false};
    std::mutex mutex;  // guards left
    bool left = false;
  };
  std::shared_ptr<Shared> shared_;
};

}  // namespace mallette::app
