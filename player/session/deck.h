// SPDX-License-Identifier: GPL-3.0-or-later
// What a session is led from: one plan of a kit, made ready for the people in the room.
//
// Every step of the plan is in the deck, in the plan's order. Steps for professions that are not
// in the room stay out of the sequence (in_room is false) and can still be jumped to.
//
// What may be shown on the wall and what is for the trainer alone are two types, taken apart here,
// once: whoever makes the room's picture is given a RoomPart and has nothing else to read from.
//
// Plain values, shared as const once made: any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "kits/manifest.h"
#include "kits/plan.h"

namespace mallette::session {

using Milliseconds = std::chrono::milliseconds;

enum class FilmKind : std::uint8_t { kFilm, kClip };

/// One film or clip of the kit: Manifest::find_film(id) or find_clip(id).
struct FilmRef {
  FilmKind kind = FilmKind::kFilm;
  std::string id;
  friend bool operator==(const FilmRef&, const FilmRef&) = default;
};

/// A film or clip that some step names.
struct DeckFilm {
  FilmRef ref;
  std::string title;
  std::optional<Milliseconds> duration;  ///< as announced
  Milliseconds tail{0};                  ///< the signer's, the longest of its sign tracks
  std::optional<std::size_t> warning;    ///< index into Deck::warnings
};

/// from <= T < to of one film.
struct Excerpt {
  std::size_t film = 0;  ///< index into Deck::films
  Milliseconds from{0};
  std::optional<Milliseconds> to;  ///< none: to the end
};

struct RoomQuestion {
  std::string question;
  kits::QuestionKind kind = kits::QuestionKind::kOpen;
  std::vector<std::string> choices;
  friend bool operator==(const RoomQuestion&, const RoomQuestion&) = default;
};

/// What the room may see of a step.
struct RoomPart {
  std::string title;
  std::string text;
  std::string sign;      ///< entry: text or question, signed
  std::string question;  ///< prompt, case
  std::vector<std::string> follow_ups;
  std::string document;                 ///< entry: slides, sheet, booklet, questionnaire
  std::vector<std::string> groups;      ///< case
  std::vector<RoomQuestion> questions;  ///< questionnaire
  friend bool operator==(const RoomPart&, const RoomPart&) = default;
};

struct PageNotes {
  std::uint32_t page = 1;
  std::string text;
};

/// What is for the trainer alone.
struct TrainerPart {
  std::string notes;
  std::vector<std::string> expected;
  std::vector<PageNotes> page_notes;                        ///< slides
  std::vector<std::vector<std::string>> question_expected;  ///< questionnaire, one list a question
  std::string handout;                                      ///< entry: what the groups of a case are given
};

struct DeckStep {
  std::string id;
  kits::StepType type = kits::StepType::kMessage;
  std::string label;  ///< for the list of steps: title, question, or the item's title; may be empty
  RoomPart room;
  TrainerPart trainer;
  std::optional<Excerpt> film;  ///< film, clip
  kits::StepPause pause = kits::StepPause::kAfter;
  std::optional<Excerpt> replay;        ///< prompt, case
  std::vector<kits::PageRange> pages;   ///< empty: all
  std::optional<Milliseconds> timer;    ///< case
  std::optional<Milliseconds> planned;  ///< as the plan says, or as long as the excerpt is
  bool in_room = true;                  ///< someone it is for is there
  bool restricted = false;              ///< it, or the item it shows
};

struct Deck {
  std::string kit_id;
  std::string kit_version;
  std::string plan_id;
  std::string plan_title;
  std::vector<std::string> audiences;   ///< who is in the room; empty: not said, so everyone
  std::optional<Milliseconds> planned;  ///< of the whole session, as the plan or the kit says
  std::vector<DeckStep> steps;          ///< at least one
  std::vector<DeckFilm> films;
  std::vector<std::string> warnings;  ///< each once
  std::string support;                ///< whom people in the room can talk to, shown with a warning
};

/// kManifestMissing for a plan without steps, kManifestReference where a step names an item that the
/// kit does not have (an add-on without its base kit).
[[nodiscard]] Result<std::shared_ptr<const Deck>> make_deck(const kits::Manifest& manifest,
                                                            const kits::Plan& plan,
                                                            std::vector<std::string> audiences);

}  // namespace mallette::session
