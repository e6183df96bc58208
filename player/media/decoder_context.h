// SPDX-License-Identifier: GPL-3.0-or-later
// What both decoders need to know of their stream, and how they tell that it is damaged. Each belongs
// to one decoder thread. Internal to player/media/.
#pragma once

#include <functional>
#include <string>

#include "player/media/libav.h"
#include "player/media/packet_buffer.h"

namespace mallette::media {

/// The stream itself is the demuxer's, which goes on writing to it: it is looked at only while the
/// decoder is being opened.
struct DecoderContext {
  const AVStream* stream;
  AVRational time_base;
  AVRational frame_rate;    ///< average; 0/1 where it is not known
  bool timed;               ///< the container says times at all
  Track track;
  PacketBuffer* packets;
  MediaTime origin;         ///< media time of the container's time 0
  std::string name;         ///< of the file, for errors
  std::function<void(Error)> report;
};

/// Reports that a stream is damaged, once. What fails right after a seek, before anything was decoded,
/// is no damage unless it goes on: a seek may land in the middle of a packet.
class DamageReport {
 public:
  DamageReport(const DecoderContext& context, AVCodecID codec) : context_(context), codec_(codec) {}

  void begin() {
    landed_ = false;
    failures_ = 0;
  }
  void decoded() { landed_ = ever_decoded_ = true; }
  void failed(int code) {
    last_ = code;
    if (landed_ || ++failures_ > kLandingFailures) report();
  }
  void ended() {
    if (!landed_ && failures_ > 0) report();
  }
  /// All that was ever tried has failed.
  [[nodiscard]] bool hopeless() const { return reported_ && !ever_decoded_; }

 private:
  static constexpr int kLandingFailures = 50;
  void report() {
    if (std::exchange(reported_, true)) return;
    context_.report({.code = ErrorCode::kMediaDamaged,
                     .subject = context_.name,
                     .found = avcodec_get_name(codec_),
                     .detail = libav_text(last_)});
  }

  const DecoderContext& context_;
  const AVCodecID codec_;
  bool landed_ = false;
  bool ever_decoded_ = false;
  bool reported_ = false;
  int failures_ = 0;
  int last_ = 0;
};

}  // namespace mallette::media
