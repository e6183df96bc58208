// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/picture_codec.h"

#include <algorithm>
#include <span>
#include <thread>
#include <utility>

namespace mallette::media {
namespace {

constexpr int kMostThreads = 4;  // each holds a picture more

/// One thread decodes cheapest: a second costs a tenth more processor time in all, memory for its
/// pictures, and a picture of delay after a seek (measured with H.264, 1080p at 5 Mb/s on two cores of
/// a laptop: 140 pictures a second with one). Where one might not do, libav chooses.
int thread_count(const AVStream& stream) {
  const AVCodecParameters& p = *stream.codecpar;
  const bool light = p.codec_id == AV_CODEC_ID_H264 || p.codec_id == AV_CODEC_ID_MPEG4 ||
                     p.codec_id == AV_CODEC_ID_MPEG2VIDEO || p.codec_id == AV_CODEC_ID_VP8;
  const double rate = stream.avg_frame_rate.num > 0 ? av_q2d(stream.avg_frame_rate) : 25.0;
  const double pixels_a_second = static_cast<double>(p.width) * p.height * rate;
  return pixels_a_second <= (light ? 1920.0 * 1088 * 31 : 1280.0 * 720 * 31) ? 1 : 0;
}

int hurried_threads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads);
}

// ITU-T H.264 (08/2021), table 7-1: a slice of a picture that clears all before it.
constexpr int kIdrSlice = 5;
int nal_type(std::uint8_t header) { return header & 0x1F; }

/// As in MP4: each unit behind its size (ISO/IEC 14496-15, 5.3.3).
bool has_idr_behind_sizes(std::span<const std::uint8_t> data, std::size_t size_bytes) {
  while (data.size() > size_bytes) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < size_bytes; ++i) size = size << 8 | data[i];
    data = data.subspan(size_bytes);
    if (size > 0 && nal_type(data[0]) == kIdrSlice) return true;
    data = data.subspan(std::min(size, data.size()));
  }
  return false;
}

/// As in transport streams: each unit behind 00 00 01 (H.264, annex B).
bool has_idr_behind_marks(std::span<const std::uint8_t> data) {
  for (std::size_t i = 0; i + 3 < data.size(); ++i) {
    if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1 && nal_type(data[i + 3]) == kIdrSlice) return true;
  }
  return false;
}

}  // namespace

bool is_fresh_start(const AVCodecParameters& parameters, const AVPacket& packet) {
  if ((packet.flags & AV_PKT_FLAG_KEY) == 0) return false;
  if (parameters.codec_id != AV_CODEC_ID_H264) return true;
  if (packet.data == nullptr || packet.size <= 0) return false;
  const std::span data(packet.data, static_cast<std::size_t>(packet.size));
  const bool sized = parameters.extradata_size > 4 && parameters.extradata[0] == 1;
  return sized ? has_idr_behind_sizes(data, (parameters.extradata[4] & 3) + std::size_t{1}) : has_idr_behind_marks(data);
}

Result<PictureCodec> PictureCodec::open(const AVStream& stream, const std::string& name) {
  CodecParametersPtr parameters(avcodec_parameters_alloc());
  if (!parameters || avcodec_parameters_copy(parameters.get(), stream.codecpar) < 0) {
    return fail({.code = ErrorCode::kMediaCodec, .subject = name, .found = avcodec_get_name(stream.codecpar->codec_id),
                 .detail = "out of memory"});
  }
  auto codec = open_decoder(*parameters, stream.time_base, thread_count(stream), name);
  if (!codec) return fail(std::move(codec.error()));
  return PictureCodec(std::move(*codec), std::move(parameters), stream.time_base);
}

PictureCodec::PictureCodec(CodecContextPtr usual, CodecParametersPtr parameters, AVRational time_base)
    : usual_(std::move(usual)), parameters_(std::move(parameters)), time_base_(time_base) {}

void PictureCodec::begin() {
  avcodec_flush_buffers(usual_.get());
  hurried_.reset();
  fresh_.reset();
  waiting_.clear();
  at_target_ = turning_back_ = false;
}

void PictureCodec::hurry() {
  const int threads = hurried_threads();
  if (usual_->thread_count != 1 || threads == 1) return;
  if (auto codec = open_decoder(*parameters_, time_base_, threads, {})) hurried_ = std::move(*codec);
}

int PictureCodec::send(PacketPtr packet, bool passed_over) {
  if (fresh_) {
    const bool turns = packet == nullptr || packet->pts >= fresh_->pts;
    waiting_.push_back(std::move(fresh_));
    waiting_.push_back(std::move(packet));
    if (turns) turn_back();
    return 0;
  }
  if (hurried_ && at_target_ && packet && packet->pts != AV_NOPTS_VALUE && is_fresh_start(*parameters_, *packet)) {
    fresh_ = std::move(packet);
    return 0;
  }
  current().skip_frame = passed_over ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
  return avcodec_send_packet(&current(), packet.get());
}

void PictureCodec::turn_back() {
  avcodec_send_packet(hurried_.get(), nullptr);
  turning_back_ = true;
}

int PictureCodec::receive(AVFrame& frame) {
  for (;;) {
    const int got = avcodec_receive_frame(&current(), &frame);
    if (got == AVERROR_EOF && std::exchange(turning_back_, false)) {
      hurried_.reset();
    } else if (got != AVERROR(EAGAIN)) {
      return got;
    }
    if (waiting_.empty()) return AVERROR(EAGAIN);
    const PacketPtr next = std::move(waiting_.front());
    waiting_.pop_front();
    if (const int sent = avcodec_send_packet(&current(), next.get()); sent < 0 && sent != AVERROR_EOF) return sent;
  }
}

}  // namespace mallette::media
