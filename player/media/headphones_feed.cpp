// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/headphones_feed.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mallette::media {
namespace {

constexpr auto kBlockFrames = std::int64_t{SoundBlock::kFrames};

std::int64_t first_frame(std::uint64_t block) { return static_cast<std::int64_t>(block) * kBlockFrames; }
std::uint64_t block_of(std::int64_t frame) { return static_cast<std::uint64_t>(frame / kBlockFrames); }

double media_frames(Duration time) { return static_cast<double>(time.count()) * kSampleRate / 1e9; }

}  // namespace

HeadphonesFeed::HeadphonesFeed(const MediaClock& room) : room_(room), slots_(std::make_unique<Slot[]>(kBlocks)) {}

HeadphonesFeed::Figures HeadphonesFeed::figures() const {
  const auto get = [](const std::atomic<double>& value) { return value.load(std::memory_order_relaxed); };
  return {.drift_ppm = get(drift_) * 1e6,
          .behind_ms = get(behind_s_) * 1e3,
          .most_behind_ms = get(most_behind_s_) * 1e3,
          .jumps = jumps_.load(std::memory_order_relaxed),
          .underruns = underruns_.load(std::memory_order_relaxed)};
}

void HeadphonesFeed::push(const SoundBlock& block) noexcept {
  const auto pushed = pushed_.load(std::memory_order_relaxed);
  if (!block.for_headphones || pushed - taken_.load(std::memory_order_acquire) >= kBlocks) {
    lost_ = true;
    return;
  }
  Slot& to = slots_[pushed % kBlocks];
  to.generation = block.generation;
  to.start = block.start;
  to.rate = block.rate;
  to.last = block.last;
  to.joined = !std::exchange(lost_, false);
  to.samples = block.headphones;
  pushed_.store(pushed + 1, std::memory_order_release);
}

/// The latest: what was lost before it cannot be reached any more.
HeadphonesFeed::Run HeadphonesFeed::run_of(Generation generation) const noexcept {
  const auto taken = taken_.load(std::memory_order_relaxed);
  auto end = pushed_.load(std::memory_order_acquire);
  while (end > taken && slot(end - 1).generation != generation) --end;
  auto begin = end;
  while (begin > taken && slot(begin - 1).generation == generation && (begin == end || slot(begin).joined)) --begin;
  return {first_frame(begin), first_frame(end), end > begin && slot(end - 1).last};
}

/// Before the run, or behind it, as if it went on there.
double HeadphonesFeed::place_of(MediaTime at, const Run& run) const noexcept {
  auto block = block_of(run.begin);
  while (first_frame(block + 1) < run.end && to_media_time(slot(block + 1).start) <= at) ++block;
  const Slot& found = slot(block);
  return static_cast<double>(first_frame(block)) + media_frames(at - to_media_time(found.start)) / found.rate;
}

/// The frames of silence before the sound begins; all of them where it does not.
int HeadphonesFeed::begin_sound(const ClockAnchor& room, MediaTime wanted, int frames, const Run& run) noexcept {
  if (run.begin == run.end) return frames;
  const double wanted_place = place_of(wanted, run);
  // The room's sound begins at `from`: nothing before it was heard, and nothing is heard here.
  const double from = room.from == MediaTime::min() ? static_cast<double>(run.begin) : place_of(room.from, run);
  const double first = std::max({wanted_place, from, static_cast<double>(run.begin)});
  if (first - wanted_place >= frames || first + Interpolator::kBehind >= static_cast<double>(run.end)) return frames;
  frame_ = static_cast<std::int64_t>(std::floor(first));
  part_ = first - static_cast<double>(frame_);
  heard_ = run;
  sounding_ = true;
  return static_cast<int>(first - wanted_place);
}

int HeadphonesFeed::read(float* out, int frames, double ratio, const Run& run) noexcept {
  std::array<float, Interpolator::kTaps * kChannels> window;
  for (int i = 0; i < frames; ++i) {
    const std::int64_t first = frame_ - Interpolator::kBefore, end = frame_ + Interpolator::kBehind + 1;
    if (end > run.end && (!run.complete || frame_ >= run.end)) return i;
    const float* source = nullptr;
    const auto block = block_of(std::max<std::int64_t>(first, 0));
    if (first >= run.begin && end <= run.end && block_of(end - 1) == block) {
      source = slot(block).samples.data() + (first - first_frame(block)) * kChannels;
    } else {
      for (std::int64_t frame = first; frame < end; ++frame) {
        const bool there = frame >= run.begin && frame < run.end;
        const float* sample = there ? slot(block_of(frame)).samples.data() + frame % kBlockFrames * kChannels : nullptr;
        auto* to = &window[static_cast<std::size_t>((frame - first) * kChannels)];
        for (int c = 0; c < kChannels; ++c) to[c] = there ? sample[c] : 0.0F;
      }
      source = window.data();
    }
    interpolator_.at(source, part_, out + i * kChannels);
    part_ += ratio;
    const double whole = std::floor(part_);
    frame_ += static_cast<std::int64_t>(whole);
    part_ -= whole;
  }
  return frames;
}

