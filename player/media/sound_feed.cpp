// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/sound_feed.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace mallette::media {
namespace {

/// The place on the media line, so many frames into the block.
SampleIndex along(const SoundBlock& block, int frames) noexcept {
  frames = std::min(frames, block.moving);
  return block.rate == 1.0 ? block.start + frames : block.start + std::llround(frames * block.rate);
}

}  // namespace

SoundFeed::Control SoundFeed::control() const {
  const auto packed = control_.load(std::memory_order_acquire);
  return {static_cast<Generation>(packed >> 1), (packed & 1) != 0};
}

void SoundFeed::restart(Generation generation, MediaTime target) {
  target_.store(to_sample(target), std::memory_order_relaxed);
  control_.store(std::uint64_t{generation} << 1, std::memory_order_release);
}

void SoundFeed::set_running(bool running) {
  control_.store(std::uint64_t{control().generation} << 1 | (running ? 1 : 0), std::memory_order_release);
}

int SoundFeed::queued_frames(Generation generation) const {
  int frames = 0;
  const auto end = pushed_.load(std::memory_order_acquire);
  for (auto i = taken_.load(std::memory_order_acquire); i < end; ++i) {
    if (tags_[i % kMostBlocks].load(std::memory_order_relaxed) >> 1 == generation) frames += SoundBlock::kFrames;
  }
  return frames;
}

bool SoundFeed::holds_last(Generation generation) const {
  const auto end = pushed_.load(std::memory_order_acquire);
  for (auto i = taken_.load(std::memory_order_acquire); i < end; ++i) {
    if (tags_[i % kMostBlocks].load(std::memory_order_relaxed) == (std::uint64_t{generation} << 1 | 1)) return true;
  }
  return false;
}

bool SoundFeed::push(const SoundBlock& block) {
  const auto pushed = pushed_.load(std::memory_order_relaxed);
  if (pushed - taken_.load(std::memory_order_acquire) >= depth_.load(std::memory_order_relaxed)) return false;
  blocks_[pushed % kMostBlocks] = block;
  tags_[pushed % kMostBlocks].store(std::uint64_t{block.generation} << 1 | (block.last ? 1 : 0), std::memory_order_relaxed);
  pushed_.store(pushed + 1, std::memory_order_release);
  return true;
}

void SoundFeed::drop_stale(Generation generation) noexcept {
  auto taken = taken_.load(std::memory_order_relaxed);
  const auto pushed = pushed_.load(std::memory_order_acquire);
  bool dropped = false;
  while (taken < pushed && blocks_[taken % kMostBlocks].generation != generation) {
    ++taken;
    used_ = 0;
    dropped = true;
  }
  if (!dropped) return;
  taken_.store(taken, std::memory_order_release);
  mixer_signal_.ring();
}

/// The next `count` frames of the block, the first of which is the fill's `written`th, are handed out.
void SoundFeed::move_line(const SoundBlock& block, int written, int count) noexcept {
  const int moving = std::clamp(block.moving - used_, 0, count);
  const bool waited = waiting_.load(std::memory_order_relaxed);
  if (moving > 0 && waited) {
    turned_ = written;
    run_from_ = to_media_time(along(block, used_));
  }
  if (moving < count && (moving > 0 || !waited)) {
    turned_ = written + moving;
    waits_.fetch_add(1, std::memory_order_relaxed);
  }
  waiting_.store(moving < count, std::memory_order_relaxed);
  cursor_ = along(block, used_ + count);
  rate_ = block.rate;
}

int SoundFeed::copy(float* out, int frames) noexcept {
  int written = 0;
  auto taken = taken_.load(std::memory_order_relaxed);
  const auto first = taken;
  while (written < frames && taken < pushed_.load(std::memory_order_acquire)) {
    const SoundBlock& block = blocks_[taken % kMostBlocks];
    if (block.generation != generation_) break;
    const int count = std::min(frames - written, SoundBlock::kFrames - used_);
    std::memcpy(out + written * kChannels, block.samples.data() + used_ * kChannels,
                sizeof(float) * kChannels * static_cast<std::size_t>(count));
    move_line(block, written, count);
    written += count;
    used_ += count;
    if (used_ == SoundBlock::kFrames) {
      reached_end_ = block.last;
      used_ = 0;
      ++taken;
    }
  }
  if (taken != first) {
    taken_.store(taken, std::memory_order_release);
    mixer_signal_.ring();
  }
  return written;
}

