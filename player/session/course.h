// SPDX-License-Identifier: GPL-3.0-or-later
// From step to step: the sequence, the pages of documents, the clicker's rule. Internal to
// player/session/: the parts of reduce() that turn a state in place.
#pragma once

#include "player/session/state.h"

namespace mallette::session {

enum class Entry : std::uint8_t { kForward, kBack, kJump };

/// The step must exist. A film begins by itself only when it comes next in the sequence.
void enter(State& state, std::size_t step, Entry how);
void begin(State& state);
void finish(State& state);

/// A clicker's key, with the rule of mid-film.
void press(State& state, Direction direction);
/// A button: at once.
void go(State& state, Direction direction);
void jump(State& state, std::size_t step);

void show_document(State& state, const event::ShowDocument& show);
void stop_showing(State& state);

/// A film step with pause = "none", or a replay, has come to its end.
void end_of_film(State& state);
/// A document's length has become known: neither a step nor what lies over it stays behind its last page.
void take(State& state, const event::PageCount& report);

}  // namespace mallette::session
