// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/room_view.h"

#include <algorithm>

#include "player/session/state.h"

namespace mallette::session {
namespace {

using std::chrono::seconds;

/// Rounded up: a countdown shows its first second whole, and 0 only when it is over.
seconds left_to_show(Milliseconds left) { return std::max(seconds(0), std::chrono::ceil<seconds>(left)); }

std::optional<seconds> break_left(const DeckStep& step, const StepProgress& progress) {
  if (!step.planned) return std::nullopt;
  return left_to_show(*step.planned - progress.elapsed);
}

std::vector<std::string> revealed(const RoomPart& part, const StepProgress& progress) {
  const std::size_t count = std::min(progress.revealed, part.follow_ups.size());
  return {part.follow_ups.begin(), part.follow_ups.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::string first_of(const std::string& a, const std::string& b) { return a.empty() ? b : a; }

RoomView film_view(const State& state, const Screening& screening) {
  const DeckFilm& film = state.deck->films[screening.excerpt.film];
  if (screening.phase == FilmPhase::kWarning && film.warning) {
    return room::Warning{state.deck->warnings[*film.warning], state.deck->support, current_step(state).room.sign};
  }
  return room::Film{film.ref, screening.phase == FilmPhase::kFailed};
}

/// What a step itself shows. Of the deck's step only the room's part is handed on.
RoomView step_view(const State& state) {
  const DeckStep& step = current_step(state);
  const RoomPart& part = step.room;
  const StepProgress& progress = current_progress(state);
  switch (step.type) {
    case kits::StepType::kMessage:
      return room::Message{part.title, part.text, part.sign};
    case kits::StepType::kPrompt:
      return room::Prompt{part.question, part.text, part.sign, revealed(part, progress)};
    case kits::StepType::kSlides:
    case kits::StepType::kSheet:
    case kits::StepType::kBooklet:
      return room::Page{part.document, page_shown(state, state.step), part.title};
    case kits::StepType::kCase: {
      const bool timed = step.timer.has_value() || progress.timer.left > Milliseconds(0);
      return room::Case{part.title,
                        part.text,
                        part.question,
                        part.sign,
                        revealed(part, progress),
                        part.groups,
                        timed ? std::optional(left_to_show(progress.timer.left)) : std::nullopt};
    }
    case kits::StepType::kBreak:
      return room::Break{part.title, part.text, break_left(step, progress)};
    case kits::StepType::kQuestionnaire:
      return room::Questionnaire{first_of(part.title, step.label), part.text, part.document, part.questions};
    case kits::StepType::kClosing:
      return room::Closing{part.title, part.text, part.sign};
    case kits::StepType::kFilm:
    case kits::StepType::kClip:
      break;
  }
  return room::Neutral{};  // a film step has a screening
}

}  // namespace

const std::string& sign_of(const RoomView& view) {
  static const std::string kNone;
  return std::visit(
      [](const auto& shown) -> const std::string& {
        if constexpr (requires { shown.sign; }) return shown.sign;
        else return kNone;
      },
      view);
}

RoomView room_view(const State& state) {
  if (state.neutral || state.stage != Stage::kUnderWay) return room::Neutral{};
  if (state.suspended) return room::Suspended{};
  if (state.help) return room::Help{};
  if (state.moment.frozen) return *state.moment.frozen;
  if (state.document) return room::Page{state.document->document, state.document->page, state.document->title};
  if (state.screening) return film_view(state, *state.screening);
  return step_view(state);
}

}  // namespace mallette::session
