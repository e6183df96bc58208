// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/course.h"

#include <algorithm>

#include "player/session/film_turns.h"

namespace mallette::session {
namespace {

constexpr std::size_t kPageCountLimit = 1000;  ///< documents whose length is remembered

std::optional<std::size_t> neighbour(const State& state, Direction direction) {
  return direction == Direction::kForward ? step_after(state, state.step) : step_before(state, state.step);
}

/// Leaves the step, or what is in front of it: a document, a replay.
void move_on(State& state, Direction direction) {
  if (state.document) return state.document.reset();
  if (state.screening && state.screening->is_replay) return end_replay(state);
  const auto step = neighbour(state, direction);
  if (!step) return;
  if (direction == Direction::kForward) state.progress[state.step].done = true;
  enter(state, *step, direction == Direction::kForward ? Entry::kForward : Entry::kBack);
}

/// True when this press is the second of its kind in time.
bool is_second(State& state, Direction direction) {
  const auto armed = state.moment.guard;
  state.moment.guard = Armed<Direction>{direction, kGuardTime};
  return armed && armed->key == direction;
}

void press_in_film(State& state, Direction direction) {
  Screening& screening = *state.screening;
  const bool forward = direction == Direction::kForward;
  switch (screening.phase) {
    case FilmPhase::kWarning:
      if (forward) return accept_warning(state);
      break;
    case FilmPhase::kRunning:
      if (state.moment.passage_use == PassageUse::kOver) break;
      if (!screening.wanted && !screening.begun) {  // held at its start, or where a crash left it
        if (!forward) break;
        screening.wanted = true;
        return;
      }
      screening.wanted = false;
      if (!is_second(state, direction)) return;
      break;
    case FilmPhase::kTail:
    case FilmPhase::kEnded:
    case FilmPhase::kFailed:
      break;
  }
  state.moment.guard.reset();
  move_on(state, direction);
}

/// True when a page was turned, or the press waits for the document.
bool turn_page(State& state, Direction direction) {
  std::uint64_t& page = state.progress[state.step].page;
  if (direction == Direction::kBack) {
    if (page == 0) return false;
    --page;
    return true;
  }
  const auto total = pages_shown(state, state.step);
  // Not opened yet: a second press in time passes over it, so that nobody is held up.
  if (!total) return !is_second(state, direction);
  if (page + 1 >= *total) return false;
  ++page;
  return true;
}

/// Of the document over the step; beyond its ends, the step again.
void turn_document(State& state, Direction direction) {
  ShownDocument& shown = *state.document;
  if (direction == Direction::kBack) {
    if (shown.page > 1) --shown.page;
    else state.document.reset();
    return;
  }
  const auto pages = page_count(state, shown.document);
  if (!pages && !is_second(state, direction)) return;
  if (pages && shown.page < *pages) ++shown.page;
  else state.document.reset();
}

/// Help, a pause and the neutral screen keep the clicker from moving what nobody sees.
bool is_held(const State& state) {
  return state.stage != Stage::kUnderWay || state.neutral || state.suspended;
}

/// Not beyond its last page; off the wall, if there is none that can be shown.
void fit_document(State& state) {
  if (!state.document) return;
  const auto pages = page_count(state, state.document->document);
  if (!pages) return;
  state.document->page = std::min(state.document->page, *pages);
  if (*pages == 0) state.document.reset();
}

}  // namespace

void enter(State& state, std::size_t step, Entry how) {
  state.step = step;
  state.document.reset();
  state.screening.reset();
  state.moment.passage_use = PassageUse::kNone;
  state.moment.guard.reset();
  StepProgress& progress = state.progress[step];
  ++progress.visits;
  if (how != Entry::kBack) progress.page = 0;
  const DeckStep& entered = state.deck->steps[step];
  if (!entered.film) return;
  const Start start = how == Entry::kForward ? Start::kPlaying : Start::kHeld;
  show_film(state, *entered.film, false, entered.film->from, start);
}

void begin(State& state) {
  if (state.stage != Stage::kBefore) return;
  state.stage = Stage::kUnderWay;
  const bool first_counts = state.deck->steps.front().in_room && !is_locked(state, 0);
  enter(state, first_counts ? 0 : step_after(state, 0).value_or(0), Entry::kForward);
}

void finish(State& state) {
  if (state.stage != Stage::kUnderWay) return;
  state.stage = Stage::kFinished;
  state.progress[state.step].done = true;
  state.document.reset();
  state.screening.reset();
  state.neutral = state.suspended = state.help = false;
  state.moment.frozen.reset();
}

void press(State& state, Direction direction) {
  if (is_held(state)) return;
  if (state.help) {
    state.help = false;
    return;
  }
  if (state.document) return turn_document(state, direction);
  if (state.screening) return press_in_film(state, direction);
  if (turns_pages(current_step(state).type) && turn_page(state, direction)) return;
  move_on(state, direction);
}

void go(State& state, Direction direction) {
  if (is_held(state)) return;
  const bool warning = !state.document && state.screening && state.screening->phase == FilmPhase::kWarning;
  if (warning && direction == Direction::kForward) return accept_warning(state);
  move_on(state, direction);
}

void jump(State& state, std::size_t step) {
  if (is_held(state) || step >= state.deck->steps.size() || is_locked(state, step)) return;
  if (step > state.step) state.progress[state.step].done = true;
  enter(state, step, Entry::kJump);
}

void show_document(State& state, const event::ShowDocument& show) {
  const bool sane = !show.document.empty() && std::max(show.document.size(), show.title.size()) <= kNameLimit_bytes;
  if (is_held(state) || !sane) return;
  state.help = false;
  state.moment.guard.reset();
  state.document = ShownDocument{show.document, std::max(show.page, 1U), show.title};
  fit_document(state);
}

void stop_showing(State& state) {
  state.document.reset();
  state.moment.guard.reset();
}

void end_of_film(State& state) {
  if (state.screening->is_replay) return end_replay(state);
  if (current_step(state).pause == kits::StepPause::kNone) move_on(state, Direction::kForward);
}

void take(State& state, const event::PageCount& report) {
  auto& counts = state.moment.page_counts;
  if (counts.size() >= kPageCountLimit && !counts.contains(report.document)) return;
  counts[report.document] = report.pages;
  fit_document(state);
  for (std::size_t i = 0; i < state.deck->steps.size(); ++i) {
    if (state.deck->steps[i].room.document != report.document) continue;
    const std::uint64_t total = pages_shown(state, i).value_or(0);
    state.progress[i].page = std::min(state.progress[i].page, total == 0 ? 0 : total - 1);
  }
}

}  // namespace mallette::session
