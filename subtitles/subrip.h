// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip (.srt) as people's files are. There is no standard; what is read:
//
//   [number]                                  may be missing, or anything of digits
//   [HH:]MM:SS[,mmm] --> [HH:]MM:SS[,mmm]     "," or "."; three digits or none; what follows is ignored
//   text                                      until a blank line, or the next timing line
//
// <i> <b> <u> <font color> and {\anN} {\i1} {\b1} {\u1} {\c&Hbbggrr&} are read; other {\...} and <s>,
// </...> of those go; <br> breaks the line; anything else in angle brackets is text.
// Internal to subtitles/; see read.h. Pure functions: any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "subtitles/cue.h"
#include "subtitles/reading.h"

namespace mallette::subtitles {

/// Nothing when the line is no timing line, or one that cannot be read.
[[nodiscard]] std::optional<std::pair<std::chrono::microseconds, std::chrono::microseconds>>
parse_subrip_timing(std::string_view line);

/// Fills spans and placement of `cue` from text as written.
void parse_subrip_text(std::string_view text, TagBudget& budget, Cue& cue);

/// `text`: UTF-8. Cues in the order of the file.
[[nodiscard]] CueList parse_subrip_file(std::string_view text, WarningLog& warnings);

}  // namespace mallette::subtitles
