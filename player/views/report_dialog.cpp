// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/report_dialog.h"

#include <algorithm>

#include "player/report/report_page.h"
#include "player/views/desk_parts.h"

namespace mallette::views {

using namespace ui;
using report::Field;
using report::Training;

namespace {

constexpr float kWidth = 720;
constexpr float kNumberField = 200;  ///< units at the text's scale: two beside each other where there is room
constexpr TextLook kSmallQuiet{.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};

struct Papers {
  Frame& frame;
  const language::Catalogue& words;
  const ReportModel& model;
  ReportState& state;
  Orders& orders;

  [[nodiscard]] const char* tr(const char* source) const { return words.tr(source); }
  void field(Flow& flow, const char* key, const char* name, std::string& value) {
    static_cast<void>(text_field(frame, flow, key, value, {.name = name}));
  }
  /// Two that belong together: beside each other, or below.
  void pair(Flow& flow, const char* key, const char* first, std::string& one, const char* second, std::string& other) {
    const Rect area = flow.next_area();
    const float gap = frame.px(12);
    if (area.width < 2 * frame.theme().mark(kNumberField) + gap) {
      field(flow, key, first, one);
      field(flow, (std::string(key) + "-of").c_str(), second, other);
      return;
    }
    const float width = std::floor((area.width - gap) / 2);
    Flow left = Flow::down({area.x, area.y, width, area.height}, 0);
    Flow right = Flow::down({area.x + width + gap, area.y, width, area.height}, 0);
    field(left, key, first, one);
    field(right, (std::string(key) + "-of").c_str(), second, other);
    flow.skip(std::max(left.used(), right.used()));
  }
};

const char* fault_words(const Papers& p, Field field) {
  switch (field) {
    case Field::kDate: return p.tr("The date is not one: write it as 27/11/2026.");
    case Field::kTool: return p.tr("The tool's name is too long.");
    case Field::kDepartment: return p.tr("The department's name is too long.");
    case Field::kParticipants: return p.tr("The number of participants is not one: {}.");
    case Field::kSatisfied: return p.tr("Satisfaction takes two numbers, the second at least as large as the first.");
    case Field::kImproved: return p.tr("Improvement takes two numbers, the second at least as large as the first.");
  }
  return "";
}

std::string name_of(const Papers& p, const std::string& id) {
  for (const auto* list : {&p.model.first, &p.model.others}) {
    const auto found = std::ranges::find(*list, id, &Profession::id);
    if (found != list->end()) return found->name;
  }
  return id;
}

void faults(Papers& p, Flow& flow) {
  for (std::size_t i = 0; i < p.state.faults.size(); ++i) {
    const report::FormFault& fault = p.state.faults[i];
    status(p.frame, flow, fmt::format("fault-{}", i), filled(fault_words(p, fault.field), name_of(p, fault.profession)),
           accessibility::Live::kAssertive, {.ink = Ink::kBroken, .icon = Icon::kBroken});
  }
}

void session_fields(Papers& p, Flow& flow) {
  report::Form& form = p.state.form;
  p.field(flow, "date", p.tr("Date of the session"), form.date);
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < report::kTrainingKinds; ++i) kinds.push_back(report::training_text(static_cast<Training>(i), p.words));
  const auto kind = choice(p.frame, flow, "kind",
                           {.name = p.tr("Kind of training"), .options = kinds, .chosen = static_cast<std::size_t>(form.training)});
  if (kind) form.training = static_cast<Training>(*kind);
  p.field(flow, "tool", p.tr("Tool"), form.tool);
  p.field(flow, "department", p.tr("Department (number or name)"), form.department);
}

void people_fields(Papers& p, Flow& flow) {
  heading(p.frame, flow, "people", p.tr("Numbers of participants"), 2);
  const auto fields = [&](const std::vector<Profession>& professions) {
    const bool odd = professions.size() % 2 != 0;
    auto& counts = p.state.form.participants;
    for (std::size_t i = 0; i + 1 < professions.size(); i += 2) {
      const Profession &one = professions[i], &other = professions[i + 1];
      p.pair(flow, ("people-" + one.id).c_str(), one.name.c_str(), counts[one.id], other.name.c_str(), counts[other.id]);
    }
    if (odd) p.field(flow, ("people-" + professions.back().id).c_str(), professions.back().name.c_str(), counts[professions.back().id]);
  };
  fields(p.model.first);
  Flow row = flow.inner_across(p.frame.px(8));
  const bool all = p.state.all_professions;
  if (button(p.frame, row, "all-professions",
             {.words = p.tr("All professions"), .icon = all ? Icon::kOpen : Icon::kFolded, .expanded = all})) {
    p.state.all_professions = !all;
  }
  flow.skip(row.used());
  if (all) fields(p.model.others);
}

void answer_fields(Papers& p, Flow& flow) {
  report::Form& form = p.state.form;
  heading(p.frame, flow, "answers", p.tr("The satisfaction questionnaire"), 2);
  p.pair(flow, "satisfied", p.tr("Satisfied with content and tools"), form.satisfied, p.tr("Answers on satisfaction"), form.satisfied_of);
  p.pair(flow, "improved", p.tr("Knowledge and practice improved"), form.improved, p.tr("Answers on improvement"), form.improved_of);
}

void folder_field(Papers& p, Flow& flow) {
  p.field(flow, "folder", p.tr("Folder"), p.state.folder);
  Flow row = flow.inner_across(p.frame.px(8));
  if (button(p.frame, row, "browse", {.words = p.tr("Choose another folder"), .icon = Icon::kFolder})) p.orders.emplace_back(order::BrowseReports{});
  flow.skip(row.used());
}

/// Where the files lie, or why they do not.
void outcome(Papers& p, Flow& flow, const Written& written) {
  if (!written.fault.empty()) {
    status(p.frame, flow, "not-written", written.fault, accessibility::Live::kAssertive, {.ink = Ink::kBroken, .icon = Icon::kBroken});
  }
  if (written.paths.empty()) return;
  status(p.frame, flow, "written", p.tr("Saved. The files lie here:"), accessibility::Live::kPolite, {.icon = Icon::kTick});
  for (std::size_t i = 0; i < written.paths.size(); ++i) text(p.frame, flow, fmt::format("path-{}", i), written.paths[i], kSmallQuiet);
  if (!p.model.can_open) return;
  if (p.model.wall_is_this_screen) {
    text(p.frame, flow, "not-here", p.tr("Open it when the room does not see this screen."), {.ink = Ink::kQuiet, .icon = Icon::kInformation});
    return;
  }
  Flow row = flow.inner_across(p.frame.px(8));
  if (button(p.frame, row, "open", {.words = p.tr("Open it, to read or print"), .icon = Icon::kPrint})) {
    p.orders.emplace_back(order::OpenWritten{written.paths.front()});
  }
  flow.skip(row.used());
}

}  // namespace

