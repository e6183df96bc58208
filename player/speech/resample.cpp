// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/resample.h"

#include <samplerate.h>

#include <cmath>

namespace mallette::speech {

std::vector<float> resample(const std::vector<float>& samples, int from_rate, int to_rate) {
  if (from_rate <= 0 || to_rate <= 0 || samples.empty()) return {};
  if (from_rate == to_rate) return samples;
  const double ratio = static_cast<double>(to_rate) / from_rate;
  if (src_is_valid_ratio(ratio) == 0) return {};
  std::vector<float> out(static_cast<std::size_t>(std::ceil(static_cast<double>(samples.size()) * ratio)) + 1);
  SRC_DATA data{};
  data.data_in = samples.data();
  data.data_out = out.data();
  data.input_frames = static_cast<long>(samples.size());
  data.output_frames = static_cast<long>(out.size());
  data.src_ratio = ratio;
  if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, 1) != 0) return {};
  out.resize(static_cast<std::size_t>(data.output_frames_gen));
  return out;
}

}  // namespace mallette::speech
