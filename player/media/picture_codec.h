// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder of one picture stream: with as few threads as will do while it plays, with several on a long way
// from a key frame to a seek's target. Internal to player/media/, one thread.
//
//     begin ──hurry()──> several threads ──at_target()──> ... until a picture comes that needs none before it
//       ^────────────────────────────────────────────────────── one thread again
#pragma once

#include <deque>
#include <string>

#include "player/media/libav.h"

namespace mallette::media {

/// Decoding can begin with this packet: nothing that follows needs anything before it, but for pictures shown
/// before it. More than a key frame says: in H.264 those may also be where a refresh by and by begins.
[[nodiscard]] bool is_fresh_start(const AVCodecParameters& parameters, const AVPacket& packet);

class PictureCodec {
 public:
  /// `stream` is looked at here only; `name` is the file's, for errors. kMediaCodec.
  static Result<PictureCodec> open(const AVStream& stream, const std::string& name);

  /// Everything before is forgotten.
  void begin();
  /// The target is far from the first packet, which was not sent yet.
  void hurry();
  void at_target() { at_target_ = true; }

  /// As libav's of these names; null: the end. All frames are to be received before the next packet is sent.
  /// `passed_over`: not decoded if no other picture needs it.
  int send(PacketPtr packet, bool passed_over);
  int receive(AVFrame& frame);

  [[nodiscard]] AVCodecID id() const { return usual_->codec_id; }

 private:
  PictureCodec(CodecContextPtr usual, CodecParametersPtr parameters, AVRational time_base);
  [[nodiscard]] AVCodecContext& current() { return hurried_ ? *hurried_ : *usual_; }
  void turn_back();

  CodecContextPtr usual_;
  CodecContextPtr hurried_;        ///< while there is some, what decodes
  CodecParametersPtr parameters_;
  AVRational time_base_;
  bool at_target_ = false;
  bool turning_back_ = false;      ///< the hurried one gives what it still has
  PacketPtr fresh_;                ///< a chance to turn back, if what follows does not need what was before it
  std::deque<PacketPtr> waiting_;  ///< to be sent when all before them is received; null among them: the end
};

}  // namespace mallette::media
