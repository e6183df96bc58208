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

constexpr float kMatchingStep_db = 0.03F;  // 3 dB a second

SampleIndex frames_in(Duration duration) { return duration.count() * 48 / 1'000'000; }

std::size_t index(Listener who) { return static_cast<std::size_t>(who); }

/// The gain moves evenly over the first `frames`, and stays there.
void add(const SoundBlock::Samples& samples, float from, float to, int frames, SoundBlock::Samples& out) {
  if (from == 0 && to == 0) return;
  const float step = frames > 0 ? (to - from) / static_cast<float>(frames) : 0.0F;
  for (std::size_t i = 0; i < SoundBlock::kFrames; ++i) {
    const float gain = static_cast<int>(i) < frames ? from + step * static_cast<float>(i) : to;
    out[2 * i] += samples[2 * i] * gain;
    out[2 * i + 1] += samples[2 * i + 1] * gain;
  }
}

}  // namespace

Mixer::Mixer(SoundFeed& room, HeadphonesFeed* headphones)
    : room_(room), headphones_(headphones), thread_([this](std::stop_token stop) { run(stop); }) {}

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

void Mixer::set_plan(const SoundPlan& plan) {
  {
    std::lock_guard lock(mutex_);
    orders_.plan = plan;
    orders_.plan.ducking.attack = std::min(plan.ducking.attack, Ducking::kMostAttack);
  }
  ring();
}

void Mixer::set_rate(double rate) {
  {
    std::lock_guard lock(mutex_);
    orders_.rate = std::clamp(rate, kSlowest, kFastest);
  }
  ring();
}

