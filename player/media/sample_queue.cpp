// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/sample_queue.h"

#include <algorithm>
#include <cmath>

namespace mallette::media {
namespace {

float peak_of(std::span<const float> samples) {
  float peak = 0;
  for (const float sample : samples) peak = std::max(peak, std::abs(sample));
  return peak;
}

}  // namespace

bool SampleQueue::push(SampleIndex start, std::vector<float> samples, Generation generation,
                       std::stop_token stop) {
  if (samples.empty()) return true;
  const float peak = peak_of(samples);
  {
    std::unique_lock lock(mutex_);
    space_.wait(lock, stop, [&] { return generation != generation_ || !full_; });
    if (stop.stop_requested() || generation != generation_) return false;
    state_ = StreamState::kFlowing;
    if (!chunks_.empty() && start < chunks_.back().end()) {
      const auto repeated = static_cast<std::size_t>(chunks_.back().end() - start) * kChannels;
      if (repeated >= samples.size()) return true;
      samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(repeated));
      start = chunks_.back().end();
    }
    chunks_.push_back({start, std::move(samples), peak});
    queued_ += chunks_.back().end() - start;
    full_ = queued_ >= kCapacity;
    end_ = chunks_.back().end();
  }
  if (wake_) wake_();
  return true;
}

void SampleQueue::wait_at(SampleIndex at, std::vector<float> samples, Generation generation) {
  const std::lock_guard lock(mutex_);
  if (generation == generation_ && !samples.empty()) waits_.push_back({.start = at, .samples = std::move(samples)});
}

void SampleQueue::finish(Generation generation, StreamState how) {
  {
    std::lock_guard lock(mutex_);
    if (generation != 0 && generation != generation_) return;
    state_ = how;
  }
  if (wake_) wake_();
}

void SampleQueue::restart(Generation generation) {
  {
    std::lock_guard lock(mutex_);
    generation_ = generation;
    chunks_.clear();
    waits_.clear();
    queued_ = 0;
    full_ = false;
    end_ = 0;
    if (state_ == StreamState::kFlowing || state_ == StreamState::kEnded) state_ = StreamState::kPending;
  }
  space_.notify_all();
}

bool SampleQueue::has_up_to(SampleIndex end, Generation generation) const {
  std::lock_guard lock(mutex_);
  if (generation != generation_) return generation < generation_;
  return is_over(state_) || (!chunks_.empty() && chunks_.back().end() >= end);
}

/// Adds what of the chunk lies within `into`, which begins at `begin`.
void SampleQueue::add(const Chunk& chunk, std::span<float> into, SampleIndex begin, float gain_from, float gain_to) {
  const auto frames = static_cast<SampleIndex>(into.size() / kChannels);
  const float gain_step = (gain_to - gain_from) / static_cast<float>(std::max<SampleIndex>(frames, 1));
  const SampleIndex from = std::max(begin, chunk.start), to = std::min(begin + frames, chunk.end());
  for (SampleIndex i = from; i < to; ++i) {
    const float gain = gain_from + gain_step * static_cast<float>(i - begin);
    const auto* sample = &chunk.samples[static_cast<std::size_t>((i - chunk.start) * kChannels)];
    auto* out = &into[static_cast<std::size_t>((i - begin) * kChannels)];
    out[0] += sample[0] * gain;
    out[1] += sample[1] * gain;
  }
}

bool SampleQueue::mix_into(std::span<float> into, SampleIndex begin, float gain_from, float gain_to,
                           Generation generation) {
  const SampleIndex end = begin + static_cast<SampleIndex>(into.size() / kChannels);
  bool any = false, refill = false;
  {
    std::lock_guard lock(mutex_);
    if (generation != generation_) return false;
    for (const Chunk& chunk : chunks_) {
      if (chunk.start >= end) break;
      add(chunk, into, begin, gain_from, gain_to);
      any = any || chunk.end() > begin;
    }
    while (!chunks_.empty() && chunks_.front().end() <= end) {
      queued_ -= chunks_.front().end() - chunks_.front().start;
      chunks_.pop_front();
    }
    refill = full_ && queued_ <= kRefill;
    full_ = full_ && !refill;
  }
  if (refill) space_.notify_all();
  return any;
}

std::optional<SampleIndex> SampleQueue::next_wait(SampleIndex from, Generation generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return std::nullopt;
  while (!waits_.empty() && waits_.front().start < from) waits_.pop_front();
  return waits_.empty() ? std::nullopt : std::optional(waits_.front().start);
}

bool SampleQueue::mix_wait(std::span<float> into, SampleIndex heard, float gain_from, float gain_to,
                           Generation generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_ || waits_.empty()) return false;
  const Chunk& wait = waits_.front();
  add(wait, into, wait.start + heard, gain_from, gain_to);
  if (wait.start + heard + static_cast<SampleIndex>(into.size() / kChannels) < wait.end()) return true;
  waits_.pop_front();
  return false;
}

float SampleQueue::peak(SampleIndex begin, SampleIndex end, Generation generation) const {
  std::lock_guard lock(mutex_);
  if (generation != generation_) return 0;
  float peak = 0;
  for (const Chunk& chunk : chunks_) {
    const SampleIndex from = std::max(begin, chunk.start), to = std::min(end, chunk.end());
    if (from >= to || chunk.peak <= peak) continue;
    const bool whole = from == chunk.start && to == chunk.end();
    const auto part = std::span(chunk.samples).subspan(static_cast<std::size_t>((from - chunk.start) * kChannels),
                                                       static_cast<std::size_t>((to - from) * kChannels));
    peak = std::max(peak, whole ? chunk.peak : peak_of(part));
  }
  return peak;
}

StreamState SampleQueue::state() const {
  std::lock_guard lock(mutex_);
  return state_;
}

SampleIndex SampleQueue::end() const {
  std::lock_guard lock(mutex_);
  return end_;
}

}  // namespace mallette::media
