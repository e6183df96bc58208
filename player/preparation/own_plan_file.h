// SPDX-License-Identifier: GPL-3.0-or-later
// A plan of the trainer's own as one file, to be kept and to be given to others: "Matinée.deroule".
//
//     { "mallette_plan": 1, "id": "...", "title": "...", "kit": {"id", "title", "version"}, "plan": "...",
//       "steps": [ {"id": "step-1", "type": "message", "label": "Avant la projection", "skipped": true},
//                  {"id": "own:1", "question": "...", "follow_ups": ["..."], "duration_ms": 300000} ] }
//
// JSON, UTF-8. Read strictly: a key that is not known, a value of another type, a text beyond its limit
// refuses the file; nothing is half taken. A later program that writes more raises the number.
//
// Pure functions: any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "player/preparation/own_plan.h"

namespace mallette::preparation {

inline constexpr int kOwnPlanVersion = 1;
inline constexpr std::size_t kOwnPlanLimit_bytes = 4 * 1024 * 1024;
inline constexpr std::string_view kOwnPlanEnding = ".deroule";

[[nodiscard]] std::string write_own_plan(const OwnPlan& plan);

/// subject: the file's name. kFileTooLarge, kPlanDamaged (key: where), kPlanOutdated.
[[nodiscard]] Result<OwnPlan> read_own_plan(std::string_view bytes, const std::string& subject);

/// By the file's name, in capitals or not.
[[nodiscard]] bool is_own_plan_name(std::string_view name);
/// The name that a plan is given as, made from its title: "Matinée d’accueil.deroule"; what no
/// file system takes becomes "-".
[[nodiscard]] std::string own_plan_file_name(const OwnPlan& plan);

}  // namespace mallette::preparation
