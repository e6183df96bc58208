// SPDX-License-Identifier: GPL-3.0-or-later
// A session plan of the trainer's own: one of a kit's plans, with its steps in another order, skipped,
// timed anew, their words edited, and questions of the trainer's between them. It stands beside the kit
// and holds nothing of it but names: what was not changed is the kit's, also when that is a later one.
//
//     kit's plan ─> own_plan_of() ─> OwnPlan ─> changed() ─> OwnPlan ─> apply() ─> kits::Plan ─> session::Deck
//                                       └──── own_plan_file.h: a file, and back
//
// Plain values, pure functions: any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "kits/manifest.h"
#include "kits/plan.h"

namespace mallette::preparation {

using Milliseconds = std::chrono::milliseconds;

inline constexpr std::size_t kMostSteps = 2000;
inline constexpr std::size_t kMostPoints = 100;  ///< of one list: follow-ups, expected points
inline constexpr std::size_t kTextLimit_bytes = 16 * 1024;
inline constexpr std::size_t kTitleLimit_bytes = 512;
inline constexpr Milliseconds kLongestStep = std::chrono::hours(24);

/// One step. Of a kit's step everything that is not said is as the kit says it; of one's own it is empty.
struct OwnStep {
  std::string id;                                 ///< the kit's; "own:3" for one's own
  kits::StepType type = kits::StepType::kPrompt;  ///< one's own are prompts
  std::string label;                              ///< what the kit's step was called: to be found again, or told of
  bool skipped = false;
  std::optional<Milliseconds> duration;  ///< planned anew
  std::optional<std::string> question;
  std::optional<std::string> text;
  std::optional<std::vector<std::string>> follow_ups;
  std::optional<std::vector<std::string>> expected;
  std::string notes;  ///< the trainer's own, after the kit's
  friend bool operator==(const OwnStep&, const OwnStep&) = default;
};

/// Ids of kits have no colon (kits/FORMAT.md).
inline constexpr std::string_view kOwnPrefix = "own:";
[[nodiscard]] inline bool is_own(const OwnStep& step) { return step.id.starts_with(kOwnPrefix); }
/// Something of it is not as the kit has it, but for its place in the order.
[[nodiscard]] bool is_changed(const OwnStep& step);

struct OwnPlan {
  std::string id;     ///< among the trainer's plans: is_plan_id()
  std::string title;  ///< never empty
  std::string kit_id;
  std::string kit_title;
  std::string kit_version;  ///< that it was last prepared with
  std::string plan_id;      ///< the kit's plan that it was made from
  std::vector<OwnStep> steps;
  friend bool operator==(const OwnPlan&, const OwnPlan&) = default;
};

/// [a-z0-9-], 1 to 64 of them: a file's name is made from it.
[[nodiscard]] bool is_plan_id(std::string_view id);
/// A new one, by chance: two trainers' plans never meet under one name.
[[nodiscard]] std::string new_plan_id();

/// The text without control characters but line breaks, cut after whole code points to so many bytes.
[[nodiscard]] std::string clean(std::string_view text, std::size_t most_bytes);

/// What its step is called: title, else the first line of its question or text; may be empty.
[[nodiscard]] std::string label_of(const kits::Step& step);

/// A plan of the kit, as it is, to be changed. kFileTooLarge for more than kMostSteps.
[[nodiscard]] Result<OwnPlan> own_plan_of(const kits::KitHeader& kit, const kits::Plan& plan,
                                          const std::string& title);

}  // namespace mallette::preparation
