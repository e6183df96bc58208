// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/read.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "subtitles/encoding.h"
#include "tests/support/caption_samples.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::subtitles;
using namespace std::chrono_literals;
using test::read_text;

namespace {

std::vector<std::string> texts_of(const CueList& list) {
  std::vector<std::string> texts;
  for (const Cue& cue : list.cues) texts.push_back(plain_text(cue));
  return texts;
}

bool warns(const CueList& list, WarningCode code, std::uint32_t line) {
  return std::any_of(list.warnings.begin(), list.warnings.end(),
                     [&](const Warning& warning) { return warning.code == code && warning.line == line; });
}

const Span& only_span(const CueList& list) {
  REQUIRE(list.cues.size() == 1);
  REQUIRE(list.cues[0].spans.size() == 1);
  return list.cues[0].spans[0];
}

std::string srt(std::string_view text) {
  return "1\n00:00:01,000 --> 00:00:02,000\n" + std::string(text) + "\n";
}
std::string vtt(std::string_view text, std::string_view head = "") {
  return "WEBVTT\n\n" + std::string(head) + "00:01.000 --> 00:02.000\n" + std::string(text) + "\n";
}

tl::expected<CueList, ReadError> read_outside(const std::filesystem::path& file) {
  return read_text(test::file_content(file.generic_string()), file.filename().generic_string());
}

constexpr Colour kYellow{255, 255, 0};

}  // namespace

TEST_CASE("an empty file is an empty list, one with content but no cue is an error") {
  for (const char* empty : {"", "\n\n  \n", "\xEF\xBB\xBF"}) {
    const auto list = read_text(empty);
    REQUIRE(list);
    CHECK(list->cues.empty());
  }
  const auto nothing = read_text("WEBVTT\n\nNOTE nothing else\n", "film.vtt");
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == ReadErrorCode::kNoCue);
  CHECK(nothing.error().file_name == "film.vtt");
  const auto broken = read_text("1\n00:00:01 -> 00:00:02\nx\n\n2\n00:0:bad --> 00:00:03\ny\n");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ReadErrorCode::kNoCue);
  CHECK(broken.error().line > 0);
}

TEST_CASE("what is no caption file is refused with what it is") {
  const auto found = [](std::string_view text) {
    const auto result = read_text(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ReadErrorCode::kUnknownFormat);
    return result.error().found;
  };
  CHECK(found("<?xml version=\"1.0\"?><tt xmlns=\"http://www.w3.org/ns/ttml\"/>") == "TTML");
  CHECK(found("[Script Info]\nTitle: x\n") == "ASS");
  CHECK(found("850STL25.01" + std::string(100, ' ')) == "EBU STL");
  CHECK(found("Bonjour à toutes et à tous\nsuite") == "Bonjour à toutes et à tous");
  const auto large = subtitles::read(std::vector<std::byte>(kMaxFileBytes + 1), "x.srt");
  REQUIRE_FALSE(large);
  CHECK(large.error().code == ReadErrorCode::kTooLarge);
}

TEST_CASE("the format is told by the content, not by the name") {
  CHECK(read_text(vtt("a"), "wrong.srt")->format == Format::kWebVtt);
  CHECK(read_text(srt("a"), "wrong.txt")->format == Format::kSubRip);
  const auto headless = read_text("00:01.000 --> 00:02.000\nsans en-tête\n", "film.vtt");
  REQUIRE(headless);
  CHECK(plain_text(headless->cues.at(0)) == "sans en-tête");
  CHECK(warns(*headless, WarningCode::kMissingHeader, 1));
}

