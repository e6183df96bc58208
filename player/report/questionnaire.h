// SPDX-License-Identifier: GPL-3.0-or-later
// The questionnaire to hand out on paper at a session's end: no names, two questions that every report adds up, and
// the kit's own. Pure functions: any thread.
#pragma once

#include <string>
#include <vector>

#include "kits/manifest.h"
#include "player/language/catalogue.h"
#include "player/report/page.h"

namespace mallette::report {

/// Those of the plan's questionnaires that are for the end of the session.
[[nodiscard]] std::vector<kits::Question> closing_questions(const kits::Manifest& manifest, const kits::Plan& plan);

[[nodiscard]] Page questionnaire_page(const std::string& kit_title, const std::vector<kits::Question>& questions,
                                      const language::Catalogue& words);

}  // namespace mallette::report
