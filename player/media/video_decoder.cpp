// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/video_decoder.h"

#include <algorithm>

#include "player/media/colours.h"

namespace mallette::media {
namespace {

// How long before a seek's target the frames are looked at whose neighbours are needed.
constexpr Duration kFilterRunIn = std::chrono::milliseconds(250);
// From a key frame to a target: then several threads are worth being started.
constexpr Duration kLongWay = std::chrono::milliseconds(400);

struct KnownLayout {
  AVPixelFormat format;
  PixelLayout layout;
  bool full_range;  ///< the deprecated yuvj formats say it by their name
};
constexpr KnownLayout kLayouts[] = {
    {AV_PIX_FMT_YUV420P, PixelLayout::kI420, false},  {AV_PIX_FMT_YUVJ420P, PixelLayout::kI420, true},
    {AV_PIX_FMT_YUV422P, PixelLayout::kI422, false},  {AV_PIX_FMT_YUVJ422P, PixelLayout::kI422, true},
    {AV_PIX_FMT_YUV444P, PixelLayout::kI444, false},  {AV_PIX_FMT_YUVJ444P, PixelLayout::kI444, true},
    {AV_PIX_FMT_NV12, PixelLayout::kNv12, false},     {AV_PIX_FMT_YUV420P10LE, PixelLayout::kI010, false},
};

const KnownLayout* known_layout(int format) {
  const auto* found = std::ranges::find(kLayouts, format, [](const KnownLayout& k) { return int{k.format}; });
  return found == std::end(kLayouts) ? nullptr : found;
}

std::optional<HdrTransfer> hdr_transfer_of(const AVFrame& frame) {
  switch (frame.color_trc) {
    case AVCOL_TRC_SMPTE2084: return HdrTransfer::kPq;
    case AVCOL_TRC_ARIB_STD_B67: return HdrTransfer::kHlg;
    default: return std::nullopt;
  }
}

/// The brightest the film gets, in its own word; most are graded for 1000 cd/m2.
double peak_of(const AVFrame& frame, HdrTransfer transfer) {
  constexpr double kUsual = 1000;
  if (transfer == HdrTransfer::kHlg) return kUsual;  // as it is brought to a screen of that peak
  const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
  if (data == nullptr || data->size < sizeof(AVContentLightMetadata)) return kUsual;
  const double said = reinterpret_cast<const AVContentLightMetadata*>(data->data)->MaxCLL;
  return said >= 300 && said <= 10'000 ? said : kUsual;
}

Rotation rotation_of(int clockwise) {
  switch (clockwise) {
    case 90: return Rotation::k90;
    case 180: return Rotation::k180;
    case 270: return Rotation::k270;
    default: return Rotation::k0;
  }
}

}  // namespace

Result<std::unique_ptr<VideoDecoder>> VideoDecoder::open(DecoderContext context, FrameQueue& out) {
  auto codec = PictureCodec::open(*context.stream, context.name);
  if (!codec) return fail(std::move(codec.error()));
  return std::unique_ptr<VideoDecoder>(new VideoDecoder(std::move(context), std::move(*codec), out));
}

VideoDecoder::VideoDecoder(DecoderContext context, PictureCodec codec, FrameQueue& out)
    : context_(std::move(context)),
      codec_(std::move(codec)),
      out_(out),
      orientation_(orientation_of(*context_.stream)),
      damage_(context_, codec_.id()) {}

void VideoDecoder::run(std::stop_token stop) {
  bool begun = false;
  while (!stop.stop_requested()) {
    auto taken = context_.packets->pop(context_.track, stop);
    if (!taken) return;
    if (!begun || taken->generation != generation_) begin(taken->generation, taken->target);
    begun = true;
    const bool ends = taken->packet == nullptr;
    const bool more = feed(std::move(taken->packet), stop);
    if (ends && more) {
      if (deinterlacer_ && !give(deinterlacer_->drain(), stop)) continue;
      if (before_target_) static_cast<void>(out_.push(std::move(before_target_), stop));
      codec_.begin();
      damage_.ended();
      // A decoder that never gave one frame of all its packets cannot read this stream.
      out_.finish(generation_, damage_.hopeless() ? StreamState::kFailed : StreamState::kEnded);
    }
  }
}

void VideoDecoder::begin(Generation generation, MediaTime target) {
  codec_.begin();
  damage_.begin();
  deinterlacer_.reset();
  generation_ = generation;
  target_ = target;
  before_target_.reset();
  reached_target_ = false;
  passed_over_ = false;
  latest_sent_.reset();
  last_pts_.reset();
  bad_in_a_row_ = 0;
}

/// On the way from the key frame to the target, pictures that no other needs are not even decoded. One that
/// could be the picture at the target is: nothing that was sent so far begins between it and the target.
void VideoDecoder::look_ahead(const AVPacket& packet) {
  if (packet.pts == AV_NOPTS_VALUE) return;  // a picture's second field: as its first
  const MediaTime begin = context_.origin + to_duration(packet.pts, context_.time_base);
  if (!latest_sent_ && begin + kLongWay < target_) codec_.hurry();
  const bool another_follows = latest_sent_ && begin < *latest_sent_;
  if (begin <= target_ && !another_follows) latest_sent_ = begin;
  passed_over_ = another_follows && begin + kFilterRunIn < target_;
}

/// False when the generation is over, by a newer one or by a stop.
bool VideoDecoder::feed(PacketPtr packet, std::stop_token stop) {
  if (reached_target_ || packet == nullptr) passed_over_ = false;
  else look_ahead(*packet);
  const int sent = codec_.send(std::move(packet), passed_over_);
  if (sent < 0 && sent != AVERROR_EOF) damage_.failed(sent);
  for (;;) {
    AvFramePtr frame(av_frame_alloc());
    const int got = codec_.receive(*frame);
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return true;
    if (got < 0) {
      damage_.failed(got);
      if (++bad_in_a_row_ > 1000) return true;  // a decoder that only ever fails must not hold us here
      continue;
    }
    bad_in_a_row_ = 0;
    damage_.decoded();
    if (place(*frame) && !take(std::move(frame), stop)) return false;
  }
}

/// What lies well before the target is only decoded, not looked at.
bool VideoDecoder::take(AvFramePtr frame, std::stop_token stop) {
  const bool near = reached_target_ || *last_pts_ + kFilterRunIn >= target_;
  if (!deinterlacer_ && near && is_interlaced(*frame)) deinterlacer_.emplace();
  std::vector<AvFramePtr> frames;
  if (deinterlacer_) {
    frames = deinterlacer_->put(std::move(frame));
  } else {
    frames.push_back(std::move(frame));
  }
  return give(std::move(frames), stop);
}

bool VideoDecoder::give(std::vector<AvFramePtr> frames, std::stop_token stop) {
  for (AvFramePtr& frame : frames) {
    FramePtr picture = convert(std::move(frame));
    if (picture && !emit(std::move(picture), stop)) return false;
  }
  return true;
}

bool VideoDecoder::emit(FramePtr frame, std::stop_token stop) {
  if (!reached_target_ && frame->pts <= target_) {
    before_target_ = std::move(frame);  // covers the target unless the next one does too
    return true;
  }
  reached_target_ = true;
  codec_.at_target();
  if (before_target_ && !out_.push(std::move(before_target_), stop)) return false;
  before_target_.reset();
  return out_.push(std::move(frame), stop);
}

Duration VideoDecoder::nominal() const {
  const AVRational rate = context_.frame_rate;
  return rate.num > 0 && rate.den > 0 ? to_duration(1, av_inv_q(rate)) : std::chrono::milliseconds(40);
}

/// Brings the frame's time onto the media line, in nanoseconds; false for one that has no place there.
bool VideoDecoder::place(AVFrame& frame) {
  const std::int64_t ticks = frame.best_effort_timestamp;
  // Without a time, behind a seek into the middle of things: nobody knows where it belongs.
  if (ticks == AV_NOPTS_VALUE && !last_pts_ && context_.timed) return false;
  // A frame without a time follows the one before it by the nominal rate.
  const MediaTime pts = ticks != AV_NOPTS_VALUE ? context_.origin + to_duration(ticks, context_.time_base)
                        : last_pts_             ? *last_pts_ + nominal()
                                                : target_;
  if (last_pts_ && pts <= *last_pts_) return false;  // time does not run backwards: a repeat, or a lie
  last_pts_ = pts;
  frame.pts = pts.time_since_epoch().count();
  return true;
}

FramePtr VideoDecoder::convert(AvFramePtr frame) {
  const MediaTime pts{Duration(frame->pts)};
  const Duration said = to_duration(duration_ticks(*frame), context_.time_base);
  ColourMatrix matrix = matrix_of(*frame);
  if (hdr_transfer_of(*frame)) {
    frame = to_sdr(std::move(frame));
    matrix = ColourMatrix::kBt709;
  } else if (known_layout(frame->format) == nullptr) {
    frame = to_layout(std::move(frame), AV_PIX_FMT_YUV420P);
  }
  if (!frame) return nullptr;
  const KnownLayout& layout = *known_layout(frame->format);

  auto picture = std::make_shared<VideoFrame>();
  picture->pts = pts;
  picture->duration = said > Duration(0) ? said : nominal();
  picture->generation = generation_;
  picture->number = ++number_;
  picture->width = frame->width;
  picture->height = frame->height;
  const AVRational sar = frame->sample_aspect_ratio;
  if (sar.num > 0 && sar.den > 0) {
    picture->sar_num = sar.num;
    picture->sar_den = sar.den;
  }
  picture->rotation = rotation_of(orientation_.clockwise);
  picture->flipped = orientation_.flipped;
  picture->layout = layout.layout;
  picture->matrix = matrix;
  picture->range =
      layout.full_range || frame->color_range == AVCOL_RANGE_JPEG ? ColourRange::kFull : ColourRange::kLimited;
  for (std::size_t i = 0; i < picture->planes.size(); ++i) {
    picture->planes[i] = {frame->data[i], frame->linesize[i]};
  }
  picture->storage = std::shared_ptr<const AVFrame>(frame.release(), [](const AVFrame* f) {
    auto* owned = const_cast<AVFrame*>(f);
    av_frame_free(&owned);
  });
  return picture;
}

/// Rare formats (RGB, 4:1:1, 12 bit, palettes) become 4:2:0 in 8 or 10 bit, same matrix and limited range.
AvFramePtr VideoDecoder::to_layout(AvFramePtr frame, AVPixelFormat format) {
  AvFramePtr out(av_frame_alloc());
  out->format = format;
  out->width = frame->width;
  out->height = frame->height;
  if (av_frame_get_buffer(out.get(), 0) < 0) return nullptr;
  const auto source = static_cast<AVPixelFormat>(frame->format);
  scaler_.reset(sws_getCachedContext(scaler_.release(), frame->width, frame->height, source, out->width,
                                     out->height, format, SWS_BILINEAR, nullptr, nullptr, nullptr));
  if (!scaler_) {
    damage_.failed(AVERROR(ENOSYS));
    return nullptr;
  }
  set_colours(*scaler_, *frame);
  sws_scale(scaler_.get(), frame->data, frame->linesize, 0, frame->height, out->data, out->linesize);
  if (av_frame_copy_props(out.get(), frame.get()) < 0) return nullptr;
  out->color_range = AVCOL_RANGE_MPEG;
  return out;
}

/// A picture for HDR screens as one for others: 8 bit BT.709.
AvFramePtr VideoDecoder::to_sdr(AvFramePtr frame) {
  const HdrTransfer transfer = *hdr_transfer_of(*frame);
  if (frame->format != AV_PIX_FMT_YUV420P10LE) frame = to_layout(std::move(frame), AV_PIX_FMT_YUV420P10LE);
  AvFramePtr out(av_frame_alloc());
  if (!frame || !out) return nullptr;
  out->format = AV_PIX_FMT_YUV420P;
  out->width = frame->width;
  out->height = frame->height;
  if (av_frame_get_buffer(out.get(), 0) < 0 || av_frame_copy_props(out.get(), frame.get()) < 0) return nullptr;
  const auto range = frame->color_range == AVCOL_RANGE_JPEG ? ColourRange::kFull : ColourRange::kLimited;
  const ToneMap::Source source{transfer, range, peak_of(*frame, transfer)};
  if (!tone_map_ || !(tone_map_->source() == source)) tone_map_.emplace(source);
  std::array<Plane, 3> from{};
  std::array<ToneMap::WritablePlane, 3> to{};
  for (std::size_t i = 0; i < from.size(); ++i) {
    from[i] = {frame->data[i], frame->linesize[i]};
    to[i] = {out->data[i], out->linesize[i]};
  }
  tone_map_->apply(frame->width, frame->height, from, to);
  out->color_range = AVCOL_RANGE_MPEG;
  return out;
}

}  // namespace mallette::media
