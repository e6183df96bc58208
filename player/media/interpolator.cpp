// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/interpolator.h"

#include <cmath>
#include <numbers>

namespace mallette::media {
namespace {

constexpr double kBeta = 8;

/// The modified Bessel function of order 0, by its series.
double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 40; ++k) {
    term *= (x / 2) / k;
    sum += term * term;
  }
  return sum;
}

double kaiser(double part) {  // -1 to 1
  return part * part >= 1 ? 0.0 : bessel_i0(kBeta * std::sqrt(1 - part * part)) / bessel_i0(kBeta);
}

double sinc(double x) { return x == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

}  // namespace

Interpolator::Interpolator() {
  for (int phase = 0; phase <= kPhases; ++phase) {
    auto& taps = table_[static_cast<std::size_t>(phase)];
    const double part = static_cast<double>(phase) / kPhases;
    double sum = 0;
    std::array<double, kTaps> exact{};
    for (int i = 0; i < kTaps; ++i) {
      const double x = i - kBefore - part;
      // sin(pi n) is not quite 0: at a whole place the sample itself is wanted.
      const bool whole = phase == 0 || phase == kPhases;
      exact[static_cast<std::size_t>(i)] = whole ? (x == 0 ? 1.0 : 0.0) : sinc(x) * kaiser(x / (kTaps / 2.0));
      sum += exact[static_cast<std::size_t>(i)];
    }
    for (std::size_t i = 0; i < kTaps; ++i) taps[i] = static_cast<float>(exact[i] / sum);
  }
}

void Interpolator::at(const float* window, double part, float* out) const noexcept {
  const double place = part * kPhases;
  const int phase = place >= kPhases ? kPhases - 1 : static_cast<int>(place);
  const auto between = static_cast<float>(place - phase);
  const auto& a = table_[static_cast<std::size_t>(phase)];
  const auto& b = table_[static_cast<std::size_t>(phase) + 1];
  float left = 0, right = 0;
  for (std::size_t i = 0; i < kTaps; ++i) {
    const float tap = a[i] + (b[i] - a[i]) * between;
    left += window[i * kChannels] * tap;
    right += window[i * kChannels + 1] * tap;
  }
  out[0] = left;
  out[1] = right;
}

}  // namespace mallette::media
