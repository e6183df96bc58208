// SPDX-License-Identifier: GPL-3.0-or-later
// From an engine's rate to ours. Pure; any thread.
#pragma once

#include <vector>

namespace mallette::speech {

/// One channel, band-limited (a windowed sinc, 90 % of the band, noise under -120 dB). The first sample of both stands
/// at the same instant. Empty when the rates are absurd.
[[nodiscard]] std::vector<float> resample(const std::vector<float>& samples, int from_rate, int to_rate);

}  // namespace mallette::speech
