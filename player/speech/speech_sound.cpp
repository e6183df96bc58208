// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/speech_sound.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mallette::speech {
namespace {

constexpr float kSilence = 0.003F;  // -50 dBFS; synthetic speech has no floor
constexpr int kKept_ms = 5;         // before the first sound: a soft consonant begins below the threshold
constexpr int kFade_ms = 2;

}  // namespace

void trim(std::vector<float>& samples, int rate) {
  const auto heard = [](float sample) { return std::abs(sample) > kSilence; };
  const auto first = std::ranges::find_if(samples, heard);
  const auto last = std::find_if(samples.rbegin(), samples.rend(), heard);
  if (first == samples.end()) {
    samples.clear();
    return;
  }
  const auto kept = static_cast<std::ptrdiff_t>(rate) * kKept_ms / 1000;
  const auto begin = first - std::min(kept, first - samples.begin());
  const auto end = last.base() + std::min(kept, samples.end() - last.base());
  samples = std::vector<float>(begin, end);
  const std::size_t fade = std::min(static_cast<std::size_t>(rate) * kFade_ms / 1000, samples.size() / 2);
  for (std::size_t i = 0; i < fade; ++i) {
    const float gain = static_cast<float>(i) / static_cast<float>(fade);
    samples[i] *= gain;
    samples[samples.size() - 1 - i] *= gain;
  }
}

}  // namespace mallette::speech
