// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/times.h"

#include <fmt/format.h>

#include <cmath>

#include "player/language/dates.h"
#include "player/report/form.h"

namespace mallette::report {

std::string span_text(Milliseconds time) {
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  if (s < 60) return fmt::format("{}\u00A0s", s);
  const auto minutes = (s + 30) / 60;
  if (minutes < 60) return fmt::format("{}\u00A0min", minutes);
  return fmt::format("{}\u00A0h\u00A0{:02}", minutes / 60, minutes % 60);
}

std::string place_text(Milliseconds time) {
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  if (s < 3600) return fmt::format("{:02}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string offset_text(Milliseconds time) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
  return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
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

std::string training_text(Training training, const language::Catalogue& words) {
  switch (training) {
    case Training::kNotSaid: return words.tr("not said");
    case Training::kTrainers: return words.tr("Training of trainers");
    case Training::kReferents: return words.tr("Training of referents");
    case Training::kDirect: return words.tr("Direct training");
    case Training::kMultidisciplinary: return words.tr("Multidisciplinary training");
  }
  return {};
}

}  // namespace mallette::report
