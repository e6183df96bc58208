// SPDX-License-Identifier: GPL-3.0-or-later
// Times, amounts and names as they stand on a paper. Internal to report/. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "player/language/catalogue.h"
#include "player/language/filled.h"
#include "player/language/times.h"
#include "player/report/report.h"

namespace mallette::report {

using language::clock_text;
using language::filled;
using language::span_text;

/// "5. Question · Première question"; of a step without a title its kind alone.
[[nodiscard]] std::string step_name(std::size_t number, kits::StepType type, const std::string& title, const language::Catalogue& words);
/// "« Le film », de 00:00 à 00:29"; to: none is the film's end.
[[nodiscard]] std::string excerpt_text(const std::string& film, Milliseconds from, std::optional<Milliseconds> to, const language::Catalogue& words);
/// "0:05", "1:40": hours and minutes since the session began.
[[nodiscard]] std::string offset_text(Milliseconds time);
/// "27 novembre 2026" of "2026-11-27"; empty of an empty one.
[[nodiscard]] std::string date_text(const std::string& date, const language::Catalogue& words);
/// "12 sur 15 (80 %)".
[[nodiscard]] std::string share_text(const Share& share, const language::Catalogue& words);

}  // namespace mallette::report
