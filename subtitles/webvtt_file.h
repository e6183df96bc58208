// SPDX-License-Identifier: GPL-3.0-or-later
// The structure of a WebVTT file (W3C WebVTT, sections 6.1 to 6.3): header, blocks, times, settings.
// The text of the cues is left as written; webvtt_text.h reads it.
//
// Beyond today's specification, because files have it: header lines "Language: fr" and "Kind: captions",
// the older "Region: id=fred width=50%" header, and "middle", "start", "end" as older names of values.
// Internal to subtitles/; see read.h. Pure functions: any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/reading.h"

namespace mallette::subtitles {

struct WebVttBlock {
  Cue cue;           ///< without spans
  std::string text;  ///< the payload; rows joined by '\n'
};

struct WebVttStyleSheet {
  std::string css;
  std::uint32_t line = 0;
};

struct WebVttFile {
  std::vector<WebVttBlock> blocks = {};  ///< in the order of the file
  std::vector<Region> regions = {};
  std::vector<WebVttStyleSheet> style_sheets = {};
  std::string language = {};
  std::string kind = {};
};

/// "WEBVTT", alone or followed by a blank.
[[nodiscard]] bool has_webvtt_signature(std::string_view text);

/// `text`: UTF-8, with the signature.
[[nodiscard]] WebVttFile parse_webvtt_file(std::string_view text, WarningLog& warnings);

/// Section 6.3, "collect a WebVTT timestamp", off the front.
[[nodiscard]] std::optional<std::chrono::microseconds> take_webvtt_time(std::string_view& text);

/// Section 6.3, "parse the WebVTT settings", without looking whether the region exists.
void parse_webvtt_settings(std::string_view settings, std::uint32_t line, WarningLog& warnings,
                           Placement& placement);

}  // namespace mallette::subtitles
