// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/film_turns.h"

#include <algorithm>

#include "player/session/passage.h"

namespace mallette::session {
namespace {

void load(State& state, Screening& screening) {
  screening.phase = FilmPhase::kRunning;
  screening.loaded = screening.generation = ++state.generation;
  screening.tail_left = Milliseconds(0);
  screening.begun = false;
}

/// Into the excerpt, and into what a film can be long.
Milliseconds within(const Excerpt& excerpt, Milliseconds at) {
  const Milliseconds last = excerpt.to.value_or(kLongestTime);
  return std::clamp(at, std::min(excerpt.from, last), last);
}

/// A report on what is running now.
bool is_current(const State& state, Generation generation) {
  return state.screening && state.screening->phase == FilmPhase::kRunning &&
         state.screening->generation == generation;
}

}  // namespace

bool is_loaded(const State& state) {
  const auto& screening = state.screening;
  return screening && (screening->phase == FilmPhase::kRunning || screening->phase == FilmPhase::kTail ||
                       screening->phase == FilmPhase::kEnded);
}

void reload(State& state, Milliseconds at) {
  state.screening->position = within(state.screening->excerpt, at);
  load(state, *state.screening);
}

void show_film(State& state, const Excerpt& excerpt, bool is_replay, Milliseconds at, Start start) {
  state.moment.passage_use = PassageUse::kNone;
  Screening screening{.excerpt = excerpt, .is_replay = is_replay, .wanted = start == Start::kPlaying};
  screening.position = within(excerpt, at);
  const auto warning = state.deck->films[excerpt.film].warning;
  if (warning && !state.warned[*warning]) {
    screening.phase = FilmPhase::kWarning;
  } else {
    load(state, screening);
  }
  state.screening = std::move(screening);
}

void accept_warning(State& state) {
  Screening& screening = *state.screening;
  if (const auto warning = state.deck->films[screening.excerpt.film].warning) state.warned[*warning] = true;
  screening.wanted = true;
  load(state, screening);
}

void end_replay(State& state) {
  state.moment.passage_use = PassageUse::kNone;
  state.screening.reset();
}

/// Perhaps the key was put back in.
void try_again(State& state) {
  state.screening->wanted = true;
  reload(state, state.screening->position);
}

void play_pause(State& state) {
  if (!state.screening || is_covered(state)) return;
  if (state.screening->phase == FilmPhase::kWarning) return accept_warning(state);
  if (state.screening->phase == FilmPhase::kFailed) return try_again(state);
  if (play_on_behind(state)) return;
  if (state.screening->phase == FilmPhase::kRunning) state.screening->wanted = !state.screening->wanted;
}

void restart(State& state) {
  if (!state.screening || state.screening->phase == FilmPhase::kWarning || is_covered(state)) return;
  Screening& screening = *state.screening;
  if (screening.phase == FilmPhase::kFailed) return try_again(state);
  screening.wanted = true;
  seek(state, screening.excerpt.from);
}

void seek(State& state, Milliseconds at) {
  if (!is_loaded(state)) return;
  if (leave_passage_for(state, within(state.screening->excerpt, at))) return reload(state, at);
  Screening& screening = *state.screening;
  if (screening.phase != FilmPhase::kRunning) screening.phase = FilmPhase::kRunning;
  screening.tail_left = Milliseconds(0);
  screening.position = within(screening.excerpt, at);
  screening.generation = ++state.generation;
}

void toggle_replay(State& state) {
  if (is_covered(state)) return;
  if (state.screening && state.screening->is_replay) return end_replay(state);
  const auto& replay = current_step(state).replay;
  if (!state.screening && replay) return show_film(state, *replay, true, replay->from, Start::kPlaying);
  play_passage(state);
}

void set_mark(State& state) {
  if (!is_loaded(state) || state.marks.size() >= kMarkLimit) return;
  const FilmMark mark{state.screening->excerpt.film, state.screening->position, state.step};
  if (state.marks.empty() || state.marks.back() != mark) state.marks.push_back(mark);
}

void go_to_mark(State& state, std::size_t index) {
  if (index >= state.marks.size() || is_covered(state)) return;
  const FilmMark mark = state.marks[index];
  if (state.screening && !state.screening->is_replay) {  // a film step: within its own film only
    if (state.screening->excerpt.film == mark.film) seek(state, mark.at);
    return;
  }
  const auto& shown = state.deck->steps[mark.step].film;
  const bool same = shown && shown->film == mark.film && (!shown->to || mark.at < *shown->to);
  const Excerpt excerpt{mark.film, Milliseconds(0), same ? shown->to : std::nullopt};
  show_film(state, excerpt, true, mark.at, Start::kPlaying);
}

void restore_film(State& state) {
  state.moment.passage_use = PassageUse::kNone;
  if (!state.screening || state.screening->phase == FilmPhase::kWarning) return;
  Screening& screening = *state.screening;
  const FilmPhase phase = screening.phase;
  load(state, screening);
  screening.wanted = false;
  // What was over stays over: its last picture is loaded and held.
  if (phase == FilmPhase::kEnded || phase == FilmPhase::kTail) screening.phase = FilmPhase::kEnded;
}

void take(State& state, const event::Position& report) {
  if (!is_current(state, report.generation)) return;
  Screening& screening = *state.screening;
  const Milliseconds at = within(screening.excerpt, report.at);
  // Only what moves has begun: the first picture's position is reported as well.
  if (is_playing(state) && at > screening.position) screening.begun = true;
  screening.position = at;
}

void take(State& state, const event::SegmentEnded& report) {
  if (!is_current(state, report.generation) || end_passage(state)) return;
  Screening& screening = *state.screening;
  screening.phase = FilmPhase::kTail;
  screening.wanted = false;
  if (screening.excerpt.to) screening.position = *screening.excerpt.to;
  const Milliseconds tail = state.deck->films[screening.excerpt.film].tail;
  screening.tail_left = report.sign_shown ? std::min(tail, kLongestTime) : Milliseconds(0);
}

void take(State& state, const event::SegmentFailed& report) {
  const bool concerned = is_loaded(state) && state.screening->generation == report.generation;
  if (!concerned) return;
  state.screening->phase = FilmPhase::kFailed;
  state.screening->wanted = false;
}

void take(State& state, const event::SegmentBrokeOff& report) {
  if (!is_current(state, report.generation)) return;
  state.screening->wanted = false;
  state.moment.broke_off = {report.generation, state.screening->position};
}

bool run_tail(State& state, Milliseconds passed) {
  if (!state.screening || state.screening->phase != FilmPhase::kTail || is_covered(state)) return false;
  Screening& screening = *state.screening;
  screening.tail_left -= std::min(passed, screening.tail_left);
  if (screening.tail_left > Milliseconds(0)) return false;
  screening.phase = FilmPhase::kEnded;
  return true;
}

}  // namespace mallette::session
