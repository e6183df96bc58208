// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/time_stretch.h"

#include <SoundTouch.h>

#include <algorithm>
#include <cmath>

namespace mallette::media {
namespace {

constexpr std::size_t kFrames = SoundBlock::kFrames;
constexpr double kOverlap_ms = 8;
constexpr double kWindow_ms = 15;

// Speech wants pieces of 40 ms (two periods of a low voice and more); at high speeds they would stray too
// far from the line.
double piece_ms(double rate) { return std::clamp(16.0 / std::max(std::abs(1 - rate), 0.01), 16.0, 40.0); }

double frames_of(double ms) { return ms * kSampleRate / 1000; }

// Kept behind the place at hand, to cross over into: the least that a joint may lie before it.
constexpr std::size_t kHistory = kSampleRate / 50;
constexpr std::size_t kSearch = kSampleRate / 100;
// The bias moves by no more than this part of what the sound moves, so that places never run backwards.
constexpr double kBiasPace = 0.25;

/// The first block's worth of both mixes, each to its own.
void part(const std::vector<float>& wide, SoundBlock& out) {
  for (std::size_t i = 0; i < kFrames; ++i) {
    const float* frame = wide.data() + 2 * kChannels * i;
    std::copy_n(frame, kChannels, out.samples.data() + kChannels * i);
    std::copy_n(frame + kChannels, kChannels, out.headphones.data() + kChannels * i);
  }
}

}  // namespace

/// SoundTouch for 48 kHz and four channels. Output is counted: so much of it per input, whatever it sounds like.
class TimeStretch::Engine {
 public:
  Engine() {
    touch_.setSampleRate(kSampleRate);
    touch_.setChannels(kWide);
    touch_.setSetting(SETTING_OVERLAP_MS, static_cast<int>(kOverlap_ms));
    touch_.setSetting(SETTING_SEEKWINDOW_MS, static_cast<int>(kWindow_ms));
  }
  void clear() { touch_.clear(); }
  void set_tempo(double tempo) {
    touch_.setSetting(SETTING_SEQUENCE_MS, static_cast<int>(std::lround(piece_ms(tempo))));
    touch_.setTempo(tempo);
    tempo_ = tempo;
  }
  [[nodiscard]] double tempo() const { return tempo_; }
  void put(const float* samples, std::size_t frames) { touch_.putSamples(samples, static_cast<unsigned>(frames)); }
  std::size_t receive(std::vector<float>& into) {
    const std::size_t ready = touch_.numSamples(), before = into.size();
    into.resize(before + ready * kWide);
    const std::size_t got = touch_.receiveSamples(into.data() + before, static_cast<unsigned>(ready));
    into.resize(before + got * kWide);
    return got;
  }

 private:
  soundtouch::SoundTouch touch_;
  double tempo_ = 1;
};

TimeStretch::TimeStretch() : engine_(std::make_unique<Engine>()) {}
TimeStretch::~TimeStretch() = default;

void TimeStretch::restart() {
  direct_.reset();
  input_.clear();
  output_.clear();
  runs_.clear();
  end_.reset();
  over_ = stretching_ = stands_ = false;
}

void TimeStretch::end_here() {
  if (is_empty() || end_) return;
  if (direct_) {
    append(*direct_);
    direct_.reset();
  }
  end_ = input_begin_ + static_cast<SampleIndex>(input_frames());
  stands_ = true;
}

void TimeStretch::put(const SoundBlock& block) {
  if (end_) restart();  // the end was moved on
  generation_ = block.generation;
  for_headphones_ = block.for_headphones;
  if (!stretching_ && rate_ == 1 && input_.empty() && !direct_) {
    direct_ = block;
    return;
  }
  if (direct_) {
    append(*direct_);
    direct_.reset();
  }
  append(block);
}

void TimeStretch::append(const SoundBlock& block) {
  if (input_.empty()) input_begin_ = block.start;
  const auto frames = static_cast<std::size_t>(block.moving);
  for (std::size_t i = 0; i < frames; ++i) {
    input_.insert(input_.end(), {block.samples[2 * i], block.samples[2 * i + 1], block.headphones[2 * i], block.headphones[2 * i + 1]});
  }
  if (!block.for_headphones) {
    for (std::size_t i = input_.size() - frames * kWide; i < input_.size(); i += kWide) input_[i + 2] = input_[i + 3] = 0;
  }
  if (block.last) end_ = block.start + SoundBlock::kFrames;
}

bool TimeStretch::take(SoundBlock& out) {
  if (direct_ && rate_ != 1) {
    append(*direct_);
    direct_.reset();
  }
  if (direct_) {
    out = *direct_;
    direct_.reset();
    if (out.last) end_ = out.start + SoundBlock::kFrames, over_ = true;
    return true;
  }
  if (over_) return false;
  if (!stretching_ && rate_ == 1) return take_plain(out);
  if (!stretching_) {
    if (input_.empty()) return false;
    enter();
  }
  if (!fill_output()) return false;
  if (rate_ == 1) return leave(out);
  make_block(out);
  return true;
}

/// What is left in the input from before, as it is.
bool TimeStretch::take_plain(SoundBlock& out) {
  if (input_frames() < kFrames && !(end_ && !input_.empty())) return false;
  input_.resize(std::max(input_.size(), kFrames * kWide), 0.0F);
  out.start = input_begin_;
  out.rate = 1;
  part(input_, out);
  drop_input(kFrames);
  finish(out, out.start + SoundBlock::kFrames);
  return true;
}

void TimeStretch::drop_input(std::size_t frames) {
  input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(frames * kWide));
  input_begin_ += static_cast<SampleIndex>(frames);
}

