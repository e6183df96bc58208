// SPDX-License-Identifier: GPL-3.0-or-later
// The one model every caption format is read into, and every writer and the renderer start from.
//
//   CueList ── regions   where cues may be gathered (WebVTT REGION, TTML region)
//      └─ Cue            begin <= t < end, a placement, and
//           └─ Span      a run of text of one look, one speaker, one language; '\n' in it is a line break
//
// The model is wider than SRT and WebVTT: it also holds what TTML, EBU STL and ASS say (a region of a
// given height, text colour and background of each run, ruby text brought into the line).
// Plain values: any thread. Times are microseconds of the film. Text is valid UTF-8.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mallette::subtitles {

/// sRGB, alpha not premultiplied.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend bool operator==(const Colour&, const Colour&) = default;
};

struct Style {
  std::optional<Colour> foreground = {};  ///< none: the viewer's own choice
  std::optional<Colour> background = {};  ///< none: the band's
  bool italic = false;
  bool bold = false;
  bool underline = false;
  friend bool operator==(const Style&, const Style&) = default;
};

struct Span {
  std::string text;  ///< without markup; '\n' breaks the line
  Style style = {};
  std::string voice = {};                 ///< who speaks (<v Name>), where the file says so
  std::string language = {};              ///< BCP 47, where it differs from the list's
  std::vector<std::string> classes = {};  ///< WebVTT classes, outermost first, each once
  bool ruby = false;                      ///< a reading of the text before it, brought into the line
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Writing : std::uint8_t { kHorizontal, kVerticalGrowingLeft, kVerticalGrowingRight };
enum class TextAlign : std::uint8_t { kStart, kCentre, kEnd, kLeft, kRight };
enum class LineAlign : std::uint8_t { kStart, kCentre, kEnd };
enum class PositionAlign : std::uint8_t { kAuto, kLineLeft, kCentre, kLineRight };

/// Where the author wants the cue, in the terms of WebVTT (section 3.1); the default is bottom centre.
/// A wish: the renderer keeps every cue inside what it is allowed.
struct Placement {
  Writing writing = Writing::kHorizontal;
  std::optional<double> line = {};  ///< none: automatic, at the bottom. Rows, or percent of the height
  bool snap_to_lines = true;        ///< `line` counts rows: 0 is the first, -1 the last
  LineAlign line_align = LineAlign::kStart;
  std::optional<double> position = {};  ///< percent of the width; none: by `align`
  PositionAlign position_align = PositionAlign::kAuto;
  double size = 100;  ///< percent of the width
  TextAlign align = TextAlign::kCentre;
  std::string region = {};  ///< Region::id; empty: none
  friend bool operator==(const Placement&, const Placement&) = default;
};

/// WebVTT section 3.2 (percentages of the picture), and what TTML adds.
struct Region {
  std::string id;
  double width = 100;
  int lines = 3;
  double region_anchor_x = 0;
  double region_anchor_y = 100;
  double viewport_anchor_x = 0;
  double viewport_anchor_y = 100;
  bool scroll_up = false;
  std::optional<double> height = {};          ///< TTML extent; none: `lines` rows
  LineAlign display_align = LineAlign::kEnd;  ///< where cues gather in it (TTML displayAlign)
  friend bool operator==(const Region&, const Region&) = default;
};

struct Cue {
  std::chrono::microseconds begin{0};  ///< first instant it is on
  std::chrono::microseconds end{0};    ///< first instant it is off again
  std::vector<Span> spans = {};
  Placement placement = {};
  std::string id = {};     ///< as written: SRT number, WebVTT identifier
  std::uint32_t line = 0;  ///< of the file where its times stand, from 1; 0: from no file
  friend bool operator==(const Cue&, const Cue&) = default;
};

/// What was read past; the file is still used.
enum class WarningCode : std::uint8_t {
  kBadTimestamp,     ///< a timing line that cannot be read: its cue is left out
  kEndsBeforeBegin,  ///< a cue that is never on: left out
  kOrphanText,       ///< text that belongs to no cue
  kMissingHeader,    ///< named .vtt but without "WEBVTT": read as SubRip
  kUnexpectedEnd,    ///< the file ends within a cue: what is there is kept
  kVertical,         ///< vertical text is set horizontally
  kBadSetting,       ///< a cue or region setting that cannot be read
  kUnknownRegion,    ///< a cue names a region that is not defined
  kBadStyle,         ///< a style rule that cannot be read, or one too many
  kCueTooLong,       ///< text past the limit was cut
  kEmptyCue,         ///< times, and no text
  kTooMany,          ///< cues, runs or warnings past the limit were left out
};

struct Warning {
  WarningCode code;
  std::uint32_t line = 0;  ///< from 1
  std::string found = {};  ///< what stands there, shortened
  friend bool operator==(const Warning&, const Warning&) = default;
};

enum class Format : std::uint8_t { kNone, kSubRip, kWebVtt };
enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be, kWindows1252 };

struct CueList {
  std::vector<Cue> cues = {};  ///< in cue order: by begin, then the longer first, then as in the file
  std::vector<Region> regions = {};
  std::string language = {};  ///< where the file says so ("Language: fr")
  std::string kind = {};      ///< where the file says so ("Kind: captions"), lower case
  Format format = Format::kNone;
  Encoding encoding = Encoding::kUtf8;
  std::vector<Warning> warnings = {};  ///< at most kMaxWarnings
};

/// The cue's words as a person reads them, line breaks kept: for speech, search and transcripts.
[[nodiscard]] std::string plain_text(const Cue& cue);

/// Brings the cues into cue order (WebVTT section 1.4: text track cue order).
void sort_cues(std::vector<Cue>& cues);

/// Nothing when there is none of that id.
[[nodiscard]] const Region* find_region(const CueList& list, std::string_view id);

/// "bad-timestamp", for logs and reports.
[[nodiscard]] std::string_view code_name(WarningCode code);

}  // namespace mallette::subtitles
