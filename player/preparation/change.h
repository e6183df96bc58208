// SPDX-License-Identifier: GPL-3.0-or-later
// What a trainer does to a plan of their own, one at a time. Changes that mean nothing (a step that is not
// there, beyond an end or a limit) leave the plan as it is. What is typed as the kit has it is the kit's again.
//
// Plain values, pure functions: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "player/preparation/own_plan.h"

namespace mallette::preparation {

enum class Words : std::uint8_t { kQuestion, kText, kNotes };
enum class Points : std::uint8_t { kFollowUps, kExpected };

namespace change {

struct SetTitle {
  std::string title;
};
struct Move {
  std::string step;
  int by = 1;  ///< places down; up where it is less than 0
};
struct Skip {
  std::string step;
  bool skipped = true;
};
struct SetDuration {
  std::string step;
  std::optional<Milliseconds> duration;  ///< none: as the kit plans it
};
struct SetWords {
  std::string step;
  Words which = Words::kQuestion;
  std::string text;
};
/// One of a list; behind its end: a further one. One without words is not led.
struct SetPoint {
  std::string step;
  Points which = Points::kFollowUps;
  std::size_t index = 0;
  std::string text;
};
/// A question of one's own, behind that step; empty: at the end.
struct AddQuestion {
  std::string after;
};
/// One's own, or what the kit has no longer.
struct Remove {
  std::string step;
};
/// Everything of the step, but its place, as the kit has it.
struct Restore {
  std::string step;
};

}  // namespace change

using Change = std::variant<change::SetTitle, change::Move, change::Skip, change::SetDuration, change::SetWords,
                            change::SetPoint, change::AddQuestion, change::Remove, change::Restore>;

/// The letters of one text as they come: one step back takes them all away.
[[nodiscard]] bool is_same_typing(const Change& before, const Change& after);

[[nodiscard]] OwnPlan changed(const kits::Plan& kit, OwnPlan plan, const Change& what);

/// The id of the last question that AddQuestion made; empty: none.
[[nodiscard]] std::string newest_question(const OwnPlan& plan);

}  // namespace mallette::preparation
