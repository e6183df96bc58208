// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a second sound device in step with the room's: two quartzes differ by up to some 200 ppm, which is
// 0.7 s in an hour. A proportional-integral loop turns how far the second is behind into how fast it reads.
//
//   behind (s) ──┬── kProportional ──────────────┐
//                └── kIntegral ── ∫ ── drift ──(+)── read at 1 + correction
//
// Critically damped (kIntegral = kProportional² / 4), with a time constant of some 13 s: a device's call that
// comes 10 ms late moves the pitch by 0.15 %, which nobody hears (a semitone is 6 %), and two quartzes 200 ppm
// apart part by 1 ms before the loop has learnt of it. A value of one thread.
#pragma once

#include <algorithm>

namespace mallette::media {

class DriftLoop {
 public:
  static constexpr double kProportional = 0.15;  ///< per second
  static constexpr double kIntegral = kProportional * kProportional / 4;
  static constexpr double kMostDrift = 0.001;       ///< 1000 ppm: no working device is further off
  static constexpr double kMostCorrection = 0.005;  ///< a twelfth of a semitone

  /// The ratio to read at for the next passed_s, being behind_s behind.
  double next(double behind_s, double passed_s) noexcept {
    drift_ = std::clamp(drift_ + kIntegral * behind_s * passed_s, -kMostDrift, kMostDrift);
    return 1.0 + std::clamp(kProportional * behind_s + drift_, -kMostCorrection, kMostCorrection);
  }
  /// How much slower this device runs than the room's, as a part of it, as far as has been learnt.
  [[nodiscard]] double drift() const noexcept { return drift_; }

 private:
  double drift_ = 0;
};

}  // namespace mallette::media
