// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded sound of one stream on its way to the mixer: 48 kHz, stereo, float, interleaved.
//
// Places on the media line are counted in sample frames from media time 0 (SampleIndex), so that
// nothing drifts by rounding. One decoder thread pushes, one mixer thread reads, whoever seeks restarts.
//
// Both sides name the generation they work for, because neither learns of a seek at the instant it
// happens: a mixer that is still at its old place, in front of sound decoded for the new one, would
// otherwise throw it away as long past. To a generation that is over, the queue is a source that has ended.
//
// A voice may ask the line to wait for it: at a place, the film stands until these samples are over.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "player/media/frame_queue.h"
#include "player/media/stream_state.h"
#include "player/media/time.h"

namespace mallette::media {

inline constexpr int kSampleRate = 48'000;  ///< sample frames a second, everywhere behind a decoder
inline constexpr int kChannels = 2;

using SampleIndex = std::int64_t;

constexpr SampleIndex to_sample(MediaTime time) {
  // Floor of ns * 48000 / 1e9, without overflow for a thousand hours: 48000 / 1e9 = 6 / 125000.
  const auto ns = time.time_since_epoch().count();
  const auto whole = ns / 125'000, rest = ns % 125'000;
  const auto part = rest * 6;
  return whole * 6 + (part >= 0 ? part / 125'000 : -((-part + 124'999) / 125'000));
}
/// The first nanosecond of the sample, so that to_sample() leads back to it.
constexpr MediaTime to_media_time(SampleIndex sample) {
  const auto rest = sample % 6 * 125'000;
  return MediaTime(Duration(sample / 6 * 125'000 + (rest > 0 ? (rest + 5) / 6 : rest / 6)));
}

class SampleQueue {
 public:
  static constexpr SampleIndex kCapacity = kSampleRate / 2;  ///< 500 ms; one chunk may exceed it
  /// Once full, it takes more when it has fallen to this (400 ms, which is more than the mixer looks ahead): a decoder
  /// is woken ten times a second, not with every block.
  static constexpr SampleIndex kRefill = kSampleRate * 4 / 10;

  explicit SampleQueue(Wake wake) : wake_(std::move(wake)) {}

  // --- Decoder's side ---

  /// samples: interleaved stereo, the first of which stands at `start`. Blocks while full. What steps
  /// back over samples that are queued is left out: nothing is heard twice, and what follows keeps
  /// its place. False when the generation is older or a stop is asked for.
  bool push(SampleIndex start, std::vector<float> samples, Generation generation, std::stop_token stop);
  /// At `at` the line waits until these samples have been heard. To be asked before any sound is pushed that
  /// reaches `at`; places grow within a generation.
  void wait_at(SampleIndex at, std::vector<float> samples, Generation generation);
  /// As FrameQueue::finish().
  void finish(Generation generation, StreamState how);

  // --- Mixer's side ---

  void restart(Generation generation);
  /// Whether all there will ever be before `end` in this generation is here.
  [[nodiscard]] bool has_up_to(SampleIndex end, Generation generation) const;
  /// Adds the samples of [begin, begin + into.size()/2) times the gain (which moves evenly from
  /// gain_from to gain_to) to into; silence where there are none. Forgets what lies before begin.
  /// True when there was any.
  bool mix_into(std::span<float> into, SampleIndex begin, float gain_from, float gain_to, Generation generation);
  /// The next place from `from` on at which the line has to wait; those before it are forgotten.
  [[nodiscard]] std::optional<SampleIndex> next_wait(SampleIndex from, Generation generation);
  /// Adds what is heard at the next wait, `heard` samples of which have been, as mix_into() does. False when that
  /// is over with these: the wait is forgotten.
  bool mix_wait(std::span<float> into, SampleIndex heard, float gain_from, float gain_to, Generation generation);
  /// The largest magnitude within [begin, end), as far as it is decoded.
  [[nodiscard]] float peak(SampleIndex begin, SampleIndex end, Generation generation) const;
  [[nodiscard]] StreamState state() const;
  /// Behind the last sample that is queued or was read in this generation.
  [[nodiscard]] SampleIndex end() const;

 private:
  struct Chunk {
    SampleIndex start = 0;
    std::vector<float> samples;
    float peak = 0;  ///< of all its samples
    SampleIndex end() const { return start + static_cast<SampleIndex>(samples.size() / kChannels); }
  };

  static void add(const Chunk& chunk, std::span<float> into, SampleIndex begin, float gain_from, float gain_to);

  const Wake wake_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable_any space_;
  std::deque<Chunk> chunks_;  ///< in order, not overlapping
  std::deque<Chunk> waits_;    ///< in order; start is where the line waits
  SampleIndex queued_ = 0;     ///< without the waits
  bool full_ = false;          ///< and not fallen to kRefill since
  SampleIndex end_ = 0;
  Generation generation_ = 0;
  StreamState state_ = StreamState::kPending;
};

}  // namespace mallette::media
