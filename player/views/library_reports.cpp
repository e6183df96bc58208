// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "player/views/layout.h"
#include "player/views/library_parts.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

std::string session_of(const Catalogue& words, const WaitingReport& report) {
  const std::string day = report.date.empty() ? std::string()
                                              : fmt::format(fmt::runtime(words.tr("Session of {date}")), fmt::arg("date", report.date));
  return joined({day, report.plan_title});
}

void waiting_report(Frame& frame, Flow& flow, const Catalogue& words, const WaitingReport& report, LibraryState& state,
                    Orders& orders) {
  const std::string name = fmt::format(fmt::runtime(words.tr("Report to finish: {kit}")), fmt::arg("kit", report.title));
  auto region = Region::in(frame, flow, "report " + report.id, {.name = name, .heading = false, .gap = 8});
  const ButtonSpec finish{.words = words.tr("Finish the report"), .icon = Icon::kNotes, .description = report.title};
  const ButtonSpec forget{.words = words.tr("Give up this report"), .look = ButtonLook::kPlain, .description = report.title};
  Line line = begin_line(frame, region.flow(), button_width(frame, finish) + button_width(frame, forget) + frame.px(9));
  heading(frame, line.left, "kit", report.title, 3, {.type = {TypeSize::kLead, Weight::kStrong}});
  text(frame, line.left, "session", session_of(words, report));
  turn_line(frame, line);
  if (button(frame, line.right, "finish", finish)) orders.emplace_back(order::TakeUpReport{report.id});
  if (button(frame, line.right, "forget", forget)) state.forgetting_report = report.id;
  end_line(region.flow(), line);
}

}  // namespace

void waiting_reports(Frame& frame, Flow& flow, const Catalogue& words, const LibraryModel& model, LibraryState& state,
                     Orders& orders) {
  if (model.reports.empty()) return;
  heading(frame, flow, "reports", words.tr("Reports to finish"), 2);
  for (const WaitingReport& report : model.reports) waiting_report(frame, flow, words, report, state, orders);
}

void forget_report_dialog(Frame& frame, const Catalogue& words, const LibraryModel& model, LibraryState& state,
                          Orders& orders) {
  if (!state.forgetting_report) return;
  const auto report = std::ranges::find(model.reports, *state.forgetting_report, &WaitingReport::id);
  if (report == model.reports.end()) {
    state.forgetting_report.reset();
    return;
  }
  Dialog dialog(frame, "forget-report", words.tr("Give up this report?"));
  text(frame, dialog.flow(), "which", joined({report->title, session_of(words, *report)}), {.type = {TypeSize::kBody, Weight::kStrong}});
  text(frame, dialog.flow(), "what", words.tr("What was typed for it, and the times of its session, will be gone."));
  Flow row = dialog.flow().inner_across(frame.px(8));
  const bool kept = button(frame, row, "keep", {.words = words.tr("Keep the report"), .look = ButtonLook::kPrimary});
  if (button(frame, row, "forget", {.words = words.tr("Give up")})) {
    orders.emplace_back(order::ForgetReport{*state.forgetting_report});
    state.forgetting_report.reset();
  } else if (kept || dialog.dismissed()) {
    state.forgetting_report.reset();
  }
  dialog.flow().skip(row.used());
}

}  // namespace mallette::views
