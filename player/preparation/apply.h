// SPDX-License-Identifier: GPL-3.0-or-later
// From the kit's plan and the trainer's own to the plan that a session is led from. What a later version
// of the kit has no longer is told of and left out; nothing of the trainer's goes for that.
//
// A step is found again by its id. Where the kit's author gave none ("step-3", its place in the list), it
// must also be what it was called: a step put in before it would else give it another's questions.
//
// Pure functions: any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kits/manifest.h"
#include "player/preparation/own_plan.h"

namespace mallette::preparation {

/// One step of the own plan, as it is led, beside what the kit says. A row for each of OwnPlan::steps.
struct Row {
  kits::Step step;                ///< as it is led; of one that is gone what the trainer wrote
  std::optional<kits::Step> kit;  ///< none: one's own, or gone
  bool own = false;
  bool skipped = false;
  bool gone = false;     ///< the kit has it no longer
  bool changed = false;  ///< something of it is the trainer's
  std::string notes;     ///< the trainer's own, which step.notes holds behind the kit's
};
[[nodiscard]] std::vector<Row> rows(const kits::Plan& kit, const OwnPlan& own);

/// It is on the wall in its turn: neither skipped nor gone nor a question that asks nothing.
[[nodiscard]] bool is_led(const Row& row);

/// The id of the plan that is led is "own:" and the own plan's; its duration is that of its steps.
[[nodiscard]] kits::Plan apply(const kits::Plan& kit, const OwnPlan& own);

/// The kit as it is now, taken in: its new steps stand where the kit has them, skipped until somebody wants
/// them. Labels of what has gone and come.
struct Followed {
  OwnPlan plan;
  std::vector<std::string> gone;
  std::vector<std::string> added;
};
[[nodiscard]] Followed follow(const kits::KitHeader& header, const kits::Plan& kit, const OwnPlan& own);

/// The plan of the kit that it was made from. kPlanForeign, or kManifestReference for a plan that the kit
/// has no longer.
[[nodiscard]] Result<kits::Plan> base_plan(const kits::Manifest& manifest, const OwnPlan& own);

/// base_plan() and apply(), timed for those in the room: the steps for others do not count.
[[nodiscard]] Result<kits::Plan> prepared(const kits::Manifest& manifest, const OwnPlan& own,
                                          const std::vector<std::string>& audiences);

/// How long the steps take together, as they are planned: of a film without a time of its own, its excerpt.
[[nodiscard]] Milliseconds planned_time(const kits::Manifest& manifest, const kits::Plan& plan,
                                        const std::vector<std::string>& audiences = {});

}  // namespace mallette::preparation
