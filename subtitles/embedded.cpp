// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/embedded.h"

#include <algorithm>

#include "subtitles/ass_overrides.h"
#include "subtitles/encoding.h"
#include "subtitles/read.h"
#include "subtitles/reading.h"
#include "subtitles/subrip.h"
#include "subtitles/webvtt_file.h"
#include "subtitles/webvtt_style.h"
#include "subtitles/webvtt_text.h"

namespace mallette::subtitles {
namespace {

/// What stands behind the eighth comma; the text may hold commas itself.
std::string_view ass_text_field(std::string_view event) {
  constexpr int kFieldsBefore = 8;
  for (int field = 0; field < kFieldsBefore; ++field) {
    const auto comma = event.find(',');
    if (comma == std::string_view::npos) return {};
    event.remove_prefix(comma + 1);
  }
  return event;
}

void parse_ass_text(std::string_view text, TagBudget& budget, Cue& cue) {
  SpanBuilder builder;
  AssState state;
  Span look;
  const auto append = [&](std::string_view part) {
    look.style = state.style;
    if (!state.drawing) builder.append(part, look);
  };
  while (!text.empty()) {
    const auto special = text.find_first_of("\\{");
    append(text.substr(0, special));
    if (special == std::string_view::npos) break;
    text.remove_prefix(special);
    std::size_t taken = 1;
    if (text.front() == '{') {
      const auto end = text.find('}');
      if (end == std::string_view::npos) {
        append(text);
        break;
      }
      if (budget.spend()) apply_overrides(text.substr(1, end - 1), state);
      taken = end + 1;
    } else if (text.size() > 1 && (text[1] == 'N' || text[1] == 'n')) {
      append("\n");
      taken = 2;
    } else if (text.size() > 1 && text[1] == 'h') {
      append("\u00A0");
      taken = 2;
    } else if (text.size() > 1 && (text[1] == '{' || text[1] == '}')) {
      append(text.substr(1, 1));
      taken = 2;
    } else {
      append(text.substr(0, 1));
    }
    text.remove_prefix(taken);
  }
  cue.spans = builder.take_trimmed();
  cue.placement = placement_of_alignment(state.alignment);
}

}  // namespace

std::optional<Cue> cue_from_packet(std::chrono::microseconds begin, std::chrono::microseconds end,
                                   PayloadKind kind, const EmbeddedText& text) {
  if (end <= begin) return std::nullopt;
  Cue cue;
  cue.begin = begin;
  cue.end = end;
  cue.id = decode_text(std::as_bytes(std::span(text.id.substr(0, kMaxNameBytes)))).text;
  const auto bytes = std::as_bytes(std::span(text.payload.substr(0, kMaxCueBytes)));
  std::string payload = decode_text(bytes).text;
  std::replace(payload.begin(), payload.end(), '\0', ' ');
  TagBudget budget;
  WarningLog unheard;
  switch (kind) {
    case PayloadKind::kSubRip:
      parse_subrip_text(payload, budget, cue);
      break;
    case PayloadKind::kAssEvent:
      parse_ass_text(ass_text_field(payload), budget, cue);
      break;
    case PayloadKind::kWebVtt:
      cue.spans = trim_rows(parse_webvtt_text(payload, cue.id, StyleSheet(), budget));
      parse_webvtt_settings(text.settings.substr(0, kMaxCueBytes), 0, unheard, cue.placement);
      cue.placement.region.clear();  // the regions stay in the container's header
      break;
  }
  if (cue.spans.empty()) return std::nullopt;
  return cue;
}

}  // namespace mallette::subtitles
