// SPDX-License-Identifier: GPL-3.0-or-later
// Preparing: the steps of the trainer's own plan, in their order and with their times, and one of them
// open for its words. Nothing is to be saved: each change is an order, and is kept at once.
//
//     +- steps -------------+- the step that is open ----------+
//     | title, time in all  | [up] [down] [skip]  minutes      |
//     | 1 …                 | question, follow-ups, expected   |
//     | 2 …                 | notes                            |
//     +---------------------+----------------------------------+
//     | add a question, undo, back to the kit's plan      done |
//
// Main thread, within a Frame's life. Models are plain values, made by the program.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/language/catalogue.h"
#include "player/preparation/apply.h"
#include "player/ui/frame.h"
#include "player/views/orders.h"

namespace mallette::views {

struct PrepareModel {
  std::string title;  ///< of the own plan
  std::string kit_title;
  std::string plan_title;  ///< of the kit's
  std::vector<preparation::Row> rows;
  std::chrono::milliseconds total{0};  ///< of the steps that are kept
  std::vector<std::string> gone;       ///< the kit has them no longer: what they were called
  std::vector<std::string> added;      ///< new in the kit
  bool can_undo = false;
  bool is_kept = true;         ///< else it lasts as long as the program
  std::uint64_t revision = 0;  ///< another: what stands in the fields is the model's again
  std::string message;
};

/// What the view remembers from frame to frame.
struct PrepareState {
  std::string step;  ///< id of the one that is open
  std::uint64_t revision = 0;
  std::map<std::string, std::string> typed;  ///< by field
  std::optional<accessibility::NodeId> question;  ///< the field of the open step's, as last drawn
  bool reverting = false;                    ///< "Revenir au déroulé du kit" was pressed, and is asked about
};

void prepare_view(ui::Frame& frame, const language::Catalogue& words, const PrepareModel& model,
                  PrepareState& state, Orders& orders);

/// "10", "2,5", "2.5": minutes; none for what is no time from 0 to 24 hours.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_minutes(std::string_view typed);
[[nodiscard]] std::string minutes_text(std::chrono::milliseconds time, const language::Catalogue& words);

}  // namespace mallette::views