/// What was being heard, down to silence.
void HeadphonesFeed::fade_out(float* out, int frames) noexcept {
  int written = 0;
  if (sounding_) {
    written = read(out, std::min(frames, kFadeFrames), 1.0 + loop_.drift(), heard_);
    fade(out, written, 1, 0);
  }
  silence(out + written * kChannels, frames - written);
  sounding_ = false;
}

void HeadphonesFeed::release(const ClockAnchor& room, const Run& run) noexcept {
  const auto taken = taken_.load(std::memory_order_relaxed);
  const auto pushed = pushed_.load(std::memory_order_acquire);
  auto keep = taken;
  while (keep < pushed && slot(keep).generation < room.generation) ++keep;
  if (run.end > run.begin) {
    const auto place = std::clamp(static_cast<std::int64_t>(place_of(room.media, run)), run.begin, run.end);
    const auto here = block_of(sounding_ ? std::min(frame_, place) : place);
    keep = std::max(keep, here > kHistory ? here - kHistory : 0);
  }
  taken_.store(std::clamp(keep, taken, pushed), std::memory_order_release);
}

void HeadphonesFeed::note(double behind_s) noexcept {
  drift_.store(loop_.drift(), std::memory_order_relaxed);
  behind_s_.store(behind_s, std::memory_order_relaxed);
  const double most = most_behind_s_.load(std::memory_order_relaxed);
  most_behind_s_.store(std::max(most, std::abs(behind_s)), std::memory_order_relaxed);
}

/// Reads, and fades out where the sound breaks off or ends.
int HeadphonesFeed::sound(float* out, int frames, double ratio, const Run& run) noexcept {
  heard_ = run;
  const int written = read(out, frames, ratio, run);
  if (written == frames) return written;
  const int tail = std::min(written, kFadeFrames);
  fade(out + (written - tail) * kChannels, tail, 1, 0);
  silence(out + written * kChannels, frames - written);
  sounding_ = false;
  if (!run.complete) underruns_.fetch_add(1, std::memory_order_relaxed);
  return written;
}

void HeadphonesFeed::start(float* out, int frames, const ClockAnchor& room, MediaTime wanted, const Run& run) noexcept {
  const int lead = room.playing ? begin_sound(room, wanted, frames, run) : frames;
  silence(out, lead);
  if (!sounding_) return;
  out += lead * kChannels;
  const int written = sound(out, frames - lead, 1.0 + loop_.drift(), run);
  fade(out, std::min(written, kFadeFrames), 0, 1);
}

void HeadphonesFeed::follow(float* out, int frames, const ClockAnchor& room, MediaTime wanted, const Run& run) noexcept {
  // Else it is another generation, or what comes next was lost.
  const bool goes_on = room.playing && frame_ >= run.begin && frame_ < run.end;
  if (!goes_on) return fade_out(out, frames);
  const double behind_s = (place_of(wanted, run) - (static_cast<double>(frame_) + part_)) / kSampleRate;
  note(behind_s);
  if (std::abs(behind_s) > to_s(kJump)) {
    jumps_.fetch_add(1, std::memory_order_relaxed);
    return fade_out(out, frames);
  }
  sound(out, frames, loop_.next(behind_s, to_s(length_of(frames))), run);
}

void HeadphonesFeed::give(float* out, int frames, WallTime heard_at) noexcept {
  const ClockAnchor room = room_.anchor();
  const Run run = run_of(room.generation);
  if (frames > 0) {
    const WallTime instant = heard_at + Duration(delay_.load(std::memory_order_relaxed));
    const MediaTime wanted = room.media + scaled(instant - room.wall, room.rate);
    if (sounding_) follow(out, frames, room, wanted, run);
    else start(out, frames, room, wanted, run);
    const float volume = volume_.load(std::memory_order_relaxed);
    if (volume != 1.0F || heard_volume_ != 1.0F) fade(out, frames, heard_volume_, volume);
    heard_volume_ = volume;
  }
  release(room, run);
}

}  // namespace mallette::media
