// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the captions of a film in a thread of its own: a file of the kit, or a text stream of the
// film's container. Made and asked by the main thread; the Wake comes from the worker.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "player/app/film_tracks.h"
#include "subtitles/cue.h"
#include "subtitles/read.h"

namespace mallette::app {

struct LoadedCaptions {
  std::shared_ptr<const subtitles::CueList> cues;  ///< null: none
  media::Duration offset{};                        ///< the film's T is at T + offset in the cues
  std::optional<Error> error;
};

/// A caption reader's error as one of ours.
[[nodiscard]] Error caption_error(const subtitles::ReadError& error, const std::string& name);

/// Waits for the disk; any thread.
[[nodiscard]] LoadedCaptions read_caption_file(const CaptionSource& source);

class CaptionLoader {
 public:
  /// Starts reading. Nothing is wanted: no cues, at once.
  CaptionLoader(const FilmTracks& tracks, media::Wake wake);
  ~CaptionLoader();
  CaptionLoader(const CaptionLoader&) = delete;
  CaptionLoader& operator=(const CaptionLoader&) = delete;

  /// What was read, once.
  [[nodiscard]] std::optional<LoadedCaptions> take();
  /// Nothing more will come.
  [[nodiscard]] bool done() const;

 private:
  void deliver(LoadedCaptions loaded);

  const media::Wake wake_;
  std::atomic<bool> abort_{false};
  std::atomic<bool> done_{false};
  std::mutex mutex_;  // guards loaded_
  std::optional<LoadedCaptions> loaded_;
  std::jthread thread_;
};

}  // namespace mallette::app
