// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "player/media/input.h"
#include "player/media/low_priority.h"

namespace mallette::media {
namespace {

constexpr SampleIndex kChunkFrames = kSampleRate / 5;
constexpr double kAbsoluteGate_lufs = -70;  ///< BS.1770-4: what is quieter is silence

struct Forget {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using Meter = std::unique_ptr<ebur128_state, Forget>;

std::optional<Loudness> reading(ebur128_state* meter) {
  Loudness loudness;
  double left = 0, right = 0;
  if (ebur128_loudness_global(meter, &loudness.lufs) != EBUR128_SUCCESS) return std::nullopt;
  if (ebur128_true_peak(meter, 0, &left) != EBUR128_SUCCESS) return std::nullopt;
  if (ebur128_true_peak(meter, 1, &right) != EBUR128_SUCCESS) return std::nullopt;
  if (!(loudness.lufs > kAbsoluteGate_lufs)) return std::nullopt;
  loudness.peak_dbtp = 20 * std::log10(std::max({left, right, 1e-6}));
  return loudness;
}

double gain_to(double wanted_lufs, const Loudness& loudness) {
  const double gain = std::min(wanted_lufs - loudness.lufs, kMostPeak_dbtp - loudness.peak_dbtp);
  return std::clamp(gain, -kMostCut_db, kMostGain_db);
}

class Rung {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    woken_.notify_one();
  }
  void wait(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    woken_.wait(lock, stop, [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;  // guards rung_
  std::condition_variable_any woken_;
  bool rung_ = false;
};

}  // namespace

Matching match(const std::optional<Loudness>& film, std::optional<SoundRole> described_as,
               const std::optional<Loudness>& description) {
  Matching matching;
  if (film) matching.film_db = static_cast<float>(gain_to(kReference_lufs, *film));
  if (!description) return matching;
  if (described_as == SoundRole::kMix) matching.mix_db = static_cast<float>(gain_to(kReference_lufs, *description));
  // A film that cannot be brought up to the reference keeps its description down with it.
  if (described_as == SoundRole::kVoice && film) {
    matching.voice_db = static_cast<float>(gain_to(film->lufs + static_cast<double>(matching.film_db), *description));
  }
  return matching;
}

Result<Loudness> measure_loudness(const Resource& resource, std::stop_token stop, double most_speed) {
  give_way();
  const auto refused = [&] { return fail({.code = ErrorCode::kMediaNoStream, .subject = resource.name}); };
  const Meter meter(ebur128_init(kChannels, kSampleRate, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM));
  if (!meter) return refused();
  Rung rung;
  Input input({.resource = resource, .want_video = false}, 1, MediaTime{}, [&rung] { rung.ring(); });
  const auto queue = input.audio();
  const auto began = std::chrono::steady_clock::now();
  std::vector<float> chunk(static_cast<std::size_t>(kChunkFrames) * kChannels);
  SampleIndex cursor = 0;
  while (!stop.stop_requested()) {
    if (!queue->has_up_to(cursor + kChunkFrames, 1)) {
      rung.wait(stop);
      continue;
    }
    const bool over = is_over(queue->state());
    if (over && queue->end() <= cursor) break;
    const auto frames = over ? std::min(kChunkFrames, queue->end() - cursor) : kChunkFrames;
    std::ranges::fill(chunk, 0.0F);
    const std::span<float> part(chunk.data(), static_cast<std::size_t>(frames) * kChannels);
    queue->mix_into(part, cursor, 1, 1, 1);
    if (ebur128_add_frames_float(meter.get(), part.data(), static_cast<std::size_t>(frames)) != EBUR128_SUCCESS) return refused();
    cursor += frames;
    const auto due = began + std::chrono::duration<double>(static_cast<double>(cursor) / kSampleRate / most_speed);
    std::this_thread::sleep_until(std::chrono::time_point_cast<std::chrono::steady_clock::duration>(due));
  }
  const auto loudness = stop.stop_requested() ? std::nullopt : reading(meter.get());
  if (!loudness) return refused();
  return *loudness;
}

}  // namespace mallette::media
