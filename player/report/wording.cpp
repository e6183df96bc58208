// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/wording.h"

#include <fmt/format.h>

#include <cmath>

#include "player/language/dates.h"
#include "player/language/step_words.h"
#include "player/report/form.h"

namespace mallette::report {

std::string offset_text(Milliseconds time) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
  return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

std::string step_name(std::size_t number, kits::StepType type, const std::string& title, const language::Catalogue& words) {
  const std::string word = language::type_word(words, type);
  return fmt::format("{}. {}", number, title.empty() ? word : fmt::format("{} · {}", word, title));
}

std::string excerpt_text(const std::string& film, Milliseconds from, std::optional<Milliseconds> to, const language::Catalogue& words) {
  if (to) return filled(words.tr("“{}”, from {} to {}"), film, clock_text(from), clock_text(*to));
  return filled(words.tr("“{}”, from {} to the end"), film, clock_text(from));
}

std::string date_text(const std::string& date, const language::Catalogue& words) {
  const auto parts = parts_of(date);
  if (!parts) return date;
  const unsigned number = static_cast<unsigned>(parts->day());
  const std::string day = number == 1 ? words.tr("1") : std::to_string(number);
  return fmt::format(fmt::runtime(words.tr("{day} {month} {year}")), fmt::arg("day", day),
                     fmt::arg("month", language::month_name(static_cast<int>(static_cast<unsigned>(parts->month())), words)),
                     fmt::arg("year", static_cast<int>(parts->year())));
}

std::string share_text(const Share& share, const language::Catalogue& words) {
  if (share.asked == 0) return words.tr("nobody was asked");
  const auto percent = std::lround(100.0 * share.yes / share.asked);
  return fmt::format(fmt::runtime(words.tr("{yes} of {asked} ({percent} %)")), fmt::arg("yes", share.yes), fmt::arg("asked", share.asked),
                     fmt::arg("percent", percent));
}

}  // namespace mallette::report
