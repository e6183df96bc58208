// SPDX-License-Identifier: GPL-3.0-or-later
// The step that is open while a plan is prepared. Internal to views/. Main thread, within a Frame's life.
#pragma once

#include <optional>

#include "player/ui/containers.h"
#include "player/views/prepare_view.h"

namespace mallette::views {

/// `index`: of the row, from 0.
void open_step(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words, const PrepareModel& model,
               std::size_t index, PrepareState& state, Orders& orders);

/// How long a step is planned for; of an excerpt without a time of its own, its length.
[[nodiscard]] std::optional<std::chrono::milliseconds> planned_of(const kits::Step& step);

/// "Question", or what the step is called.
[[nodiscard]] std::string row_words(const language::Catalogue& words, const preparation::Row& row);

}  // namespace mallette::views