void SoundFeed::apply_volume(float* out, int frames) noexcept {
  const float wanted = volume_.load(std::memory_order_relaxed);
  if (wanted != 1.0F || heard_volume_ != 1.0F) fade(out, frames, heard_volume_, wanted);
  heard_volume_ = wanted;
}

/// The next samples of the generation that was heard, down to silence.
int SoundFeed::fade_out(float* out, int frames) noexcept {
  const int written = copy(out, std::min(frames, kFadeFrames));
  fade(out, written, 1, 0);
  return written;
}

SoundFeed::Place SoundFeed::place_at_hand() const noexcept {
  const auto taken = taken_.load(std::memory_order_relaxed);
  if (taken < pushed_.load(std::memory_order_acquire)) {
    const SoundBlock& block = blocks_[taken % kMostBlocks];
    if (block.generation == generation_) return {along(block, used_), block.rate};
  }
  return {cursor_, rate_};
}

/// The line that was told runs on to where the film waits, and stands there. False where none was told.
bool SoundFeed::stand(WallTime heard_at) noexcept {
  ClockAnchor anchor = clock_.anchor();
  if (!anchor.playing || anchor.generation != generation_) return false;
  const MediaTime at = std::max(to_media_time(cursor_), anchor.position(heard_at));
  anchor.wall = anchor.wall_at(at).value_or(heard_at);
  anchor.media = at;
  anchor.playing = false;
  clock_.publish(anchor);
  return true;
}

/// Where the rate changes within what was handed out, the line is that of its end, and begins no earlier than
/// what was handed out does: so it does not run backwards. Where the line has gone on only within it, it is told
/// from there.
void SoundFeed::publish(const Place& first, int written, bool running, WallTime heard_at) noexcept {
  if (written > 0 && !was_running_) run_from_ = to_media_time(first.begin);
  const bool waiting = waiting_.load(std::memory_order_relaxed);
  if (running && !waiting) {
    const bool even = first.rate == rate_ && turned_ == 0;
    const MediaTime begin = even ? to_media_time(first.begin) : to_media_time(cursor_) - scaled(length_of(written - turned_), rate_);
    ClockAnchor anchor = smoother_.next(generation_, begin, heard_at + length_of(turned_), rate_);
    if (standing_) run_from_ = std::max(run_from_, clock_.anchor().media);
    anchor.from = even || standing_ ? run_from_ : std::max(run_from_, to_media_time(first.begin));
    clock_.publish(anchor);
    standing_ = false;
  } else if (waiting && !standing_ && stand(heard_at)) {
    smoother_.restart();
    standing_ = true;
  } else if (!standing_ || (written > 0 && !waiting)) {
    const int until = waiting ? turned_ : written;
    clock_.publish({generation_, false, heard_at + length_of(until), to_media_time(cursor_), rate_, run_from_});
    smoother_.restart();
    standing_ = true;
  }
}

void SoundFeed::give(float* out, int frames, WallTime heard_at) noexcept {
  const Control now = control();
  int old = 0;  // of the generation before, on its way to silence
  if (now.generation != generation_) {
    if (was_running_) old = fade_out(out, frames);
    generation_ = now.generation;
    cursor_ = target_.load(std::memory_order_relaxed);
    run_from_ = to_media_time(cursor_);
    was_running_ = reached_end_ = standing_ = false;
    waiting_.store(false, std::memory_order_relaxed);
  }
  drop_stale(generation_);
  if (frames == 0) return;
  out += old * kChannels;
  frames -= old;
  heard_at += length_of(old);
  const Place first = place_at_hand();
  turned_ = 0;
  int written = 0;
  bool full = false;
  if (now.running) {
    written = copy(out, frames);
    full = written == frames;
    if (!was_running_) fade(out, std::min(written, kFadeFrames), 0, 1);
    if (!full && !reached_end_) {
      const int tail = std::min(written, kFadeFrames);
      fade(out + (written - tail) * kChannels, tail, 1, 0);
      underruns_.fetch_add(1, std::memory_order_relaxed);
    }
  } else if (was_running_) {
    written = fade_out(out, frames);
  }
  silence(out + written * kChannels, frames - written);
  apply_volume(out - old * kChannels, frames + old);
  publish(first, written, full, heard_at);
  was_running_ = full;
  if (reached_end_) ended_.store(generation_, std::memory_order_release);
}

}  // namespace mallette::media
