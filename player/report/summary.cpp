// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/summary.h"

#include <algorithm>

namespace mallette::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "35", "35 - Ille-et-Vilaine" and "35 Ille-et-Vilaine" are one; "2A", "971" too. Else the words, in small letters.
std::string department_key(const std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789ABab"), text.size());
  const std::string code = text.substr(0, end);
  const bool is_code = (code.size() == 2 || code.size() == 3) && is_digit(code[0]) && (code.size() == 2 || is_digit(code[1]));
  std::string key = is_code ? code : text;
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

bool is_within(const std::string& date, const Period& period) {
  if (period.from.empty() && period.to.empty()) return true;
  return !date.empty() && date >= period.from && (period.to.empty() || date <= period.to);
}

void add(Amount& amount, std::uint64_t participants) {
  ++amount.sessions;
  amount.participants += participants;
}

void add(Rate& rate, const std::optional<Share>& share) {
  if (!share || share->asked == 0) return;
  ++rate.reports;
  rate.yes += share->yes;
  rate.asked += share->asked;
}

/// One for each session: the one that was saved last.
std::vector<Sent> without_repeats(std::vector<Sent> reports, std::size_t& seen_before) {
  std::ranges::stable_sort(reports, [](const Sent& a, const Sent& b) {
    return a.report.id != b.report.id ? a.report.id < b.report.id : a.saved_at > b.saved_at;
  });
  const auto repeats = std::ranges::unique(reports, {}, [](const Sent& sent) { return sent.report.id; });
  seen_before = repeats.size();
  reports.erase(repeats.begin(), repeats.end());
  std::ranges::stable_sort(reports, {}, [](const Sent& sent) { return sent.report.typed.date; });
  return reports;
}

}  // namespace

Summary add_up(std::vector<Sent> reports, const Period& period) {
  Summary summary{.period = period};
  std::map<std::string, std::string> departments;  ///< as written, by key
  for (Sent& sent : without_repeats(std::move(reports), summary.seen_before)) {
    const Typed& typed = sent.report.typed;
    if (!is_within(typed.date, period)) {
      ++summary.out_of_period;
      continue;
    }
    const std::uint64_t participants = people(typed);
    add(summary.all, participants);
    add(summary.by_month[typed.date.substr(0, 7)], participants);
    add(summary.by_training[static_cast<std::size_t>(typed.training)], participants);
    add(summary.by_department[departments.try_emplace(department_key(typed.department), typed.department).first->second], participants);
    add(summary.by_tool[typed.tool.empty() ? sent.report.facts.kit_title : typed.tool], participants);
    for (const auto& [profession, count] : typed.participants) add(summary.by_profession[profession], count);
    add(summary.satisfied, typed.satisfied);
    add(summary.improved, typed.improved);
    summary.reports.push_back(std::move(sent));
  }
  return summary;
}

}  // namespace mallette::report
