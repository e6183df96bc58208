// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's state is called by the people who lead one. Internal to views/.
//
// Pure functions: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "player/language/catalogue.h"
#include "player/language/step_words.h"
#include "player/language/times.h"
#include "player/session/desk_view.h"
#include "player/ui/icons.h"

namespace mallette::views {

using session::Milliseconds;

using language::clock_text;
using language::span_text;
using language::type_word;
[[nodiscard]] ui::Icon type_icon(kits::StepType type);
/// The step's own words, or its type's.
[[nodiscard]] std::string step_words(const language::Catalogue& words, const session::desk::Step& step);

/// What a film that can be read no further waits for.
[[nodiscard]] std::string broke_off_words(const language::Catalogue& words);

/// clock_text() of a time that runs down: a second has passed when it is over, as on the wall.
[[nodiscard]] std::string left_text(Milliseconds left);

/// What the room sees now, as a sentence, and how.
struct OnTheWall {
  std::string words;
  ui::Icon icon = ui::Icon::kWall;
  bool covered = false;  ///< not what the step shows
};
[[nodiscard]] OnTheWall on_the_wall(const language::Catalogue& words, const session::DeskView& view);
/// The neutral screen or a pause of the session: nothing moves until "Reprendre".
[[nodiscard]] bool is_held(const session::DeskView& view);
/// The same, or the help numbers or a document lie over the step: what it shows itself does not move.
[[nodiscard]] bool is_beneath(const session::DeskView& view);

[[nodiscard]] std::optional<std::size_t> current_index(const session::DeskView& view);

}  // namespace mallette::views
