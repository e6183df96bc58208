// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/value_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "kits/manifest_fields.h"

namespace mallette::kits {
namespace {

constexpr std::size_t kIdLimit = 100;
constexpr std::size_t kLanguageLimit = 35;  // RFC 5646, 4.4.1: enough for any tag in use

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_alpha(char c) { return is_lower(lower(c)); }

bool all_of(std::string_view text, bool (*test)(char)) { return std::all_of(text.begin(), text.end(), test); }

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<std::uint32_t> parse_page(std::string_view text) {
  text = trim(text);
  std::uint32_t page = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), page);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (page < 1 || page > kPageLimit) return std::nullopt;
  return page;
}

std::optional<PageRange> parse_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_page(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_page(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return PageRange{*first, *last};
}

/// Edits (insert, remove, replace a byte) from one word to the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLimit &&
         all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '.' || c == '-'; });
}

bool is_audience(std::string_view text) { return is_id(text) && text.find('.') == std::string_view::npos; }

bool is_language(std::string_view text) {
  if (text.size() > kLanguageLimit) return false;
  for (bool first = true;; first = false) {
    const std::size_t dash = text.find('-');
    const std::string_view part = text.substr(0, dash);
    if (part.size() < (first ? 2u : 1u) || part.size() > 8) return false;
    if (!all_of(
            part, first ? is_alpha : [](char c) { return is_alpha(c) || is_digit(c); }))
      return false;
    if (dash == std::string_view::npos) return true;
    text.remove_prefix(dash + 1);
  }
}

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((i == 4 || i == 7) ? text[i] != '-' : !is_digit(text[i])) return false;
  }
  const auto in = [](std::string_view part, std::string_view low, std::string_view high) {
    return part >= low && part <= high;
  };
  return (text.size() < 7 || in(text.substr(5, 2), "01", "12")) &&
         (text.size() < 10 || in(text.substr(8, 2), "01", "31"));
}

bool is_text(std::string_view text) {
  return all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\t' || c == '\r';
  });
}

std::optional<std::vector<PageRange>> parse_pages(std::string_view text) {
  std::vector<PageRange> pages;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto range = parse_range(text.substr(0, comma));
    if (!range) return std::nullopt;
    pages.push_back(*range);
    if (comma == std::string_view::npos) return pages;
    text.remove_prefix(comma + 1);
  }
}

std::string format_pages(const std::vector<PageRange>& pages) {
  std::string text;
  for (const PageRange& range : pages) {
    if (!text.empty()) text += ", ";
    text += range.first == range.last ? fmt::format("{}", range.first)
                                      : fmt::format("{}-{}", range.first, range.last);
  }
  return text;
}

std::string canonical_sign_language(std::string_view tag) {
  std::string folded(tag);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  for (const char* french : {"fsl", "sgn", "sgn-fsl", "sgn-fr", "sgn-fra"}) {
    if (folded == french) return "fsl";
  }
  return std::string(tag);
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  if (word.size() > 40) return best;  // no key is that long, and the cost grows with the square
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace mallette::kits
