// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded pictures of one stream, waiting for their instant. One decoder thread pushes; one
// consumer (the main thread) takes. Holds a few frames only: a 1080p picture is 3 MB, one of 4K 12 or 25.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "player/media/frame_scheduler.h"
#include "player/media/stream_state.h"
#include "player/media/video_frame.h"

namespace mallette::media {

/// Called from worker threads when something the main thread may wait for has come. Must be cheap
/// and must not call back into the playback.
using Wake = std::function<void()>;

class FrameQueue {
 public:
  static constexpr std::size_t kCapacity = 8, kCapacityOfLarge = 4;
  static constexpr int kLarge_pixels = 1920 * 1200;  ///< larger ones than these
  /// Once full, nothing more is taken before no more than these are left: a decoder that works in bursts finds its own things
  /// in the caches, which saves 3 % of the processor time of a 1080p film.
  static constexpr std::size_t kRefill = 3;

  explicit FrameQueue(Wake wake) : wake_(std::move(wake)) {}

  // --- Decoder's side ---

  /// Blocks once full, until it is down to kRefill. False when the frame is of an older generation or a stop is asked for.
  bool push(FramePtr frame, std::stop_token stop);
  /// Nothing more in this generation; generation 0: in any, whichever runs. Absent and failed hold over
  /// a restart, until a frame comes after all.
  void finish(Generation generation, StreamState how);

  // --- Consumer's side ---

  /// A new generation: older frames are dropped; the first one that comes is shown whatever its time.
  void restart(Generation generation);

  /// Whether the first frame is given out as soon as it is asked for (so it is after a restart), or
  /// only when it is due (for a signer that joins a running film), and then not late. No matter once it has been.
  void show_first_at_once(bool at_once);

  struct Due {
    FramePtr frame;       ///< the newest that is due, not given out before; null: hold
    int dropped = 0;      ///< how many were passed over
    bool late = false;    ///< by more than a display period
  };
  [[nodiscard]] Due take_due(MediaTime t, Duration display_period);

  /// Whether take_due(t) would give a frame.
  [[nodiscard]] bool has_due(MediaTime t) const;
  /// When the next frame that was not given out is due; nothing while none is decoded.
  [[nodiscard]] std::optional<MediaTime> next_pts() const;
  [[nodiscard]] StreamState state() const;
  /// When the stream ends: behind its last frame. Known once the last is decoded.
  [[nodiscard]] std::optional<MediaTime> end() const;
  /// There is a frame to give out, or none will come.
  [[nodiscard]] bool ready() const;

 private:
  /// What is further off is not in step with the film.
  static constexpr Duration kInStep = std::chrono::milliseconds(40);
  static constexpr int kMostJoinedLate = 50;
  bool joins_late(const FrameCandidate& frame, MediaTime t);

  const Wake wake_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable_any space_;
  std::deque<FramePtr> frames_;
  bool full_ = false;  ///< and not emptied to kRefill since
  Generation generation_ = 0;
  StreamState state_ = StreamState::kPending;
  bool first_after_seek_ = true;
  bool untouched_ = true;  ///< nothing was given out in this generation
  int joined_late_ = 0;    ///< passed over since it was to join
  std::optional<MediaTime> pushed_end_;  ///< behind the last frame that was pushed
};

}  // namespace mallette::media
