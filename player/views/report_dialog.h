// SPDX-License-Identifier: GPL-3.0-or-later
// "Bilan": what the trainer adds to what the session knows, and where the files go. And the papers to print before:
// the running order and the questionnaire. Over any view.
//
// Nothing has to be filled in. What is typed lives in ReportState, which its owner keeps when the dialog closes.
// Main thread, within a Frame's life.
#pragma once

#include <string>
#include <vector>

#include "player/report/form.h"
#include "player/views/desk_screen.h"

namespace mallette::views {

struct Profession {
  std::string id;
  std::string name;
};

/// Files that were written, or why they were not.
struct Written {
  std::vector<std::string> paths;  ///< the one to read first
  std::string fault;               ///< a sentence; empty: none
};

struct ReportModel {
  bool has_session = false;             ///< there is something to report of
  bool session_goes_on = false;         ///< its times are not yet its last
  bool has_plan = false;                ///< there is something to print
  std::vector<Profession> first;        ///< who is or may be in the room
  std::vector<Profession> others;
  Written report, paper;
  bool can_open = false;         ///< there is a program for such files, and a screen to see them on
  bool wall_is_this_screen = false;  ///< what is opened would be read by the room
};

struct ReportState {
  report::Form form;
  std::string folder;  ///< where files go
  bool all_professions = false;
  std::vector<report::FormFault> faults;  ///< of the last try to save
};

/// While DeskDialog::kReport is open.
void report_dialog(ui::Frame& frame, const language::Catalogue& words, const ReportModel& model, ReportState& state,
                   DeskState& desk, Orders& orders);
/// While DeskDialog::kPapers is open.
void papers_dialog(ui::Frame& frame, const language::Catalogue& words, const ReportModel& model, ReportState& state,
                   DeskState& desk, Orders& orders);

}  // namespace mallette::views
