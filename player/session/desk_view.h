// SPDX-License-Identifier: GPL-3.0-or-later
// What the trainer's desk shows, as a value: everything, notes and expected points included. It
// goes on the trainer's own screen and nowhere else; the room's is room_view.h.
//
// Words of the kit as they are; words of the interface are made from the types, elsewhere.
// Plain values, any thread. Made anew whenever it is wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/session/pace.h"
#include "player/session/room_view.h"
#include "player/session/state.h"

namespace mallette::session {

namespace desk {

/// One line of the list of steps.
struct Step {
  std::size_t index = 0;  ///< for Jump
  kits::StepType type = kits::StepType::kMessage;
  std::string label;  ///< may be empty: then the type's word stands for it
  std::optional<Milliseconds> planned;
  Milliseconds elapsed{0};
  bool current = false;
  bool done = false;
  bool in_room = true;  ///< else out of the sequence, and still to be jumped to
  bool locked = false;  ///< until the passphrase is given
  friend bool operator==(const Step&, const Step&) = default;
};

struct Point {
  std::string text;
  bool ticked = false;
  friend bool operator==(const Point&, const Point&) = default;
};
struct FollowUp {
  std::string text;
  bool revealed = false;
  friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

struct Film {
  FilmRef film;
  std::string title;
  FilmPhase phase = FilmPhase::kRunning;
  bool playing = false;
  bool broke_off = false;  ///< stands where its file could be read no further; playing tries again
  bool is_replay = false;  ///< Next, Previous and Replay go back to the step behind it
  bool moves_on = false;   ///< pause = "none": the next step comes by itself
  Milliseconds position{0};
  Milliseconds from{0};
  std::optional<Milliseconds> to;  ///< none: to the end
  std::optional<Passage> passage;  ///< that was set in this film
  PassageUse passage_use = PassageUse::kNone;
  friend bool operator==(const Film&, const Film&) = default;
};

struct Pages {
  std::uint32_t page = 0;              ///< number in the document; 0: none to show
  std::uint64_t index = 0;             ///< from 0, among those that are shown
  std::optional<std::uint64_t> total;  ///< of those that are shown
  std::string notes;                   ///< on this page
  friend bool operator==(const Pages&, const Pages&) = default;
};

/// Over the step, and taken off again.
struct Document {
  ShownDocument shown;
  std::optional<std::uint32_t> pages;  ///< not known yet
  friend bool operator==(const Document&, const Document&) = default;
};

struct Question {
  RoomQuestion asked;
  std::vector<std::string> expected;
  friend bool operator==(const Question&, const Question&) = default;
};

struct Mark {
  std::string film;  ///< title
  Milliseconds at{0};
  std::size_t step = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace desk

struct DeskView {
  // The step
  kits::StepType type = kits::StepType::kMessage;
  std::size_t number = 0;  ///< from 1, in the sequence for those in the room; 0: not in it
  std::size_t count = 0;   ///< of that sequence
  std::string label;
  RoomPart shown;  ///< what the room sees of it, or can be shown
  std::string notes;
  std::string remark;   ///< the trainer's own words
  std::string handout;  ///< entry: case
  std::vector<DocumentPage> pinned;  ///< that the trainer wants at hand here
  std::vector<desk::Point> expected;
  std::vector<desk::FollowUp> follow_ups;
  std::vector<desk::Question> questions;
  std::optional<std::string> warning;  ///< on the wall, waiting
  std::optional<desk::Film> film;
  std::optional<desk::Pages> pages;
  std::optional<Timer> timer;
  std::optional<Milliseconds> break_left;  ///< below 0: over by so much
  bool can_replay = false;  ///< this step's own excerpt, or the passage that was set
  // What comes next, and the list
  std::optional<std::size_t> next;  ///< index into steps
  std::vector<desk::Step> steps;
  std::vector<desk::Mark> marks;
  // Clocks
  Milliseconds step_elapsed{0};
  std::optional<Milliseconds> step_planned;
  Milliseconds elapsed{0};
  Milliseconds planned{0};  ///< of the session
  Milliseconds planned_left{0};
  Pace pace;
  // What covers the room
  Stage stage = Stage::kBefore;
  bool neutral = false;
  bool suspended = false;
  Milliseconds suspended_for{0};
  bool frozen = false;
  bool help = false;
  std::optional<desk::Document> document;
  std::optional<Direction> once_more;  ///< the same key again moves on
  bool uncovers = false;               ///< the same key again brings the picture back
  friend bool operator==(const DeskView&, const DeskView&) = default;
};

[[nodiscard]] DeskView desk_view(const State& state);

}  // namespace mallette::session
