// SPDX-License-Identifier: GPL-3.0-or-later
// From bytes to UTF-8. Caption files come from everywhere and seldom say their encoding.
//
// Order: a byte order mark (UTF-8, UTF-16, UTF-32); else strict UTF-8 (a NUL speaks against it);
// else UTF-16, when the zeros fall on every other byte; else Windows-1252, which reads anything,
// and reads ISO 8859-1 as well. What cannot be decoded becomes U+FFFD.
//
// Pure functions: any thread. The text is at most three times as long as the bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "subtitles/cue.h"

namespace mallette::subtitles {

struct DecodedText {
  std::string text;  ///< valid UTF-8, without byte order mark; line ends as they were
  Encoding encoding = Encoding::kUtf8;
};

[[nodiscard]] DecodedText decode_text(std::span<const std::byte> bytes);

/// Unicode 15, table 3-7: no surrogates, no overlong forms, nothing above U+10FFFF.
[[nodiscard]] bool is_strict_utf8(std::string_view text);

/// Well-formed text stays as it is; each ill-formed byte becomes U+FFFD.
[[nodiscard]] std::string mend_utf8(std::string_view text);

/// The encoding's name as people know it: "UTF-8", "Windows-1252".
[[nodiscard]] std::string_view encoding_name(Encoding encoding);

/// Appends one code point; what is no scalar value becomes U+FFFD.
void append_utf8(std::string& text, char32_t code_point);

/// The longest prefix of at most `limit_bytes` that cuts no character in two.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t limit_bytes);

}  // namespace mallette::subtitles