TEST_CASE("a SubRip file is read as people write them") {
  const auto list = read_text(
      "\xEF\xBB\xBF"
      "1\r\n00:00:01,000 --> 00:00:02,500\r\nPremière ligne\r\nseconde\r\n\r\n\r\n"
      "00:03.250-->00:04.000\rsans heures, sans numéro\r\r"
      "7\n0:00:05 --> 0:00:06  X1:10 X2:20\nsans millisecondes\n"
      "8\n00:00:06,000 --> 00:00:08,000\ncolle au précédent");
  REQUIRE(list);
  CHECK(texts_of(*list) == std::vector<std::string>{"Première ligne\nseconde", "sans heures, sans numéro",
                                                    "sans millisecondes", "colle au précédent"});
  CHECK(list->cues[0].begin == 1s);
  CHECK(list->cues[0].end == 2500ms);
  CHECK(list->cues[1].begin == 3250ms);
  CHECK(list->cues[1].id.empty());
  CHECK(list->cues[2].begin == 5s);
  CHECK(list->cues[3].id == "8");
  CHECK(list->warnings.empty());
}

TEST_CASE("a bad time costs its own cue and names its line") {
  const auto list = read_text(
      "1\n00:00:01,000 --> 00:00:02,000\nbon\n\n2\n00:00:61,000 --> 00:01:02,000\nmauvais\n\n"
      "3\n00:00:09,000 --> 00:00:08,000\nà rebours\n\ntexte perdu\nencore\n\n"
      "4\n00:00:03,000 --> 00:00:04,000\nbon aussi\n\n5\n");
  REQUIRE(list);
  CHECK(texts_of(*list) == std::vector<std::string>{"bon", "bon aussi"});
  CHECK(warns(*list, WarningCode::kBadTimestamp, 6));
  CHECK(warns(*list, WarningCode::kEndsBeforeBegin, 10));
  CHECK(warns(*list, WarningCode::kOrphanText, 13));
  CHECK(list->warnings.back().code == WarningCode::kUnexpectedEnd);
}

TEST_CASE("the tags of SubRip become styles, and what is no tag stays text") {
  CHECK(only_span(*read_text(srt("<font color=\"#FFFF00\">Jaune</font>"))).style.foreground == kYellow);
  CHECK(only_span(*read_text(srt("<FONT face='x' COLOR=yellow>Jaune</FONT>"))).style.foreground == kYellow);
  CHECK(only_span(*read_text(srt("{\\c&H00FFFF&}Jaune"))).style.foreground == kYellow);
  CHECK(only_span(*read_text(srt("<i>penché"))).style.italic);
  CHECK(only_span(*read_text(srt("{\\i1}penché{\\i0}"))).style.italic);
  CHECK(only_span(*read_text(srt("3 < 4 > 2, {sic}, <3, <inconnu>"))).text ==
        "3 < 4 > 2, {sic}, <3, <inconnu>");
  CHECK(only_span(*read_text(srt("un<br/>deux"))).text == "un\ndeux");

  const auto crossed = read_text(srt("<b>gras <i>les deux</b> penché</i> rien"));
  REQUIRE(crossed->cues[0].spans.size() == 4);
  CHECK(crossed->cues[0].spans[2].style == Style{.italic = true});
  CHECK(crossed->cues[0].spans[3].style == Style{});
}

TEST_CASE("alignment tags place a SubRip cue") {
  const auto top = read_text(srt("{\\an8}en haut"))->cues.at(0).placement;
  CHECK(top.line == 0);
  CHECK(top.snap_to_lines);
  CHECK(top.align == TextAlign::kCentre);
  CHECK(read_text(srt("{\\an1}à gauche"))->cues.at(0).placement.align == TextAlign::kLeft);
  CHECK(read_text(srt("{\\a6}en haut"))->cues.at(0).placement.line == 0);
  CHECK(read_text(srt("{\\an2}en bas"))->cues.at(0).placement == Placement{});
}

TEST_CASE("cues come in cue order, whatever the file's") {
  const auto list = read_text(
      "1\n00:00:05,000 --> 00:00:06,000\ntrois\n\n2\n00:00:01,000 --> 00:00:02,000\ndeux\n\n"
      "3\n00:00:01,000 --> 00:00:09,000\nun\n");
  CHECK(texts_of(*list) == std::vector<std::string>{"un", "deux", "trois"});
}

