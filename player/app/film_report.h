// SPDX-License-Identifier: GPL-3.0-or-later
// What a film's play came to, measured where it happens: at the hand-over of each picture to the
// screen. Main thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/media/time.h"

namespace mallette::app {

struct SeekRecord {
  double target_ms = 0;
  double landed_ms = 0;  ///< the time of the film frame that was shown; the target where there is no picture
  double took_ms = 0;    ///< from the order to the hand-over
};

/// Of the second output, where there was one.
struct HeadphonesRecord {
  std::string output;
  double drift_ppm = 0;        ///< its device's clock, slower than the room's
  double most_apart_ms = 0;    ///< from the room, either way, as the two devices tell it
  std::uint64_t jumps = 0;     ///< it had stopped, and was brought back into step
  std::uint64_t underruns = 0;
};

struct FilmReport {
  std::optional<double> open_ms;         ///< from the start of the program's work on it to all streams known
  std::optional<double> first_frame_ms;  ///< to the hand-over of the first picture
  std::uint64_t frames_due = 0;          ///< film frames whose time came: shown and dropped
  std::uint64_t frames_shown = 0;
  std::uint64_t frames_dropped = 0;
  std::vector<double> film_lateness_ms;   ///< at hand-over: the clock's position less the frame's time
  std::uint64_t sign_shown = 0;
  std::uint64_t sign_dropped = 0;
  std::vector<double> sign_lateness_ms;   ///< while the signer's track covers the instant
  std::uint64_t cues_shown = 0;
  std::vector<double> cue_lateness_ms;    ///< hand-over less the cue's begin
  std::uint64_t description_waits = 0;    ///< how often the film stood for a description that did not fit
  std::vector<SeekRecord> seeks;
  double speed = 1;                       ///< at the end
  std::uint64_t sound_underruns = 0;
  std::string renderer;
  std::string sound;
  std::optional<HeadphonesRecord> headphones;
  std::optional<double> ended_at_ms;      ///< the film's position at the end
  bool unplayable = false;                ///< of the film itself nothing could be shown or heard
  std::vector<Error> errors;
};

/// The report as JSON, with the process's own processor time and peak memory.
[[nodiscard]] std::string to_json(const FilmReport& report);

/// n, p50, p95, p99 and max of a set of figures, nearest rank; zeros where there are none.
struct Percentiles {
  std::size_t n = 0;
  double p50 = 0, p95 = 0, p99 = 0, max = 0;
};
[[nodiscard]] Percentiles percentiles(std::vector<double> figures);

}  // namespace mallette::app
