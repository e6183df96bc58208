// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/libav.h"

#include <cmath>
#include <cstring>
#include <vector>

namespace mallette::media {
namespace {

// Enough for every file we have met; a file that needs more to say what it holds is broken.
constexpr std::int64_t kProbeBytes = 8 << 20;
constexpr std::int64_t kProbeMicroseconds = 5'000'000;
// One read of libav; large, because each goes through the kit's archive to a USB key.
constexpr int kIoBlockBytes = 256 << 10;
constexpr unsigned kMaxStreams = 64;
// Lists of other files and addresses. Their demuxers would open inputs of their own: they are not even begun.
constexpr const char* kPointers = "hls,applehttp,dash,webm_dash_manifest,concat,imf,sdp,rtsp,rtp,sap,vobsub,mlv";

/// An MP4 of H.264 whose header tells all that probing decodes pictures for: its sets of parameters (avcC), its size,
/// and how far pictures are reordered. A fragmented one does not tell the last.
bool is_known_by_header(const AVCodecParameters& p) {
  return p.codec_id == AV_CODEC_ID_H264 && p.extradata_size > 4 && p.extradata[0] == 1 && p.width > 0 && p.height > 0 &&
         p.video_delay > 0;
}

/// Decodes a little of each stream to know it, within our limits: probing has decoders of its own. Of a picture that
/// is known by its header none is decoded, which takes as long as all else until a film begins (a first picture of
/// 400 kB: 40 ms). A pixel format is what libav still looks for: it is given one, which nobody reads.
int probe_streams(AVFormatContext& context) {
  std::vector<AVDictionary*> options(context.nb_streams, nullptr);
  for (unsigned i = 0; i < context.nb_streams; ++i) {
    av_dict_set_int(&options[i], "max_pixels", kMaxPixels, 0);
    AVCodecParameters& parameters = *context.streams[i]->codecpar;
    if (!is_known_by_header(parameters)) continue;
    av_dict_set(&options[i], "skip_frame", "all", 0);
    parameters.format = AV_PIX_FMT_YUV420P;
  }
  const int code = avformat_find_stream_info(&context, options.empty() ? nullptr : options.data());
  for (AVDictionary*& one : options) av_dict_free(&one);
  return code;
}

/// Nine fixed-point numbers, unaligned.
Orientation orientation_in(const std::uint8_t* bytes) {
  std::int32_t matrix[9];
  std::memcpy(matrix, bytes, sizeof matrix);
  // A negative determinant mirrors. av_display_rotation_get reads a pure rotation, so the
  // mirroring is taken out first.
  const double determinant = static_cast<double>(matrix[0]) * matrix[4] - static_cast<double>(matrix[1]) * matrix[3];
  const bool flipped = determinant < 0;
  if (flipped) av_display_matrix_flip(matrix, 1, 0);
  const double counter_clockwise = av_display_rotation_get(matrix);
  if (std::isnan(counter_clockwise)) return {};
  const int turns = static_cast<int>(std::lround(-counter_clockwise / 90.0));
  return {((turns % 4 + 4) % 4) * 90, flipped};
}

}  // namespace

std::string libav_text(int error) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(error, text, sizeof text);
  return text;
}

Result<std::unique_ptr<Container>> Container::open(const Resource& resource, const std::atomic<bool>& abort) {
  // What goes wrong comes back as an Error, in a sentence; libav's own lines would only bury it.
  static const bool quiet = (av_log_set_level(AV_LOG_QUIET), true);
  static_cast<void>(quiet);
  auto source = resource.open();
  if (!source) return fail(std::move(source.error()));
  std::unique_ptr<Container> container(new Container(resource, std::move(*source), abort));
  if (auto started = container->start(); !started) return fail(std::move(started.error()));
  return container;
}

Result<void> Container::start() {
  const auto refused = [this](int code) {
    if (read_error_) return fail(std::move(*read_error_));
    if (!wanted_.empty()) return fail({.code = ErrorCode::kMediaProtocol, .subject = resource_.name, .found = wanted_});
    return fail({.code = ErrorCode::kMediaUnreadable, .subject = resource_.name, .detail = libav_text(code)});
  };
  auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBlockBytes));
  io_ = avio_alloc_context(buffer, kIoBlockBytes, 0, this, &Container::read, nullptr, &Container::seek);
  context_ = avformat_alloc_context();
  if (io_ == nullptr || context_ == nullptr) return refused(AVERROR(ENOMEM));
  context_->pb = io_;
  context_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_GENPTS;
  context_->probesize = kProbeBytes;
  context_->max_analyze_duration = kProbeMicroseconds;
  context_->max_streams = kMaxStreams;
  // A playlist or a reference track must not lead out of the kit: no protocol may be opened,
  // and nothing but our own bytes is handed out.
  context_->protocol_whitelist = av_strdup("");
  context_->opaque = this;
  context_->io_open = [](AVFormatContext* context, AVIOContext**, const char* url, int, AVDictionary**) {
    static_cast<Container*>(context->opaque)->wanted_ = url;
    return AVERROR(EPERM);
  };
  context_->interrupt_callback = {[](void* self) {
                                    return static_cast<Container*>(self)->abort_.load() ? 1 : 0;
                                  },
                                  this};
  const AVInputFormat* format = nullptr;
  if (const int code = av_probe_input_buffer2(io_, &format, nullptr, nullptr, 0, 0); code < 0) return refused(code);
  if (av_match_name(format->name, kPointers) != 0) {
    return fail({.code = ErrorCode::kMediaProtocol, .subject = resource_.name, .found = format->name});
  }
  // QuickTime's references to other files are asked of io_open like any other: in silence they would leave a film
  // without a picture.
  AVDictionary* options = nullptr;
  av_dict_set(&options, "enable_drefs", "1", 0);
  av_dict_set(&options, "use_absolute_path", "1", 0);
  // avformat_open_input frees the context it is given when it fails.
  const int opened = avformat_open_input(&context_, nullptr, format, &options);
  av_dict_free(&options);
  if (opened < 0) return refused(opened);
  if (!wanted_.empty()) return refused(AVERROR(EPERM));
  if (const int code = probe_streams(*context_); code < 0) return refused(code);
  forget_failure();  // what was read is enough; what is not there fails again
  return {};
}

