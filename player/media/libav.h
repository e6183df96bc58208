// SPDX-License-Identifier: GPL-3.0-or-later
// FFmpeg's C, made safe: an owner for each handle, errors with their words, and what differs
// between its versions (5.1 to 7), all in this one place. Internal to player/media/.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avstring.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/mastering_display_metadata.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "kits/base/byte_source.h"
#include "player/media/time.h"

namespace mallette::media {

struct FreePacket { void operator()(AVPacket* p) const { av_packet_free(&p); } };
struct FreeFrame { void operator()(AVFrame* f) const { av_frame_free(&f); } };
struct FreeCodecContext { void operator()(AVCodecContext* c) const { avcodec_free_context(&c); } };
struct FreeCodecParameters { void operator()(AVCodecParameters* p) const { avcodec_parameters_free(&p); } };
struct FreeResampler { void operator()(SwrContext* s) const { swr_free(&s); } };
struct FreeScaler { void operator()(SwsContext* s) const { sws_freeContext(s); } };
using PacketPtr = std::unique_ptr<AVPacket, FreePacket>;
using AvFramePtr = std::unique_ptr<AVFrame, FreeFrame>;
using CodecContextPtr = std::unique_ptr<AVCodecContext, FreeCodecContext>;
using CodecParametersPtr = std::unique_ptr<AVCodecParameters, FreeCodecParameters>;
using ResamplerPtr = std::unique_ptr<SwrContext, FreeResampler>;
using ScalerPtr = std::unique_ptr<SwsContext, FreeScaler>;

inline constexpr AVRational kNanoseconds{1, 1'000'000'000};
inline constexpr AVRational kMicroseconds{1, AV_TIME_BASE};  // AV_TIME_BASE_Q is C99 only

inline Duration to_duration(std::int64_t ticks, AVRational base) {
  return Duration(av_rescale_q(ticks, base, kNanoseconds));
}
inline std::int64_t to_ticks(Duration duration, AVRational base) {
  return av_rescale_q(duration.count(), kNanoseconds, base);
}

/// libav's own words for its error number.
std::string libav_text(int error);

/// An open container over a ByteSource. It can reach nothing else: no protocol, no second file.
/// Used by one thread at a time; abort() from any thread makes a running call return.
class Container {
 public:
  /// Opens, and reads until the streams are known. Bounded: a probe of 8 MiB and 5 s of media.
  static Result<std::unique_ptr<Container>> open(const Resource& resource, const std::atomic<bool>& abort);
  ~Container();
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;

  AVFormatContext* operator->() const { return context_; }
  AVFormatContext* get() const { return context_; }
  /// A read from the source that failed since the last call, if one did: libav says only "I/O error", or gives what it has.
  std::optional<Error> take_read_error() { return std::exchange(read_error_, std::nullopt); }
  /// Before reading on from elsewhere: libav remembers a read that failed, and would tell of it again.
  void forget_failure();

 private:
  Container(Resource resource, std::unique_ptr<ByteSource> source, const std::atomic<bool>& abort)
      : resource_(std::move(resource)), source_(std::move(source)), abort_(abort) {}
  Result<void> start();
  Result<std::size_t> read_on(std::span<std::byte> into);
  static int read(void* self, std::uint8_t* into, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  const Resource resource_;
  std::unique_ptr<ByteSource> source_;
  const std::atomic<bool>& abort_;
  std::uint64_t offset_ = 0;
  std::optional<Error> read_error_;
  std::string wanted_;  ///< what it would have had opened, and was not
  AVIOContext* io_ = nullptr;
  AVFormatContext* context_ = nullptr;
};

/// A picture above this many pixels is refused before it is allocated (8K is 33 million).
inline constexpr std::int64_t kMaxPixels = 8192LL * 4608;

/// How long the container says the picture stands; 0 where it does not. (Renamed in FFmpeg 6.)
inline std::int64_t duration_ticks(const AVFrame& frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
  return frame.duration;
#else
  return frame.pkt_duration;
#endif
}

inline void set_duration_ticks(AVFrame& frame, std::int64_t ticks) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
  frame.duration = ticks;
#else
  frame.pkt_duration = ticks;
#endif
}

inline bool is_interlaced(const AVFrame& frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
  return (frame.flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return frame.interlaced_frame != 0;
#endif
}

/// A decoder, opened; threads 0 lets libav choose. `name` is the file's. kMediaCodec.
Result<CodecContextPtr> open_decoder(const AVCodecParameters& parameters, AVRational time_base, int threads,
                                     const std::string& name);
Result<CodecContextPtr> open_decoder(const AVStream& stream, int threads, const std::string& name);

/// The container's time at which the film begins. A start a little before 0 is a sound codec's run-in
/// (Opus in Matroska begins at -7 ms), which is not heard: the film begins at 0.
Duration film_start(const AVFormatContext& context);

/// The display matrix of a stream as a clockwise rotation in degrees and a mirroring.
struct Orientation {
  int clockwise = 0;
  bool flipped = false;
};
Orientation orientation_of(const AVStream& stream);
/// As a still picture says it of itself (a camera's EXIF).
Orientation orientation_of(const AVFrame& frame);

}  // namespace mallette::media
