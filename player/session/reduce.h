// SPDX-License-Identifier: GPL-3.0-or-later
// The session: one pure function from a state and an event to the next state and what it asks of
// the outside.
//
//     State state = make_state(deck);
//     auto [next, effects] = reduce(std::move(state), {now, event::Begin{}});
//
// Effects are the difference between the two states, worked out in one place: whatever moved the
// state, playback is told. Nothing is done twice by a report that comes late: a generation older than
// the screening's is dropped. Time moves on only what the plan lets move: the end of a film step
// with pause = "none", and the end of a replay, which goes back to its step. Any other step waits.
//
// Every event is taken in every state; one that means nothing there changes nothing but the clocks.
#pragma once

#include <vector>

#include "player/session/effect.h"
#include "player/session/event.h"
#include "player/session/state.h"

namespace mallette::session {

struct Reduced {
  State state;
  std::vector<Effect> effects;  ///< in the order they are to be carried out
};

[[nodiscard]] Reduced reduce(State state, const Event& event);

}  // namespace mallette::session
