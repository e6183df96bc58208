// SPDX-License-Identifier: GPL-3.0-or-later
// Reads sound between its samples: for ratios within a percent of 1, where nothing folds back.
//
// A windowed sinc of kTaps taps (Kaiser, beta 8: stop band below -80 dB), tabulated at kPhases places between
// two samples, and evenly in between (J. O. Smith, "Digital Audio Resampling", CCRMA). Flat within 0.1 dB up to
// 16 kHz. At a whole place it gives the sample itself. Any thread; allocates nothing.
#pragma once

#include <array>

#include "player/media/sample_queue.h"

namespace mallette::media {

class Interpolator {
 public:
  static constexpr int kTaps = 24;
  static constexpr int kBefore = kTaps / 2 - 1;  ///< frames that are needed before the one at hand
  static constexpr int kBehind = kTaps / 2;      ///< and behind it
  static constexpr int kPhases = 128;

  Interpolator();

  /// window: kTaps interleaved stereo frames, of which that with index kBefore is at hand; the frame at
  /// `part` (0 to 1) behind it goes to out.
  void at(const float* window, double part, float* out) const noexcept;

 private:
  std::array<std::array<float, kTaps>, kPhases + 1> table_;
};

}  // namespace mallette::media
