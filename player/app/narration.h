// SPDX-License-Identifier: GPL-3.0-or-later
// Where on the film's line the words of a description stand, and what happens when they do not fit.
// Pure; any thread. Places are samples of 48 kHz on the film's line.
//
//   cue      begin──────────────end            next cue's begin
//   words    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇                    they fit: nothing happens
//   words    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇┊▇▇▇▇▇▇          extended: the film waits at the cue's end for the rest
//   words    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇╲    not extended: faster, over the cue's end, cut before the next
//
// A cue's end is its author's word for where the film's own speech begins again, which an extended
// description leaves alone (WCAG 2.2, 1.2.7; technique G8). Decision 0009 says why so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/media/sample_queue.h"
#include "subtitles/cue.h"

namespace mallette::app {

struct SpokenCue {
  media::SampleIndex begin = 0, end = 0;
  std::string text;
  std::uint32_t line = 0;  ///< of the file
};

/// In order, none without words, none twice at one place: cues that begin together are one. What begins before the
/// film does begins with it. offset: the film's T is at T + offset in the cues.
[[nodiscard]] std::vector<SpokenCue> spoken_cues(const subtitles::CueList& list, media::Duration offset);

/// What lies around a cue.
struct Surround {
  std::optional<media::SampleIndex> next;  ///< where the next one begins
  std::optional<media::SampleIndex> end;   ///< of the film
};

struct Placement {
  media::SampleIndex on_line = 0;              ///< so much of it is spoken while the film runs
  std::optional<media::SampleIndex> wait_at;   ///< and there the film waits for the rest
  bool cut = false;                            ///< the rest is left out
};

/// Of words that take `length` samples.
[[nodiscard]] Placement place(const SpokenCue& cue, const Surround& around, media::SampleIndex length, bool extended);

/// How many times faster they have to be spoken to fit, 1 to kMostHaste.
[[nodiscard]] double haste(const SpokenCue& cue, const Surround& around, media::SampleIndex length);
inline constexpr double kMostHaste = 1.5;  ///< beyond, who is not used to fast voices loses the words

/// The cue to begin with at a place: the one that may be under way there, or the next.
[[nodiscard]] std::size_t first_cue(const std::vector<SpokenCue>& cues, media::SampleIndex at);

}  // namespace mallette::app
