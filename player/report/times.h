// SPDX-License-Identifier: GPL-3.0-or-later
// Times and amounts as they stand in a report. Internal to report/. Pure; any thread.
#pragma once

#include <string>

#include "player/language/catalogue.h"
#include "player/report/report.h"

namespace mallette::report {

/// "45 s", "12 min", "1 h 05".
[[nodiscard]] std::string span_text(Milliseconds time);
/// "04:12", "1:04:12": a place in a film.
[[nodiscard]] std::string place_text(Milliseconds time);
/// "0:05", "1:40": hours and minutes since the session began.
[[nodiscard]] std::string offset_text(Milliseconds time);
/// "27 novembre 2026" of "2026-11-27"; empty of an empty one.
[[nodiscard]] std::string date_text(const std::string& date, const language::Catalogue& words);
/// "12 sur 15 (80 %)".
[[nodiscard]] std::string share_text(const Share& share, const language::Catalogue& words);
[[nodiscard]] std::string training_text(Training training, const language::Catalogue& words);

}  // namespace mallette::report
