// SPDX-License-Identifier: GPL-3.0-or-later
// A made film in a stepped theatre: whether what was shown and heard is what was due.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

namespace mallette::test {

inline constexpr const char* kMp4 = "-c:v libx264 -preset ultrafast -bf 2 -g 25";
inline constexpr const char* kFlac = "-c:a flac";

inline media::MediaTime at(media::Duration d) { return media::MediaTime(d); }

/// A film of 25 pictures a second with a ramp for its sound.
inline std::string film_in(const ScratchFolder& folder, double seconds = 2, const std::string& name = "film.mkv") {
  const std::string path = folder / name;
  REQUIRE(make_film(path, {.video = kMp4, .audio = kFlac, .seconds = seconds}));
  return path;
}

inline bool covers(const media::VideoFrame& frame, media::MediaTime t) { return frame.pts <= t && t < frame.pts + frame.duration; }

/// Every picture of the signer that was shown is the one that was due when it was asked for.
inline void check_sign_in_step(const SteppedTheatre& theatre, std::size_t from = 0) {
  for (std::size_t i = from; i < theatre.sign.size(); ++i) {
    const Shown& shown = theatre.sign[i];
    CAPTURE(media::to_ms(shown.t.time_since_epoch()));
    CHECK(shown.t - shown.sign->pts < std::chrono::milliseconds(20));  // asked for every 10 ms
  }
}

/// The sound of the film's ramp was heard at its place, without a hole, over all blocks from `from` on.
inline int wrong_samples(const SteppedTheatre& theatre, std::size_t from = 0) {
  int wrong = 0;
  for (std::size_t b = from; b < theatre.sound.size(); ++b) {
    const auto& heard = theatre.sound[b];
    if (!heard.playing || b == 0) continue;
    const auto& before = theatre.sound[b - 1];
    if (!before.playing || before.generation != heard.generation) continue;  // fading in
    media::SampleIndex sample = media::to_sample(heard.begin + std::chrono::microseconds(10));
    for (std::size_t i = 0; i < media::SoundBlock::kFrames; ++i, ++sample) {
      if (std::abs(heard.samples[2 * i] - static_cast<float>(sample % kRampLength) / 32768.0F) > 1e-4F) ++wrong;
    }
  }
  return wrong;
}

}  // namespace mallette::test
