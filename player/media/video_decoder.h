// SPDX-License-Identifier: GPL-3.0-or-later
// Packets of one picture stream to frames on the media line. The body of one decoder thread.
// Internal to player/media/.
#pragma once

#include "player/media/decoder_context.h"
#include "player/media/deinterlacer.h"
#include "player/media/frame_queue.h"
#include "player/media/picture_codec.h"
#include "player/media/tone_map.h"

namespace mallette::media {

class VideoDecoder {
 public:
  static Result<std::unique_ptr<VideoDecoder>> open(DecoderContext context, FrameQueue& out);
  /// Runs until a stop is asked for.
  void run(std::stop_token stop);

 private:
  VideoDecoder(DecoderContext context, PictureCodec codec, FrameQueue& out);
  void begin(Generation generation, MediaTime target);
  void look_ahead(const AVPacket& packet);
  bool feed(PacketPtr packet, std::stop_token stop);
  bool take(AvFramePtr frame, std::stop_token stop);
  bool give(std::vector<AvFramePtr> frames, std::stop_token stop);
  bool emit(FramePtr frame, std::stop_token stop);
  bool place(AVFrame& frame);
  FramePtr convert(AvFramePtr frame);
  AvFramePtr to_layout(AvFramePtr frame, AVPixelFormat format);
  AvFramePtr to_sdr(AvFramePtr frame);
  [[nodiscard]] Duration nominal() const;

  const DecoderContext context_;
  PictureCodec codec_;
  FrameQueue& out_;
  const Orientation orientation_;
  ScalerPtr scaler_;
  std::optional<Deinterlacer> deinterlacer_;  ///< since an interlaced frame was met
  std::optional<ToneMap> tone_map_;
  Generation generation_ = 0;
  MediaTime target_{};
  FramePtr before_target_;  ///< the latest frame that begins at or before the target
  bool reached_target_ = false;
  bool passed_over_ = false;  ///< the last packet
  std::optional<MediaTime> latest_sent_;  ///< of the packets' times: the nearest to the target, not beyond it
  std::optional<MediaTime> last_pts_;
  std::uint64_t number_ = 0;
  DamageReport damage_;
  int bad_in_a_row_ = 0;
};

}  // namespace mallette::media
