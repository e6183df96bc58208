// SPDX-License-Identifier: GPL-3.0-or-later
// How loud a recording is, after EBU R 128 (ITU-R BS.1770-4, gated), and how much louder or quieter it is to be
// played: films come to one reference, a description voice to the level at which its film then speaks.
#pragma once

#include <optional>
#include <stop_token>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"
#include "player/media/sound_plan.h"

namespace mallette::media {

struct Loudness {
  double lufs = 0;      ///< integrated, of the whole recording
  double peak_dbtp = 0; ///< true peak: between the samples too
  friend bool operator==(const Loudness&, const Loudness&) = default;
};

/// What films are brought to. Television's -23 LUFS supposes an amplifier that has 20 dB to spare; a laptop, or a
/// projector's own loudspeaker, has none. -18 is what AES TD1008 recommends for speech.
inline constexpr double kReference_lufs = -18;
inline constexpr double kMostPeak_dbtp = -1;  ///< EBU R 128: no gain lifts a true peak above it
inline constexpr double kMostGain_db = 15, kMostCut_db = 20;

/// Gains by role; unity for what was not measured.
[[nodiscard]] Matching match(const std::optional<Loudness>& film, std::optional<SoundRole> described_as,
                             const std::optional<Loudness>& description);

/// Decodes all of the resource's sound, in threads of the lowest priority, and no faster than most_speed times
/// as it is heard: a drive that a film is played from has other things to do. Waits: not for the main thread.
/// kMediaNoStream: no sound, or nothing but silence.
[[nodiscard]] Result<Loudness> measure_loudness(const Resource& resource, std::stop_token stop, double most_speed = 20);

}  // namespace mallette::media
