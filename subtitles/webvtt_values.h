// SPDX-License-Identifier: GPL-3.0-or-later
// Small pieces that cue settings and region settings share (W3C WebVTT, section 6.3).
// Internal to subtitles/. Pure functions: any thread.
#pragma once

#include <optional>
#include <string_view>

#include "subtitles/text_scan.h"

namespace mallette::subtitles {

/// "Parse a percentage string": digits[.digits]%, 0 to 100.
[[nodiscard]] inline std::optional<double> parse_webvtt_percentage(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  const auto value = parse_decimal(text);
  if (!value || *value > 100) return std::nullopt;
  return value;
}

/// Calls `each` with every run of non-blanks.
template <class Each>
void for_each_word(std::string_view text, Each each) {
  while (true) {
    text = trim(text);
    if (text.empty()) return;
    std::size_t end = 0;
    while (end < text.size() && !is_blank(text[end])) ++end;
    each(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace mallette::subtitles
