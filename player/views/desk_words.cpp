// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/desk_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace mallette::views {

using kits::StepType;
using language::Catalogue;
using session::FilmPhase;
using ui::Icon;

Icon type_icon(StepType type) {
  switch (type) {
    case StepType::kMessage:
    case StepType::kClosing:
      return Icon::kInformation;
    case StepType::kFilm:
    case StepType::kClip:
      return Icon::kFilm;
    case StepType::kPrompt:
      return Icon::kQuestion;
    case StepType::kSlides:
      return Icon::kWall;
    case StepType::kSheet:
    case StepType::kQuestionnaire:
      return Icon::kSheet;
    case StepType::kBooklet:
      return Icon::kBooklet;
    case StepType::kCase:
      return Icon::kGroup;
    case StepType::kBreak:
      return Icon::kBreak;
  }
  return Icon::kNone;
}

std::string step_words(const Catalogue& words, const session::desk::Step& step) {
  return step.label.empty() ? type_word(words, step.type) : step.label;
}

std::string broke_off_words(const Catalogue& words) {
  return words.tr("The film has stopped: its file can no longer be read. If the key was pulled out, put it back in, then Play: it goes on from here.");
}

std::string left_text(Milliseconds left) { return clock_text(std::chrono::ceil<std::chrono::seconds>(left)); }

namespace {

std::string film_on_the_wall(const Catalogue& words, const session::desk::Film& film) {
  switch (film.phase) {
    case FilmPhase::kWarning:
      return words.tr("On the wall: the warning");
    case FilmPhase::kFailed:
      return words.tr("On the wall: nothing, the film failed");
    case FilmPhase::kTail:
      return words.tr("On the wall: the signer is ending");
    case FilmPhase::kEnded:
      return words.tr("On the wall: the film’s last picture");
    case FilmPhase::kRunning:
      break;
  }
  return film.playing ? words.tr("On the wall: the film, playing")
                      : words.tr("On the wall: the film, paused");
}

std::string step_on_the_wall(const Catalogue& words, const session::DeskView& view) {
  switch (view.type) {
    case StepType::kMessage:
      return words.tr("On the wall: the message");
    case StepType::kFilm:
    case StepType::kClip:
      return words.tr("On the wall: the film");
    case StepType::kPrompt:
      return words.tr("On the wall: the question");
    case StepType::kSlides:
      return words.tr("On the wall: the slide");
    case StepType::kSheet:
      return words.tr("On the wall: the sheet");
    case StepType::kBooklet:
      return words.tr("On the wall: the booklet");
    case StepType::kCase:
      return words.tr("On the wall: the case study");
    case StepType::kBreak:
      return words.tr("On the wall: the break");
    case StepType::kQuestionnaire:
      return words.tr("On the wall: the questionnaire");
    case StepType::kClosing:
      return words.tr("On the wall: the last words");
  }
  return {};
}

}  // namespace

bool is_held(const session::DeskView& view) {
  return view.stage != session::Stage::kUnderWay || view.neutral || view.suspended;
}

bool is_beneath(const session::DeskView& view) { return is_held(view) || view.help || view.document; }

// In the order in which one covers the other: session/room_view.h.
OnTheWall on_the_wall(const Catalogue& words, const session::DeskView& view) {
  if (view.stage == session::Stage::kFinished)
    return {words.tr("Session over: neutral screen"), Icon::kNeutralScreen, true};
  if (view.neutral || view.stage == session::Stage::kBefore)
    return {words.tr("Neutral screen, without sound"), Icon::kNeutralScreen, true};
  if (view.suspended) {
    return {fmt::format(fmt::runtime(words.tr("Session paused for {}")), clock_text(view.suspended_for)),
            Icon::kBreak, true};
  }
  if (view.help) return {words.tr("On the wall: the help numbers"), Icon::kPhone, true};
  if (view.frozen) return {words.tr("Frozen: the room keeps this picture"), Icon::kFreeze, true};
  if (view.document) {
    return {fmt::format(fmt::runtime(words.tr("On the wall: “{}”")), view.document->shown.title), Icon::kSheet, true};
  }
  if (view.film) return {film_on_the_wall(words, *view.film), Icon::kWall, false};
  return {step_on_the_wall(words, view), Icon::kWall, false};
}

std::optional<std::size_t> current_index(const session::DeskView& view) {
  const auto found = std::ranges::find_if(view.steps, [](const auto& step) { return step.current; });
  return found != view.steps.end() ? std::optional(found->index) : std::nullopt;
}

}  // namespace mallette::views
