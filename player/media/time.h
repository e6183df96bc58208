// SPDX-License-Identifier: GPL-3.0-or-later
// The two times of playback, as types that cannot be mixed up.
//
//   MediaTime  a place in the film: 0 is its first instant, whatever the container says.
//              Signer, description and captions are brought to this same line, offsets included.
//   WallTime   an instant of the machine's steady clock (or of the test's).
//
// Durations are shared (nanoseconds): a sample of 48 kHz is 20833 of them.
#pragma once

#include <chrono>
#include <cstdint>

namespace mallette::media {

using Duration = std::chrono::nanoseconds;

struct MediaTimeline {
  using rep = Duration::rep;
  using period = Duration::period;
  using duration = Duration;
  static constexpr bool is_steady = true;
};

using MediaTime = std::chrono::time_point<MediaTimeline, Duration>;
using WallTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// Raised by every seek and every change of film. Whatever carries an older one is dropped.
using Generation = std::uint32_t;

constexpr double to_ms(Duration d) { return std::chrono::duration<double, std::milli>(d).count(); }
constexpr double to_s(Duration d) { return std::chrono::duration<double>(d).count(); }

}  // namespace mallette::media
