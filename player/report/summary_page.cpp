// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "player/language/dates.h"
#include "player/report/escape.h"
#include "player/report/report_page.h"
#include "player/report/summary.h"
#include "player/report/wording.h"

namespace mallette::report {
namespace {

using language::Catalogue;

constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

struct Line {
  std::string label;
  Amount amount;
};

std::string or_not_said(const std::string& text, const Catalogue& words) { return text.empty() ? words.tr("not said") : text; }

enum class Of : std::uint8_t { kSessions, kParticipants };

Chart chart_of(std::string caption, const char* first, const std::vector<Line>& lines, Of what, const Catalogue& words) {
  Chart chart{.table = {.caption = std::move(caption), .columns = {first, words.tr("Sessions"), words.tr("Participants")}, .rows = {}}, .bars = {}};
  for (const Line& line : lines) {
    const std::uint64_t value = what == Of::kSessions ? line.amount.sessions : line.amount.participants;
    chart.table.rows.push_back({line.label, std::to_string(line.amount.sessions), std::to_string(line.amount.participants)});
    chart.bars.push_back({line.label, static_cast<double>(value), std::to_string(value)});
  }
  return chart;
}

/// The most first.
std::vector<Line> largest_first(std::vector<Line> lines) {
  std::ranges::stable_sort(lines, std::ranges::greater(), [](const Line& line) { return line.amount.participants; });
  return lines;
}

std::vector<Line> months(const Summary& summary, const Catalogue& words) {
  std::vector<Line> lines;
  for (const auto& [month, amount] : summary.by_month) {
    lines.push_back({month.empty() ? words.tr("no date") : language::month_text(month, words), amount});
  }
  return lines;
}

std::vector<Line> professions(const Summary& summary, const kits::Audiences& audiences, const Catalogue& words) {
  std::vector<Line> lines;
  for (const auto& [id, amount] : summary.by_profession) lines.push_back({profession_text(id, audiences, words), amount});
  return largest_first(std::move(lines));
}

std::vector<Line> trainings(const Summary& summary, const Catalogue& words) {
  std::vector<Line> lines;
  for (std::size_t i = 1; i < kTrainingKinds; ++i) lines.push_back({training_text(static_cast<Training>(i), words), summary.by_training[i]});
  if (summary.by_training[0].sessions > 0) lines.push_back({training_text(Training::kNotSaid, words), summary.by_training[0]});
  return lines;
}

std::vector<Line> named(const std::map<std::string, Amount>& amounts, const Catalogue& words) {
  std::vector<Line> lines;
  for (const auto& [name, amount] : amounts) lines.push_back({or_not_said(name, words), amount});
  return largest_first(std::move(lines));
}

Chart rates(const Summary& summary, const Catalogue& words) {
  Chart chart{.table = {.caption = words.tr("What participants answered"),
                        .columns = {words.tr("Question"), words.tr("Yes"), words.tr("Answers"), words.tr("Share of yes"), words.tr("Sessions that asked")},
                        .rows = {}},
              .bars = {},
              .most = 100};
  const auto add = [&](const char* name, const Rate& rate) {
    const double percent = rate.asked == 0 ? 0 : 100.0 * static_cast<double>(rate.yes) / static_cast<double>(rate.asked);
    const std::string shown = rate.asked == 0 ? words.tr("nobody was asked") : filled(words.tr("{} %"), std::lround(percent));
    chart.table.rows.push_back({name, std::to_string(rate.yes), std::to_string(rate.asked), shown,
                                filled(words.tr("{} of {}"), rate.reports, summary.all.sessions)});
    chart.bars.push_back({name, percent, shown});
  };
  add(words.tr("Satisfied with content and tools"), summary.satisfied);
  add(words.tr("Knowledge and practice improved"), summary.improved);
  return chart;
}

std::string period_text(const Period& period, const Catalogue& words) {
  if (period.from.empty() && period.to.empty()) return words.tr("All the reports");
  if (period.to.empty()) return filled(words.tr("From {} on"), date_text(period.from, words));
  if (period.from.empty()) return filled(words.tr("Up to {}"), date_text(period.to, words));
  return filled(words.tr("From {} to {}"), date_text(period.from, words), date_text(period.to, words));
}

class Csv {
 public:
  explicit Csv(std::string& text) : text_(text) {}
  void field(std::string_view words) {
    if (!std::exchange(first_, false)) text_ += ';';
    text_ += csv_field(words);
  }
  void number(std::uint64_t number) { field(std::to_string(number)); }
  void share(const std::optional<Share>& share) {
    field(share ? std::to_string(share->yes) : std::string());
    field(share ? std::to_string(share->asked) : std::string());
  }
  void end() {
    text_ += "\r\n";
    first_ = true;
  }

