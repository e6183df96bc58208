// SPDX-License-Identifier: GPL-3.0-or-later
// Who is in the room, as a part of the start of a session. Internal to views/. Main thread, within a
// Frame's life.
#pragma once

#include "player/views/start_view.h"

namespace mallette::views {

/// Search, the professions that the kit names, and all the others by groups.
void people(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words, const StartModel& model,
            StartState& state);
/// "Infirmières et infirmiers · Accueil"; "Tout le monde" when nobody is chosen.
[[nodiscard]] std::string people_text(const language::Catalogue& words, const kits::Audiences& audiences,
                                      const std::set<std::string>& chosen);

}  // namespace mallette::views
