// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for a document service as a main loop does: woken, never polling.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "player/documents/document_service.h"

namespace mallette::test {

class Wakes {
 public:
  documents::DocumentService::Wake wake() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++count_;
      changed_.notify_all();
    };
  }

  /// Looks, and looks again after each wake; fails the test when that takes a minute.
  template <class Predicate>
  void until(Predicate is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (;;) {
      int seen = 0;
      {
        const std::lock_guard lock(mutex_);
        seen = count_;
      }
      if (is_so()) return;
      std::unique_lock lock(mutex_);
      if (!changed_.wait_until(lock, end, [&] { return count_ != seen; })) break;
    }
    FAIL("never woken for it");
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

inline bool is_settled(const documents::DocumentService& service, documents::DocumentId id) {
  return service.state(id).stage != documents::DocumentStage::kOpening;
}

inline bool is_settled(const documents::DocumentService& service, documents::View view) {
  return !service.shown(view).pending;
}

}  // namespace mallette::test
