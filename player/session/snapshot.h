// SPDX-License-Identifier: GPL-3.0-or-later
// A session as text, to be taken up again after a crash or a pulled plug at the same step and second.
//
// The text is JSON, versioned. It says which kit, version, plan and people it belongs to, so that a
// deck can be made for it first; it is read against that deck alone, and every number is held against
// it: text that is damaged, or of another version of kit or program, is refused and never half taken.
// Of the state everything is kept but its Moment (keys half pressed, a frozen picture).
//
// Pure functions: any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "player/session/deck.h"
#include "player/session/state.h"

namespace mallette::session {

inline constexpr int kSnapshotVersion = 1;
inline constexpr std::size_t kSnapshotLimit_bytes = 4 * 1024 * 1024;

/// What a deck has to be made from before the rest can be read.
struct SnapshotOrigin {
  std::string kit_id;
  std::string kit_version;
  std::string plan_id;
  std::vector<std::string> audiences;
};

/// UTF-8. At most kSnapshotLimit_bytes: remarks beyond that are left out, the longest first.
[[nodiscard]] std::string write_snapshot(const State& state);

/// kSessionDamaged, or kSessionOutdated for a snapshot of another program's version.
[[nodiscard]] Result<SnapshotOrigin> read_snapshot_origin(std::string_view text);

/// The same state, as far as a snapshot holds it. Send event::Restored next.
/// kSessionDamaged, or kSessionOutdated when it was saved with another deck than this one.
[[nodiscard]] Result<State> read_snapshot(std::string_view text, std::shared_ptr<const Deck> deck);

}  // namespace mallette::session
