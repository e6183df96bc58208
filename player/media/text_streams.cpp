// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/text_streams.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "player/media/libav.h"
#include "subtitles/embedded.h"
#include "subtitles/read.h"

namespace mallette::media {
namespace {

using std::chrono::microseconds;
using subtitles::PayloadKind;

/// ISO 639-2 codes, as containers hold them, of the two-letter ones that kits speak.
struct LanguageNames {
  std::string_view two, terminology, bibliographic;
};
constexpr std::array<LanguageNames, 12> kLanguages = {{{"fr", "fra", "fre"}, {"en", "eng", "eng"}, {"es", "spa", "spa"},
                                                       {"de", "deu", "ger"}, {"it", "ita", "ita"}, {"pt", "por", "por"},
                                                       {"ar", "ara", "ara"}, {"uk", "ukr", "ukr"}, {"ro", "ron", "rum"},
                                                       {"ru", "rus", "rus"}, {"pl", "pol", "pol"}, {"tr", "tur", "tur"}}};

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

bool is_language(std::string_view tag, std::string_view wanted) {
  if (primary(tag) == primary(wanted)) return true;
  return std::ranges::any_of(kLanguages, [&](const LanguageNames& names) {
    return names.two == primary(wanted) && (primary(tag) == names.terminology || primary(tag) == names.bibliographic);
  });
}

/// "fr" of "fra"; nothing where it says none that is known.
std::optional<std::string_view> two_letters(std::string_view tag) {
  const auto found = std::ranges::find_if(kLanguages, [&](const LanguageNames& names) { return is_language(tag, names.two); });
  return found != kLanguages.end() ? std::optional(found->two) : std::nullopt;
}

std::string_view language_of(const AVStream& stream) {
  const AVDictionaryEntry* entry = av_dict_get(stream.metadata, "language", nullptr, 0);
  const std::string_view tag = entry != nullptr ? entry->value : "";
  return tag == "und" ? std::string_view() : tag;
}

bool is_text(AVCodecID codec) {
  const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec);
  return descriptor != nullptr && (descriptor->props & AV_CODEC_PROP_TEXT_SUB) != 0;
}

bool describes(const AVStream& stream) {
  return (stream.disposition & (AV_DISPOSITION_DESCRIPTIONS | AV_DISPOSITION_VISUAL_IMPAIRED)) != 0;
}

enum class Purpose : std::uint8_t { kCaptions, kDescription };

const AVStream* choose(const AVFormatContext& context, const std::string& language, Purpose purpose) {
  const AVStream* best = nullptr;
  int best_score = -1;
  for (unsigned i = 0; i < context.nb_streams; ++i) {
    const AVStream& stream = *context.streams[i];
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_SUBTITLE || !is_text(stream.codecpar->codec_id)) continue;
    if (describes(stream) != (purpose == Purpose::kDescription)) continue;
    const bool unsaid = language_of(stream).empty();
    const bool suits = !unsaid && is_language(language_of(stream), language);
    if (!unsaid && !suits && purpose == Purpose::kCaptions) continue;
    const int score = (suits ? 4 : 0) + ((stream.disposition & AV_DISPOSITION_HEARING_IMPAIRED) != 0 ? 2 : 0) +
                      ((stream.disposition & AV_DISPOSITION_DEFAULT) != 0 ? 1 : 0);
    if (score > best_score) {
      best = &stream;
      best_score = score;
    }
  }
  return best;
}

struct Times {
  microseconds begin, end;
};

std::string_view side_text(const AVPacket& packet, AVPacketSideDataType type) {
  std::size_t size = 0;
  const auto* data = av_packet_get_side_data(&packet, type, &size);
  return data != nullptr ? std::string_view(reinterpret_cast<const char*>(data), size) : std::string_view();
}

/// mov_text and ASS, through libav's decoder.
void decode_into(subtitles::CueList& list, AVCodecContext& codec, AVPacket& packet, const Times& times) {
  AVSubtitle subtitle{};
  int got = 0;
  if (avcodec_decode_subtitle2(&codec, &subtitle, &got, &packet) < 0 || got == 0) return;
  for (unsigned i = 0; i < subtitle.num_rects; ++i) {
    const char* event = subtitle.rects[i]->ass;
    if (event == nullptr) continue;
    if (auto cue = cue_from_packet(times.begin, times.end, PayloadKind::kAssEvent, {.payload = event})) {
      list.cues.push_back(std::move(*cue));
    }
  }
  avsubtitle_free(&subtitle);
}

void read_raw(subtitles::CueList& list, const AVPacket& packet, PayloadKind kind, const Times& times) {
  const subtitles::EmbeddedText text{
      .payload = {reinterpret_cast<const char*>(packet.data), static_cast<std::size_t>(std::max(packet.size, 0))},
      .settings = side_text(packet, AV_PKT_DATA_WEBVTT_SETTINGS),
      .id = side_text(packet, AV_PKT_DATA_WEBVTT_IDENTIFIER)};
  if (auto cue = cue_from_packet(times.begin, times.end, kind, text)) list.cues.push_back(std::move(*cue));
}

Result<std::optional<subtitles::CueList>> read_stream(const Resource& film, const std::string& language, Purpose purpose,
                                                      const std::atomic<bool>& abort) {
  auto opened = Container::open(film, abort);
  if (!opened) return fail(std::move(opened.error()));
  Container& container = **opened;
  const AVStream* stream = choose(*container.get(), language, purpose);
  if (stream == nullptr) return std::nullopt;
  for (unsigned i = 0; i < container->nb_streams; ++i) {
    const bool ours = container->streams[i] == stream;
    container->streams[i]->discard = ours ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  const AVCodecID id = stream->codecpar->codec_id;
  const bool raw = id == AV_CODEC_ID_SUBRIP || id == AV_CODEC_ID_WEBVTT;
  CodecContextPtr codec;
  if (!raw) {
    auto decoder = open_decoder(*stream, 1, film.name);
    if (!decoder) return fail(std::move(decoder.error()));
    codec = std::move(*decoder);
  }
  const Duration start = film_start(*container.get());
  subtitles::CueList list;
  list.language = two_letters(language_of(*stream)).value_or(language);
  PacketPtr packet(av_packet_alloc());
  while (!abort.load() && list.cues.size() < subtitles::kMaxCues && av_read_frame(container.get(), packet.get()) >= 0) {
    if (packet->stream_index == stream->index && packet->pts != AV_NOPTS_VALUE && packet->duration > 0) {
      const Duration begin = to_duration(packet->pts, stream->time_base) - start;
      const Duration length = to_duration(packet->duration, stream->time_base);
      const Times times{std::chrono::duration_cast<microseconds>(begin),
                        std::chrono::duration_cast<microseconds>(begin + length)};
      if (raw) {
        read_raw(list, *packet, id == AV_CODEC_ID_SUBRIP ? PayloadKind::kSubRip : PayloadKind::kWebVtt, times);
      } else {
        decode_into(list, *codec, *packet, times);
      }
    }
    av_packet_unref(packet.get());
  }
  subtitles::sort_cues(list.cues);
  return list;
}

}  // namespace

Result<std::optional<subtitles::CueList>> read_text_stream(const Resource& film, const std::string& language,
                                                           const std::atomic<bool>& abort) {
  return read_stream(film, language, Purpose::kCaptions, abort);
}

Result<std::optional<subtitles::CueList>> read_description_stream(const Resource& film, const std::string& language,
                                                                  const std::atomic<bool>& abort) {
  return read_stream(film, language, Purpose::kDescription, abort);
}

}  // namespace mallette::media