 private:
  std::string& text_;
  bool first_ = true;
};

std::uint64_t minutes(Milliseconds time) { return static_cast<std::uint64_t>(std::max<std::int64_t>(0, (time.count() + 30'000) / 60'000)); }

}  // namespace

std::string write_csv(const Summary& summary, const kits::Audiences& audiences, const Catalogue& words) {
  std::string text = kByteOrderMark;
  Csv csv(text);
  for (const char* column : {words.tr("Date"), words.tr("Kind of training"), words.tr("Tool"), words.tr("Session plan"), words.tr("Department"),
                             words.tr("Participants"), words.tr("Satisfied with content and tools"), words.tr("Answers on satisfaction"),
                             words.tr("Knowledge and practice improved"), words.tr("Answers on improvement"), words.tr("Planned (min)"),
                             words.tr("Real time (min)")}) {
    csv.field(column);
  }
  for (const auto& [id, amount] : summary.by_profession) csv.field(profession_text(id, audiences, words));
  csv.field(words.tr("Session"));
  csv.end();
  for (const Sent& sent : summary.reports) {
    const auto& [id, typed, facts] = sent.report;
    csv.field(typed.date);
    csv.field(typed.training == Training::kNotSaid ? std::string() : training_text(typed.training, words));
    for (const std::string& field : {typed.tool, facts.plan_title, typed.department}) csv.field(field);
    typed.participants.empty() ? csv.field("") : csv.number(people(typed));
    csv.share(typed.satisfied);
    csv.share(typed.improved);
    csv.number(minutes(facts.planned));
    csv.number(minutes(facts.elapsed));
    for (const auto& [profession, amount] : summary.by_profession) {
      const auto found = typed.participants.find(profession);
      csv.field(found == typed.participants.end() ? std::string() : std::to_string(found->second));
    }
    csv.field(id);
    csv.end();
  }
  return text;
}

Page summary_page(const Summary& summary, const kits::Audiences& audiences, const Catalogue& words) {
  Page page{.language = words.language(), .title = words.tr("Training sessions"), .large = false, .blocks = {}};
  page.blocks.push_back(Paragraph{period_text(summary.period, words), true});
  page.blocks.push_back(Table{.caption = words.tr("In all"),
                              .columns = {words.tr("What"), words.tr("Value")},
                              .rows = {{words.tr("Sessions"), std::to_string(summary.all.sessions)},
                                       {words.tr("Participants"), std::to_string(summary.all.participants)}}});
  const auto part = [&](const char* title, Block block) {
    page.blocks.push_back(Heading{2, title});
    page.blocks.push_back(std::move(block));
  };
  const auto by_month = months(summary, words);
  part(words.tr("Sessions by month"), chart_of(words.tr("Sessions by month"), words.tr("Month"), by_month, Of::kSessions, words));
  part(words.tr("Participants by month"), chart_of(words.tr("Participants by month"), words.tr("Month"), by_month, Of::kParticipants, words));
  part(words.tr("Participants by profession"), chart_of(words.tr("Participants by profession"), words.tr("Profession"),
                                                        professions(summary, audiences, words), Of::kParticipants, words));
  part(words.tr("Sessions by kind of training"), chart_of(words.tr("Sessions by kind of training"), words.tr("Kind of training"),
                                                          trainings(summary, words), Of::kSessions, words));
  part(words.tr("Sessions by department"), chart_of(words.tr("Sessions by department"), words.tr("Department"),
                                                    named(summary.by_department, words), Of::kSessions, words));
  part(words.tr("Sessions by tool"), chart_of(words.tr("Sessions by tool"), words.tr("Tool"), named(summary.by_tool, words), Of::kSessions, words));
  part(words.tr("What participants answered"), rates(summary, words));
  return page;
}

}  // namespace mallette::report
