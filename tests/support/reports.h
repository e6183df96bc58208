// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of sessions that were never held.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "kits/audiences.h"
#include "player/report/sent_file.h"

namespace mallette::test {

inline const kits::Audiences& professions() {
  static const kits::Audiences kAll = [] {
    std::ifstream file(std::string(MALLETTE_SOURCE_DIR) + "/kits/audiences.toml");
    std::ostringstream text;
    text << file.rdbuf();
    return kits::read_audiences(text.str(), "audiences.toml").value();
  }();
  return kAll;
}

/// 32 times one digit.
inline std::string report_id(char digit) { return std::string(32, digit); }

inline report::Report made_report(char digit = 'a') {
  using namespace std::chrono_literals;
  report::Report made{.id = report_id(digit), .typed = {}, .facts = {}};
  made.typed = {.date = "2026-11-27",
                .training = report::Training::kReferents,
                .tool = "Accueillir la parole",
                .department = "35",
                .participants = {{"infirmier", 7}, {"accueil", 5}},
                .satisfied = report::Share{11, 12},
                .improved = report::Share{9, 12}};
  made.facts = {.kit_id = "fr.example.kit",
                .kit_title = "Accueillir la parole",
                .kit_version = "1.0",
                .plan_title = "Demi-journée",
                .elapsed = 100min,
                .planned = 90min,
                .steps = {{.type = kits::StepType::kFilm, .title = "Extrait 1", .planned = 2min, .elapsed = 130s, .visited = true,
                           .film = "Accueillir la parole", .from = 0s, .to = 58s},
                          {.type = kits::StepType::kPrompt, .title = "Qu’avez-vous vu ?", .planned = 10min, .elapsed = 12min, .visited = true,
                           .points = 5, .points_ticked = 3, .follow_ups = 2, .follow_ups_shown = 1, .remark = "REMARQUE du groupe"}},
                .marks = {{"Accueillir la parole", 42s}}};
  return made;
}

inline report::Sent sent(report::Report made, std::int64_t saved_at = 1'800'000'000) { return {std::move(made), saved_at}; }

}  // namespace mallette::test
