// SPDX-License-Identifier: GPL-3.0-or-later
// Walking valid UTF-8, character by character. Internal to subtitles/. Pure functions: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mallette::subtitles {

/// Bytes of the first character; `text` is not empty.
[[nodiscard]] inline std::size_t code_point_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<std::uint8_t>(text[length]) & 0xC0) == 0x80) ++length;
  return length;
}

/// The first character; `text` is not empty.
[[nodiscard]] inline char32_t code_point_at(std::string_view text) {
  const std::size_t length = code_point_length(text);
  const auto lead = static_cast<std::uint8_t>(text[0]);
  if (length == 1) return lead;
  char32_t value = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) value = value << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3F);
  return value;
}

}  // namespace mallette::subtitles
