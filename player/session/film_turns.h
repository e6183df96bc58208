// SPDX-License-Identifier: GPL-3.0-or-later
// What a film that is being shown does with each event. Internal to player/session/: the parts of
// reduce() that turn a state in place. Threads: none of its own, as reduce().
#pragma once

#include "player/session/state.h"

namespace mallette::session {

enum class Start : std::uint8_t { kPlaying, kHeld };

/// Shows an excerpt from `at` on; its warning first, if the room has not seen that one.
void show_film(State& state, const Excerpt& excerpt, bool is_replay, Milliseconds at, Start start);
/// The warning has been read: the film.
void accept_warning(State& state);
/// Away from a replay, back to the step behind it.
void end_replay(State& state);

/// It has a film in hand: running, in its tail, or at its end.
[[nodiscard]] bool is_loaded(const State& state);
/// The film that is shown once more from `at` on, with the end that holds now.
void reload(State& state, Milliseconds at);

void play_pause(State& state);
void restart(State& state);
void seek(State& state, Milliseconds at);
void toggle_replay(State& state);
void set_mark(State& state);
void go_to_mark(State& state, std::size_t mark);
/// Once more from where it is, paused: playback was lost with the program.
void restore_film(State& state);

void take(State& state, const event::Position& report);
void take(State& state, const event::SegmentEnded& report);
void take(State& state, const event::SegmentFailed& report);
void take(State& state, const event::SegmentBrokeOff& report);
/// Runs the signer's tail down. True when the excerpt has come to its end in this very moment.
[[nodiscard]] bool run_tail(State& state, Milliseconds passed);

}  // namespace mallette::session
