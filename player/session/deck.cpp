// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/deck.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mallette::session {
namespace {

using kits::StepType;

template <class T>
const T* find_in(const std::vector<T>& items, std::string_view id) {
  const auto found = std::ranges::find_if(items, [id](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

bool meet(const std::vector<std::string>& for_whom, const std::vector<std::string>& present) {
  if (for_whom.empty() || present.empty()) return true;
  return std::ranges::any_of(for_whom,
                             [&](const std::string& id) { return std::ranges::count(present, id) > 0; });
}

/// The first line, as a label: whole words are cut by whoever draws it.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

class DeckMaker {
 public:
  DeckMaker(const kits::Manifest& manifest, const kits::Plan& plan) : manifest_(manifest), plan_(plan) {}

  Result<std::shared_ptr<const Deck>> make(std::vector<std::string> audiences) {
    deck_.kit_id = manifest_.kit.id;
    deck_.kit_version = manifest_.kit.version;
    deck_.plan_id = plan_.id;
    deck_.plan_title = plan_.title;
    deck_.planned = plan_.duration ? plan_.duration : manifest_.kit.duration;
    deck_.support = manifest_.kit.support;
    deck_.audiences = std::move(audiences);
    for (const kits::Step& step : plan_.step) add(step);
    if (error_) return fail(std::move(*error_));
    if (deck_.steps.empty()) {
      return fail({.code = ErrorCode::kManifestMissing,
                   .subject = manifest_.kit.title,
                   .key = "plan.step",
                   .place = plan_.place});
    }
    return std::make_shared<const Deck>(std::move(deck_));
  }

 private:
  void add(const kits::Step& step) {
    DeckStep made;
    made.id = step.id;
    made.type = step.type;
    made.pause = step.pause;
    made.pages = step.pages;
    made.timer = step.timer;
    made.planned = step.duration;
    made.restricted = step.restricted;
    made.in_room = meet(step.audiences, deck_.audiences);
    made.room = {.title = step.title,
                 .text = step.text,
                 .sign = step.sign,
                 .question = step.question,
                 .follow_ups = step.follow_ups,
                 .groups = step.groups};
    made.trainer = {.notes = step.notes, .expected = step.expected, .handout = step.document};
    made.label =
        !step.title.empty() ? step.title : first_line(!step.question.empty() ? step.question : step.text);
    add_item(step, made);
    if (step.replay) {
      made.replay = excerpt(step.replay->film, step.replay->clip, step.replay->from, step.replay->to,
                            "replay", step.replay->place);
    }
    deck_.steps.push_back(std::move(made));
  }

  void add_item(const kits::Step& step, DeckStep& made) {
    switch (step.type) {
      case StepType::kFilm:
      case StepType::kClip:
        add_film(step, made);
        break;
      case StepType::kSlides:
        if (const auto* slides = document(manifest_.slides, step.slides, "slides", step, made)) {
          for (const kits::PageNote& note : slides->notes)
            made.trainer.page_notes.push_back({note.page, note.text});
        }
        break;
      case StepType::kSheet:
        document(manifest_.sheet, step.sheet, "sheet", step, made);
        break;
      case StepType::kBooklet:
        document(manifest_.booklet, step.booklet, "booklet", step, made);
        break;
      case StepType::kQuestionnaire:
        if (const auto* paper =
                document(manifest_.questionnaire, step.questionnaire, "questionnaire", step, made)) {
          for (const kits::Question& asked : paper->question) {
            made.room.questions.push_back({asked.question, asked.kind, asked.choices});
            made.trainer.question_expected.push_back(asked.expected);
          }
        }
        break;
      default:
        break;
    }
  }

  void add_film(const kits::Step& step, DeckStep& made) {
    const bool is_clip = step.type == StepType::kClip;
    made.film = excerpt(is_clip ? "" : step.film, is_clip ? step.clip : "", step.from, step.to,
                        is_clip ? "clip" : "film", step.place);
    if (!made.film) return;
    const DeckFilm& film = deck_.films[made.film->film];
    if (made.label.empty()) made.label = film.title;
    const auto end = made.film->to ? made.film->to : film.duration;
    if (!made.planned && end && *end > made.film->from) made.planned = *end - made.film->from;
    const kits::Film* item = is_clip ? manifest_.find_clip(step.clip) : manifest_.find_film(step.film);
    made.restricted = made.restricted || item->restricted;
  }

  template <class T>
  const T* document(const std::vector<T>& list, const std::string& id, const char* key,
                    const kits::Step& step, DeckStep& made) {
    const T* item = find_in(list, id);
    if (item == nullptr) {
      missing(key, id, step.place);
      return nullptr;
    }
    made.room.document = item->path;
    made.restricted = made.restricted || item->restricted;
    if (made.label.empty()) made.label = item->title;
    if (made.room.title.empty()) made.room.title = item->title;
    return item;
  }

  std::optional<Excerpt> excerpt(const std::string& film_id, const std::string& clip_id,
                                 std::optional<Milliseconds> from, std::optional<Milliseconds> to,
                                 const char* key, TextPlace place) {
    const bool is_clip = !clip_id.empty() || std::string_view(key) == "clip";
    const FilmRef ref{is_clip ? FilmKind::kClip : FilmKind::kFilm, is_clip ? clip_id : film_id};
    const kits::Film* film = is_clip ? manifest_.find_clip(ref.id) : manifest_.find_film(ref.id);
    if (film == nullptr) {
      missing(key, ref.id, place);
      return std::nullopt;
    }
    return Excerpt{film_index(ref, *film), from.value_or(Milliseconds(0)), to};
  }

  std::size_t film_index(const FilmRef& ref, const kits::Film& film) {
    for (std::size_t i = 0; i < deck_.films.size(); ++i) {
      if (deck_.films[i].ref == ref) return i;
    }
    DeckFilm made{.ref = ref, .title = film.title, .duration = film.duration};
    for (const kits::SignTrack& track : film.sign) made.tail = std::max(made.tail, track.tail);
    const std::string& warning = film.warning.empty() ? manifest_.kit.warning : film.warning;
    if (!warning.empty()) made.warning = warning_index(warning);
    deck_.films.push_back(std::move(made));
    return deck_.films.size() - 1;
  }

  std::size_t warning_index(const std::string& text) {
    const auto found = std::ranges::find(deck_.warnings, text);
    if (found != deck_.warnings.end()) return static_cast<std::size_t>(found - deck_.warnings.begin());
    deck_.warnings.push_back(text);
    return deck_.warnings.size() - 1;
  }

  void missing(const char* key, const std::string& id, TextPlace place) {
    if (error_) return;
    error_ = Error{.code = ErrorCode::kManifestReference,
                   .subject = manifest_.kit.title,
                   .key = std::string("plan.step.") + key,
                   .found = id,
                   .place = place};
  }

  const kits::Manifest& manifest_;
  const kits::Plan& plan_;
  Deck deck_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::shared_ptr<const Deck>> make_deck(const kits::Manifest& manifest, const kits::Plan& plan,
                                              std::vector<std::string> audiences) {
  return DeckMaker(manifest, plan).make(std::move(audiences));
}

}  // namespace mallette::session
