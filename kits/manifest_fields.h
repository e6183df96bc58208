// SPDX-License-Identifier: GPL-3.0-or-later
// Every key of the manifest, said once. Internal to kits/.
//
// fields(visitor, value) walks the keys of one table in the order of kits/FORMAT.md and hands
// each to the visitor with the field that holds it. The reader, the JSON writer, the list of
// named entries and the list of known keys are four visitors over these functions, so that
// they cannot disagree. A visitor offers:
//
//   text, id, language, date   a std::string        ids, texts   a list of them
//   entry                      a path inside the kit
//   reference                  the id of an item of a kind
//   time                       optional milliseconds, or milliseconds with a default
//   number, flag, choice, choices, pages
//   table, tables              a nested table, a list of tables
//   default_plan               a top-level list of steps: the plan "default"
//   only_for(types, type, f)   keys that only some types of step have
#pragma once

#include <concepts>
#include <initializer_list>
#include <type_traits>

#include "kits/base/timecode.h"
#include "kits/manifest.h"

namespace mallette::kits {

enum class Need { kOptional, kRequired };

/// Kinds of items that have ids. Add-ons may refer to those of their base kit.
enum class ItemKind { kFilm, kClip, kBooklet, kSheet, kSlides, kTemplate, kLetter, kQuestionnaire };

template <class S>
constexpr ItemKind item_kind() {
  using T = std::remove_const_t<S>;
  if constexpr (std::same_as<T, Film>) return ItemKind::kFilm;
  if constexpr (std::same_as<T, Clip>) return ItemKind::kClip;
  if constexpr (std::same_as<T, Booklet>) return ItemKind::kBooklet;
  if constexpr (std::same_as<T, Sheet>) return ItemKind::kSheet;
  if constexpr (std::same_as<T, Slides>) return ItemKind::kSlides;
  if constexpr (std::same_as<T, Template>) return ItemKind::kTemplate;
  if constexpr (std::same_as<T, Letter>) return ItemKind::kLetter;
  if constexpr (std::same_as<T, Questionnaire>) return ItemKind::kQuestionnaire;
}

/// Pages and counts: more than any document, and small enough to add up without care.
inline constexpr std::uint32_t kPageLimit = 100'000;

template <class S, class T>
concept Holds = std::same_as<std::remove_const_t<S>, T>;

template <class V, class S>
void item_fields(V& v, S& item) {
  v.id("id", item.id);
  v.text("title", item.title);
  v.text("summary", item.summary);
  v.language("language", item.language);
  v.ids("audiences", item.audiences);
  v.flag("restricted", item.restricted);
}

template <class V, class S>
void track_fields(V& v, S& track) {
  v.entry("path", track.path, Need::kRequired);
  v.language("language", track.language);
  v.text("title", track.title);
  v.text("credit", track.credit);
  v.time("offset", track.offset, TimeSign::kEither);
}

template <class V, Holds<CaptionTrack> S>
void fields(V& v, S& track) {
  track_fields(v, track);
  v.choice("kind", track.kind);
}

template <class V, Holds<SignTrack> S>
void fields(V& v, S& track) {
  track_fields(v, track);
  v.time("tail", track.tail, TimeSign::kPositive);
}

template <class V, Holds<DescriptionTrack> S>
void fields(V& v, S& track) {
  track_fields(v, track);
  v.choice("kind", track.kind);
}

template <class V, Holds<FilmVersion> S>
void fields(V& v, S& version) {
  track_fields(v, version);
  v.choices("contains", version.contains, Need::kRequired);
}

template <class V, Holds<TextTrack> S>
void fields(V& v, S& text) {
  v.entry("path", text.path, Need::kRequired);
  v.language("language", text.language);
}

template <class V, Holds<Chapter> S>
void fields(V& v, S& chapter) {
  v.time("at", chapter.at, TimeSign::kPositive, Need::kRequired);
  v.text("title", chapter.title, Need::kRequired);
}

template <class V, class S>
void film_fields(V& v, S& film) {
  item_fields(v, film);
  v.entry("video", film.video, Need::kRequired);
  v.entry("poster", film.poster);
  v.text("warning", film.warning);
  v.time("duration", film.duration);
  v.tables("captions", film.captions);
  v.tables("sign", film.sign);
  v.tables("description", film.description);
  v.tables("version", film.version);
  v.tables("transcript", film.transcript);
  v.tables("chapters", film.chapters);
  v.tables("chapter", film.chapter);
}

template <class V, Holds<Film> S>
void fields(V& v, S& film) {
  film_fields(v, film);
}

template <class V, Holds<Clip> S>
void fields(V& v, S& clip) {
  film_fields(v, clip);
  v.text("speaker", clip.speaker);
  v.text("role", clip.role);
}

template <class V, class S>
void document_fields(V& v, S& document, Need path = Need::kRequired) {
  item_fields(v, document);
  v.entry("path", document.path, path);
  v.entry("text", document.text);
  v.entry("easy", document.easy);
  v.reference("translation_of", document.translation_of, item_kind<S>());
  v.date("date", document.date);
}

template <class V, Holds<Booklet> S>
void fields(V& v, S& booklet) {
  document_fields(v, booklet);
}

template <class V, Holds<Sheet> S>
void fields(V& v, S& sheet) {
  document_fields(v, sheet);
}

template <class V, Holds<Letter> S>
void fields(V& v, S& letter) {
  document_fields(v, letter);
}

template <class V, Holds<PageNote> S>
void fields(V& v, S& note) {
  v.number("page", note.page, 1, kPageLimit, Need::kRequired);
  v.text("text", note.text, Need::kRequired);
}

template <class V, Holds<Slides> S>
void fields(V& v, S& slides) {
  document_fields(v, slides);
  v.tables("notes", slides.notes);
}

template <class V, Holds<Template> S>
void fields(V& v, S& model) {
  document_fields(v, model);
  v.entry("note", model.note);
}

template <class V, Holds<Question> S>
void fields(V& v, S& question) {
  v.text("question", question.question, Need::kRequired);
  v.choice("kind", question.kind);
  v.texts("choices", question.choices);
  v.texts("expected", question.expected);
}

template <class V, Holds<Questionnaire> S>
void fields(V& v, S& questionnaire) {
  document_fields(v, questionnaire, Need::kOptional);
  v.choice("kind", questionnaire.kind);
  v.tables("question", questionnaire.question);
}

template <class V, Holds<Replay> S>
void fields(V& v, S& replay) {
  v.reference("film", replay.film, ItemKind::kFilm);
  v.reference("clip", replay.clip, ItemKind::kClip);
  v.time("from", replay.from);
  v.time("to", replay.to);
}

template <class V, class S>
void excerpt_fields(V& v, S& step) {
  v.time("from", step.from);
  v.time("to", step.to);
  v.choice("pause", step.pause);
}

template <class V, class S>
void question_fields(V& v, S& step) {
  v.texts("follow_ups", step.follow_ups);
  v.texts("expected", step.expected);
  v.table("replay", step.replay);
}

template <class V, Holds<Step> S>
void fields(V& v, S& s) {
  using enum StepType;
  v.choice("type", s.type, Need::kRequired);
  v.id("id", s.id);
  v.text("title", s.title);
  v.text("text", s.text);
  v.text("notes", s.notes);
  v.time("duration", s.duration);
  v.ids("audiences", s.audiences);
  v.entry("sign", s.sign);
  v.flag("restricted", s.restricted);
  v.only_for({kFilm}, s.type, [&] { v.reference("film", s.film, ItemKind::kFilm); });
  v.only_for({kClip}, s.type, [&] { v.reference("clip", s.clip, ItemKind::kClip); });
  v.only_for({kFilm, kClip}, s.type, [&] { excerpt_fields(v, s); });
  v.only_for({kPrompt}, s.type, [&] { v.text("question", s.question, Need::kRequired); });
  v.only_for({kCase}, s.type, [&] { v.text("question", s.question); });
  v.only_for({kPrompt, kCase}, s.type, [&] { question_fields(v, s); });
  v.only_for({kSlides}, s.type, [&] { v.reference("slides", s.slides, ItemKind::kSlides); });
  v.only_for({kSheet}, s.type, [&] { v.reference("sheet", s.sheet, ItemKind::kSheet); });
  v.only_for({kBooklet}, s.type, [&] { v.reference("booklet", s.booklet, ItemKind::kBooklet); });
  v.only_for({kSlides, kSheet, kBooklet}, s.type, [&] { v.pages("pages", s.pages); });
  v.only_for({kCase}, s.type, [&] {
    v.texts("groups", s.groups);
    v.entry("document", s.document);
    v.time("timer", s.timer);
  });
  v.only_for({kQuestionnaire}, s.type,
             [&] { v.reference("questionnaire", s.questionnaire, ItemKind::kQuestionnaire); });
}

template <class V, Holds<Plan> S>
void fields(V& v, S& plan) {
  v.id("id", plan.id);
  v.text("title", plan.title);
  v.text("summary", plan.summary);
  v.ids("audiences", plan.audiences);
  v.texts("objectives", plan.objectives);
  v.text("preparation", plan.preparation);
  v.time("duration", plan.duration);
  v.tables("step", plan.step);
}

template <class V, Holds<KitHeader> S>
void fields(V& v, S& kit) {
  v.id("id", kit.id, Need::kRequired);
  v.text("title", kit.title, Need::kRequired);
  v.text("version", kit.version, Need::kRequired);
  v.language("language", kit.language, Need::kRequired);
  v.text("summary", kit.summary);
  v.text("publisher", kit.publisher);
  v.texts("authors", kit.authors);
  v.text("contact", kit.contact);
  v.date("date", kit.date);
  v.text("licence", kit.licence);
  v.entry("licence_file", kit.licence_file);
  v.entry("cover", kit.cover);
  v.texts("themes", kit.themes);
  v.ids("audiences", kit.audiences);
  v.time("duration", kit.duration);
  v.text("warning", kit.warning);
  v.text("support", kit.support);
  v.id("extends", kit.extends);
}

template <class V, Holds<Manifest> S>
void fields(V& v, S& m) {
  v.number("format", m.format, 1, 1, Need::kRequired);
  v.table("kit", m.kit);
  v.tables("film", m.film);
  v.tables("clip", m.clip);
  v.tables("booklet", m.booklet);
  v.tables("sheet", m.sheet);
  v.tables("slides", m.slides);
  v.tables("template", m.templates);
  v.tables("letter", m.letter);
  v.tables("questionnaire", m.questionnaire);
  v.tables("plan", m.plan);
  v.default_plan("step", m.plan);
}

}  // namespace mallette::kits
