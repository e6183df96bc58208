// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/desk_view.h"

namespace mallette::session {
namespace {

void add_steps(const State& state, DeskView& view) {
  for (std::size_t i = 0; i < state.deck->steps.size(); ++i) {
    const DeckStep& step = state.deck->steps[i];
    const bool in_sequence = step.in_room && !is_locked(state, i);
    if (in_sequence) ++view.count;
    if (i == state.step && in_sequence) view.number = view.count;
    view.steps.push_back({.index = i,
                          .type = step.type,
                          .label = step.label,
                          .planned = step.planned,
                          .elapsed = state.progress[i].elapsed,
                          .current = state.stage == Stage::kUnderWay && i == state.step,
                          .done = state.progress[i].done,
                          .in_room = step.in_room,
                          .locked = is_locked(state, i)});
  }
}

void add_trainer_part(const State& state, DeskView& view) {
  const DeckStep& step = current_step(state);
  const StepProgress& progress = current_progress(state);
  view.notes = step.trainer.notes;
  view.remark = progress.remark;
  view.handout = step.trainer.handout;
  view.pinned = progress.pinned;
  for (std::size_t i = 0; i < step.trainer.expected.size(); ++i) {
    view.expected.push_back({step.trainer.expected[i], progress.ticked[i]});
  }
  for (std::size_t i = 0; i < step.room.follow_ups.size(); ++i) {
    view.follow_ups.push_back({step.room.follow_ups[i], i < progress.revealed});
  }
  for (std::size_t i = 0; i < step.room.questions.size(); ++i) {
    view.questions.push_back({step.room.questions[i], step.trainer.question_expected[i]});
  }
}

void add_film(const State& state, DeskView& view) {
  if (!state.screening) return;
  const Screening& screening = *state.screening;
  const DeckFilm& film = state.deck->films[screening.excerpt.film];
  if (screening.phase == FilmPhase::kWarning && film.warning)
    view.warning = state.deck->warnings[*film.warning];
  view.film =
      desk::Film{.film = film.ref,
                 .title = film.title,
                 .phase = screening.phase,
                 .playing = is_playing(state),
                 .broke_off = has_broken_off(state),
                 .is_replay = screening.is_replay,
                 .moves_on = !screening.is_replay && current_step(state).pause == kits::StepPause::kNone,
                 .position = screening.position,
                 .from = screening.excerpt.from,
                 .to = screening.excerpt.to,
                 .passage = state.moment.passage && state.moment.passage->film == screening.excerpt.film ? state.moment.passage : std::nullopt,
                 .passage_use = state.moment.passage_use};
}

void add_pages(const State& state, DeskView& view) {
  const DeckStep& step = current_step(state);
  if (!turns_pages(step.type)) return;
  desk::Pages pages{.page = page_shown(state, state.step),
                    .index = current_progress(state).page,
                    .total = pages_shown(state, state.step)};
  for (const PageNotes& note : step.trainer.page_notes) {
    if (note.page != pages.page) continue;
    pages.notes += (pages.notes.empty() ? "" : "\n") + note.text;
  }
  view.pages = std::move(pages);
}

void add_clocks(const State& state, DeskView& view) {
  view.step_elapsed = current_progress(state).elapsed;
  view.step_planned = current_step(state).planned;
  view.elapsed = state.elapsed;
  view.planned = state.deck->planned.value_or(planned_total(state));
  view.planned_left = planned_left(state);
  view.pace = pace(state);
}

}  // namespace

DeskView desk_view(const State& state) {
  const DeckStep& step = current_step(state);
  DeskView view;
  view.type = step.type;
  view.label = step.label;
  view.shown = step.room;
  add_steps(state, view);
  add_trainer_part(state, view);
  add_film(state, view);
  add_pages(state, view);
  add_clocks(state, view);
  if (step.type == kits::StepType::kCase) view.timer = current_progress(state).timer;
  if (step.type == kits::StepType::kBreak && step.planned) {
    view.break_left = *step.planned - current_progress(state).elapsed;
  }
  view.can_replay = step.replay.has_value() || (!step.film && state.moment.passage);
  view.next = step_after(state, state.step);
  for (const FilmMark& mark : state.marks) {
    view.marks.push_back({state.deck->films[mark.film].title, mark.at, mark.step});
  }
  view.stage = state.stage;
  view.neutral = state.neutral;
  view.suspended = state.suspended;
  view.suspended_for = state.suspended_for;
  view.frozen = state.moment.frozen.has_value();
  view.help = state.help;
  if (state.document) view.document = desk::Document{*state.document, page_count(state, state.document->document)};
  if (state.moment.guard) view.once_more = state.moment.guard->key;
  view.uncovers = state.moment.uncover.has_value();
  return view;
}

}  // namespace mallette::session
