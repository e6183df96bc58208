// SPDX-License-Identifier: GPL-3.0-or-later
// Models of the views before a session: the demonstration kit and what else a trainer's laptop holds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kits/audiences.h"
#include "kits/kit.h"
#include "player/views/library_view.h"
#include "player/views/prepare_view.h"
#include "player/views/start_view.h"
#include "tests/ui/view_screen.h"

namespace mallette::test {

const kits::Kit& demo_kit();
const kits::Audiences& audiences();

views::KitCard card_of(const kits::Kit& kit);
views::StartModel start_of(const kits::Kit& kit);

views::LibraryModel sample_library();
views::BrowserModel sample_folder();
views::BrowserModel sample_places();
views::CheckModel sample_check();

/// As the program fills it.
void fill_prepare(views::PrepareModel& model, const kits::Manifest& manifest, const kits::Plan& kit,
                  const preparation::OwnPlan& plan);

/// By name. Each keeps its own model and state. `words` outlives them.
std::vector<std::pair<std::string, ViewScreen::Draw>> sample_views(const language::Catalogue& words);

}  // namespace mallette::test
