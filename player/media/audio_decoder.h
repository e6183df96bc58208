// SPDX-License-Identifier: GPL-3.0-or-later
// Packets of one sound stream to 48 kHz stereo samples on the media line. The body of one decoder
// thread. Internal to player/media/.
#pragma once

#include "player/media/decoder_context.h"
#include "player/media/peak_limiter.h"
#include "player/media/sample_queue.h"

namespace mallette::media {

class AudioDecoder {
 public:
  static Result<std::unique_ptr<AudioDecoder>> open(DecoderContext context, std::shared_ptr<SampleQueue> out);
  void run(std::stop_token stop);

 private:
  AudioDecoder(DecoderContext context, CodecContextPtr codec, std::shared_ptr<SampleQueue> out);
  void begin(Generation generation, MediaTime target);
  bool feed(const AVPacket* packet, std::stop_token stop);
  bool resample(const AVFrame* frame, std::stop_token stop);
  bool prepare_resampler(const AVFrame& frame);
  bool place(const AVFrame& frame, std::stop_token stop);
  bool hand_on(std::vector<float> samples, std::stop_token stop);
  bool finish_limiter(std::stop_token stop);
  bool emit(SampleIndex start, std::vector<float> samples, std::stop_token stop);

  const DecoderContext context_;
  const CodecContextPtr codec_;
  const std::shared_ptr<SampleQueue> out_;
  ResamplerPtr resampler_;
  std::optional<PeakLimiter> limiter_;  ///< where several channels become two
  struct Format {
    int rate = 0, format = -1, channels = 0;
    std::uint64_t mask = 0;
    bool operator==(const Format&) const = default;
  } format_;
  Generation generation_ = 0;
  SampleIndex target_ = 0;
  std::optional<SampleIndex> next_;  ///< where the next sample out of the resampler stands
  DamageReport damage_;
};

}  // namespace mallette::media
