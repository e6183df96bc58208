// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/timecode.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace mallette {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kLimitMs = 1000LL * 3600 * 1000;

/// Takes a run of digits off the front; nothing when there is none or it is absurdly long.
std::optional<std::int64_t> take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  if (count == 0 || count > 12) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

/// Takes ".5", ".50" or ".500" off the front, as thousandths; 0 when there is no point.
std::optional<std::int64_t> take_thousandths(std::string_view& text) {
  if (text.empty() || text.front() != '.') return 0;
  text.remove_prefix(1);
  const std::size_t before = text.size();
  auto digits = take_digits(text);
  const std::size_t count = before - text.size();
  if (!digits || count > 3) return std::nullopt;
  for (std::size_t i = count; i < 3; ++i) *digits *= 10;
  return digits;
}

std::optional<std::int64_t> unit_in_ms(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return 1000;
  if (unit == "min") return 60'000;
  if (unit == "h") return 3'600'000;
  return std::nullopt;
}

std::optional<std::int64_t> parse_magnitude(std::string_view text) {
  const auto first = take_digits(text);
  if (!first) return std::nullopt;
  std::int64_t whole_seconds = *first;
  int colons = 0;
  while (!text.empty() && text.front() == ':') {
    if (++colons > 2) return std::nullopt;
    text.remove_prefix(1);
    const std::size_t before = text.size();
    const auto part = take_digits(text);
    if (!part || before - text.size() != 2 || *part > 59) return std::nullopt;
    if (colons == 2 && whole_seconds / 60 > kLimitMs) return std::nullopt;
    whole_seconds = whole_seconds * 60 + *part;
  }
  const auto thousandths = take_thousandths(text);
  if (!thousandths || whole_seconds > kLimitMs) return std::nullopt;
  const std::int64_t scaled = whole_seconds * 1000 + *thousandths;
  if (text.empty()) return scaled;
  if (colons > 0) return std::nullopt;
  if (text.front() == ' ') text.remove_prefix(1);
  const auto unit = unit_in_ms(text);
  if (!unit) return std::nullopt;
  if (scaled > kLimitMs * 1000 / *unit) return std::nullopt;
  return scaled * *unit / 1000;
}

}  // namespace

std::optional<milliseconds> parse_time(std::string_view text, TimeSign sign) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) {
    if (sign == TimeSign::kPositive) return std::nullopt;
    text.remove_prefix(1);
  }
  const auto magnitude = parse_magnitude(text);
  if (!magnitude || *magnitude > kLimitMs) return std::nullopt;
  return milliseconds(negative ? -*magnitude : *magnitude);
}

std::string format_time(milliseconds time) {
  const bool negative = time.count() < 0;
  const std::int64_t ms = negative ? -time.count() : time.count();
  const std::int64_t hours = ms / 3'600'000;
  const std::int64_t minutes = ms / 60'000 % 60;
  const std::int64_t seconds = ms / 1000 % 60;
  std::string text = negative ? "-" : "";
  if (hours > 0) {
    text += fmt::format("{}:{:02}:{:02}", hours, minutes, seconds);
  } else {
    text += fmt::format("{:02}:{:02}", minutes, seconds);
  }
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text;
}

}  // namespace mallette
