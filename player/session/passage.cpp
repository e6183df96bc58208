// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/passage.h"

#include <algorithm>

#include "player/session/film_turns.h"

namespace mallette::session {
namespace {

/// The passage, where it is one of the film that is shown and can be set there.
Passage* passage_here(State& state) {
  auto& passage = state.moment.passage;
  return passage && state.screening && passage->film == state.screening->excerpt.film ? &*passage : nullptr;
}

bool is_within(const Excerpt& excerpt, const Passage& passage) {
  return passage.film == excerpt.film && passage.from >= excerpt.from && (!excerpt.to || passage.from < *excerpt.to);
}

}  // namespace

void set_passage_start(State& state) {
  if (!is_loaded(state) || is_covered(state)) return;
  const Milliseconds here = state.screening->position;
  const Passage* before = passage_here(state);
  std::optional<Milliseconds> to = before != nullptr ? before->to : std::nullopt;
  if (to && *to <= here) to.reset();
  state.moment.passage = Passage{state.screening->excerpt.film, here, to};
}

void set_passage_end(State& state) {
  if (!is_loaded(state) || is_covered(state)) return;
  const Milliseconds here = state.screening->position;
  const Passage* before = passage_here(state);
  const Milliseconds from = before != nullptr ? before->from : state.screening->excerpt.from;
  if (from == here) return;
  state.moment.passage = Passage{state.screening->excerpt.film, std::min(from, here), std::max(from, here)};
  // What is being shown stops at the old end no longer.
  if (state.moment.passage_use == PassageUse::kNone) return;
  state.moment.passage_use = PassageUse::kNone;
  reload(state, here);
}

void clear_passage(State& state) {
  if (!state.moment.passage) return;
  const bool shown = state.moment.passage_use != PassageUse::kNone && is_loaded(state);
  state.moment.passage.reset();
  state.moment.passage_use = PassageUse::kNone;
  if (shown) reload(state, state.screening->position);
}

bool play_passage(State& state) {
  const auto passage = state.moment.passage;
  if (!passage || is_covered(state)) return false;
  if (!state.screening) {
    show_film(state, {passage->film, passage->from, passage->to}, true, passage->from, Start::kPlaying);
    return true;
  }
  if (!is_loaded(state) || !is_within(state.screening->excerpt, *passage)) return false;
  state.moment.passage_use = passage->to ? PassageUse::kPlaying : PassageUse::kNone;
  state.screening->wanted = true;
  reload(state, passage->from);
  return true;
}

bool end_passage(State& state) {
  if (state.moment.passage_use != PassageUse::kPlaying) return false;
  state.moment.passage_use = PassageUse::kOver;
  state.screening->wanted = false;
  if (const auto& passage = state.moment.passage; passage && passage->to) state.screening->position = *passage->to;
  return true;
}

bool play_on_behind(State& state) {
  if (state.moment.passage_use != PassageUse::kOver || !state.screening) return false;
  state.moment.passage_use = PassageUse::kNone;
  state.screening->wanted = true;
  reload(state, state.screening->position);
  return true;
}

bool leave_passage_for(State& state, Milliseconds at) {
  if (state.moment.passage_use == PassageUse::kNone) return false;
  const auto& passage = state.moment.passage;
  if (passage && at >= passage->from && passage->to && at < *passage->to) {
    state.moment.passage_use = PassageUse::kPlaying;
    return false;
  }
  state.moment.passage_use = PassageUse::kNone;
  return true;
}

}  // namespace mallette::session
