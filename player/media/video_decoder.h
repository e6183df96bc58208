// SPDX-License-Identifier: GPL-3.0-or-later
// Packets of one picture stream to frames on the media line. The body of one decoder thread.
// Internal to player/media/.
#pragma once

#include "player/media/decoder_context.h"
#include "player/media/frame_queue.h"

namespace mallette::media {

class VideoDecoder {
 public:
  static Result<std::unique_ptr<VideoDecoder>> open(DecoderContext context, FrameQueue& out);
  /// Runs until a stop is asked for.
  void run(std::stop_token stop);

 private:
  VideoDecoder(DecoderContext context, CodecContextPtr codec, FrameQueue& out);
  void begin(Generation generation, MediaTime target);
  bool feed(const AVPacket* packet, std::stop_token stop);
  bool emit(FramePtr frame, std::stop_token stop);
  FramePtr convert(AvFramePtr frame);
  AvFramePtr to_known_layout(AvFramePtr frame);

  const DecoderContext context_;
  const CodecContextPtr codec_;
  FrameQueue& out_;
  const Orientation orientation_;
  ScalerPtr scaler_;
  Generation generation_ = 0;
  MediaTime target_{};
  FramePtr before_target_;  ///< the latest frame that begins at or before the target
  bool reached_target_ = false;
  std::optional<MediaTime> last_pts_;
  std::uint64_t number_ = 0;
  DamageReport damage_;
  int bad_in_a_row_ = 0;
};

}  // namespace mallette::media
