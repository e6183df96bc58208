// SPDX-License-Identifier: GPL-3.0-or-later
// Cues from a text stream inside the film's own container: one packet, one cue.
//
// The demuxer gives the times; the payload is what the container stores for each kind. Gather the
// cues in a CueList and call sort_cues() before handing it to the renderer.
// Pure functions: any thread. Payloads are untrusted: any bytes will do, at most kMaxCueBytes are read.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "subtitles/cue.h"

namespace mallette::subtitles {

enum class PayloadKind : std::uint8_t {
  kSubRip,    ///< Matroska S_TEXT/UTF8, and SubRip packets: text with <i>, <font>, {\an8}
  kWebVtt,    ///< cue text alone; settings and identifier beside it (Matroska, WebM)
  kAssEvent,  ///< "ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text", as libavcodec
              ///< gives for mov_text and for ASS; \c \i \b \u \an \N are read, other tags dropped
};

struct EmbeddedText {
  std::string_view payload;
  std::string_view settings = {};  ///< WebVTT cue settings ("line:0 align:left"); other kinds: empty
  std::string_view id = {};
};

/// Nothing when there is no text in it, or it is never on (end <= begin).
[[nodiscard]] std::optional<Cue> cue_from_packet(std::chrono::microseconds begin,
                                                 std::chrono::microseconds end, PayloadKind kind,
                                                 const EmbeddedText& text);

}  // namespace mallette::subtitles
