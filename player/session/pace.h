// SPDX-License-Identifier: GPL-3.0-or-later
// How the session stands against its plan.
//
// The plan's clock at this moment is the planned time of every step that lies behind, plus what has
// been spent of the present one, as far as the plan grants it. Steps that the plan gives no time take
// what they take; steps that are not in the sequence for those in the room get none.
//
// Pure functions: any thread.
#pragma once

#include "player/session/state.h"

namespace mallette::session {

enum class PaceKind : std::uint8_t { kAhead, kOnTime, kLate };

struct Pace {
  PaceKind kind = PaceKind::kOnTime;
  Milliseconds late{0};  ///< negative: ahead
  friend bool operator==(const Pace&, const Pace&) = default;
};

/// Up to here nobody is told of being ahead or late.
inline constexpr Milliseconds kPaceTolerance = std::chrono::minutes(1);

[[nodiscard]] Pace pace(const State& state);

/// Of the sequence for those in the room: what the plan grants all its steps together.
[[nodiscard]] Milliseconds planned_total(const State& state);
/// What the plan still grants from here on.
[[nodiscard]] Milliseconds planned_left(const State& state);

}  // namespace mallette::session
