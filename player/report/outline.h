// SPDX-License-Identifier: GPL-3.0-or-later
// The running order ("conducteur") to print before a session: what comes when, and everything that the trainer
// needs at hand. It holds notes and expected points: it is the trainer's, never the room's.
// Pure functions: any thread.
#pragma once

#include <string>

#include "player/language/catalogue.h"
#include "player/report/page.h"
#include "player/session/deck.h"

namespace mallette::report {

enum class Print : std::uint8_t { kUsual, kLarge };

[[nodiscard]] Page outline_page(const session::Deck& deck, const std::string& kit_title, const language::Catalogue& words, Print print);

}  // namespace mallette::report
