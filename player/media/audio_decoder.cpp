// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/audio_decoder.h"

#include <algorithm>
#include <cstdlib>

#include "player/media/downmix.h"

namespace mallette::media {
namespace {

// Timestamps of many containers are rounded to a millisecond; below this a difference from the
// running count of samples is rounding, above it a hole or a repeat.
constexpr SampleIndex kToleratedJitter = kSampleRate * 20 / 1000;

constexpr Duration kHalfSample = std::chrono::nanoseconds(1'000'000'000 / kSampleRate / 2);

constexpr int kMinInputRate = 4'000;  // below, a few bytes would become minutes
constexpr int kMaxInputRate = 768'000;
constexpr int kMaxInputChannels = 64;

/// Tells the resampler, before it is initialised, what each channel gives to left and right.
int set_shares(SwrContext& resampler, const AVChannelLayout& in) {
  const auto shares = stereo_shares(in);
  std::vector<double> matrix;
  for (const StereoShare& share : shares) matrix.push_back(share.left);
  for (const StereoShare& share : shares) matrix.push_back(share.right);
  return swr_set_matrix(&resampler, matrix.data(), in.nb_channels);
}

}  // namespace

Result<std::unique_ptr<AudioDecoder>> AudioDecoder::open(DecoderContext context,
                                                         std::shared_ptr<SampleQueue> out) {
  auto codec = open_decoder(*context.stream, 1, context.name);
  if (!codec) return fail(std::move(codec.error()));
  return std::unique_ptr<AudioDecoder>(
      new AudioDecoder(std::move(context), std::move(*codec), std::move(out)));
}

AudioDecoder::AudioDecoder(DecoderContext context, CodecContextPtr codec, std::shared_ptr<SampleQueue> out)
    : context_(std::move(context)), codec_(std::move(codec)), out_(std::move(out)), damage_(context_, codec_->codec_id) {}

void AudioDecoder::run(std::stop_token stop) {
  bool begun = false;
  while (!stop.stop_requested()) {
    auto taken = context_.packets->pop(context_.track, stop);
    if (!taken) return;
    if (!begun || taken->generation != generation_) begin(taken->generation, taken->target);
    begun = true;
    bool more = feed(taken->packet.get(), stop);
    if (taken->packet == nullptr && more) {
      if (resample(nullptr, stop)) static_cast<void>(finish_limiter(stop));
      damage_.ended();
      resampler_.reset();  // drained: should more come, a new one
      avcodec_flush_buffers(codec_.get());
      out_->finish(generation_, damage_.hopeless() ? StreamState::kFailed : StreamState::kEnded);
    }
  }
}

void AudioDecoder::begin(Generation generation, MediaTime target) {
  avcodec_flush_buffers(codec_.get());
  resampler_.reset();
  limiter_.reset();
  format_ = {};
  damage_.begin();
  generation_ = generation;
  target_ = to_sample(target);
  next_.reset();
}

bool AudioDecoder::feed(const AVPacket* packet, std::stop_token stop) {
  const int sent = avcodec_send_packet(codec_.get(), packet);
  if (sent < 0 && sent != AVERROR_EOF) damage_.failed(sent);
  for (int failures = 0; failures < 1000;) {
    AvFramePtr frame(av_frame_alloc());
    const int got = avcodec_receive_frame(codec_.get(), frame.get());
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return true;
    if (got < 0) {
      damage_.failed(got);
      ++failures;
      continue;
    }
    damage_.decoded();
    if (!resample(frame.get(), stop)) return false;
  }
  return true;
}

bool AudioDecoder::prepare_resampler(const AVFrame& frame) {
  const Format format{frame.sample_rate, frame.format, frame.ch_layout.nb_channels,
                      frame.ch_layout.order == AV_CHANNEL_ORDER_NATIVE ? frame.ch_layout.u.mask : 0};
  if (resampler_ && format == format_) return true;
  if (format.rate < kMinInputRate || format.rate > kMaxInputRate || format.channels <= 0 ||
      format.channels > kMaxInputChannels) {
    damage_.failed(AVERROR_INVALIDDATA);
    return false;
  }
  AVChannelLayout in{};
  if (format.mask != 0) {
    av_channel_layout_copy(&in, &frame.ch_layout);
  } else {
    av_channel_layout_default(&in, format.channels);  // the file does not say which channel is which
  }
  AVChannelLayout out = AV_CHANNEL_LAYOUT_STEREO;
  SwrContext* made = nullptr;
  int code = swr_alloc_set_opts2(&made, &out, AV_SAMPLE_FMT_FLT, kSampleRate, &in,
                                 static_cast<AVSampleFormat>(format.format), format.rate, 0, nullptr);
  ResamplerPtr resampler(made);
  if (code >= 0 && av_channel_layout_compare(&in, &out) != 0) code = set_shares(*made, in);
  av_channel_layout_uninit(&in);
  if (code >= 0) code = swr_init(resampler.get());
  if (code < 0) {
    damage_.failed(code);
    return false;
  }
  resampler_ = std::move(resampler);
  if (format.channels > kChannels && !limiter_) limiter_.emplace();
  format_ = format;
  return true;
}

/// Sets next_ from the frame's time where there is none yet, or where the two have come apart. False
/// when the generation is over.
bool AudioDecoder::place(const AVFrame& frame, std::stop_token stop) {
  if (frame.best_effort_timestamp == AV_NOPTS_VALUE) {
    if (!next_) next_ = target_;
    return true;
  }
  const MediaTime pts = context_.origin + to_duration(frame.best_effort_timestamp, context_.time_base);
  // The nearest sample, not the one before: a time base that divides no nanosecond is rounded down, too.
  const SampleIndex expected = to_sample(pts + kHalfSample) - swr_get_delay(resampler_.get(), kSampleRate);
  if (next_ && std::abs(expected - *next_) <= kToleratedJitter) return true;
  const bool more = finish_limiter(stop);
  next_ = expected;
  return more;
}

/// Null drains the resampler. False when the generation is over.
bool AudioDecoder::resample(const AVFrame* frame, std::stop_token stop) {
  if (frame != nullptr) {
    if (!prepare_resampler(*frame)) return true;
    if (!place(*frame, stop)) return false;
  }
  if (!resampler_ || !next_) return true;
  const int room = swr_get_out_samples(resampler_.get(), frame != nullptr ? frame->nb_samples : 0);
  if (room <= 0) return true;
  std::vector<float> samples(static_cast<std::size_t>(room) * kChannels);
  auto* out = reinterpret_cast<std::uint8_t*>(samples.data());
  const int made = swr_convert(
      resampler_.get(), &out, room,
      frame != nullptr ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr,
      frame != nullptr ? frame->nb_samples : 0);
  if (made < 0) {
    damage_.failed(made);
    return true;
  }
  samples.resize(static_cast<std::size_t>(made) * kChannels);
  return hand_on(std::move(samples), stop);
}

/// What the resampler gave stands at next_, behind what the limiter holds.
bool AudioDecoder::hand_on(std::vector<float> samples, std::stop_token stop) {
  SampleIndex start = *next_;
  next_ = start + static_cast<SampleIndex>(samples.size() / kChannels);
  if (limiter_) {
    start -= limiter_->held();
    samples = limiter_->process(samples);
  }
  return emit(start, std::move(samples), stop);
}

bool AudioDecoder::finish_limiter(std::stop_token stop) {
  if (!limiter_ || !next_) return true;
  const SampleIndex start = *next_ - limiter_->held();
  return emit(start, limiter_->drain(), stop);
}

bool AudioDecoder::emit(SampleIndex start, std::vector<float> samples, std::stop_token stop) {
  const SampleIndex end = start + static_cast<SampleIndex>(samples.size() / kChannels);
  if (end <= target_) return true;
  if (start < target_) {
    samples.erase(samples.begin(), samples.begin() + (target_ - start) * kChannels);
    start = target_;
  }
  return out_->push(start, std::move(samples), generation_, stop);
}

}  // namespace mallette::media
