// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps stereo samples within full scale without cutting them off: what would be louder is turned
// down a little before it comes and brought back slowly, both channels alike. What is not too loud is
// passed on as it is, to the bit.
//
//   needed gain ──smallest of the 5 ms ahead──> slow release ──mean of 5 ms──> gain
//
// Every value of which a mean at n is made has looked at n, so that no mean is above what n needs.
// It holds 5 ms back: the caller counts held() off what it puts in. One thread.
#pragma once

#include <deque>
#include <vector>

#include "player/media/sample_queue.h"

namespace mallette::media {

class PeakLimiter {
 public:
  static constexpr SampleIndex kAhead = kSampleRate * 5 / 1000;

  /// Interleaved stereo in; as many samples as are ready out, in order.
  [[nodiscard]] std::vector<float> process(const std::vector<float>& samples);
  /// What is still held; then as new.
  [[nodiscard]] std::vector<float> drain();
  /// Sample frames that were put in and have not come out.
  [[nodiscard]] SampleIndex held() const { return static_cast<SampleIndex>(samples_.size() / kChannels); }

 private:
  struct Need {
    SampleIndex at;
    float gain;
  };
  void put(float left, float right, std::vector<float>& out);
  void take(std::vector<float>& out, double gain);

  std::deque<float> samples_;   ///< held back
  std::deque<Need> needs_;      ///< of the window ahead, growing gains
  std::deque<double> window_;   ///< the gains whose mean is applied
  double sum_ = 0;
  SampleIndex reduced_ = 0;     ///< how many of them are below 1
  double released_ = 1;
  SampleIndex count_ = 0;       ///< put in since the start
};

}  // namespace mallette::media
