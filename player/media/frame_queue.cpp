// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/frame_queue.h"

namespace mallette::media {

bool FrameQueue::push(FramePtr frame, std::stop_token stop) {
  bool announce = false;
  {
    std::unique_lock lock(mutex_);
    space_.wait(lock, stop, [&] { return frame->generation != generation_ || !full_; });
    if (stop.stop_requested() || frame->generation != generation_) return false;
    announce = frames_.empty();
    pushed_end_ = frame->pts + frame->duration;
    const std::size_t capacity = frame->width * frame->height > kLarge_pixels ? kCapacityOfLarge : kCapacity;
    frames_.push_back(std::move(frame));
    full_ = frames_.size() >= capacity;
    state_ = StreamState::kFlowing;
  }
  if (announce && wake_) wake_();
  return true;
}

void FrameQueue::finish(Generation generation, StreamState how) {
  {
    std::lock_guard lock(mutex_);
    if (generation != 0 && generation != generation_) return;
    state_ = how;
  }
  if (wake_) wake_();
}

void FrameQueue::restart(Generation generation) {
  {
    std::lock_guard lock(mutex_);
    generation_ = generation;
    frames_.clear();
    full_ = false;
    first_after_seek_ = untouched_ = true;
    pushed_end_.reset();
    if (state_ == StreamState::kFlowing || state_ == StreamState::kEnded) state_ = StreamState::kPending;
  }
  space_.notify_all();
}

void FrameQueue::show_first_at_once(bool at_once) {
  std::lock_guard lock(mutex_);
  if (untouched_) first_after_seek_ = at_once;
  joined_late_ = 0;
}

/// Who joins a running film comes in step, or a little later; but not never, on a machine that is too slow.
bool FrameQueue::joins_late(const FrameCandidate& frame, MediaTime t) {
  if (!untouched_ || first_after_seek_ || frame.last_of_segment || t - frame.pts <= kInStep) return false;
  return joined_late_++ < kMostJoinedLate;
}

FrameQueue::Due FrameQueue::take_due(MediaTime t, Duration display_period) {
  Due due;
  bool space = false;
  {
    std::lock_guard lock(mutex_);
    while (!frames_.empty()) {
      FrameCandidate candidate{.pts = frames_.front()->pts, .first_after_seek = first_after_seek_};
      if (frames_.size() > 1) candidate.next_pts = frames_[1]->pts;
      candidate.last_of_segment = frames_.size() == 1 && is_over(state_);
      FrameDecision decision = decide(candidate, t, display_period);
      if (joins_late(candidate, t)) decision = FrameDecision::kDrop;
      if (decision == FrameDecision::kHold) break;
      FramePtr frame = std::move(frames_.front());
      frames_.pop_front();
      if (decision == FrameDecision::kDrop) {
        ++due.dropped;
        continue;
      }
      first_after_seek_ = untouched_ = false;
      due.frame = std::move(frame);
      due.late = decision == FrameDecision::kShowLate;
      break;
    }
    space = full_ && frames_.size() <= kRefill;
    if (space) full_ = false;
  }
  if (space) space_.notify_all();
  return due;
}

bool FrameQueue::has_due(MediaTime t) const {
  std::lock_guard lock(mutex_);
  return !frames_.empty() && (first_after_seek_ || frames_.front()->pts <= t);
}

std::optional<MediaTime> FrameQueue::next_pts() const {
  std::lock_guard lock(mutex_);
  if (frames_.empty()) return std::nullopt;
  return frames_.front()->pts;
}

std::optional<MediaTime> FrameQueue::end() const {
  std::lock_guard lock(mutex_);
  return is_over(state_) ? pushed_end_ : std::nullopt;
}

StreamState FrameQueue::state() const {
  std::lock_guard lock(mutex_);
  return state_;
}

bool FrameQueue::ready() const {
  std::lock_guard lock(mutex_);
  return !frames_.empty() || is_over(state_);
}

}  // namespace mallette::media