TEST_CASE("each encoding of the same French text reads alike") {
  const std::string text = srt("« L’été, à Nîmes… » – œuvre");
  const auto expect = [&](const std::string& bytes, Encoding encoding) {
    const auto list = read_text(bytes);
    REQUIRE(list);
    CHECK(list->encoding == encoding);
    CHECK(plain_text(list->cues.at(0)) == "« L’été, à Nîmes… » – œuvre");
  };
  expect(text, Encoding::kUtf8);
  expect("1\n00:00:01,000 --> 00:00:02,000\n\xAB L\x92\xE9t\xE9, \xE0 N\xEEmes\x85 \xBB \x96 \x9Cuvre\n",
         Encoding::kWindows1252);
  std::string little;
  std::string big;
  for (std::size_t i = 0; i < text.size();) {
    char32_t c = static_cast<std::uint8_t>(text[i]);
    const std::size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
    if (n == 2) c = (c & 0x1F) << 6 | (static_cast<std::uint8_t>(text[i + 1]) & 0x3F);
    if (n == 3) {
      c = (c & 0xF) << 12 | (static_cast<std::uint8_t>(text[i + 1]) & 0x3Fu) << 6 |
          (static_cast<std::uint8_t>(text[i + 2]) & 0x3F);
    }
    little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
    i += n;
  }
  expect(little, Encoding::kUtf16Le);
  expect(big, Encoding::kUtf16Be);
  expect("\xFF\xFE" + little, Encoding::kUtf16Le);
  expect("\xFE\xFF" + big, Encoding::kUtf16Be);
}

