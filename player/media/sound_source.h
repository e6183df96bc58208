// SPDX-License-Identifier: GPL-3.0-or-later
// Sound for the media line that is made while the film plays, not read from a file: descriptions that
// are spoken. To a Playback it is a voice like a recorded one: it comes out of a SampleQueue, in every
// generation, at its place on the line.
//
// Made and asked by the main thread, which never waits for it; destroyed by a Reaper.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kits/base/error.h"
#include "player/media/sample_queue.h"

namespace mallette::media {

class SoundSource {
 public:
  virtual ~SoundSource() = default;
  /// Restarts the queue for the generation; sound from target on will follow. The first call begins.
  virtual void seek(Generation generation, MediaTime target) = 0;
  /// Where the film ends, as far as it is known: nothing is to be heard, or waited for, from there on.
  virtual void set_end(std::optional<MediaTime> end) = 0;
  [[nodiscard]] virtual const std::shared_ptr<SampleQueue>& audio() const = 0;
  /// Errors that have come up since the last call.
  [[nodiscard]] virtual std::vector<Error> take_errors() = 0;
};

/// The Wake is to be called whenever the queue has more, or has ended.
using MakeSoundSource = std::function<std::unique_ptr<SoundSource>(Wake)>;

}  // namespace mallette::media
