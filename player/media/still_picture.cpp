// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/still_picture.h"

#include <algorithm>
#include <string>

#include "player/media/colours.h"
#include "player/media/libav.h"

namespace mallette::media {
namespace {

const AVStream* first_picture(const Container& container) {
  for (unsigned i = 0; i < container->nb_streams; ++i) {
    if (container->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO) return container->streams[i];
  }
  return nullptr;
}

Error too_large(const std::string& name, std::string found, std::string allowed) {
  return {.code = ErrorCode::kFileTooLarge,
          .subject = name,
          .found = std::move(found),
          .allowed = std::move(allowed)};
}

Result<void> check_size(const Resource& resource) {
  auto source = resource.open();
  if (!source) return fail(std::move(source.error()));
  const std::uint64_t size = (*source)->size();
  if (size <= kStillLimit_bytes) return {};
  return fail(too_large(resource.name, std::to_string(size) + " bytes",
                        std::to_string(kStillLimit_bytes) + " bytes"));
}

/// The stream's first picture, whole.
Result<AvFramePtr> decode_first(Container& container, const AVStream& stream, const std::string& name) {
  auto decoder = open_decoder(stream, 1, name);
  if (!decoder) return fail(std::move(decoder.error()));
  const PacketPtr packet(av_packet_alloc());
  AvFramePtr frame(av_frame_alloc());
  int code = packet && frame ? 0 : AVERROR(ENOMEM);
  while (code >= 0) {
    code = av_read_frame(container.get(), packet.get());
    const bool ended = code == AVERROR_EOF;
    if (code < 0 && !ended) break;
    if (!ended && packet->stream_index != stream.index) {
      av_packet_unref(packet.get());
      continue;
    }
    code = avcodec_send_packet(decoder->get(), ended ? nullptr : packet.get());
    av_packet_unref(packet.get());
    if (code < 0) break;
    code = avcodec_receive_frame(decoder->get(), frame.get());
    if (code >= 0) return frame;
    if (code == AVERROR(EAGAIN) && !ended) code = 0;
  }
  if (auto error = container.take_read_error()) return fail(std::move(*error));
  return fail({.code = ErrorCode::kMediaUnreadable, .subject = name, .detail = libav_text(code)});
}

/// The largest size of this shape that fits, never above its own.
void fit(StillPicture& picture, double width, double height, int max_width, int max_height) {
  const double scale = std::min({1.0, max_width / width, max_height / height});
  picture.width = std::clamp(static_cast<int>(width * scale + 0.5), 1, max_width);
  picture.height = std::clamp(static_cast<int>(height * scale + 0.5), 1, max_height);
}

/// How wide its pixels are, of their height; what is absurd is taken for square.
double pixel_aspect(const AVFrame& frame) {
  const AVRational sar = frame.sample_aspect_ratio;
  const double aspect = sar.num > 0 && sar.den > 0 ? av_q2d(sar) : 1.0;
  return aspect > 0.1 && aspect < 10 ? aspect : 1.0;
}

/// Mirrored, then turned clockwise.
StillPicture turned(const StillPicture& from, const Orientation& how) {
  const bool sideways = how.clockwise % 180 != 0;
  StillPicture to{sideways ? from.height : from.width, sideways ? from.width : from.height, {}};
  to.bgra.resize(from.bgra.size());
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      int sx = x, sy = y;
      if (how.clockwise == 90) sx = y, sy = from.height - 1 - x;
      if (how.clockwise == 180) sx = from.width - 1 - x, sy = from.height - 1 - y;
      if (how.clockwise == 270) sx = from.width - 1 - y, sy = x;
      if (how.flipped) sx = from.width - 1 - sx;
      const auto index = [](const StillPicture& p, int px, int py) { return (static_cast<std::size_t>(py) * static_cast<std::size_t>(p.width) + static_cast<std::size_t>(px)) * 4; };
      std::copy_n(from.bgra.begin() + static_cast<std::ptrdiff_t>(index(from, sx, sy)), 4, to.bgra.begin() + static_cast<std::ptrdiff_t>(index(to, x, y)));
    }
  }
  return to;
}

