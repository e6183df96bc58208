// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the sum of film and voice within full scale. What never passes it is left as it is, to the bit.
// A value of one thread.
#pragma once

#include <algorithm>
#include <cmath>

#include "player/media/sound_block.h"

namespace mallette::media {

class Limiter {
 public:
  static constexpr int kAttackFrames = kSampleRate / 1000;  ///< 1 ms
  static constexpr float kRelease = 1.0116F;                ///< 0.1 dB a block of 10 ms

  void restart() { gain_ = 1; }
  void apply(SoundBlock::Samples& samples) {
    float peak = 0;
    for (const float sample : samples) peak = std::max(peak, std::abs(sample));
    const float allowed = peak > 1 ? 1 / peak : 1.0F;
    const float next = std::min(allowed, gain_ * kRelease);
    if (gain_ == 1 && next == 1) return;
    const int ramp = next < gain_ ? kAttackFrames : SoundBlock::kFrames;
    for (int i = 0; i < SoundBlock::kFrames; ++i) {
      const float part = std::min(1.0F, static_cast<float>(i) / static_cast<float>(ramp));
      const float gain = gain_ + (next - gain_) * part;
      for (int c = 0; c < kChannels; ++c) {
        float& sample = samples[static_cast<std::size_t>(i * kChannels + c)];
        sample = std::clamp(sample * gain, -1.0F, 1.0F);
      }
    }
    gain_ = next;
  }

 private:
  float gain_ = 1;
};

}  // namespace mallette::media
