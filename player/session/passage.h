// SPDX-License-Identifier: GPL-3.0-or-later
// The passage that a trainer sets in a film to see it again. Internal to player/session/: the parts of
// reduce() that turn a state in place.
//
// Shown once, it stops at its end and keeps its last picture: it is shown to be talked about, and nothing in a
// film about violence begins again by itself. Playing goes on behind it. A place outside of it that is asked
// for leaves it; the plan's own excerpt keeps its limits all the while.
#pragma once

#include "player/session/state.h"

namespace mallette::session {

void set_passage_start(State& state);
void set_passage_end(State& state);
void clear_passage(State& state);
/// Of the film that is shown, or as a replay in front of another step. False: there is none to show here.
bool play_passage(State& state);
/// The film's end was the passage's.
bool end_passage(State& state);
/// Playing on, behind a passage that is over. False: none is.
bool play_on_behind(State& state);
/// Before a place is gone to. True when the film has to be loaded anew for it, with the excerpt's own end.
bool leave_passage_for(State& state, Milliseconds at);

}  // namespace mallette::session
