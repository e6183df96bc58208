// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "player/session/pace.h"

namespace mallette::report {
namespace {

constexpr std::size_t kIdDigits = 32;

StepDone done_of(const session::State& state, std::size_t index) {
  const session::DeckStep& step = state.deck->steps[index];
  const session::StepProgress& progress = state.progress[index];
  StepDone done{.type = step.type,
                .title = step.label,
                .planned = step.planned,
                .elapsed = progress.elapsed,
                .visited = progress.visits > 0,
                .points = static_cast<std::uint32_t>(step.trainer.expected.size()),
                .points_ticked = static_cast<std::uint32_t>(std::ranges::count(progress.ticked, true)),
                .follow_ups = static_cast<std::uint32_t>(step.room.follow_ups.size()),
                .follow_ups_shown = static_cast<std::uint32_t>(progress.revealed),
                .film = {},
                .from = {},
                .to = {},
                .remark = progress.remark};
  if (step.film) {
    done.film = state.deck->films[step.film->film].title;
    done.from = step.film->from;
    done.to = step.film->to;
  }
  return done;
}

}  // namespace

Facts facts_of(const session::State& state, const std::string& kit_title) {
  const session::Deck& deck = *state.deck;
  Facts facts{.kit_id = deck.kit_id,
              .kit_title = kit_title,
              .kit_version = deck.kit_version,
              .plan_title = deck.plan_title,
              .elapsed = state.elapsed,
              .planned = session::planned_total(state),
              .steps = {},
              .marks = {}};
  for (std::size_t i = 0; i < deck.steps.size(); ++i) {
    if (deck.steps[i].in_room || state.progress[i].visits > 0) facts.steps.push_back(done_of(state, i));
  }
  for (const session::FilmMark& mark : state.marks) facts.marks.push_back({deck.films[mark.film].title, mark.at});
  return facts;
}

std::string new_id() {
  std::random_device random;
  std::string id;
  while (id.size() < kIdDigits) id += fmt::format("{:08x}", static_cast<std::uint32_t>(random()));
  return id;
}

bool is_id(std::string_view text) {
  return text.size() == kIdDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::uint64_t people(const Typed& typed) {
  std::uint64_t sum = 0;
  for (const auto& [profession, count] : typed.participants) sum += count;
  return sum;
}

}  // namespace mallette::report
