// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/ass_overrides.h"

#include <charconv>
#include <cstdint>

#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

/// "&HBBGGRR&", with or without its ampersands.
std::optional<Colour> parse_ass_colour(std::string_view text) {
  while (!text.empty() && (text.front() == '&' || text.front() == 'H' || text.front() == 'h'))
    text.remove_prefix(1);
  while (!text.empty() && text.back() == '&') text.remove_suffix(1);
  std::uint32_t bgr = 0;
  const auto [end, reason] = std::from_chars(text.data(), text.data() + text.size(), bgr, 16);
  if (reason != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Colour{static_cast<std::uint8_t>(bgr & 0xFF), static_cast<std::uint8_t>((bgr >> 8) & 0xFF),
                static_cast<std::uint8_t>((bgr >> 16) & 0xFF)};
}

/// "1", "0", "" (back to the style's own: off); \b also takes weights.
std::optional<bool> parse_switch(std::string_view text) {
  if (text.empty()) return false;
  const auto number = take_number(text);
  if (!number || !text.empty()) return std::nullopt;
  return *number == 1 || *number >= 600;
}

/// \a counts 1-3 at the bottom, +4 at the top, +8 in the middle.
int keypad_of_legacy(std::int64_t value) {
  const auto column = static_cast<int>(value & 3);
  if (column == 0) return 0;
  if ((value & 4) != 0) return column + 6;
  return (value & 8) != 0 ? column + 3 : column;
}

void apply_one(std::string_view tag, AssState& state) {
  const auto number_behind = [&](std::size_t prefix) {
    std::string_view rest = tag.substr(prefix);
    return take_number(rest);
  };
  if (tag.starts_with("an")) {
    const auto number = number_behind(2);
    if (number && *number >= 1 && *number <= 9 && state.alignment == 0)
      state.alignment = static_cast<int>(*number);
  } else if (tag.starts_with("c&") || tag == "c") {
    state.style.foreground = parse_ass_colour(tag.substr(1));
  } else if (tag.starts_with("1c")) {
    state.style.foreground = parse_ass_colour(tag.substr(2));
  } else if (tag.starts_with("i")) {
    if (const auto on = parse_switch(tag.substr(1))) state.style.italic = *on;
  } else if (tag.starts_with("b")) {
    if (const auto on = parse_switch(tag.substr(1))) state.style.bold = *on;
  } else if (tag.starts_with("u")) {
    if (const auto on = parse_switch(tag.substr(1))) state.style.underline = *on;
  } else if (tag.starts_with("r")) {
    state.style = {};
  } else if (tag.starts_with("p")) {
    if (const auto level = number_behind(1)) state.drawing = *level > 0;
  } else if (tag.starts_with("a")) {
    const auto number = number_behind(1);
    if (number && *number <= 11 && state.alignment == 0) state.alignment = keypad_of_legacy(*number);
  }
}

}  // namespace

void apply_overrides(std::string_view block, AssState& state) {
  auto start = block.find('\\');
  while (start != std::string_view::npos) {
    const auto end = block.find('\\', start + 1);
    apply_one(trim(block.substr(start + 1, end == std::string_view::npos ? end : end - start - 1)), state);
    start = end;
  }
}

}  // namespace mallette::subtitles
