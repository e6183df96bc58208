// SPDX-License-Identifier: GPL-3.0-or-later
// A session plan as its author wrote it: an ordered list of steps. One kit may hold several
// (half a day, two hours of initial training, a congress).
//
// Plain values, any thread. The meaning of every key is told in kits/FORMAT.md; a field here
// carries the name of its key. Times are places in, or durations on, the film's own line.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"

namespace mallette::kits {

enum class StepType {
  kMessage,
  kFilm,
  kPrompt,
  kSlides,
  kSheet,
  kBooklet,
  kClip,
  kCase,
  kBreak,
  kQuestionnaire,
  kClosing,
};

/// What happens when a film or clip step has reached its end.
enum class StepPause {
  kAfter,  ///< the picture holds until the trainer goes on
  kNone,   ///< the next step begins by itself
};

/// Pages as people count them, from 1, both ends included.
struct PageRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
  friend bool operator==(const PageRange&, const PageRange&) = default;
};

/// An excerpt that a prompt can show again. Exactly one of film and clip is set.
struct Replay {
  std::string film;
  std::string clip;
  std::optional<std::chrono::milliseconds> from;  ///< none: from the beginning
  std::optional<std::chrono::milliseconds> to;    ///< none: to the end
  TextPlace place;
};

/// Which fields can be set depends on type; the others are empty. References hold the id of
/// an item of the kit; they are filled in where the manifest may leave them out (one film only).
struct Step {
  // Every type
  StepType type = StepType::kMessage;
  std::string id;  ///< "step-3" unless the manifest names it: unique in its plan
  std::string title;
  std::string text;                                   ///< for the room
  std::string notes;                                  ///< for the trainer, never on the room's screen
  std::optional<std::chrono::milliseconds> duration;  ///< as planned
  std::vector<std::string> audiences;                 ///< empty: all
  std::string sign;                                   ///< entry: text or question in sign language
  bool restricted = false;
  // film, clip
  std::string film;
  std::string clip;
  std::optional<std::chrono::milliseconds> from;  ///< none: from the beginning
  std::optional<std::chrono::milliseconds> to;    ///< none: to the end
  StepPause pause = StepPause::kAfter;
  // prompt, case
  std::string question;
  std::vector<std::string> follow_ups;
  std::vector<std::string> expected;  ///< for the trainer, never on the room's screen
  std::optional<Replay> replay;
  // slides, sheet, booklet
  std::string slides;
  std::string sheet;
  std::string booklet;
  std::vector<PageRange> pages;  ///< empty: all
  // case
  std::vector<std::string> groups;  ///< one text a group: its name, its part, its task
  std::string document;             ///< entry: the document handed to the groups
  std::optional<std::chrono::milliseconds> timer;
  // questionnaire
  std::string questionnaire;

  TextPlace place;
};

struct Plan {
  std::string id;
  std::string title;
  std::string summary;
  std::vector<std::string> audiences;  ///< empty: all
  std::vector<std::string> objectives;
  std::string preparation;  ///< for the trainer, before the session
  std::optional<std::chrono::milliseconds> duration;
  std::vector<Step> step;
  TextPlace place;
};

}  // namespace mallette::kits
