// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/unicode_text.h"

#include <utf8proc.h>

#include <array>

namespace mallette::documents {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;
constexpr char32_t kNoBreakSpace = 0x00A0;
constexpr char32_t kNarrowNoBreakSpace = 0x202F;

void append(std::string& to, char32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
  for (utf8proc_ssize_t i = 0; i < count; ++i) to += static_cast<char>(bytes[static_cast<std::size_t>(i)]);
}

void append_clean(std::string& to, char32_t code) {
  if (code == '\t' || code == '\n' || code == '\r') return append(to, ' ');
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return append(to, kReplacement);
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  if (category == UTF8PROC_CATEGORY_CC || code == kByteOrderMark) return;
  const bool space = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
  append(to, space && code != kNoBreakSpace && code != kNarrowNoBreakSpace ? U' ' : code);
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

std::string clean_text(std::u32string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (const char32_t code : text) append_clean(clean, code);
  return clean;
}

std::string clean_text_utf16(std::span<const unsigned short> units) {
  std::u32string text;
  text.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool pair = is_high(unit) && i + 1 < units.size() && is_low(units[i + 1]);
    text += pair ? 0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00U) : unit;
  }
  return clean_text(text);
}

std::string clean_text_utf8(std::string_view bytes) {
  std::u32string text;
  while (!bytes.empty()) {
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()), static_cast<utf8proc_ssize_t>(bytes.size()), &code);
    text += size > 0 ? static_cast<char32_t>(code) : kReplacement;
    bytes.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  }
  return clean_text(text);
}

}  // namespace mallette::documents
