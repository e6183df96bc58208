// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/state.h"

#include <utility>

#include "player/session/pages.h"

namespace mallette::session {
namespace {

bool is_in_sequence(const State& state, std::size_t step) {
  return state.deck->steps[step].in_room && !is_locked(state, step);
}

std::optional<std::uint32_t> document_pages(const State& state, std::size_t step) {
  return page_count(state, state.deck->steps[step].room.document);
}

}  // namespace

bool operator==(const Screening& a, const Screening& b) {
  const auto key = [](const Screening& s) {
    return std::tuple(s.excerpt.film, s.excerpt.from, s.excerpt.to, s.is_replay, s.phase, s.wanted, s.begun,
                      s.loaded, s.generation, s.position, s.tail_left);
  };
  return key(a) == key(b);
}

State make_state(std::shared_ptr<const Deck> deck) {
  State state;
  state.progress.resize(deck->steps.size());
  for (std::size_t i = 0; i < deck->steps.size(); ++i) {
    state.progress[i].ticked.resize(deck->steps[i].trainer.expected.size());
    state.progress[i].timer.left = deck->steps[i].timer.value_or(Milliseconds(0));
  }
  state.warned.resize(deck->warnings.size());
  state.deck = std::move(deck);
  return state;
}

const DeckStep& current_step(const State& state) { return state.deck->steps[state.step]; }
const StepProgress& current_progress(const State& state) { return state.progress[state.step]; }

bool is_covered(const State& state) {
  return state.neutral || state.suspended || state.help || state.document || state.moment.frozen.has_value();
}

bool is_playing(const State& state) {
  return state.stage == Stage::kUnderWay && state.screening &&
         state.screening->phase == FilmPhase::kRunning && state.screening->wanted && !is_covered(state);
}

bool has_broken_off(const State& state) {
  const auto& screening = state.screening;
  return screening && screening->phase == FilmPhase::kRunning && !screening->wanted &&
         state.moment.broke_off == BreakingOff{screening->generation, screening->position};
}

bool is_moving(const State& state) {
  const bool in_tail = state.stage == Stage::kUnderWay && state.screening &&
                       state.screening->phase == FilmPhase::kTail && !is_covered(state);
  return in_tail || is_playing(state);
}

std::optional<Milliseconds> stop_of(const State& state) {
  if (!state.screening) return std::nullopt;
  const bool passage = state.moment.passage && state.moment.passage_use != PassageUse::kNone;
  return passage && state.moment.passage->to ? state.moment.passage->to : state.screening->excerpt.to;
}

bool is_locked(const State& state, std::size_t step) {
  return state.deck->steps[step].restricted && !state.unlocked;
}

std::optional<std::size_t> step_after(const State& state, std::size_t step) {
  for (std::size_t i = step + 1; i < state.deck->steps.size(); ++i) {
    if (is_in_sequence(state, i)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> step_before(const State& state, std::size_t step) {
  for (std::size_t i = step; i-- > 0;) {
    if (is_in_sequence(state, i)) return i;
  }
  return std::nullopt;
}

bool turns_pages(kits::StepType type) {
  return type == kits::StepType::kSlides || type == kits::StepType::kSheet ||
         type == kits::StepType::kBooklet;
}

std::optional<std::uint64_t> pages_shown(const State& state, std::size_t step) {
  if (!turns_pages(state.deck->steps[step].type)) return std::nullopt;
  return page_total(state.deck->steps[step].pages, document_pages(state, step));
}

std::uint32_t page_shown(const State& state, std::size_t step) {
  if (!turns_pages(state.deck->steps[step].type)) return 0;
  return page_at(state.deck->steps[step].pages, document_pages(state, step), state.progress[step].page)
      .value_or(0);
}

std::optional<std::uint32_t> page_count(const State& state, const std::string& document) {
  const auto found = state.moment.page_counts.find(document);
  if (found == state.moment.page_counts.end()) return std::nullopt;
  return found->second;
}

}  // namespace mallette::session