TEST_CASE("ill-formed text is mended, never passed on") {
  const auto decoded = [](std::string_view bytes) { return decode_text(std::as_bytes(std::span(bytes))); };
  CHECK(decoded("\xEF\xBB\xBF"
                "a\xC3")
            .text == "a\xEF\xBF\xBD");
  CHECK(decoded("\xC0\xAF").encoding == Encoding::kWindows1252);                  // overlong: not UTF-8
  CHECK(decoded("\xED\xA0\x80").encoding == Encoding::kWindows1252);              // a surrogate: not UTF-8
  CHECK(decoded("\x81\x8D\x9D").text == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // undefined in 1252
  CHECK(is_strict_utf8(decoded(std::string_view("\xFF\xFE\x00\xD8\x41", 5)).text));
  CHECK(utf8_prefix("aé", 2) == "a");
}

TEST_CASE("WebVTT colours come from classes, style sheets and voices") {
  CHECK(only_span(*read_text(vtt("<c.yellow>Jaune</c>"))).style.foreground == kYellow);
  CHECK(only_span(*read_text(vtt("<c.bg_blue.yellow>Jaune"))).style.background == Colour{0, 0, 255});
  CHECK(only_span(*read_text(vtt("<v.loud Anna Doe>Non !</v>"))).voice == "Anna Doe");
  const auto style = [](std::string_view css, std::string_view text) {
    return only_span(*read_text(vtt(text, "STYLE\n" + std::string(css) + "\n\nid\n"))).style;
  };
  CHECK(style("::cue { color: yellow }", "x").foreground == kYellow);
  CHECK(style("::cue(.bruit) { color: #ff0; font-style: italic }", "<c.bruit>x").foreground == kYellow);
  CHECK(style("::cue(.bruit) { color: #ff0; font-style: italic }", "<c.bruit>x").italic);
  CHECK(style("::cue(v[voice=\"Anna\"]) { color: rgb(255, 255, 0); font-weight: bold }", "<v Anna>x").bold);
  CHECK(style("::cue(v[voice=Anna]){color:yellow}", "<v Zoé>x").foreground == std::nullopt);
  CHECK(style("::cue(#id) { text-decoration: underline }", "x").underline);
  CHECK(style("::cue(#autre) { text-decoration: underline }", "x") == Style{});
  CHECK(style("::cue(b) { background: rgba(0,0,0,.5) }", "<b>x").background == Colour{0, 0, 0, 128});
  // The more specific rule wins over the later one; the author's over the default class.
  CHECK(style("::cue(c.a) { color: yellow } ::cue(c) { color: red }", "<c.a>x").foreground == kYellow);
  CHECK(style("::cue(.red) { color: yellow }", "<c.red>x").foreground == kYellow);
  CHECK(style("::cue(.a) /* { */ { color: yellow }", "<c.a>x").foreground == kYellow);
}

TEST_CASE("a broken style sheet costs only itself") {
  for (const char* css :
       {"::cue(", "::cue{", "}}}}", "::cue(.a{color:", "p > q { color: red }", "::cue() { ; : }", "/* ",
        "::cue([lang) { color: red }", "@import url(x);", "::cue(.a) { color: rgb(,,) }"}) {
    CAPTURE(css);
    const auto list =
        read_text("WEBVTT\n\nSTYLE\n" + std::string(css) + "\n\n00:01.000 --> 00:02.000\nbon\n");
    REQUIRE(list);
    CHECK(only_span(*list).style.foreground == std::nullopt);
  }
}

TEST_CASE("references, ruby, timestamps and comments of WebVTT are read") {
  CHECK(only_span(*read_text(vtt("&lt;b&gt; &amp; &eacute;&nbsp;&#233;&#xE9; &rien; &"))).text ==
        "<b> & é\u00A0éé &rien; &");
  CHECK(plain_text(read_text(vtt("un <00:01.500>deux <c>trois"))->cues.at(0)) == "un deux trois");
  const auto ruby = read_text(vtt("<ruby>base<rt>lecture</ruby> fin"))->cues.at(0).spans;
  REQUIRE(ruby.size() == 3);
  CHECK(ruby[1].ruby);
  CHECK(ruby[1].text == "lecture");
  CHECK_FALSE(ruby[2].ruby);
  CHECK(plain_text(read_text("WEBVTT\n\nNOTE\nrien --\n\n00:01.000 --> 00:02.000\nseul\n")->cues.at(0)) ==
        "seul");
}

TEST_CASE("regions and settings of WebVTT are kept") {
  const auto list = read_text(
      "WEBVTT\nKind: captions\nLanguage: fr\n\nREGION\nid:bas width:40%\nlines:2 viewportanchor:10%,90%\n\n"
      "00:01.000 --> 00:02.000 region:bas align:left\na\n\n"
      "00:03.000 --> 00:04.000 line:10%,end position:30%,line-left size:50% align:right\nb\n\n"
      "00:05.000 --> 00:06.000 vertical:rl region:nulle\nc\n");
  REQUIRE(list);
  CHECK(list->language == "fr");
  CHECK(list->kind == "captions");
  const Region* region = find_region(*list, "bas");
  REQUIRE(region != nullptr);
  CHECK(region->width == 40);
  CHECK(region->lines == 2);
  CHECK(region->viewport_anchor_x == 10);
  CHECK(list->cues[0].placement.region == "bas");
  const Placement& placement = list->cues[1].placement;
  CHECK(placement.line == 10);
  CHECK_FALSE(placement.snap_to_lines);
  CHECK(placement.line_align == LineAlign::kEnd);
  CHECK(placement.position == 30);
  CHECK(placement.position_align == PositionAlign::kLineLeft);
  CHECK(placement.size == 50);
  CHECK(placement.align == TextAlign::kRight);
  CHECK(warns(*list, WarningCode::kVertical, 15));
}

TEST_CASE("limits hold, and hostile files take no longer than their size") {
  const auto timed = [](const std::string& content) {
    const auto start = std::chrono::steady_clock::now();
    const auto list = read_text(content, "x.vtt");
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(took < 20s);  // seconds even under sanitizers; minutes if anything were quadratic
    return list;
  };
  const auto filled = [](std::string head, std::string_view unit, std::size_t bytes) {
    while (head.size() < bytes) head += unit;
    return head;
  };
  constexpr std::size_t kLarge = 4u << 20;
  const std::string cue = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
  CHECK(plain_text(timed(filled(cue, "a", kLarge))->cues.at(0)).size() <= kMaxCueBytes);
  CHECK(timed(filled(cue, "<b>a", kLarge))->cues.size() == 1);
  CHECK(timed(filled(cue + "a", "<", kLarge))->cues.size() == 1);
  CHECK(timed(filled(cue + "a", "&", kLarge))->cues.size() == 1);
  CHECK(timed(filled(srt("a"), "{\\i1", kLarge))->cues.size() == 1);
  CHECK(timed(filled(srt("a"), "\n00:00:01,000 --> 00:00:02,000", kLarge))->cues.size() <= kMaxCues);
  CHECK(timed(filled(srt("a"), "-->", kLarge))->cues.size() == 1);
  CHECK(timed(filled(srt("a"), "\n\nx --> y", kLarge))->warnings.size() == kMaxWarnings);
  CHECK(timed(filled("WEBVTT\n\n", "00:01.000 --> 00:02.000\n<c.a.b.c.d.e.f.g.h>x<v Anna>y\n\n", kLarge))
            ->cues.size() > 70'000);
  CHECK(timed(filled("WEBVTT\n\nSTYLE\n", "::cue(.a),", kLarge) + "\n\n00:01.000 --> 00:02.000\nx\n")
            ->cues.size() == 1);
  CHECK(timed(filled("WEBVTT\n", "Region: id=a\n", kLarge) + "\n00:01.000 --> 00:02.000\nx\n")
            ->regions.size() == kMaxRegions);
}

TEST_CASE("five thousand cues are read well within a frame's patience") {
  std::string file = "WEBVTT\n\nSTYLE\n::cue(.jaune) { color: yellow }\n\n";
  for (int i = 0; i < 5000; ++i) {
    file += "00:00:01.000 --> 00:00:02.000\n- <c.jaune>Qui est là ?</c>\n- <i>Personne.</i> Entrez donc.\n\n";
  }
  const auto start = std::chrono::steady_clock::now();
  const auto list = read_text(file, "x.vtt");
  const auto took = std::chrono::steady_clock::now() - start;
  REQUIRE(list);
  CHECK(list->cues.size() == 5000);
  MESSAGE("5000 cues: ", std::chrono::duration<double, std::milli>(took).count(), " ms");
  CHECK(took < 1s);
}

TEST_CASE("SubRip files from elsewhere, whole and broken, give the cues they hold") {
  const auto folder = test::outside_data("subtitles/androidx-subrip");
  if (!folder) return;
  const auto count = [&](const char* name) {
    const auto list = read_outside(*folder / name);
    CAPTURE(name);
    REQUIRE(list);
    return list->cues.size();
  };
  CHECK(count("empty") == 0);
  CHECK(count("typical") == 3);
  CHECK(count("typical_bad_timestamps") == 1);
  CHECK(count("typical_extra_blank_line") == 3);
  CHECK(count("typical_missing_sequence") == 3);
  CHECK(count("typical_missing_timecode") == 2);
  CHECK(count("typical_negative_timestamps") == 1);
  CHECK(count("typical_no_hours_and_millis") == 3);
  CHECK(count("typical_unexpected_end") == 2);
  CHECK(count("typical_utf16be") == 3);
  CHECK(count("typical_utf16le") == 3);
  CHECK(count("typical_with_byte_order_mark") == 3);
  CHECK(count("typical_with_tags") == 14);
  CHECK(plain_text(read_outside(*folder / "typical_with_tags")->cues[2]) == "This  is the third  subtitle.");
}

TEST_CASE("WebVTT files from elsewhere give the cues they hold") {
  const auto folder = test::outside_data("subtitles/androidx-webvtt");
  if (!folder) return;
  const auto read_file = [&](const char* name) {
    auto list = read_outside(*folder / name);
    CAPTURE(name);
    REQUIRE(list);
    return *list;
  };
  CHECK(read_file("empty").cues.empty());
  CHECK(read_file("typical").cues.size() == 2);
  // "00:00" without thousandths and "02.345" without minutes are no times in the specification.
  CHECK_FALSE(read_outside(*folder / "typical_with_bad_timestamps"));
  CHECK(read_file("typical_with_comments").cues.size() == 2);
  CHECK(read_file("with_bad_cue_header").cues.size() == 2);
  CHECK(read_file("with_bom").cues.size() == 2);
  CHECK(read_file("with_wide_unicode_chars_and_cr_endings").cues.size() == 1);
  CHECK(read_file("with_x-timestamp-map_header").cues.size() == 2);
  CHECK(read_file("with_vertical").cues.size() == 3);
  CHECK(read_file("with_rubies").cues.size() == 4);
  const CueList styled = read_file("with_css_styles");
  REQUIRE(styled.cues.size() == 4);
  CHECK(styled.cues[0].spans[0].style.foreground == Colour{255, 239, 213});
  CHECK(styled.cues[1].spans[0].style.foreground == Colour{255, 218, 185});
  CHECK(styled.cues[2].spans.back().style.underline);
  CHECK(styled.cues[3].spans[0].style.background == Colour{0, 255, 0});
  const CueList complex = read_file("with_css_complex_selectors");
  REQUIRE(complex.cues.size() == 5);
  CHECK(complex.cues[0].spans.at(1).style.foreground == Colour{238, 130, 238});
  CHECK(complex.cues[2].spans.at(1).style.bold);
  CHECK(complex.cues[4].spans.back().style.italic);
  const CueList placed = read_file("with_positioning");
  REQUIRE(placed.cues.size() == 8);
  CHECK(placed.cues[0].placement.position == 60);
  CHECK(placed.cues[1].placement.position == std::nullopt);
  CHECK(placed.cues[7].placement.position_align == PositionAlign::kLineRight);
}

TEST_CASE("French captions of real films are read without loss") {
  const auto folder = test::outside_data("film/able-french");
  if (!folder) return;
  for (const char* name : {"wwa_captions_fr.vtt", "frenchsong_captions_fr.vtt", "wwa_description_fr.vtt",
                           "frenchsong_chapters_fr.vtt", "wwa_chapters_fr.vtt"}) {
    CAPTURE(name);
    const auto list = read_outside(*folder / name);
    REQUIRE(list);
    CHECK_FALSE(list->cues.empty());
    for (const Warning& warning : list->warnings) {
      CAPTURE(code_name(warning.code));
      CAPTURE(warning.line);
      CHECK(warning.code == WarningCode::kEmptyCue);
    }
  }
  const auto captions = read_outside(*folder / "wwa_captions_fr.vtt");
  CHECK(captions->language == "fr");
  CHECK(captions->cues[1].spans[0].voice == "Narrateur");
  const auto rabbit = test::outside_data("film/rabbit/descriptions.vtt");
  if (!rabbit) return;
  CHECK(read_outside(*rabbit)->cues.size() == 3);
}

TEST_CASE("the same French text in six encodings is recognised") {
  const auto folder = test::outside_data("subtitles/charset-fr");
  if (!folder) return;
  const auto decoded = [&](const char* name) {
    const std::string bytes = test::file_content((*folder / name).generic_string());
    return decode_text(std::as_bytes(std::span(bytes)));
  };
  CHECK(decoded("utf-8.txt").encoding == Encoding::kUtf8);
  CHECK(decoded("utf-16.be").encoding == Encoding::kUtf16Be);
  CHECK(decoded("utf-32.le").encoding == Encoding::kUtf32Le);
  for (const char* name : {"windows-1252.txt", "iso-8859-1.txt", "iso-8859-15.txt"}) {
    CAPTURE(name);
    CHECK(decoded(name).encoding == Encoding::kWindows1252);
    CHECK(decoded(name).text.find("é") != std::string::npos);
  }
}
