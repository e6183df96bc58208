// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/write.h"

#include <doctest/doctest.h>

#include "subtitles/embedded.h"
#include "tests/support/caption_samples.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::subtitles;
using namespace std::chrono_literals;
using test::read_text;

namespace {

/// All six colours of the French code, two speakers, a place, and text that looks like markup.
constexpr std::string_view kFrenchSdh =
    "1\n00:00:01,000 --> 00:00:03,500\n- Vous êtes bien <i>Anna</i> ?\n"
    "<font color=\"#FFFF00\">- Oui. Qui est là ?</font>\n\n"
    "2\n00:00:04,000 --> 00:00:05,000\n{\\an8}<font color=\"#FF0000\">Porte qui claque</font>\n\n"
    "3\n01:02:03,004 --> 01:02:05,006\n<font color=\"#FF00FF\">♪ <b>Valse</b> lente ♪</font>\n\n"
    "4\n01:02:06,000 --> 01:02:07,000\n<font color=\"#00FFFF\">Je n'ai <u>rien</u> dit.</font>\n\n"
    "5\n01:02:08,000 --> 01:02:09,000\n<font color=\"#00FF00\">I don't know.</font>\n\n"
    "6\n01:02:10,000 --> 01:02:11,000\n3 < 4 & R&D ; <font color=\"#12ab9F\">à part</font>\n";

void check_same_cues(const CueList& one, const CueList& other) {
  REQUIRE(one.cues.size() == other.cues.size());
  for (std::size_t i = 0; i < one.cues.size(); ++i) {
    CAPTURE(i);
    const Cue& a = one.cues[i];
    const Cue& b = other.cues[i];
    CHECK(a.begin == b.begin);
    CHECK(a.end == b.end);
    CHECK(plain_text(a) == plain_text(b));
    REQUIRE(a.spans.size() == b.spans.size());
    for (std::size_t k = 0; k < a.spans.size(); ++k) CHECK(a.spans[k].style == b.spans[k].style);
  }
}

std::optional<Cue> packet(PayloadKind kind, std::string_view payload, std::string_view settings = {}) {
  return cue_from_packet(1s, 2s, kind, {.payload = payload, .settings = settings});
}

}  // namespace

TEST_CASE("SubRip to WebVTT and back keeps text, times, colours and place") {
  const auto original = read_text(kFrenchSdh);
  REQUIRE(original);
  CHECK(original->warnings.empty());
  const auto as_webvtt = read_text(write_webvtt(*original), "x.vtt");
  REQUIRE(as_webvtt);
  CHECK(as_webvtt->format == Format::kWebVtt);
  CHECK(as_webvtt->warnings.empty());
  check_same_cues(*original, *as_webvtt);
  const auto back = read_text(write_subrip(*as_webvtt));
  REQUIRE(back);
  CHECK(back->format == Format::kSubRip);
  check_same_cues(*original, *back);
  CHECK(back->cues[1].placement == original->cues[1].placement);
}

TEST_CASE("French colours are written so that players without our conventions keep them") {
  const std::string text = write_webvtt(*read_text(kFrenchSdh));
  CHECK(text.starts_with("WEBVTT\n"));
  CHECK(text.find("::cue(.yellow) { color: #FFFF00 }") != std::string::npos);
  CHECK(text.find("<c.yellow>- Oui. Qui est là ?</c>") != std::string::npos);
  CHECK(text.find("::cue(.rgb-12ab9f) { color: #12AB9F }") != std::string::npos);
  CHECK(text.find("3 &lt; 4 &amp; R&amp;D") != std::string::npos);
}

