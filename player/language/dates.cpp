// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mallette::language {
namespace {

/// A mark for xgettext only: the text is looked up where it is shown.
constexpr const char* tr(const char* source) { return source; }

constexpr std::array kMonths = {tr("January"), tr("February"), tr("March"),     tr("April"),   tr("May"),      tr("June"),
                                tr("July"),    tr("August"),   tr("September"), tr("October"), tr("November"), tr("December")};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string month_name(int month, const Catalogue& words) {
  return words.tr(kMonths[static_cast<std::size_t>(std::clamp(month, 1, 12) - 1)]);
}

std::string month_text(const std::string& date, const Catalogue& words) {
  if (date.size() < 7 || date[4] != '-' || !is_digit(date[5]) || !is_digit(date[6])) return date;
  const int month = (date[5] - '0') * 10 + (date[6] - '0');
  if (month < 1 || month > 12) return date;
  return fmt::format("{}\u00A0{}", month_name(month, words), date.substr(0, 4));
}

}  // namespace mallette::language