void lay_over_black(std::vector<std::uint8_t>& bgra) {
  for (std::size_t i = 0; i + 3 < bgra.size(); i += 4) {
    const unsigned alpha = bgra[i + 3];
    for (std::size_t c = i; c < i + 3; ++c)
      bgra[c] = static_cast<std::uint8_t>((bgra[c] * alpha + 127) / 255);
    bgra[i + 3] = 255;
  }
}

/// As stored, its pixels made square.
Result<StillPicture> scaled(const AVFrame& frame, int max_width, int max_height, const std::string& name) {
  StillPicture picture;
  fit(picture, frame.width * pixel_aspect(frame), frame.height, max_width, max_height);
  const ScalerPtr scaler(sws_getContext(frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
                                        picture.width, picture.height, AV_PIX_FMT_BGRA, SWS_AREA, nullptr,
                                        nullptr, nullptr));
  if (!scaler) {
    return fail(
        {.code = ErrorCode::kMediaUnreadable, .subject = name, .detail = "its pixels cannot be converted"});
  }
  set_colours(*scaler, frame);
  // libswscale writes whole vectors: it is given a buffer with room behind each row.
  AvFramePtr out(av_frame_alloc());
  const bool ready = out && (out->width = picture.width, out->height = picture.height,
                             out->format = AV_PIX_FMT_BGRA, av_frame_get_buffer(out.get(), 64) >= 0);
  if (!ready) return fail({.code = ErrorCode::kMediaUnreadable, .subject = name, .detail = "out of memory"});
  sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, out->data, out->linesize);
  const auto row_bytes = static_cast<std::size_t>(picture.width) * 4;
  picture.bgra.reserve(row_bytes * static_cast<std::size_t>(picture.height));
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = out->data[0] + static_cast<std::ptrdiff_t>(y) * out->linesize[0];
    picture.bgra.insert(picture.bgra.end(), row, row + row_bytes);
  }
  lay_over_black(picture.bgra);
  return picture;
}

}  // namespace

Result<StillPicture> decode_picture(const Resource& resource, int max_width, int max_height,
                                    const std::atomic<bool>* abort) {
  static const std::atomic<bool> kNever = false;
  if (auto fits = check_size(resource); !fits) return fail(std::move(fits.error()));
  auto container = Container::open(resource, abort != nullptr ? *abort : kNever);
  if (!container) return fail(std::move(container.error()));
  const AVStream* stream = first_picture(**container);
  if (stream == nullptr) return fail({.code = ErrorCode::kMediaNoStream, .subject = resource.name});
  const AVCodecParameters& shape = *stream->codecpar;
  if (std::int64_t{shape.width} * shape.height > kMaxPixels) {
    return fail(too_large(resource.name, std::to_string(shape.width) + " × " + std::to_string(shape.height),
                          std::to_string(kMaxPixels) + " pixels"));
  }
  auto frame = decode_first(**container, *stream, resource.name);
  if (!frame) return fail(std::move(frame.error()));
  const bool fits = (*frame)->width > 0 && (*frame)->height > 0 && max_width > 0 && max_height > 0 &&
                    std::int64_t{(*frame)->width} * (*frame)->height <= kMaxPixels;
  if (!fits)
    return fail({.code = ErrorCode::kMediaUnreadable, .subject = resource.name, .detail = "no picture"});
  Orientation upright = orientation_of(*stream);
  if (upright.clockwise == 0 && !upright.flipped) upright = orientation_of(**frame);
  const bool sideways = upright.clockwise % 180 != 0;
  auto picture = scaled(**frame, sideways ? max_height : max_width, sideways ? max_width : max_height, resource.name);
  if (!picture || (upright.clockwise == 0 && !upright.flipped)) return picture;
  return turned(*picture, upright);
}

}  // namespace mallette::media