void Mixer::set_matching(const Matching& matching) {
  {
    std::lock_guard lock(mutex_);
    if (orders_.matching == matching) return;
    orders_.matching = matching;
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
  plan_ = orders_.plan;
  rate_ = orders_.rate;
  stretch_.set_rate(rate_);
  matching_ = orders_.matching;
  if (!plan_.second_mix) fresh_[index(Listener::kHeadphones)] = true;
  end_ = orders_.end;
  tail_ = orders_.tail;
  ended_ = ended_ && end_ && cursor_ >= *end_ + tail_;
  if (orders_.generation != generation_) {
    generation_ = orders_.generation;
    cursor_ = orders_.target;
    stretch_.restart();
    stands_ = stretched_ = false;
    ended_ = false;
    fresh_.fill(true);
    for (Ducker& ducker : duckers_) ducker.restart();
    for (Limiter& limiter : limiters_) limiter.restart();
    std::erase_if(sources_, [](const Source& s) { return s.leaving; });
    for (Source& source : sources_) {
      source.awaited = true;
      source.waited = 0;
    }
  }
}

void Mixer::run(std::stop_token stop) {
  SoundBlock block;
  bool pending = false;  // block is made, and the ring was full
  while (!stop.stop_requested()) {
    take_orders();
    if (pending && block.generation != generation_) pending = false;
    if (!pending && generation_ != 0) pending = next_block(block);
    if (pending && deliver(block)) {
      pending = false;
      continue;
    }
    room_.mixer_signal().wait();
  }
}

/// At another rate a block takes more, or less, than one mix. What is said while the line stands is heard at its own
/// rate, once all before it has come out.
bool Mixer::next_block(SoundBlock& block) {
  while (!stretch_.take(block)) {
    if (stands_) {
      block = mixed_;
      block.rate = rate_;
      if (stretched_) fade(block.samples.data(), kFadeFrames, 0, 1), fade(block.headphones.data(), kFadeFrames, 0, 1);
      stretch_.restart();
      stands_ = stretched_ = false;
      return true;
    }
    if (ended_ || !sources_ready(cursor_ + SoundBlock::kFrames)) return false;
    const bool direct = stretch_.is_direct();
    mix(mixed_, direct);
    stands_ = mixed_.moving == 0 || (direct && mixed_.moving < SoundBlock::kFrames);
    if (!stands_) stretch_.put(mixed_);
    if (mixed_.moving == SoundBlock::kFrames || direct) continue;
    stretched_ = stretched_ || !stands_ || !stretch_.is_empty();
    stretch_.end_here();
  }
  return true;
}

bool Mixer::deliver(const SoundBlock& block) {
  if (!room_.push(block)) return false;
  if (headphones_ != nullptr) headphones_->push(block);
  return true;
}

bool Mixer::sources_ready(SampleIndex end) {
  bool ready = true;
  for (Source& source : sources_) {
    if (source.leaving) continue;
    // Ducking begins before the voice does, so of a voice as much must be known ahead.
    const SampleIndex ahead = source.role == SoundRole::kVoice ? frames_in(plan_.ducking.attack) : 0;
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
bool Mixer::wait_is_near() const { return wait_ && *wait_ - cursor_ < SampleIndex{3} * SoundBlock::kFrames; }

/// The source's part of the block at hand: as long as the line moves what stands there, then what it waits for.
void Mixer::read(Source& source, int moving, bool begin_wait) {
  source.samples.fill(0);
  const auto whole = std::span(source.samples);
  const auto on_line = static_cast<std::size_t>(moving * kChannels);
  source.queue->mix_into(whole.first(on_line), cursor_, 1, 1, generation_);
  const auto rest = whole.subspan(on_line);
  if (source.role != SoundRole::kVoice) return;
  if (source.leaving && source.waited > 0) {
    // It is taken away amid the wait.
    source.queue->mix_wait(whole, source.waited, 1, 1, generation_);
    source.waited += SoundBlock::kFrames;
  } else if (!rest.empty() && (begin_wait || moving == 0) && source.queue->next_wait(cursor_, generation_) == wait_) {
    const auto frames = static_cast<SampleIndex>(rest.size() / kChannels);
    source.waited = source.queue->mix_wait(rest, source.waited, 1, 1, generation_) ? source.waited + frames : 0;
  }
}

bool Mixer::voice_is_near() const {
  return wait_is_near() || std::ranges::any_of(sources_, [&](const Source& s) {
    return s.role == SoundRole::kVoice && !s.leaving && s.awaited &&
           s.queue->peak(cursor_, cursor_ + frames_in(plan_.ducking.attack), generation_) > kVoiceThreshold;
  });
}

/// Before its end it gives way to the film, over two blocks, before the block it ends in.
bool Mixer::holds(const Source& mix) const {
  const bool ends = is_over(mix.queue->state()) && mix.queue->end() < cursor_ + SampleIndex{3} * SoundBlock::kFrames;
  return mix.awaited && !mix.leaving && !ends;
}

/// Over so many frames of the block the film and a mix that gives way to it are crossed: all of them, or what the mix has
/// left, where it ends or came no further.
int Mixer::crossing(Listener who) const {
  SampleIndex frames = SoundBlock::kFrames;
  for (const Source& source : sources_) {
    if (source.role != SoundRole::kMix || source.gain[index(who)] == 0 || holds(source)) continue;
    frames = std::clamp<SampleIndex>(source.queue->end() - cursor_, 0, frames);
  }
  return static_cast<int>(frames);
}

float Mixer::wanted_gain(const Source& source, Listener who, bool mixed, float ducked) const {
  if (source.leaving || !source.awaited) return 0;
  const Levels& levels = plan_.levels(who);
  const float matched = from_db(matched_db_[static_cast<std::size_t>(source.role)]);
  switch (source.role) {
    case SoundRole::kFilm: return plan_.hears_film(who) && !mixed && !wait_is_near() ? matched * levels.film * ducked : 0.0F;
    case SoundRole::kMix: return mixed && holds(source) ? matched * levels.film : 0.0F;
    case SoundRole::kVoice: return plan_.hears_description(who) ? matched * levels.description : 0.0F;
  }
  return 0;
}

void Mixer::mix_for(Listener who, SoundBlock::Samples& out, bool voice) {
  out.fill(0);
  bool& fresh = fresh_[index(who)];
  const bool describes = plan_.hears_description(who);
  const float ducked = duckers_[index(who)].next(voice && describes, plan_.ducking, length_of(SoundBlock::kFrames), fresh);
  const bool mixed = describes && std::ranges::any_of(sources_, [&](const Source& s) { return s.role == SoundRole::kMix && holds(s); });
  const int crossed = crossing(who);
  for (Source& source : sources_) {
    float& gain = source.gain[index(who)];
    const float wanted = wanted_gain(source, who, mixed, ducked);
    if (fresh) gain = wanted;
    const bool at_once = crossed < SoundBlock::kFrames && source.role != SoundRole::kVoice;
    const float next = at_once ? wanted : std::clamp(wanted, gain - kGainStep, gain + kGainStep);
    add(source.samples, gain, next, at_once ? crossed : SoundBlock::kFrames, out);
    gain = next;
  }
  fresh = false;
  limiters_[index(who)].apply(out);
}

/// begin_wait: where the line comes to stand within the block, the wait begins there, else in the next.
void Mixer::mix(SoundBlock& block, bool begin_wait) {
  block.generation = generation_;
  block.start = cursor_;
  block.for_headphones = headphones_ != nullptr && plan_.second_mix;
  find_wait();
  block.moving = wait_ ? static_cast<int>(std::min<SampleIndex>(*wait_ - cursor_, SoundBlock::kFrames)) : SoundBlock::kFrames;
  const bool voice = voice_is_near();
  move_matching();
  for (Source& source : sources_) read(source, block.moving, begin_wait);
  mix_for(Listener::kRoom, block.samples, voice);
  if (block.for_headphones) mix_for(Listener::kHeadphones, block.headphones, voice);
  std::erase_if(sources_, [&](const Source& s) {
    return s.leaving && s.gain[0] == 0.0F && (s.gain[1] == 0.0F || !block.for_headphones);
  });
  cursor_ += block.moving;
  cut_behind_end(block);
}

void Mixer::move_matching() {
  const bool at_once = fresh_[index(Listener::kRoom)];
  for (const SoundRole role : {SoundRole::kFilm, SoundRole::kMix, SoundRole::kVoice}) {
    float& now = matched_db_[static_cast<std::size_t>(role)];
    const float wanted = matching_.of(role);
    now = at_once ? wanted : std::clamp(wanted, now - kMatchingStep_db, now + kMatchingStep_db);
  }
}

void Mixer::cut_behind_end(SoundBlock& block) {
  if (end_ && cursor_ >= *end_) {
    const auto keep = std::clamp<SampleIndex>(*end_ - block.start, 0, SoundBlock::kFrames);
    for (auto* samples : {&block.samples, &block.headphones}) std::fill(samples->begin() + keep * kChannels, samples->end(), 0.0F);
  }
  block.last = end_ && cursor_ >= *end_ + tail_;
  ended_ = block.last;
}

}  // namespace mallette::media
