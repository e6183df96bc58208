// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/form.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace mallette::report {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::uint32_t> number(std::string_view text, std::uint32_t most) {
  text = trimmed(text);
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

std::optional<std::chrono::year_month_day> day(std::string_view y, std::string_view m, std::string_view d) {
  const auto year = number(y, 2199), month = number(m, 12), date = number(d, 31);
  if (!year || *year < 2000 || !month || !date) return std::nullopt;
  const std::chrono::year_month_day whole{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*date)};
  return whole.ok() ? std::optional(whole) : std::nullopt;
}

/// Three parts between two of the same sign.
std::optional<std::array<std::string_view, 3>> split(std::string_view text, char sign) {
  const auto first = text.find(sign), second = text.find(sign, first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  return std::array{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

class Reading {
 public:
  explicit Reading(FormRead& read) : read_(read) {}

  std::string text(Field field, std::string_view typed) {
    typed = trimmed(typed);
    if (typed.size() <= kTextLimit_bytes) return std::string(typed);
    read_.faults.push_back({field});
    return {};
  }
  std::optional<Share> share(Field field, std::string_view yes, std::string_view asked) {
    if (trimmed(yes).empty() && trimmed(asked).empty()) return std::nullopt;
    const auto first = number(yes, kMostPeople), second = number(asked, kMostPeople);
    if (first && second && *first <= *second) return Share{*first, *second};
    read_.faults.push_back({field});
    return std::nullopt;
  }

 private:
  FormRead& read_;
};

}  // namespace

std::optional<std::chrono::year_month_day> parts_of(std::string_view date) {
  if (date.size() != 10) return std::nullopt;
  const auto parts = split(date, '-');
  return parts ? day((*parts)[0], (*parts)[1], (*parts)[2]) : std::nullopt;
}

std::optional<std::string> read_date(std::string_view text) {
  text = trimmed(text);
  std::optional<std::chrono::year_month_day> whole;
  if (const auto iso = split(text, '-')) whole = day((*iso)[0], (*iso)[1], (*iso)[2]);
  else if (const auto french = split(text, '/')) whole = day((*french)[2], (*french)[1], (*french)[0]);
  if (!whole) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(whole->year()), static_cast<unsigned>(whole->month()), static_cast<unsigned>(whole->day()));
}

FormRead read_form(const Form& form) {
  FormRead read;
  Reading reading(read);
  if (!trimmed(form.date).empty()) {
    if (auto date = read_date(form.date)) read.typed.date = std::move(*date);
    else read.faults.push_back({Field::kDate});
  }
  read.typed.training = form.training;
  read.typed.tool = reading.text(Field::kTool, form.tool);
  read.typed.department = reading.text(Field::kDepartment, form.department);
  for (const auto& [profession, typed] : form.participants) {
    if (trimmed(typed).empty()) continue;
    const auto count = number(typed, kMostPeople);
    if (!count) read.faults.push_back({Field::kParticipants, profession});
    else if (*count > 0) read.typed.participants[profession] = *count;
  }
  read.typed.satisfied = reading.share(Field::kSatisfied, form.satisfied, form.satisfied_of);
  read.typed.improved = reading.share(Field::kImproved, form.improved, form.improved_of);
  return read;
}

}  // namespace mallette::report
