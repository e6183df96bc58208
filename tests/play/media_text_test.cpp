// SPDX-License-Identifier: GPL-3.0-or-later
// Captions that lie inside the film's own container.
#include <doctest/doctest.h>

#include <fstream>

#include "player/media/text_streams.h"
#include "subtitles/cue.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

const std::atomic<bool> kNoAbort{false};
constexpr subtitles::Colour kYellow{255, 255, 0, 255};

std::string caption_file(const ScratchFolder& folder) {
  const std::string path = folder / "captions.srt";
  std::ofstream(path) << "1\n00:00:00,500 --> 00:00:01,200\n<font color=\"#ffff00\">Où étiez-vous ?</font>\n\n"
                         "2\n00:00:01,400 --> 00:00:01,900\nChez moi.\n";
  return path;
}

/// A film of two seconds with the captions muxed in as `codec`, tagged with a language.
std::string film_with_text(const ScratchFolder& folder, const std::string& name, const std::string& codec,
                           const std::string& language, const std::string& more = "") {
  const std::string bare = folder / "bare.mkv", path = folder / name;
  REQUIRE(make_film(bare, {.seconds = 2}));
  REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + bare + "' -i '" + caption_file(folder) + "' -map 0 -map 1 -c copy " +
              (name.ends_with(".mp4") ? "-c:a aac " : "") + "-c:s " + codec + " -metadata:s:s:0 language=" + language +
              " " + more + " '" + path + "'"));
  return path;
}

const subtitles::Style* style_of(const subtitles::Cue& cue) { return cue.spans.empty() ? nullptr : &cue.spans[0].style; }

}  // namespace

TEST_CASE("captions in the film's container are read with their times, words and colours") {
  const ScratchFolder folder("text");
  struct Kind { std::string name, codec; };
  for (const Kind& kind : {Kind{"film.mp4", "mov_text"}, Kind{"srt.mkv", "subrip"}, Kind{"ass.mkv", "ass"}, Kind{"vtt.mkv", "webvtt"}}) {
    CAPTURE(kind.codec);
    const auto list = media::read_text_stream(file_resource(film_with_text(folder, kind.name, kind.codec, "fra")), "fr", kNoAbort);
    REQUIRE(list);
    REQUIRE(list->has_value());
    const auto& cues = (*list)->cues;
    REQUIRE(cues.size() == 2);
    CHECK(std::chrono::abs(cues[0].begin - 500ms) <= 10ms);
    CHECK(std::chrono::abs(cues[0].end - 1200ms) <= 10ms);
    CHECK(std::chrono::abs(cues[1].begin - 1400ms) <= 10ms);
    CHECK(plain_text(cues[0]) == "Où étiez-vous ?");
    CHECK(plain_text(cues[1]) == "Chez moi.");
    REQUIRE(style_of(cues[0]));
    if (kind.codec != "webvtt" && kind.codec != "mov_text") {  // ffmpeg loses the colour when it writes these
      CHECK(style_of(cues[0])->foreground == kYellow);
    }
    CHECK_FALSE(style_of(cues[1])->foreground == kYellow);
  }
}

TEST_CASE("a text stream of another language is not taken for the one that is wanted") {
  const ScratchFolder folder("language");
  const std::string path = film_with_text(folder, "film.mkv", "subrip", "eng");
  const auto french = media::read_text_stream(file_resource(path), "fr", kNoAbort);
  REQUIRE(french);
  CHECK_FALSE(french->has_value());
  const auto english = media::read_text_stream(file_resource(path), "en", kNoAbort);
  REQUIRE(english);
  CHECK(english->has_value());
}

TEST_CASE("captions of a film that begins at ten seconds begin with it") {
  const ScratchFolder folder("shifted");
  const std::string path = film_with_text(folder, "film.mkv", "subrip", "fre", "-output_ts_offset 10");
  const auto list = media::read_text_stream(file_resource(path), "fr", kNoAbort);
  REQUIRE(list);
  REQUIRE(list->has_value());
  REQUIRE((*list)->cues.size() == 2);
  CHECK(std::chrono::abs((*list)->cues[0].begin - 500ms) <= 40ms);
}

TEST_CASE("a film without text has none, and what is no film is an error") {
  const ScratchFolder folder("none");
  REQUIRE(make_film(folder / "film.mkv", {.seconds = 1}));
  const auto none = media::read_text_stream(file_resource(folder / "film.mkv"), "fr", kNoAbort);
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
  CHECK_FALSE(media::read_text_stream(file_resource(folder / "missing.mkv"), "fr", kNoAbort));
}
