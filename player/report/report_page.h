// SPDX-License-Identifier: GPL-3.0-or-later
// A session's report as a paper: what was planned and done, and the figures that the trainer added.
// Pure functions: any thread.
#pragma once

#include <string>

#include "kits/audiences.h"
#include "player/language/catalogue.h"
#include "player/report/page.h"
#include "player/report/report.h"

namespace mallette::report {

enum class Remarks : std::uint8_t { kLeftOut, kShown };

[[nodiscard]] Page report_page(const Report& report, const kits::Audiences& audiences, const language::Catalogue& words, Remarks remarks);
[[nodiscard]] std::string training_text(Training training, const language::Catalogue& words);
/// In the words' language; the id where the list has none of it.
[[nodiscard]] std::string profession_text(const std::string& id, const kits::Audiences& audiences, const language::Catalogue& words);
/// "2026-11-27-accueillir-la-parole-3f9a": for files, in letters that every disk takes.
[[nodiscard]] std::string file_name(const std::string& date, const std::string& title, const std::string& id);

}  // namespace mallette::report
