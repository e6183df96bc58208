// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/input.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include "player/media/audio_decoder.h"
#include "player/media/libav.h"
#include "player/media/packet_buffer.h"
#include "player/media/video_decoder.h"
#include "subtitles/encoding.h"

namespace mallette::media {

using namespace std::chrono_literals;

namespace {

// Sound decoders need some packets before they are right again; Opus asks for 80 ms (RFC 7845, 4.6).
constexpr Duration kAudioPreroll = std::chrono::milliseconds(100);

// How far apart in a file the packets of one instant are looked for, after a seek.
constexpr Duration kInterleaving = std::chrono::seconds(1);
// A packet that says only when it is decoded is shown at most this much later.
constexpr Duration kReordering = std::chrono::milliseconds(200);
// No sound decoder needs more; what lies further before the target is not decoded. (Beside a picture
// it is: the packet buffer takes a sound that stays away for one that has ended.)
constexpr Duration kLongestRunIn = std::chrono::seconds(2);

// An Ogg page holds up to 255 packets (RFC 3533, 6) of mostly 1024 samples.
constexpr Duration kLongestOggPage = std::chrono::seconds(6);

constexpr std::size_t kMaxAheadPackets = 2000;
constexpr std::size_t kMaxAheadBytes = 32 << 20;

// A header's length may be rounded; and it counts tracks that are not played, which may be longer.
// Less than this is no sign of a cut.
constexpr Duration kRounding = std::chrono::milliseconds(60);
constexpr Duration kToleratedShortfall = std::chrono::milliseconds(1500);

constexpr std::size_t kMaxErrors = 100;

/// Not a fault of what is in the file: it may be read later.
bool is_of_the_disk(const Error& error) {
  return error.code == ErrorCode::kFileUnreadable || error.code == ErrorCode::kFileGone;
}

std::string tag(const AVDictionary* tags, const char* key) {
  const AVDictionaryEntry* entry = av_dict_get(tags, key, nullptr, 0);
  return entry != nullptr ? entry->value : "";
}

StreamInfo describe(const AVStream& stream) {
  StreamInfo info;
  info.index = stream.index;
  switch (stream.codecpar->codec_type) {
    case AVMEDIA_TYPE_VIDEO: info.kind = StreamKind::kVideo; break;
    case AVMEDIA_TYPE_AUDIO: info.kind = StreamKind::kAudio; break;
    case AVMEDIA_TYPE_SUBTITLE: info.kind = StreamKind::kText; break;
    default: break;
  }
  info.codec = avcodec_get_name(stream.codecpar->codec_id);
  info.language = tag(stream.metadata, "language");
  info.title = tag(stream.metadata, "title");
  const int d = stream.disposition;
  info.is_default = (d & AV_DISPOSITION_DEFAULT) != 0;
  info.hearing_impaired = (d & AV_DISPOSITION_HEARING_IMPAIRED) != 0;
  info.visual_impaired = (d & (AV_DISPOSITION_VISUAL_IMPAIRED | AV_DISPOSITION_DESCRIPTIONS)) != 0;
  info.forced = (d & AV_DISPOSITION_FORCED) != 0;
  info.attached_picture = (d & AV_DISPOSITION_ATTACHED_PIC) != 0;
  return info;
}

std::vector<Chapter> chapters_of(const AVFormatContext& context, MediaTime origin) {
  std::vector<Chapter> chapters;
  for (unsigned i = 0; i < context.nb_chapters && chapters.size() < kMostChapters; ++i) {
    const AVChapter& chapter = *context.chapters[i];
    const MediaTime at = origin + to_duration(chapter.start, chapter.time_base);
    const std::string title = subtitles::mend_utf8(tag(chapter.metadata, "title"));
    chapters.push_back({std::max(at, MediaTime{}), std::string(subtitles::utf8_prefix(title, kMostChapterTitle_bytes))});
  }
  std::ranges::stable_sort(chapters, {}, &Chapter::at);
  return chapters;
}

/// The stream to decode of one kind: never a description for those who did not ask, a decodable one
/// before another, then the container's own default, then the first.
std::optional<int> choose(const AVFormatContext& context, const InputInfo& info, StreamKind kind) {
  const StreamInfo* best = nullptr;
  int best_score = -1;
  for (const StreamInfo& stream : info.streams) {
    if (stream.kind != kind || stream.attached_picture) continue;
    const AVCodecID codec = context.streams[stream.index]->codecpar->codec_id;
    const int score = (avcodec_find_decoder(codec) != nullptr ? 4 : 0) + (stream.visual_impaired ? 0 : 2) +
                      (stream.is_default ? 1 : 0);
    if (score > best_score) {
      best = &stream;
      best_score = score;
    }
  }
  return best != nullptr ? std::optional(best->index) : std::nullopt;
}

}  // namespace

/// The demuxer's thread, and the decoders' behind it.
class Input::Worker {
 public:
  explicit Worker(Input& input) : in_(input), demuxer_([this](std::stop_token stop) { demux(stop); }) {}

