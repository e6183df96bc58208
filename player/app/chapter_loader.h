// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a film's chapters from their file in a thread of its own. The Wake comes from there; all else is
// the main thread's. A file that cannot be read is no error: a film without chapters plays as well.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "kits/base/byte_source.h"
#include "player/media/input.h"

namespace mallette::app {

using media::Chapter;

/// The chapters of a WebVTT or SubRip file, in order, each once; at most media::kMostChapters.
[[nodiscard]] Result<std::vector<Chapter>> read_chapters(const Resource& resource);

class ChapterLoader {
 public:
  ChapterLoader(Resource resource, media::Wake wake);
  ChapterLoader(const ChapterLoader&) = delete;
  ChapterLoader& operator=(const ChapterLoader&) = delete;

  [[nodiscard]] bool done() const { return done_; }
  /// Once it is done.
  [[nodiscard]] const std::vector<Chapter>& chapters() const { return chapters_; }

 private:
  std::vector<Chapter> chapters_;  ///< the thread's until done_
  std::atomic<bool> done_{false};
  std::jthread thread_;
};

/// The chapter behind t, and the one to go back to: its own beginning from two seconds on, else the one before.
[[nodiscard]] const Chapter* chapter_after(const std::vector<Chapter>& chapters, media::MediaTime t);
[[nodiscard]] const Chapter* chapter_before(const std::vector<Chapter>& chapters, media::MediaTime t);

}  // namespace mallette::app