TEST_CASE("WebVTT written from WebVTT keeps regions, settings, voices and identifiers") {
  const auto original = read_text(
      "WEBVTT\nKind: captions\nLanguage: fr\n\nREGION\nid:bas\nwidth:40%\nlines:2\nregionanchor:0%,100%\n"
      "viewportanchor:10%,90%\nscroll:up\n\nSTYLE\n::cue(.cri) { color: red; font-weight: bold }\n\n"
      "intro 1\n00:01.000 --> 00:02.000 region:bas align:left\n<v Anna><c.cri>Non</c> & <lang en>go\n\n"
      "00:03.000 --> 00:04.000 line:10%,end position:30.5%,line-left size:50% align:right\nb\n");
  REQUIRE(original);
  const auto again = read_text(write_webvtt(*original), "x.vtt");
  REQUIRE(again);
  CHECK(again->warnings.empty());
  CHECK(again->language == "fr");
  CHECK(again->kind == "captions");
  CHECK(again->regions == original->regions);
  check_same_cues(*original, *again);
  CHECK(again->cues[0].id == "intro 1");
  CHECK(again->cues[0].spans[0].voice == "Anna");
  CHECK(again->cues[0].spans.back().language == "en");
  CHECK(again->cues[0].placement == original->cues[0].placement);
  CHECK(again->cues[1].placement == original->cues[1].placement);
}

TEST_CASE("a cue that would break the file it is written to does not") {
  CueList list;
  list.cues.push_back(
      {.begin = 1s, .end = 2s, .spans = {{.text = "un\n\n\ndeux --> trois\n"}}, .id = "x --> y"});
  list.cues.push_back({.begin = 1500400us, .end = 2500600us, .spans = {{.text = "fin"}}});
  const auto vtt = read_text(write_webvtt(list), "x.vtt");
  REQUIRE(vtt);
  CHECK(vtt->cues.size() == 2);
  CHECK(plain_text(vtt->cues[0]) == "un\ndeux --> trois");
  CHECK(vtt->cues[1].begin == 1500ms);
  CHECK(vtt->cues[1].end == 2501ms);
  const auto srt = read_text(write_subrip(list));
  REQUIRE(srt);
  CHECK(plain_text(srt->cues.at(0)) == "un\ndeux --> trois");
}

TEST_CASE("every real WebVTT file survives being written") {
  const auto folder = test::outside_data("film/able-french");
  if (!folder) return;
  const std::string content = test::file_content((*folder / "wwa_captions_fr.vtt").generic_string());
  const auto original = read_text(content, "x.vtt");
  REQUIRE(original);
  check_same_cues(*original, *read_text(write_webvtt(*original), "y.vtt"));
  check_same_cues(*original, *read_text(write_subrip(*original)));
}

TEST_CASE("packets of each kind become cues") {
  const auto srt = packet(PayloadKind::kSubRip, "{\\an8}<font color=\"#FFFF00\">Oui</font>");
  REQUIRE(srt);
  CHECK(srt->begin == 1s);
  CHECK(srt->placement.line == 0);
  CHECK(srt->spans.at(0).style.foreground == Colour{255, 255, 0});

  const auto vtt = packet(PayloadKind::kWebVtt, "<v Anna>Oui, <c.red>non</c>", "line:0 align:left");
  REQUIRE(vtt);
  CHECK(vtt->placement.align == TextAlign::kLeft);
  CHECK(vtt->spans.at(0).voice == "Anna");
  CHECK(vtt->spans.at(1).style.foreground == Colour{255, 0, 0});

  const auto ass = packet(PayloadKind::kAssEvent,
                          "0,0,Default,,0,0,0,,Oui, {\\i1}non{\\i0}\\N{\\c&H00FFFF&\\pos(1,2)}à part");
  REQUIRE(ass);
  CHECK(plain_text(*ass) == "Oui, non\nà part");
  CHECK(ass->spans.at(1).style.italic);
  CHECK(ass->spans.back().style.foreground == Colour{255, 255, 0});
}

TEST_CASE("packets without text, or of rubbish, give nothing and harm nothing") {
  CHECK_FALSE(packet(PayloadKind::kSubRip, "  \n "));
  CHECK_FALSE(packet(PayloadKind::kAssEvent, "no commas here"));
  CHECK_FALSE(packet(PayloadKind::kAssEvent, "0,0,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}"));
  CHECK_FALSE(cue_from_packet(2s, 2s, PayloadKind::kSubRip, {.payload = "x"}));
  CHECK(plain_text(*packet(PayloadKind::kAssEvent, "0,0,Default,,0,0,0,,a{b\\")) == "a{b\\");
  CHECK(plain_text(*packet(PayloadKind::kWebVtt, std::string_view("a\0\xFF", 3))).size() > 1);
}
