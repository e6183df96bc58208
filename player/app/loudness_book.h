// SPDX-License-Identifier: GPL-3.0-or-later
// Knows how loud a kit's recordings are, or finds out: in a thread of its own, one after the other, kept for the
// next time. Main thread; the destructor waits for the read that is under way.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "kits/kit.h"
#include "player/media/loudness.h"
#include "player/storage/loudness_store.h"

namespace mallette::app {

class LoudnessBook {
 public:
  explicit LoudnessBook(storage::StateFolder folder);
  ~LoudnessBook();
  LoudnessBook(const LoudnessBook&) = delete;
  LoudnessBook& operator=(const LoudnessBook&) = delete;

  /// Nothing: not known yet, and being measured; or it cannot be.
  [[nodiscard]] std::optional<media::Loudness> find(const kits::Kit& kit, const Resource& resource);

 private:
  struct Job {
    std::string name;  ///< as find() knows it
    kits::Kit kit;
    Resource resource;
  };
  void run(const std::stop_token& stop);

  const storage::StateFolder folder_;
  std::mutex mutex_;  // guards the two below
  std::condition_variable_any asked_;
  std::map<std::string, std::optional<media::Loudness>> found_;  ///< also what was asked for
  std::deque<Job> jobs_;
  std::jthread thread_;  ///< last
};

/// What says that two recordings are the same: the digest in the kit; else name, size and time of change.
[[nodiscard]] std::string content_name(const kits::Kit& kit, const Resource& resource);

}  // namespace mallette::app
