// SPDX-License-Identifier: GPL-3.0-or-later
// The last stop before a sound device: a ring of mixed blocks, and the clock that follows from
// handing them out.
//
//   mixer ──push()──> [ 12 blocks of 10 ms ] ──fill()──> the room's sink (device callback, paced or fake)
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
#include "player/media/sink_feed.h"

namespace mallette::media {

class SoundFeed final : public SinkFeed {
 public:
  static constexpr std::size_t kBlocks = 12;        ///< the mixer works ahead
  static constexpr std::size_t kMostBlocks = 48;    ///< and that is the most it can be made to

  // --- Control: one thread (main) ---

  /// Silence from the next block on; the clock stands at target once the sink has seen it.
  void restart(Generation generation, MediaTime target);
  void set_running(bool running);
  void set_volume(float gain) { volume_.store(gain, std::memory_order_relaxed); }
  /// How far the mixer works ahead: further where headphones are heard late. What is changed in the mix is
  /// heard that much later.
  void set_depth(std::size_t blocks) { depth_.store(blocks < kMostBlocks ? blocks : kMostBlocks, std::memory_order_relaxed); }

  [[nodiscard]] const MediaClock& clock() const { return clock_; }
  /// The generation whose last block has been handed out; 0 for none.
  [[nodiscard]] Generation ended() const { return ended_.load(std::memory_order_acquire); }
  /// What is handed out moves the line no further: the film waits.
  [[nodiscard]] bool is_waiting() const { return waiting_.load(std::memory_order_relaxed); }
  /// How often it has.
  [[nodiscard]] std::uint64_t waits() const { return waits_.load(std::memory_order_relaxed); }
  /// How often the ring ran dry while running.
  [[nodiscard]] std::uint64_t underruns() const { return underruns_.load(std::memory_order_relaxed); }
  /// How many sample frames of this generation wait in the ring.
  [[nodiscard]] int queued_frames(Generation generation) const;
  /// The last block of this generation waits in the ring.
  [[nodiscard]] bool holds_last(Generation generation) const;

  // --- Mixer: one thread ---

  /// False when the ring is full.
  bool push(const SoundBlock& block);
  [[nodiscard]] Signal& mixer_signal() { return mixer_signal_; }

 private:
  struct Control {
    Generation generation;
    bool running;
  };
  Control control() const;
  void give(float* out, int frames, WallTime heard_at) noexcept override;
  void drop_stale(Generation generation) noexcept;
  int copy(float* out, int frames) noexcept;
  void move_line(const SoundBlock& block, int written, int count) noexcept;
  int fade_out(float* out, int frames) noexcept;
  struct Place {
    SampleIndex begin;  ///< of the first sample that is handed out
    double rate;        ///< there
  };
  Place place_at_hand() const noexcept;
  bool stand(WallTime heard_at) noexcept;
  void publish(const Place& first, int written, bool running, WallTime heard_at) noexcept;
  void apply_volume(float* out, int frames) noexcept;

  MediaClock clock_;
  Signal mixer_signal_;
  std::atomic<std::uint64_t> control_{0};  ///< generation << 1 | running
  std::atomic<SampleIndex> target_{0};
  std::atomic<float> volume_{1.0F};
  std::atomic<std::size_t> depth_{kBlocks};
  std::atomic<Generation> ended_{0};
  std::atomic<std::uint64_t> underruns_{0};
  std::atomic<bool> waiting_{false};
  std::atomic<std::uint64_t> waits_{0};

  // A ring for one producer and one consumer; the counters only grow.
  std::array<SoundBlock, kMostBlocks> blocks_;
  std::array<std::atomic<std::uint64_t>, kMostBlocks> tags_{};  ///< of each: generation << 1 | last, for onlookers
  std::atomic<std::uint64_t> pushed_{0};
  std::atomic<std::uint64_t> taken_{0};

  // The sink's own.
  Generation generation_ = 0;
  SampleIndex cursor_ = 0;     ///< the next sample to hand out
  double rate_ = 1;            ///< of the sample before it
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