Container::~Container() {
  avformat_close_input(&context_);
  if (io_ != nullptr) {
    av_freep(&io_->buffer);
    avio_context_free(&io_);
  }
}

/// A key that was pulled out and put back is another one to the system: what was opened on it before stays unreadable for good, so
/// that the file is opened anew, unless another lies in its place.
Result<std::size_t> Container::read_on(std::span<std::byte> into) {
  auto got = source_->read(offset_, into);
  if (got || got.error().code != ErrorCode::kFileUnreadable) return got;
  auto again = resource_.open();
  if (!again) return again.error().code == ErrorCode::kFileGone ? fail(std::move(again.error())) : got;
  if ((*again)->size() != source_->size()) return got;
  source_ = std::move(*again);
  return source_->read(offset_, into);
}

void Container::forget_failure() {
  read_error_.reset();
  io_->error = 0;
  io_->eof_reached = 0;
}

int Container::read(void* self, std::uint8_t* into, int size) {
  auto* me = static_cast<Container*>(self);
  if (me->abort_.load() || size <= 0) return AVERROR_EXIT;
  auto got = me->read_on(std::as_writable_bytes(std::span(into, static_cast<std::size_t>(size))));
  if (!got) {
    me->read_error_ = std::move(got.error());
    return AVERROR(EIO);
  }
  if (*got == 0) return AVERROR_EOF;
  me->offset_ += *got;
  return static_cast<int>(*got);
}

std::int64_t Container::seek(void* self, std::int64_t offset, int whence) {
  auto* me = static_cast<Container*>(self);
  const auto size = static_cast<std::int64_t>(me->source_->size());
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += static_cast<std::int64_t>(me->offset_); break;
    case SEEK_END: offset += size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  me->offset_ = static_cast<std::uint64_t>(offset);
  return offset;
}

Result<CodecContextPtr> open_decoder(const AVCodecParameters& parameters, AVRational time_base, int threads,
                                     const std::string& name) {
  const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
  const auto refused = [&](const std::string& detail) {
    return fail({.code = ErrorCode::kMediaCodec,
                 .subject = name,
                 .found = avcodec_get_name(parameters.codec_id),
                 .detail = detail});
  };
  if (codec == nullptr) return refused("no decoder");
  CodecContextPtr context(avcodec_alloc_context3(codec));
  if (!context) return refused("out of memory");
  if (const int code = avcodec_parameters_to_context(context.get(), &parameters); code < 0) {
    return refused(libav_text(code));
  }
  context->pkt_timebase = time_base;
  context->thread_count = threads;
  context->max_pixels = kMaxPixels;
  if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0) return refused(libav_text(code));
  return context;
}

Result<CodecContextPtr> open_decoder(const AVStream& stream, int threads, const std::string& name) {
  return open_decoder(*stream.codecpar, stream.time_base, threads, name);
}

Duration film_start(const AVFormatContext& context) {
  constexpr Duration kLongestRunIn = std::chrono::milliseconds(250);
  if (context.start_time == AV_NOPTS_VALUE) return Duration(0);
  const Duration start = to_duration(context.start_time, kMicroseconds);
  return start < Duration(0) && start > -kLongestRunIn ? Duration(0) : start;
}

Orientation orientation_of(const AVStream& stream) {
  // Stream side data moved to codecpar in FFmpeg 6.1.
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVPacketSideData* data = av_packet_side_data_get(
      stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  const auto* bytes = data != nullptr && data->size >= 9 * sizeof(std::int32_t) ? data->data : nullptr;
#else
  std::size_t size = 0;
  const std::uint8_t* bytes = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (size < 9 * sizeof(std::int32_t)) bytes = nullptr;
#endif
  if (bytes == nullptr) return {};
  return orientation_in(bytes);
}

Orientation orientation_of(const AVFrame& frame) {
  const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
  if (data == nullptr || data->size < 9 * sizeof(std::int32_t)) return {};
  return orientation_in(data->data);
}

}  // namespace mallette::media