void TimeStretch::finish(SoundBlock& out, SampleIndex end_of_block) {
  out.generation = generation_;
  out.for_headphones = for_headphones_;
  over_ = end_ && end_of_block >= *end_;
  out.last = over_ && !stands_;
  out.moving = SoundBlock::kFrames;
  if (over_ && stands_) stand(out);
}

/// The line comes to its end within the block, and behind that there is silence.
void TimeStretch::stand(SoundBlock& out) const {
  const double frames = static_cast<double>(*end_ - out.start) / out.rate;
  out.moving = static_cast<int>(std::clamp(std::lround(frames), 0L, static_cast<long>(SoundBlock::kFrames)));
  for (auto* samples : {&out.samples, &out.headphones}) {
    const int tail = std::min(out.moving, kFadeFrames);
    fade(samples->data() + (out.moving - tail) * kChannels, tail, 1, 0);
    silence(samples->data() + out.moving * kChannels, SoundBlock::kFrames - out.moving);
  }
}

void TimeStretch::enter() {
  engine_->clear();
  engine_->set_tempo(rate_);
  fed_ = input_begin_;
  place_ = static_cast<double>(input_begin_);
  bias_ = 0;
  output_.clear();
  runs_.clear();
  stretching_ = true;
}

void TimeStretch::receive() {
  const std::size_t got = engine_->receive(output_);
  if (got > 0) runs_.push_back({got, engine_->tempo()});
}

/// True when there is a block's worth. At 1.0 nothing more is made at the old rate than that.
bool TimeStretch::fill_output() {
  if (rate_ != 1 && engine_->tempo() != rate_) {
    receive();
    engine_->set_tempo(rate_);
  }
  const auto unfed = static_cast<std::size_t>(input_begin_ + static_cast<SampleIndex>(input_frames()) - fed_);
  if (unfed > 0) engine_->put(input_.data() + (input_frames() - unfed) * kWide, unfed);
  fed_ += static_cast<SampleIndex>(unfed);
  receive();
  const std::vector<float> silence(end_ ? kFrames * kWide : 0, 0.0F);
  for (int i = 0; end_ && output_.size() < kFrames * kWide && i < 100; ++i) {
    engine_->put(silence.data(), kFrames);
    receive();
  }
  return output_.size() >= kFrames * kWide;
}

/// Towards the wanted value over a block; how far it went.
double TimeStretch::move_bias(double wanted) {
  const double most = kBiasPace * kSlowest * static_cast<double>(kFrames);
  const double step = std::clamp(wanted - bias_, -most, most);
  bias_ += step;
  return step;
}

void TimeStretch::make_block(SoundBlock& out) {
  part(output_, out);
  output_.erase(output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(kFrames * kWide));
  const double begin = place_ + bias_;
  double rate = 0;
  for (std::size_t left = kFrames; left > 0;) {
    Run& run = runs_.front();
    const std::size_t used = std::min(left, run.frames);
    rate += static_cast<double>(used) * run.rate / static_cast<double>(kFrames);
    run.frames -= used;
    left -= used;
    if (run.frames == 0) runs_.pop_front();
  }
  place_ += rate * static_cast<double>(kFrames);
  const double moved = move_bias((1 - engine_->tempo()) * frames_of(piece_ms(engine_->tempo())) / 2);
  out.start = std::llround(begin);
  out.rate = rate + moved / static_cast<double>(kFrames);
  const auto here = static_cast<SampleIndex>(place_ + bias_);
  const SampleIndex spare = here - static_cast<SampleIndex>(kHistory) - input_begin_;
  if (spare > 0) drop_input(std::min(static_cast<std::size_t>(spare), input_frames()));
  finish(out, here);
}

/// Where in the input [from, to) the waiting output sounds most alike.
std::size_t TimeStretch::best_match(std::size_t from, std::size_t to) const {
  std::size_t best = from;
  double best_likeness = -2;
  for (std::size_t at = from; at < to; at += 4) {
    double product = 0, power = 1e-9;
    for (std::size_t i = 0; i < kFrames; i += 2) {
      const float* a = output_.data() + i * kWide;
      const float* b = input_.data() + (at + i) * kWide;
      const double theirs = a[0] + a[1], ours = b[0] + b[1];
      product += theirs * ours;
      power += ours * ours;
    }
    const double likeness = product / std::sqrt(power);
    if (likeness > best_likeness) {
      best_likeness = likeness;
      best = at;
    }
  }
  return best;
}

/// False when more input is needed.
bool TimeStretch::leave(SoundBlock& out) {
  const SampleIndex here = std::llround(place_ + bias_);
  const auto least = static_cast<std::size_t>(std::max<SampleIndex>(here - input_begin_, 0));
  const std::size_t needed = least + kSearch + kFrames;
  if (!end_ && input_frames() < needed) return false;
  input_.resize(std::max(input_.size(), needed * kWide), 0.0F);  // behind the end there is silence
  const std::size_t from = best_match(least, least + kSearch);
  out.start = input_begin_ + static_cast<SampleIndex>(from);
  out.rate = 1;
  for (std::size_t i = 0; i < kFrames; ++i) {
    const float* old = output_.data() + i * kWide;
    const float* plain = input_.data() + (from + i) * kWide;
    const float to = static_cast<float>(i) / static_cast<float>(kFrames);
    for (std::size_t c = 0; c < 2; ++c) {
      out.samples[2 * i + c] = old[c] + to * (plain[c] - old[c]);
      out.headphones[2 * i + c] = old[2 + c] + to * (plain[2 + c] - old[2 + c]);
    }
  }
  drop_input(from + kFrames);
  output_.clear();
  runs_.clear();
  stretching_ = false;
  finish(out, input_begin_);
  return true;
}

}  // namespace mallette::media