 private:
  void demux(std::stop_token stop) {
    auto opened = Container::open(in_.spec_.resource, in_.abort_);
    if (!opened) {
      {
        std::lock_guard lock(in_.mutex_);
        in_.unopened_ = is_of_the_disk(opened.error());
      }
      report(std::move(opened.error()));
      in_.video_.finish(0, StreamState::kFailed);
      in_.audio_->finish(0, StreamState::kFailed);
      return;
    }
    container_ = std::move(*opened);
    if (!start_decoders()) return;
    std::optional<Request> done;
    while (!stop.stop_requested()) {
      const Request request = in_.current_request();
      if (!done || request.generation != done->generation) {
        // At the very start the container stands where it should; a seek could only lose packets.
        const bool stay = !done && request.target <= MediaTime(in_.spec_.offset) + kAudioPreroll;
        at_end_ = false;
        ahead_.clear();
        if (!stay) go_to(request);
        done = request;
      }
      if (!forward_one(*done, stop)) in_.wait_for_request(done->generation, stop);
    }
  }

  bool start_decoders() {
    const AVFormatContext& context = *container_->get();
    auto info = std::make_shared<InputInfo>();
    info->name = in_.spec_.resource.name;
    info->container = context.iformat->name;
    if (context.duration != AV_NOPTS_VALUE) info->duration = to_duration(context.duration, kMicroseconds);
    for (unsigned i = 0; i < context.nb_streams; ++i) {
      info->streams.push_back(describe(*context.streams[i]));
      context.streams[i]->discard = AVDISCARD_ALL;
    }
    origin_ = MediaTime(in_.spec_.offset - film_start(context));
    info->chapters = chapters_of(context, origin_);
    if (in_.spec_.want_video) info->video = choose(context, *info, StreamKind::kVideo);
    if (in_.spec_.want_audio) info->audio = choose(context, *info, StreamKind::kAudio);
    const bool picture = info->video && start_decoder<VideoDecoder>(*info->video, Track::kPicture, in_.video_);
    const bool sound = info->audio && start_decoder<AudioDecoder>(*info->audio, Track::kSound, in_.audio_);
    {
      std::lock_guard lock(in_.mutex_);
      in_.info_ = info;
    }
    if (!picture) in_.video_.finish(0, info->video ? StreamState::kFailed : StreamState::kAbsent);
    if (!sound) in_.audio_->finish(0, info->audio ? StreamState::kFailed : StreamState::kAbsent);
    if (in_.wake_) in_.wake_();
    return picture || sound;
  }

  template <class Decoder, class Out>
  bool start_decoder(int index, Track track, Out& out) {
    AVStream* stream = (*container_)->streams[index];
    auto decoder = Decoder::open({stream, stream->time_base, stream->avg_frame_rate,
                                  stream->start_time != AV_NOPTS_VALUE, track, in_.packets_.get(), origin_, in_.spec_.resource.name,
                                  [this](Error error) { report(std::move(error)); }},
                                 out);
    if (!decoder) {
      report(std::move(decoder.error()));
      return false;
    }
    stream->discard = AVDISCARD_DEFAULT;
    in_.packets_->activate(track);
    tracks_.push_back({index, track});
    decoders_.emplace_back([d = std::move(*decoder)](std::stop_token stop) { d->run(stop); });
    return true;
  }

  /// Brings the container to a place from which everything from the target on can be decoded.
  /// Demuxers seek by decoding time, or by guess, so what is found there can lie behind the target;
  /// then we go back further, until it does not or the beginning is reached.
  void go_to(const Request& request) {
    const Duration wanted = request.target - origin_;
    const Duration begin = container_start();
    const bool sound = std::ranges::find(tracks_, Track::kSound, &std::pair<int, Track>::second) != tracks_.end();
    const Duration earliest = sound ? wanted - kAudioPreroll : wanted;
    int tries = 0;
    for (const Duration back : {0s, 2s, 10s, 3'600'000s}) {
      const Duration at = std::max(earliest - back, begin);
      jump(at);
      // Sound that begins later than it should may simply begin there: it is gone back for only once.
      const bool sound_too = tries++ == 0;
      if (at <= begin || starts_early_enough(request, wanted, sound_too)) return;
      if (!in_.is_current(request.generation)) return;
    }
  }

  Duration container_start() const {
    const std::int64_t start = (*container_)->start_time;
    return start != AV_NOPTS_VALUE ? to_duration(start, kMicroseconds) : Duration(0);
  }

  bool is_sound_alone() const { return tracks_.size() == 1 && tracks_.front().second == Track::kSound; }