void report_dialog(Frame& frame, const language::Catalogue& words, const ReportModel& model, ReportState& state, DeskState& desk,
                   Orders& orders) {
  if (desk.dialog != DeskDialog::kReport || !model.has_session) return;
  Papers p{frame, words, model, state, orders};
  Dialog dialog(frame, "report", words.tr("Session report"), kWidth);
  Flow& flow = dialog.flow();
  if (close_button(frame, words, dialog) || dialog.dismissed()) desk.dialog = DeskDialog::kNone;
  text(frame, flow, "optional", words.tr("Nothing here has to be filled in. Write no names of people. What is typed is kept until the report is saved."),
       {.ink = Ink::kQuiet});
  if (model.session_goes_on) {
    text(frame, flow, "goes-on", words.tr("The session goes on: save the report once it is over, with its last times."), {.icon = Icon::kInformation});
  }
  session_fields(p, flow);
  people_fields(p, flow);
  answer_fields(p, flow);
  heading(frame, flow, "files", words.tr("The files"), 2);
  if (toggle(frame, flow, "remarks", words.tr("My remarks and marked moments, in my own report"), state.form.with_remarks)) {
    state.form.with_remarks = !state.form.with_remarks;
  }
  text(frame, flow, "sent", words.tr("The file that ends in “.bilan” is the one to send on: figures alone, no remarks. The others are yours."), kSmallQuiet);
  folder_field(p, flow);
  // Before the button: there the eyes are when it is pressed, and what is below may be out of sight.
  faults(p, flow);
  outcome(p, flow, model.report);
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "save", {.words = words.tr("Save the report"), .icon = Icon::kTick, .look = ButtonLook::kPrimary})) {
    orders.emplace_back(order::SaveReport{});
  }
  flow.skip(row.used());
}

void papers_dialog(Frame& frame, const language::Catalogue& words, const ReportModel& model, ReportState& state, DeskState& desk,
                   Orders& orders) {
  if (desk.dialog != DeskDialog::kPapers || !model.has_plan) return;
  Papers p{frame, words, model, state, orders};
  Dialog dialog(frame, "papers", words.tr("To print"), kWidth);
  Flow& flow = dialog.flow();
  if (close_button(frame, words, dialog) || dialog.dismissed()) desk.dialog = DeskDialog::kNone;
  const auto make = [&](Flow& row, const char* key, const char* name, order::PaperKind kind) {
    if (button(frame, row, key, {.words = name, .icon = Icon::kSheet})) orders.emplace_back(order::WritePaper{kind});
  };
  heading(frame, flow, "outline", words.tr("Running order"), 2);
  text(frame, flow, "outline-what", words.tr("Every step with its time, notes, questions and expected points: for you, not for the room."), {.ink = Ink::kQuiet});
  Flow first = flow.inner_across(frame.px(8));
  make(first, "usual", words.tr("Write the running order"), order::PaperKind::kOutline);
  make(first, "large", words.tr("Write it in large print"), order::PaperKind::kLargeOutline);
  flow.skip(first.used());
  heading(frame, flow, "questionnaire", words.tr("Satisfaction questionnaire"), 2);
  text(frame, flow, "questionnaire-what", words.tr("For participants, without names: satisfaction, what has improved, and the kit’s own questions."), {.ink = Ink::kQuiet});
  Flow second = flow.inner_across(frame.px(8));
  make(second, "french", words.tr("Write it in French"), order::PaperKind::kFrenchQuestionnaire);
  make(second, "english", words.tr("Write it in English"), order::PaperKind::kEnglishQuestionnaire);
  flow.skip(second.used());
  folder_field(p, flow);
  outcome(p, flow, model.paper);
}

}  // namespace mallette::views
