// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/narrator.h"

#include <algorithm>
#include <cmath>

#include "player/app/caption_loader.h"
#include "player/media/text_streams.h"

namespace mallette::app {
namespace {

using media::kChannels;
using media::kSampleRate;
using media::SampleIndex;
using media::SampleQueue;
using media::StreamState;
using namespace std::chrono_literals;

static_assert(speech::kSampleRate == kSampleRate);

constexpr SampleIndex kChunk = kSampleRate / 10;
// A film begins without its description when that takes longer to read.
constexpr auto kPatience = 500ms;
constexpr SampleIndex kCutFade = kSampleRate / 10;
constexpr std::size_t kMostErrors = 5;

std::vector<float> stereo(const std::vector<float>& mono, SampleIndex from, SampleIndex to) {
  std::vector<float> out;
  out.reserve(static_cast<std::size_t>((to - from) * kChannels));
  for (SampleIndex i = from; i < to; ++i) out.insert(out.end(), kChannels, mono[static_cast<std::size_t>(i)]);
  return out;
}

std::vector<float> faded_out(const std::vector<float>& samples, SampleIndex length) {
  std::vector<float> out(samples.begin(), samples.begin() + length);
  const auto fade = std::min(kCutFade, length);
  for (SampleIndex i = 0; i < fade; ++i) {
    out[static_cast<std::size_t>(length - 1 - i)] *= static_cast<float>(i) / static_cast<float>(fade);
  }
  return out;
}

}  // namespace

Narrator::Narrator(SpokenText text, SpeechWish wish, media::Wake wake)
    : text_(std::move(text)),
      wish_(std::move(wish)),
      wake_(std::move(wake)),
      queue_(std::make_shared<SampleQueue>(wake_)),
      language_(text_.language),
      reader_([this] { read(); }),
      filler_([this](const std::stop_token& stop) { run(stop); }) {}

Narrator::~Narrator() { abort_ = true; }

void Narrator::seek(media::Generation generation, media::MediaTime target) {
  queue_->restart(generation);
  {
    const std::lock_guard lock(bell_->mutex);
    request_ = {generation, media::to_sample(target)};
  }
  bell_->rung.notify_all();
}

void Narrator::set_end(std::optional<media::MediaTime> end) {
  const std::lock_guard lock(bell_->mutex);
  end_ = end ? std::optional(media::to_sample(*end)) : std::nullopt;
}

std::vector<Error> Narrator::take_errors() {
  const std::lock_guard lock(bell_->mutex);
  return std::exchange(errors_, {});
}

/// Each kind of trouble is told a few times at most: a file of hundreds of cues can have it in each.
void Narrator::report(Error error, std::uint32_t line) {
  {
    const std::lock_guard lock(bell_->mutex);
    if (error.code == ErrorCode::kSpeechText) {
      error.detail = error.subject;
      error.subject = text_.name;
      if (line > 0) error.place = TextPlace{line, 1};
    }
    const bool told = error.code != ErrorCode::kSpeechText && std::ranges::find(told_, error.code) != told_.end();
    if (told || told_.size() >= kMostErrors) return;
    told_.push_back(error.code);
    errors_.push_back(std::move(error));
  }
  if (wake_) wake_();
}

void Narrator::read() {
  LoadedCaptions loaded;
  std::string language = text_.language;
  if (text_.file) {
    loaded = read_caption_file(*text_.file);
  } else if (auto cues = media::read_description_stream(text_.film.resource, text_.language, abort_); !cues) {
    loaded.error = std::move(cues.error());
  } else if (!*cues) {
    loaded.error = Error{.code = ErrorCode::kNotSupported, .subject = text_.film.resource.name, .found = "description"};
  } else {
    language = (*cues)->language;
    loaded = {.cues = std::make_shared<const subtitles::CueList>(std::move(**cues)), .offset = -text_.film.offset};
  }
  if (loaded.error && !abort_) report(std::move(*loaded.error), 0);
  {
    const std::lock_guard lock(bell_->mutex);
    cues_ = loaded.cues ? spoken_cues(*loaded.cues, loaded.offset) : std::vector<SpokenCue>();
    language_ = language;
  }
  bell_->rung.notify_all();
}

void Narrator::run(const std::stop_token& stop) {
  Request done;
  while (!stop.stop_requested()) {
    Request request;
    {
      std::unique_lock lock(bell_->mutex);
      bell_->rung.wait(lock, stop, [&] { return request_.generation != done.generation; });
      if (stop.stop_requested()) return;
      request = request_;
    }
    if (!failed_) tell(request, stop);
    done = request;
  }
}

bool Narrator::is_current(const Request& request) {
  const std::lock_guard lock(bell_->mutex);
  return request.generation == request_.generation;
}

bool Narrator::push(SampleIndex start, std::vector<float> samples, const Request& request, const std::stop_token& stop) {
  return queue_->push(start, std::move(samples), request.generation, stop);
}

bool Narrator::silence(SampleIndex from, SampleIndex to, const Request& request, const std::stop_token& stop) {
  for (; from < to; from += kChunk) {
    const auto frames = static_cast<std::size_t>(std::min(kChunk, to - from));
    if (!push(from, std::vector<float>(frames * kChannels), request, stop)) return false;
  }
  return true;
}

/// The film is not held up by a slow disk: after a while it begins in silence.
bool Narrator::await_cues(const Request& request, SampleIndex& at, const std::stop_token& stop) {
  const auto known = [&] { return cues_.has_value() || request_.generation != request.generation; };
  std::unique_lock lock(bell_->mutex);
  bell_->rung.wait_for(lock, stop, kPatience, known);
  while (!cues_) {
    if (stop.stop_requested() || request_.generation != request.generation) return false;
    lock.unlock();
    if (!silence(at, at + kChunk, request, stop)) return false;
    at += kChunk;
    lock.lock();
  }
  return !stop.stop_requested();
}

void Narrator::tell(const Request& request, const std::stop_token& stop) {
  SampleIndex at = request.target;
  if (!await_cues(request, at, stop)) return;
  orders_.resize(cues_->size());
  const std::size_t first = first_cue(*cues_, at);
  // What was being said stays at hand, for a seek within it: an engine does not say anything twice alike.
  for (std::size_t i = 0; i < orders_.size(); ++i) {
    if (i != first && i != first + 1) orders_[i].reset();
  }
  for (std::size_t index = first; index < cues_->size(); ++index) {
    const SpokenCue& cue = (*cues_)[index];
    if (const auto end = around(index).end; end && cue.begin >= *end) break;
    order(index, speech::Urgency::kNow);
    order(index + 1, speech::Urgency::kAhead);
    if (!silence(at, cue.begin, request, stop) || !say(index, request, std::max(at, cue.begin), stop)) return;
    at = std::max(at, queue_->end());
    if (index > 0) orders_[index - 1].reset();
  }
  queue_->finish(request.generation, StreamState::kEnded);
}

Surround Narrator::around(std::size_t index) {
  const std::lock_guard lock(bell_->mutex);
  const bool last = index + 1 >= cues_->size();
  return {.next = last ? std::nullopt : std::optional((*cues_)[index + 1].begin), .end = end_};
}

std::shared_ptr<const speech::Order> Narrator::order_text(const SpokenCue& cue, double haste, speech::Urgency urgency) {
  speech::Manner manner = wish_.manner;
  manner.language = language_;
  const int faster = static_cast<int>(std::ceil(manner.words_per_minute * haste));
  manner.words_per_minute = std::max(manner.words_per_minute, std::min(faster, speech::Manner::kFastest));
  return wish_.speaker->order({cue.text, std::move(manner)}, urgency, [bell = bell_] {
    { const std::lock_guard lock(bell->mutex); }
    bell->rung.notify_all();
  });
}

void Narrator::order(std::size_t index, speech::Urgency urgency) {
  if (index >= orders_.size() || orders_[index]) return;
  orders_[index] = order_text((*cues_)[index], 1, urgency);
}

/// Null when the generation is over.
const Result<speech::Speech>* Narrator::await(const speech::Order& order, const Request& request, const std::stop_token& stop) {
  std::unique_lock lock(bell_->mutex);
  bell_->rung.wait(lock, stop, [&] { return order.result() != nullptr || request_.generation != request.generation; });
  return stop.stop_requested() || request_.generation != request.generation ? nullptr : order.result();
}

/// Puts the cue on the line, as far as it lies behind `at`. False when the generation is over.
bool Narrator::say(std::size_t index, const Request& request, SampleIndex at, const std::stop_token& stop) {
  const SpokenCue& cue = (*cues_)[index];
  std::shared_ptr<const speech::Order> order = orders_[index];
  const Result<speech::Speech>* spoken = await(*order, request, stop);
  if (spoken == nullptr) return false;
  if (!*spoken) {
    const bool no_engine = spoken->error().code == ErrorCode::kSpeechEngine;
    report(spoken->error(), cue.line);
    if (no_engine) {
      failed_ = true;
      queue_->finish(0, StreamState::kFailed);
    }
    return !no_engine;
  }
  for (const Error& remark : (*spoken)->remarks) report(remark, cue.line);
  const auto length = [&] { return static_cast<SampleIndex>((*spoken)->samples.size()); };
  const Surround room = around(index);
  if (const double faster = haste(cue, room, length()); !wish_.extended && faster > 1) {
    order = order_text(cue, faster, speech::Urgency::kNow);
    spoken = await(*order, request, stop);
    if (spoken == nullptr) return false;
    if (!*spoken) return true;
  }
  const Placement placement = place(cue, room, length(), wish_.extended);
  const auto& samples = (*spoken)->samples;
  if (placement.wait_at && *placement.wait_at >= at) {
    queue_->wait_at(*placement.wait_at, stereo(samples, placement.on_line, length()), request.generation);
  }
  const auto heard = placement.cut ? faded_out(samples, placement.on_line) : std::vector<float>();
  for (SampleIndex from = at - cue.begin; from < placement.on_line; from += kChunk) {
    const SampleIndex to = std::min(from + kChunk, placement.on_line);
    if (!push(cue.begin + from, stereo(placement.cut ? heard : samples, from, to), request, stop)) return false;
  }
  return true;
}

}  // namespace mallette::app
