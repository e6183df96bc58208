// SPDX-License-Identifier: GPL-3.0-or-later
// The text of one WebVTT cue into spans (W3C WebVTT, section 6.4, "cue text parsing rules"; looks by
// section 8 and the default classes of section 5: white lime cyan red yellow magenta blue black, bg_*).
//
// Ruby is brought into the line: the base, then its reading, marked Span::ruby. Timestamps inside the
// text (karaoke) are passed over: the whole cue is on at once. Character references need their ";".
// Internal to subtitles/; see read.h. Pure functions: any thread.
#pragma once

#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/reading.h"
#include "subtitles/webvtt_style.h"

namespace mallette::subtitles {

/// Text and blanks as written. `cue_id` is what "::cue(#id)" may select.
[[nodiscard]] std::vector<Span> parse_webvtt_text(std::string_view text, std::string_view cue_id,
                                                  const StyleSheet& styles, TagBudget& budget);

/// A character reference at the front, "&eacute;" or "&#233;": appended to `to`; returns how long it
/// is, 0 when there is none.
[[nodiscard]] std::size_t take_character_reference(std::string_view text, std::string& to);

}  // namespace mallette::subtitles