  bool is_mpeg_stream() const {
    const std::string_view format = (*container_)->iformat->name;
    return format == "mpegts" || format == "mpeg" || format == "mpegvideo";
  }

  /// The latest place from which an Ogg file says its times. It counts them back from each page's end,
  /// which libavformat does not do in the last page, where the end is cut, nor for FLAC at all: there it
  /// takes the place that was asked for as the one that was found.
  Duration latest_timed_in_ogg() const {
    const AVFormatContext& context = *container_->get();
    const bool flac = std::ranges::any_of(tracks_, [&](const auto& t) {
      return context.streams[t.first]->codecpar->codec_id == AV_CODEC_ID_FLAC;
    });
    if (flac || context.duration == AV_NOPTS_VALUE) return container_start();
    return container_start() + to_duration(context.duration, kMicroseconds) - kLongestOggPage;
  }

  static Duration stream_start(const AVStream& stream) {
    return stream.start_time != AV_NOPTS_VALUE ? to_duration(stream.start_time, stream.time_base) : Duration(0);
  }

  void forget_failure() {
    container_->forget_failure();
    std::lock_guard lock(in_.mutex_);
    in_.lost_in_.reset();
  }

  /// Seeks by the picture; where that has not begun yet, by what begins first: demuxers go with all
  /// streams to where the one they are asked for begins.
  void jump(Duration at) {
    ahead_.clear();
    forget_failure();
    if (at <= container_start() && is_mpeg_stream()) {
      // Asked for the first instant by time, these look for the next key frame behind it.
      av_seek_frame(container_->get(), -1, 0, AVSEEK_FLAG_BYTE);
      return;
    }
    if (std::string_view((*container_)->iformat->name) == "ogg") at = std::min(at, latest_timed_in_ogg());
    const AVStream* reference = (*container_)->streams[tracks_.front().first];
    for (const auto& [index, track] : tracks_) {
      const AVStream* other = (*container_)->streams[index];
      if (at < stream_start(*reference) && stream_start(*other) < stream_start(*reference)) reference = other;
    }
    const std::int64_t ticks = to_ticks(std::max(at, stream_start(*reference)), reference->time_base);
    if (av_seek_frame(container_->get(), reference->index, ticks, AVSEEK_FLAG_BACKWARD) >= 0) return;
    // It cannot be sought in: from its beginning everything is found, slowly.
    forget_failure();
    avio_seek((*container_)->pb, 0, SEEK_SET);
    avformat_flush(container_->get());
  }

  /// Reads ahead to the first key frame of the picture and the first packet of the sound; true when
  /// both are due in time. What is read is kept.
  bool starts_early_enough(const Request& request, Duration wanted, bool sound_too) {
    bool picture_found = tracks_.front().second != Track::kPicture;
    bool sound_found = !sound_too;
    std::size_t bytes = 0;
    while (ahead_.size() < kMaxAheadPackets && bytes < kMaxAheadBytes && in_.is_current(request.generation)) {
      PacketPtr packet = read(request.generation);
      if (!packet) return picture_found;
      const AVStream& stream = *(*container_)->streams[packet->stream_index];
      const auto track = std::ranges::find(tracks_, packet->stream_index, &std::pair<int, Track>::first);
      const bool guessed = packet->pts == AV_NOPTS_VALUE;
      const std::int64_t ticks = guessed ? packet->dts : packet->pts;
      const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
      bytes += static_cast<std::size_t>(std::max(packet->size, 0));
      ahead_.push_back(std::move(packet));
      if (track == tracks_.end() || ticks == AV_NOPTS_VALUE) continue;
      const Duration pts = to_duration(ticks, stream.time_base) + (guessed ? kReordering : Duration(0));
      if (track->second == Track::kSound) {
        if (!sound_found && pts > std::max(wanted - kAudioPreroll, stream_start(stream))) return false;
        sound_found = true;
      } else {
        if (!picture_found && key && pts > wanted) return false;
        picture_found = picture_found || key;
        if (pts > wanted + kInterleaving) sound_found = true;  // there is none here
      }
      if (picture_found && sound_found) return true;
    }
    return picture_found;
  }

  /// The next packet; null at the end, which is then noted.
  PacketPtr read(Generation generation) {
    PacketPtr packet(av_packet_alloc());
    for (int tries = 0; tries < 1000; ++tries) {
      const int code = av_read_frame(container_->get(), packet.get());
      auto error = container_->take_read_error();
      if (code >= 0 && !error) return packet;
      if (code == AVERROR(EAGAIN) && !error) continue;
      if (error) {
        if (is_of_the_disk(*error)) {
          std::lock_guard lock(in_.mutex_);
          in_.lost_in_ = generation;
        }
        report(std::move(*error));
      } else if (code != AVERROR_EOF && code != AVERROR_EXIT && !in_.is_lost(generation)) {
        report({.code = ErrorCode::kMediaDamaged, .subject = in_.spec_.resource.name, .detail = libav_text(code)});
      }
      break;
    }
    return nullptr;
  }

