// SPDX-License-Identifier: GPL-3.0-or-later
// The last stop before a sound device: a ring of mixed blocks, and the clock that follows from
// handing them out.
//
//   mixer ──push()──> [ 12 blocks of 10 ms ] ──fill()──> sink (device callback, paced or fake)
//                                                └──> MediaClock: what is heard at which instant
//
// The sink's thread may be a real-time one: fill() takes no lock, allocates nothing, and wakes the
// mixer through an atomic only. Whatever drives fill() drives the film: a device, or a steady pace
// where there is none; passing from one to the other, the clock goes on from the same sample.
//
// Holding (pause, seek): the device gets silence and the clock stands. Every start and stop fades
// over 5 ms. When the mixer cannot keep up, the clock stands too: the picture waits. It also stands in
// blocks whose sound moves the line no further (a description that the film waits for), and goes on from
// the same sample.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "player/media/media_clock.h"
#include "player/media/sample_queue.h"

namespace mallette::media {

/// Something a thread sleeps on and anyone may ring, from a real-time thread too.
class Signal {
 public:
  void ring() noexcept {
    rung_.store(1, std::memory_order_release);
    rung_.notify_one();
  }
  /// Returns once rung since the last call.
  void wait() noexcept {
    rung_.wait(0, std::memory_order_acquire);
    // An exchange, not a store: what was written before a ring that it wipes out must be seen.
    rung_.exchange(0, std::memory_order_acq_rel);
  }

 private:
  std::atomic<int> rung_{0};
};

struct SoundBlock {
  static constexpr int kFrames = kSampleRate / 100;
  Generation generation = 0;
  SampleIndex start = 0;
  int moving = kFrames;  ///< so many of its frames are on the line; in those behind it the line stands
  bool last = false;  ///< nothing follows in this generation
  std::array<float, kFrames * kChannels> samples{};
};

class SoundFeed {
 public:
  static constexpr std::size_t kBlocks = 12;

  // --- Control: one thread (main) ---

  /// Silence from the next block on; the clock stands at target once the sink has seen it.
  void restart(Generation generation, MediaTime target);
  void set_running(bool running);
  void set_volume(float gain) { volume_.store(gain, std::memory_order_relaxed); }

  [[nodiscard]] const MediaClock& clock() const { return clock_; }
  /// The generation whose last block has been handed out; 0 for none.
  [[nodiscard]] Generation ended() const { return ended_.load(std::memory_order_acquire); }
  /// What is handed out moves the line no further: the film waits.
  [[nodiscard]] bool is_waiting() const { return waiting_.load(std::memory_order_relaxed); }
  /// How often it has.
  [[nodiscard]] std::uint64_t waits() const { return waits_.load(std::memory_order_relaxed); }
  /// How often the ring ran dry while running.
  [[nodiscard]] std::uint64_t underruns() const { return underruns_.load(std::memory_order_relaxed); }
  /// When a sink last asked for samples; the epoch before the first time.
  [[nodiscard]] WallTime last_fill() const { return WallTime(Duration(last_fill_.load(std::memory_order_relaxed))); }
  /// How many sample frames of this generation wait in the ring.
  [[nodiscard]] int queued_frames(Generation generation) const;
  /// The last block of this generation waits in the ring.
  [[nodiscard]] bool holds_last(Generation generation) const;

  // --- Mixer: one thread ---

  /// False when the ring is full.
  bool push(const SoundBlock& block);
  [[nodiscard]] Signal& mixer_signal() { return mixer_signal_; }

  // --- Sink: one thread at a time ---

  /// From now on only fills with this tap get samples; earlier ones get silence, and so does a fill
  /// while another is under way (a device that goes and one that comes may overlap).
  std::uint32_t new_tap() { return tap_.fetch_add(1, std::memory_order_acq_rel) + 1; }
  /// Fills `frames` interleaved stereo frames, the first of which will be heard at heard_at.
  /// With none, only makes room for a new generation.
  void fill(float* out, int frames, WallTime heard_at, std::uint32_t tap) noexcept;

 private:
  struct Control {
    Generation generation;
    bool running;
  };
  Control control() const;
  void give(float* out, int frames, WallTime heard_at) noexcept;
  void drop_stale(Generation generation) noexcept;
  int copy(float* out, int frames) noexcept;
  void move_line(const SoundBlock& block, int written, int count) noexcept;
  int fade_out(float* out, int frames) noexcept;
  void publish(SampleIndex begin, int written, bool running, WallTime heard_at) noexcept;
  void apply_volume(float* out, int frames) noexcept;

  MediaClock clock_;
  Signal mixer_signal_;
  std::atomic<std::uint64_t> control_{0};  ///< generation << 1 | running
  std::atomic<SampleIndex> target_{0};
  std::atomic<float> volume_{1.0F};
  std::atomic<std::uint32_t> tap_{0};
  std::atomic_flag filling_;
  std::atomic<Generation> ended_{0};
  std::atomic<std::uint64_t> underruns_{0};
  std::atomic<bool> waiting_{false};
  std::atomic<std::uint64_t> waits_{0};
  std::atomic<Duration::rep> last_fill_{0};

  // A ring for one producer and one consumer; the counters only grow.
  std::array<SoundBlock, kBlocks> blocks_;
  std::array<std::atomic<std::uint64_t>, kBlocks> tags_{};  ///< of each: generation << 1 | last, for onlookers
  std::atomic<std::uint64_t> pushed_{0};
  std::atomic<std::uint64_t> taken_{0};

  // The sink's own.
  Generation generation_ = 0;
  SampleIndex cursor_ = 0;     ///< the next sample to hand out
  int used_ = 0;               ///< frames already taken of the block at the head
  int turned_ = 0;             ///< the frame of this fill at which the line last stood still or went on
  bool was_running_ = false;   ///< the fill before ended in sound
  bool standing_ = false;      ///< the published anchor stands
  MediaTime run_from_{};       ///< where this run of sound began
  bool reached_end_ = false;
  float heard_volume_ = 1.0F;
  AnchorSmoother smoother_;
};

}  // namespace mallette::media
