// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/caption_loader.h"

#include <fmt/format.h>

#include "player/media/text_streams.h"

namespace mallette::app {
namespace {

LoadedCaptions read_stream(const media::InputSpec& film, const std::string& language, bool needed,
                           const std::atomic<bool>& abort) {
  auto cues = media::read_text_stream(film.resource, language, abort);
  // A film that cannot be opened is told of by the playback, which tries the same file.
  if (!cues) return {};
  if (!*cues) {
    if (!needed) return {};
    return {.error = Error{.code = ErrorCode::kNotSupported, .subject = film.resource.name, .found = "captions", .detail = language}};
  }
  // A container's cues are on the container's own line, which the film's offset brings to ours.
  return {.cues = std::make_shared<const subtitles::CueList>(std::move(**cues)), .offset = -film.offset};
}

}  // namespace

LoadedCaptions read_caption_file(const CaptionSource& source) {
  auto bytes = read_all(source.resource, subtitles::kMaxFileBytes);
  if (!bytes) return {.error = std::move(bytes.error())};
  auto cues = subtitles::read(*bytes, source.resource.name);
  if (!cues) return {.error = caption_error(cues.error(), source.resource.name)};
  return {.cues = std::make_shared<const subtitles::CueList>(std::move(*cues)), .offset = source.offset};
}

Error caption_error(const subtitles::ReadError& error, const std::string& name) {
  Error out{.code = ErrorCode::kCaptionsUnreadable, .subject = name, .found = error.found, .allowed = error.allowed};
  switch (error.code) {
    case subtitles::ReadErrorCode::kTooLarge: out.code = ErrorCode::kFileTooLarge; break;
    case subtitles::ReadErrorCode::kNoCue: out.code = ErrorCode::kCaptionsEmpty; break;
    case subtitles::ReadErrorCode::kUnknownFormat: out.allowed = "SubRip (.srt), WebVTT (.vtt)"; break;
  }
  if (error.line > 0) out.place = TextPlace{error.line, 1};
  return out;
}

CaptionLoader::CaptionLoader(const FilmTracks& tracks, media::Wake wake) : wake_(std::move(wake)) {
  if (!tracks.captions && tracks.caption_language.empty()) {
    loaded_.emplace();
    done_ = true;
    return;
  }
  thread_ = std::jthread([this, captions = tracks.captions, film = tracks.film, language = tracks.caption_language,
                          needed = tracks.captions_are_needed] {
    deliver(captions ? read_caption_file(*captions) : read_stream(film, language, needed, abort_));
  });
}

CaptionLoader::~CaptionLoader() { abort_ = true; }

void CaptionLoader::deliver(LoadedCaptions loaded) {
  {
    std::lock_guard lock(mutex_);
    loaded_ = std::move(loaded);
  }
  done_ = true;
  if (wake_) wake_();
}

std::optional<LoadedCaptions> CaptionLoader::take() {
  std::lock_guard lock(mutex_);
  return std::exchange(loaded_, std::nullopt);
}

bool CaptionLoader::done() const { return done_; }

}  // namespace mallette::app
