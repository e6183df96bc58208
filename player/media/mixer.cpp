// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/mixer.h"

#include <algorithm>
#include <cmath>

namespace mallette::media {
namespace {

// Gains move over two blocks (20 ms): short enough to be "at once", long enough not to click.
constexpr float kGainStep = 0.5F;
// Below this a description track is silent (a recording's floor is seldom above -60 dBFS).
constexpr float kVoiceThreshold = 0.003F;  // -50 dBFS

SampleIndex frames_in(Duration duration) { return duration.count() * 48 / 1'000'000; }

float from_db(float db) { return std::pow(10.0F, db / 20.0F); }

}  // namespace

Mixer::Mixer(SoundFeed& feed) : feed_(feed), thread_([this](std::stop_token stop) { run(stop); }) {}

Mixer::~Mixer() {
  thread_.request_stop();
  ring();
}

void Mixer::restart(Generation generation, MediaTime target) {
  {
    std::lock_guard lock(mutex_);
    orders_.generation = generation;
    orders_.target = to_sample(target);
  }
  ring();
}

void Mixer::select(SoundRole role, std::shared_ptr<SampleQueue> queue) {
  {
    std::lock_guard lock(mutex_);
    orders_.selections.emplace_back(role, std::move(queue));
  }
  ring();
}

void Mixer::set_end(std::optional<MediaTime> end, Duration tail) {
  {
    std::lock_guard lock(mutex_);
    orders_.end = end ? std::optional(to_sample(*end)) : std::nullopt;
    orders_.tail = frames_in(tail);
  }
  ring();
}

void Mixer::take_orders() {
  std::lock_guard lock(mutex_);
  for (auto& [role, queue] : orders_.selections) {
    for (Source& source : sources_) source.leaving = source.leaving || source.role == role;
    if (queue) sources_.push_back({.role = role, .queue = std::move(queue)});
  }
  orders_.selections.clear();
  end_ = orders_.end;
  tail_ = orders_.tail;
  ended_ = ended_ && end_ && cursor_ >= *end_ + tail_;
  if (orders_.generation != generation_) {
    generation_ = orders_.generation;
    cursor_ = orders_.target;
    ended_ = false;
    fresh_ = true;
    duck_db_ = 0;
    std::erase_if(sources_, [](const Source& s) { return s.leaving; });
    for (Source& source : sources_) {
      source.awaited = true;
      source.waited = 0;
    }
  }
}

void Mixer::run(std::stop_token stop) {
  SoundBlock block;
  bool pending = false;  // block is mixed, and the ring was full
  while (!stop.stop_requested()) {
    take_orders();
    if (pending && block.generation != generation_) pending = false;
    if (!pending && generation_ != 0 && !ended_ && sources_ready(cursor_ + SoundBlock::kFrames)) {
      mix(block);
      pending = true;
    }
    if (pending && feed_.push(block)) {
      pending = false;
      continue;
    }
    feed_.mixer_signal().wait();
  }
}

bool Mixer::sources_ready(SampleIndex end) {
  bool ready = true;
  for (Source& source : sources_) {
    if (source.leaving) continue;
    // Ducking begins before the voice does, so of a voice as much must be known ahead.
    const SampleIndex ahead = source.role == SoundRole::kVoice ? frames_in(ducking_.attack) : 0;
    const bool here = source.queue->has_up_to(end + ahead, generation_);
    // One that was selected in mid-film joins once it has come up to here.
    if (here) source.awaited = true;
    ready = ready && (here || !source.awaited);
  }
  return ready;
}

/// The next wait, of the voices that are heard; none behind the end.
void Mixer::find_wait() {
  wait_.reset();
  for (Source& source : sources_) {
    if (source.role != SoundRole::kVoice || source.leaving || !source.awaited) continue;
    const auto at = source.queue->next_wait(cursor_, generation_);
    if (at && (!wait_ || *at < *wait_) && (!end_ || *at < *end_)) wait_ = at;
  }
}

/// So near that everything but the voice fades: over two blocks, before the block it falls into.
bool Mixer::wait_is_near() const { return wait_ && *wait_ - cursor_ < 3 * SoundBlock::kFrames; }

/// The source's part of the block at hand: as long as the line moves what stands there, then what it waits for.
void Mixer::read(Source& source, int moving) {
  const auto whole = std::span(source.samples);
  std::ranges::fill(whole, 0.0F);
  source.queue->mix_into(whole.first(static_cast<std::size_t>(moving * kChannels)), cursor_, 1, 1, generation_);
  const auto rest = whole.subspan(static_cast<std::size_t>(moving * kChannels));
  if (source.role != SoundRole::kVoice) return;
  if (source.leaving && source.waited > 0) {
    source.queue->mix_wait(whole, source.waited, 1, 0, generation_);
    source.waited = 0;
  } else if (!rest.empty() && source.queue->next_wait(cursor_, generation_) == wait_) {
    const auto frames = static_cast<SampleIndex>(rest.size() / kChannels);
    source.waited = source.queue->mix_wait(rest, source.waited, 1, 1, generation_) ? source.waited + frames : 0;
  }
}

float Mixer::duck_gain(SampleIndex at) {
  float peak = wait_is_near() ? 1 : 0;
  for (const Source& source : sources_) {
    if (source.role != SoundRole::kVoice || source.leaving || !source.awaited) continue;
    peak = std::max(peak, source.queue->peak(at, at + frames_in(ducking_.attack), generation_));
  }
  const auto block = std::chrono::duration<float>(Duration(10'000'000));
  const bool down = peak > kVoiceThreshold;
  const auto over = std::chrono::duration<float>(down ? ducking_.attack : ducking_.release);
  const float step = ducking_.depth_db * block.count() / over.count();
  duck_db_ = fresh_ && down ? -ducking_.depth_db
                            : std::clamp(duck_db_ + (down ? -step : step), -ducking_.depth_db, 0.0F);
  return from_db(duck_db_);
}

void Mixer::settle(Source& source, float wanted, SoundBlock& block) {
  if (fresh_) source.gain = wanted;
  const float next = std::clamp(wanted, source.gain - kGainStep, source.gain + kGainStep);
  const float step = (next - source.gain) / static_cast<float>(SoundBlock::kFrames);
  for (std::size_t i = 0; i < block.samples.size(); ++i) {
    block.samples[i] += source.samples[i] * (source.gain + step * static_cast<float>(i / kChannels));
  }
  source.gain = next;
}

void Mixer::mix(SoundBlock& block) {
  block.generation = generation_;
  block.start = cursor_;
  block.samples.fill(0);
  const auto present = [&](SoundRole role) {
    return std::ranges::any_of(sources_, [&](const Source& s) {
      const bool exhausted = is_over(s.queue->state()) && s.queue->end() <= cursor_;
      return s.role == role && s.awaited && !s.leaving && !exhausted;
    });
  };
  find_wait();
  block.moving = wait_ ? static_cast<int>(std::min<SampleIndex>(*wait_ - cursor_, SoundBlock::kFrames)) : SoundBlock::kFrames;
  const float ducked = duck_gain(cursor_);
  const bool mixed = present(SoundRole::kMix);
  for (Source& source : sources_) {
    float wanted = source.leaving || !source.awaited ? 0.0F : 1.0F;
    if (source.role == SoundRole::kFilm) wanted *= mixed || wait_is_near() ? 0.0F : ducked;
    read(source, block.moving);
    settle(source, wanted, block);
  }
  std::erase_if(sources_, [](const Source& s) { return s.leaving && s.gain == 0.0F; });
  fresh_ = false;
  for (float& sample : block.samples) sample = std::clamp(sample, -1.0F, 1.0F);

  cursor_ += block.moving;
  if (end_ && cursor_ >= *end_) {
    const auto keep = std::clamp<SampleIndex>(*end_ - block.start, 0, SoundBlock::kFrames);
    std::fill(block.samples.begin() + keep * kChannels, block.samples.end(), 0.0F);
  }
  block.last = end_ && cursor_ >= *end_ + tail_;
  ended_ = block.last;
}

}  // namespace mallette::media
