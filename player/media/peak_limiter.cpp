// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/peak_limiter.h"

#include <algorithm>
#include <cmath>

namespace mallette::media {
namespace {

// A little under 1, so that rounding in the mean cannot lead above it.
constexpr double kCeiling = 0.9999;
// 200 ms to come back by 63 %: shorter is heard as pumping, and distorts low tones.
const double kRelease = 1 - std::exp(-1.0 / (0.2 * kSampleRate));

}  // namespace

std::vector<float> PeakLimiter::process(const std::vector<float>& samples) {
  std::vector<float> out;
  out.reserve(samples.size());
  for (std::size_t i = 0; i + 1 < samples.size(); i += kChannels) put(samples[i], samples[i + 1], out);
  return out;
}

std::vector<float> PeakLimiter::drain() {
  std::vector<float> out;
  for (SampleIndex left = held(); left > 0; --left) put(0, 0, out);
  *this = {};
  return out;
}

void PeakLimiter::put(float left, float right, std::vector<float>& out) {
  samples_.push_back(left);
  samples_.push_back(right);
  const double peak = std::max(std::abs(left), std::abs(right));
  const auto needed = static_cast<float>(peak > kCeiling ? kCeiling / peak : 1.0);
  while (!needs_.empty() && needs_.back().gain >= needed) needs_.pop_back();
  needs_.push_back({count_, needed});
  while (needs_.front().at < count_ - kAhead) needs_.pop_front();
  ++count_;
  const double smallest = needs_.front().gain;
  released_ = std::min(smallest, released_ + (1 - released_) * kRelease);
  if (released_ > 0.9999) released_ = smallest;  // 0.001 dB is nothing
  window_.push_back(released_);
  sum_ += released_;
  reduced_ += released_ < 1 ? 1 : 0;
  if (static_cast<SampleIndex>(window_.size()) > kAhead) {
    sum_ -= window_.front();
    reduced_ -= window_.front() < 1 ? 1 : 0;
    window_.pop_front();
  }
  if (reduced_ == 0) sum_ = static_cast<double>(window_.size());  // rounding does not add up
  if (count_ > kAhead) take(out, sum_ / static_cast<double>(window_.size()));
}

void PeakLimiter::take(std::vector<float>& out, double gain) {
  for (int c = 0; c < kChannels; ++c) {
    const float sample = samples_.front();
    samples_.pop_front();
    out.push_back(reduced_ == 0 ? sample : static_cast<float>(sample * gain));
  }
}

}  // namespace mallette::media
