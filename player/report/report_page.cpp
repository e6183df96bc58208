// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/report_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "player/report/escape.h"
#include "player/report/wording.h"

namespace mallette::report {
namespace {

using language::Catalogue;

std::string or_not_said(std::string text, const Catalogue& words) { return text.empty() ? words.tr("not said") : std::move(text); }

Table figures(const Report& report, const Catalogue& words) {
  const Typed& typed = report.typed;
  const Facts& facts = report.facts;
  Table table{.caption = words.tr("The session"), .columns = {words.tr("What"), words.tr("Value")}, .rows = {}};
  const auto row = [&](const char* what, std::string value) { table.rows.push_back({what, std::move(value)}); };
  row(words.tr("Date"), or_not_said(date_text(typed.date, words), words));
  row(words.tr("Kind of training"), training_text(typed.training, words));
  row(words.tr("Tool"), or_not_said(typed.tool, words));
  row(words.tr("Session plan"), or_not_said(facts.plan_title, words));
  row(words.tr("Department"), or_not_said(typed.department, words));
  row(words.tr("Participants"), typed.participants.empty() ? std::string(words.tr("not said")) : std::to_string(people(typed)));
  row(words.tr("Length of the session"), facts.planned.count() > 0 ? filled(words.tr("{} ({} planned)"), span_text(facts.elapsed), span_text(facts.planned))
                                                                   : span_text(facts.elapsed));
  row(words.tr("Satisfied with content and tools"), typed.satisfied ? share_text(*typed.satisfied, words) : words.tr("not said"));
  row(words.tr("Knowledge and practice improved"), typed.improved ? share_text(*typed.improved, words) : words.tr("not said"));
  return table;
}

Table by_profession(const Typed& typed, const kits::Audiences& audiences, const Catalogue& words) {
  Table table{.caption = words.tr("Participants by profession"), .columns = {words.tr("Profession"), words.tr("Participants")}, .rows = {}};
  for (const auto& [profession, count] : typed.participants) {
    table.rows.push_back({profession_text(profession, audiences, words), std::to_string(count)});
  }
  return table;
}

std::string details(const StepDone& step, const Catalogue& words) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "\n") + part; };
  if (!step.film.empty()) add(excerpt_text(step.film, step.from, step.to, words));
  if (step.points > 0) add(filled(words.tr("expected points: {} of {}"), step.points_ticked, step.points));
  if (step.follow_ups > 0) add(filled(words.tr("follow-ups shown: {} of {}"), step.follow_ups_shown, step.follow_ups));
  return text;
}

std::string name_of(std::size_t index, const StepDone& step, const Catalogue& words) { return step_name(index + 1, step.type, step.title, words); }

Table steps(const Facts& facts, const Catalogue& words) {
  Table table{.caption = words.tr("What was done"),
              .columns = {words.tr("Step"), words.tr("Planned"), words.tr("Real time"), words.tr("Details")},
              .rows = {}};
  for (std::size_t i = 0; i < facts.steps.size(); ++i) {
    const StepDone& step = facts.steps[i];
    table.rows.push_back({name_of(i, step, words), step.planned ? span_text(*step.planned) : "–",
                          step.visited ? span_text(step.elapsed) : words.tr("not shown"), details(step, words)});
  }
  return table;
}

void add_remarks(Page& page, const Facts& facts, const Catalogue& words) {
  bool headed = false;
  for (std::size_t i = 0; i < facts.steps.size(); ++i) {
    if (facts.steps[i].remark.empty()) continue;
    if (!std::exchange(headed, true)) page.blocks.push_back(Heading{2, words.tr("My remarks")});
    page.blocks.push_back(Heading{3, name_of(i, facts.steps[i], words)});
    page.blocks.push_back(Paragraph{facts.steps[i].remark});
  }
}

void add_marks(Page& page, const Facts& facts, const Catalogue& words) {
  if (facts.marks.empty()) return;
  Bullets bullets;
  for (const MarkDone& mark : facts.marks) bullets.items.push_back(filled(words.tr("“{}”, at {}"), mark.film, clock_text(mark.at)));
  page.blocks.push_back(Heading{2, words.tr("Marked moments")});
  page.blocks.push_back(std::move(bullets));
}

}  // namespace

std::string training_text(Training training, const Catalogue& words) {
  switch (training) {
    case Training::kNotSaid: return words.tr("not said");
    case Training::kTrainers: return words.tr("Training of trainers");
    case Training::kReferents: return words.tr("Training of referents");
    case Training::kDirect: return words.tr("Direct training");
    case Training::kMultidisciplinary: return words.tr("Multidisciplinary training");
  }
  return {};
}

std::string profession_text(const std::string& id, const kits::Audiences& audiences, const Catalogue& words) {
  if (id == kOtherProfessions) return words.tr("Other professions");
  const kits::Audience* audience = audiences.find(id);
  if (audience == nullptr) return id;
  return words.language() == language::Language::kFrench ? audience->name : audience->english;
}

Page report_page(const Report& report, const kits::Audiences& audiences, const Catalogue& words, Remarks remarks) {
  Page page{.language = words.language(),
            .title = filled(words.tr("Session report: {}"), report.typed.tool.empty() ? report.facts.kit_title : report.typed.tool),
            .large = false,
            .blocks = {}};
  page.blocks.push_back(figures(report, words));
  if (!report.typed.participants.empty()) page.blocks.push_back(by_profession(report.typed, audiences, words));
  page.blocks.push_back(steps(report.facts, words));
  if (remarks == Remarks::kShown) {
    add_remarks(page, report.facts, words);
    add_marks(page, report.facts, words);
  }
  return page;
}

std::string file_name(const std::string& date, const std::string& title, const std::string& id) {
  constexpr std::size_t kMostTitle = 60, kIdDigits = 4;
  std::string name = date;
  const std::string words = file_words(title).substr(0, kMostTitle);
  for (const std::string& part : {words, id.substr(0, kIdDigits)}) {
    if (!part.empty()) name += (name.empty() ? "" : "-") + part;
  }
  return name.empty() ? "mallette" : name;
}

}  // namespace mallette::report
