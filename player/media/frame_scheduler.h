// SPDX-License-Identifier: GPL-3.0-or-later
// What to do with the frame at the head of a queue, at media time T. Pure: no clock, no queue,
// no state.
//
//   pts ──────────── next pts ─────────
//        show: T in here     drop: T behind the next frame's pts too
//   hold: T before pts
//
// The first frame after a seek is shown whatever T says (the seek is finished by it), and the last
// of a segment is never dropped (it is what stays on the wall).
#pragma once

#include <optional>

#include "player/media/time.h"

namespace mallette::media {

enum class FrameDecision {
  kHold,      ///< not due yet
  kShow,      ///< due
  kShowLate,  ///< due for more than a display period, and still the best there is
  kDrop,      ///< the frame behind it is due already
};

struct FrameCandidate {
  MediaTime pts;
  std::optional<MediaTime> next_pts;  ///< of the frame behind it, once that is decoded
  bool first_after_seek = false;
  bool last_of_segment = false;
};

constexpr FrameDecision decide(const FrameCandidate& frame, MediaTime t, Duration display_period) {
  if (!frame.first_after_seek) {
    if (frame.pts > t) return FrameDecision::kHold;
    if (!frame.last_of_segment && frame.next_pts && *frame.next_pts <= t) return FrameDecision::kDrop;
  }
  return t - frame.pts > display_period ? FrameDecision::kShowLate : FrameDecision::kShow;
}

}  // namespace mallette::media