  /// False when there is nothing more to read in this generation.
  bool forward_one(const Request& request, std::stop_token stop) {
    if (at_end_) return false;
    PacketPtr packet;
    if (!ahead_.empty()) {
      packet = std::move(ahead_.front());
      ahead_.pop_front();
    } else {
      packet = read(request.generation);
    }
    if (stop.stop_requested()) return false;
    if (!packet) {
      if (!in_.is_lost(request.generation)) note_early_end();
      return finish(request.generation);
    }
    const auto track = std::ranges::find(tracks_, packet->stream_index, &std::pair<int, Track>::first);
    if (track == tracks_.end()) return true;
    packet->time_base = (*container_)->streams[packet->stream_index]->time_base;
    if (packet->pts != AV_NOPTS_VALUE) {
      const std::int64_t end = packet->pts + std::max<std::int64_t>(packet->duration, 0);
      furthest_ = std::max(furthest_, to_duration(end, packet->time_base));
      const MediaTime ends = origin_ + to_duration(end, packet->time_base);
      if (is_sound_alone() && ends < request.target - kLongestRunIn) return true;
    }
    return in_.packets_->push(track->second, std::move(packet), request.generation, stop) ==
           PacketBuffer::Pushed::kTaken;
  }

  /// Matroska and its like simply end where they are cut off. What their header promised tells.
  /// (MP4's index names what is missing: reading that fails by itself.)
  void note_early_end() {
    const AVFormatContext& context = *container_->get();
    if (in_.abort_ || context.duration == AV_NOPTS_VALUE || context.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE ||
        std::string_view(context.iformat->name).find("mp4") != std::string_view::npos) {
      return;
    }
    const Duration missing = container_start() + to_duration(context.duration, kMicroseconds) - furthest_;
    const bool all_are_played = tracks_.size() == context.nb_streams;
    if (missing < (all_are_played ? kRounding : kToleratedShortfall)) return;
    report({.code = ErrorCode::kMediaDamaged, .subject = in_.spec_.resource.name, .detail = "ends early"});
  }

  bool finish(Generation generation) {
    in_.packets_->finish(generation);
    at_end_ = true;
    return false;
  }

  void report(Error error) {
    {
      std::lock_guard lock(in_.mutex_);
      if (std::ranges::find(in_.errors_, error) != in_.errors_.end() || in_.errors_.size() >= kMaxErrors) return;
      in_.errors_.push_back(std::move(error));
    }
    if (in_.wake_) in_.wake_();
  }

  Input& in_;
  std::unique_ptr<Container> container_;
  MediaTime origin_{};  ///< media time of the container's time 0
  std::vector<std::pair<int, Track>> tracks_;  ///< the container's stream, and what it is to us
  std::deque<PacketPtr> ahead_;                ///< read while looking where a seek had landed
  bool at_end_ = false;
  Duration furthest_{};                 ///< the latest end of a packet, on the container's own line
  std::vector<std::jthread> decoders_;  ///< stopped before what is above
  std::jthread demuxer_;                ///< last: stopped first
};

Input::Input(InputSpec spec, Generation generation, MediaTime start, Wake wake)
    : spec_(std::move(spec)),
      wake_(std::move(wake)),
      packets_(std::make_unique<PacketBuffer>()),
      video_(wake_),
      audio_(std::make_shared<SampleQueue>(wake_)),
      request_{generation, start} {
  packets_->restart(generation, start);
  video_.restart(generation);
  audio_->restart(generation);
  worker_ = std::make_unique<Worker>(*this);
}

Input::~Input() {
  abort_ = true;
  worker_.reset();
}

void Input::seek(Generation generation, MediaTime target) {
  packets_->restart(generation, target);
  video_.restart(generation);
  audio_->restart(generation);
  {
    std::lock_guard lock(mutex_);
    request_ = {generation, target};
  }
  requested_.notify_all();
}

bool Input::is_current(Generation generation) const { return current_request().generation == generation; }

Input::Request Input::current_request() const {
  std::lock_guard lock(mutex_);
  return request_;
}

void Input::wait_for_request(Generation done, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  requested_.wait(lock, stop, [&] { return request_.generation != done; });
}

std::shared_ptr<const InputInfo> Input::info() const {
  std::lock_guard lock(mutex_);
  return info_;
}

bool Input::is_lost(Generation generation) const {
  std::lock_guard lock(mutex_);
  return lost_in_ == generation;
}

bool Input::is_unopened() const {
  std::lock_guard lock(mutex_);
  return unopened_;
}

std::vector<Error> Input::take_errors() {
  std::lock_guard lock(mutex_);
  return std::exchange(errors_, {});
}

}  // namespace mallette::media
