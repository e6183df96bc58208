// SPDX-License-Identifier: GPL-3.0-or-later
// Caption files and packets of any bytes: nothing crashes, what comes out is valid UTF-8 within its
// limits, and a file we write is a file we read.
#include <cstdlib>
#include <span>

#include "subtitles/caption_text.h"
#include "subtitles/embedded.h"
#include "subtitles/encoding.h"
#include "subtitles/read.h"
#include "subtitles/write.h"

using namespace mallette::subtitles;
using namespace std::chrono_literals;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_cue(const Cue& cue) {
  require(cue.begin < cue.end);
  require(!cue.spans.empty());
  for (const Span& span : cue.spans) {
    require(!span.text.empty());
    require(is_strict_utf8(span.text) && is_strict_utf8(span.voice));
  }
  CaptionText text = caption_text(cue, Palette::kStrengthened);
  text.space = 1;
  for (Word& word : text.words) word.width = 5;
  for (const std::size_t rows : {1u, 3u, 1000u}) {
    const auto starts = balanced_rows(text, 20, rows);
    require(!starts || starts->size() <= rows);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view payload(reinterpret_cast<const char*>(data), size);
  const auto list = read(std::as_bytes(std::span(payload)), "fuzz.vtt");
  if (list) {
    require(list->cues.size() <= kMaxCues && list->warnings.size() <= kMaxWarnings);
    for (const Cue& cue : list->cues) check_cue(cue);
    const std::string webvtt = write_webvtt(*list);
    const auto again = read(std::as_bytes(std::span(webvtt)), "again.vtt");
    require(list->cues.empty() || (again && again->cues.size() == list->cues.size()));
    const std::string subrip = write_subrip(*list);
    static_cast<void>(read(std::as_bytes(std::span(subrip)), "again.srt"));
  }
  const std::string_view settings = payload.substr(0, size / 4);
  for (const PayloadKind kind : {PayloadKind::kSubRip, PayloadKind::kWebVtt, PayloadKind::kAssEvent}) {
    const auto cue =
        cue_from_packet(1s, 2s, kind, {.payload = payload, .settings = settings, .id = settings});
    if (cue) check_cue(*cue);
  }
  return 0;
}
