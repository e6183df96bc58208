// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_scan.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mallette::subtitles {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string to_lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

bool equals_ignoring_case(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<std::int64_t> take_number(std::string_view& text, std::size_t* digits) {
  constexpr std::int64_t kCeiling = 1'000'000'000'000;
  std::size_t count = 0;
  std::int64_t value = 0;
  while (count < text.size() && is_digit(text[count])) {
    value = std::min(kCeiling, value * 10 + (text[count] - '0'));
    ++count;
  }
  if (digits != nullptr) *digits = count;
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<double> parse_decimal(std::string_view text) {
  double value = 0;
  const auto [end, reason] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (text.empty() || reason != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;  // "inf" and "nan" are words to from_chars
  return value;
}

std::string_view LineReader::peek() const { return rest_.substr(0, rest_.find_first_of("\r\n")); }

std::string_view LineReader::next() {
  const std::string_view line = peek();
  rest_.remove_prefix(line.size());
  if (rest_.starts_with('\r')) rest_.remove_prefix(1);
  if (rest_.starts_with('\n')) rest_.remove_prefix(1);  // "\r\n" is one end; the line had no '\n' in it
  ++number_;
  return line;
}

}  // namespace mallette::subtitles
