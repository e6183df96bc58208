// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/pace.h"

#include <algorithm>

namespace mallette::session {
namespace {

/// What the plan grants of the time spent in a step, and of its whole time once it lies behind.
Milliseconds granted(const State& state, std::size_t index) {
  const DeckStep& step = state.deck->steps[index];
  const Milliseconds spent = state.progress[index].elapsed;
  if (!step.in_room || is_locked(state, index)) return Milliseconds(0);
  if (!step.planned) return spent;
  return index < state.step ? *step.planned : std::min(spent, *step.planned);
}

}  // namespace

Pace pace(const State& state) {
  Milliseconds plan{0};
  for (std::size_t i = 0; i < state.deck->steps.size(); ++i) plan += granted(state, i);
  const Milliseconds late = state.elapsed - plan;
  if (late >= kPaceTolerance) return {PaceKind::kLate, late};
  if (late <= -kPaceTolerance) return {PaceKind::kAhead, late};
  return {PaceKind::kOnTime, late};
}

Milliseconds planned_total(const State& state) {
  Milliseconds total{0};
  for (std::size_t i = 0; i < state.deck->steps.size(); ++i) {
    const DeckStep& step = state.deck->steps[i];
    if (step.in_room && !is_locked(state, i)) total += step.planned.value_or(Milliseconds(0));
  }
  return total;
}

Milliseconds planned_left(const State& state) {
  Milliseconds left{0};
  for (std::size_t i = state.step; i < state.deck->steps.size(); ++i) {
    const DeckStep& step = state.deck->steps[i];
    if (!step.planned || !step.in_room || is_locked(state, i)) continue;
    left += *step.planned -
            (i == state.step ? std::min(state.progress[i].elapsed, *step.planned) : Milliseconds(0));
  }
  return left;
}

}  // namespace mallette::session
