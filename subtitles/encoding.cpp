// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mallette::subtitles {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Windows-1252, 0x80 to 0x9F (WHATWG Encoding, index windows-1252). Its five undefined bytes
/// are the C1 controls there; to a reader of captions they are damage.
constexpr std::array<char16_t, 32> kWindows1252High{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::uint8_t at(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<std::uint8_t>(bytes[i]);
}

bool starts_with(std::span<const std::byte> bytes, std::initializer_list<int> mark) {
  std::size_t i = 0;
  for (const int value : mark) {
    if (i >= bytes.size() || at(bytes, i++) != value) return false;
  }
  return true;
}

/// The length of the well-formed sequence at the front, or 0 (Unicode 15, table 3-7).
std::size_t utf8_sequence(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const std::uint8_t second = byte(1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  return length;
}

std::string decode_utf16(std::span<const std::byte> bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit_at = [&](std::size_t i) {
    const unsigned first = at(bytes, i);
    const unsigned second = at(bytes, i + 1);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const char32_t unit = unit_at(i);
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit_at(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        append_utf8(text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        i += 2;
        continue;
      }
    }
    append_utf8(text, unit);
  }
  if (i < bytes.size()) append_utf8(text, kReplacement);
  return text;
}

std::string decode_utf32(std::span<const std::byte> bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
    char32_t value = 0;
    for (std::size_t k = 0; k < 4; ++k) value = value << 8 | at(bytes, i + (big_endian ? k : 3 - k));
    append_utf8(text, value);
  }
  if (bytes.size() % 4 != 0) append_utf8(text, kReplacement);
  return text;
}

std::string decode_windows_1252(std::span<const std::byte> bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = at(bytes, i);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252High[byte - 0x80u] : char32_t{byte});
  }
  return text;
}

/// Western text in UTF-16 has a zero in most units, always on the same side.
Encoding guess_by_zeros(std::span<const std::byte> bytes) {
  constexpr std::size_t kLookAt = 64 * 1024;
  const std::size_t units = std::min(bytes.size(), kLookAt) / 2;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < units; ++i) {
    even += at(bytes, 2 * i) == 0 ? 1 : 0;
    odd += at(bytes, 2 * i + 1) == 0 ? 1 : 0;
  }
  const std::size_t enough = std::max<std::size_t>(1, units / 4);
  if (odd >= enough && even < odd / 4 + 1) return Encoding::kUtf16Le;
  if (even >= enough && odd < even / 4 + 1) return Encoding::kUtf16Be;
  return Encoding::kWindows1252;
}

}  // namespace

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) code_point = kReplacement;
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_strict_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return text;
  std::size_t end = limit_bytes;
  while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string mend_utf8(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    if (length == 0) {
      append_utf8(mended, kReplacement);
      text.remove_prefix(1);
    } else {
      mended.append(text.substr(0, length));
      text.remove_prefix(length);
    }
  }
  return mended;
}

DecodedText decode_text(std::span<const std::byte> bytes) {
  const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (starts_with(bytes, {0xEF, 0xBB, 0xBF})) return {mend_utf8(raw.substr(3)), Encoding::kUtf8};
  // Before UTF-16: its mark begins with theirs.
  if (starts_with(bytes, {0xFF, 0xFE, 0, 0}))
    return {decode_utf32(bytes.subspan(4), false), Encoding::kUtf32Le};
  if (starts_with(bytes, {0, 0, 0xFE, 0xFF}))
    return {decode_utf32(bytes.subspan(4), true), Encoding::kUtf32Be};
  if (starts_with(bytes, {0xFF, 0xFE})) return {decode_utf16(bytes.subspan(2), false), Encoding::kUtf16Le};
  if (starts_with(bytes, {0xFE, 0xFF})) return {decode_utf16(bytes.subspan(2), true), Encoding::kUtf16Be};
  const bool has_zero = raw.find('\0') != std::string_view::npos;
  if (!has_zero && is_strict_utf8(raw)) return {std::string(raw), Encoding::kUtf8};
  if (has_zero) {
    const Encoding guess = guess_by_zeros(bytes);
    if (guess != Encoding::kWindows1252) return {decode_utf16(bytes, guess == Encoding::kUtf16Be), guess};
    if (is_strict_utf8(raw)) return {std::string(raw), Encoding::kUtf8};  // a stray NUL or two
  }
  return {decode_windows_1252(bytes), Encoding::kWindows1252};
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kUtf16Le:
      return "UTF-16LE";
    case Encoding::kUtf16Be:
      return "UTF-16BE";
    case Encoding::kUtf32Le:
      return "UTF-32LE";
    case Encoding::kUtf32Be:
      return "UTF-32BE";
    case Encoding::kWindows1252:
      return "Windows-1252";
  }
  return "unknown";
}

}  // namespace mallette::subtitles
