// SPDX-License-Identifier: GPL-3.0-or-later
// The second sound output: what the headphones hear, in step with the room, which goes its own way.
//
//   mixer ──push()──> [ up to 1.2 s of blocks ] ──fill()──> the headphones' sink
//                               ^
//        the room's MediaClock ─┘ what will be heard in the room when this fill is heard here?
//
// The room's device is the master: its clock says which place of the film belongs to an instant, and a
// DriftLoop reads the blocks a little faster or slower to be there. A difference above 40 ms (a device that
// stopped for a while) is jumped over, faded out and in. Where the room pauses or seeks, this falls silent within
// 5 ms and starts again at the very sample. It never holds anything up: what nobody takes is lost.
#pragma once

#include <atomic>
#include <memory>

#include "player/media/drift_loop.h"
#include "player/media/interpolator.h"
#include "player/media/media_clock.h"
#include "player/media/sink_feed.h"

namespace mallette::media {

class HeadphonesFeed final : public SinkFeed {
 public:
  static constexpr std::size_t kBlocks = 128;
  static constexpr std::size_t kHistory = 32;  ///< blocks behind the place at hand that are kept for a pause
  static constexpr Duration kJump = std::chrono::milliseconds(40);

  /// The clock outlives it.
  explicit HeadphonesFeed(const MediaClock& room);

  // --- Control: one thread (main) ---

  void set_volume(float gain) { volume_.store(gain, std::memory_order_relaxed); }
  /// How much later than it says the device is heard; below 0: earlier.
  void set_delay(Duration delay) { delay_.store(delay.count(), std::memory_order_relaxed); }

  struct Figures {
    double drift_ppm = 0;        ///< the device's clock, slower than the room's
    double behind_ms = 0;        ///< at the last fill
    double most_behind_ms = 0;   ///< either way
    std::uint64_t jumps = 0;
    std::uint64_t underruns = 0;
  };
  [[nodiscard]] Figures figures() const;

  // --- Mixer: one thread ---

  /// Lost where the ring is full: nobody listens.
  void push(const SoundBlock& block) noexcept;

 private:
  struct Slot {
    Generation generation = 0;
    SampleIndex start = 0;
    double rate = 1;
    bool last = false;
    bool joined = false;  ///< to the block before it: nothing was lost between
    SoundBlock::Samples samples{};
  };
  /// The blocks that hang together and are of the room's generation, in frames since the ring began.
  struct Run {
    std::int64_t begin = 0, end = 0;
    bool complete = false;  ///< the generation's last block is its last
  };

  void give(float* out, int frames, WallTime heard_at) noexcept override;
  Run run_of(Generation generation) const noexcept;
  double place_of(MediaTime at, const Run& run) const noexcept;
  int begin_sound(const ClockAnchor& room, MediaTime wanted, int frames, const Run& run) noexcept;
  int read(float* out, int frames, double ratio, const Run& run) noexcept;
  int sound(float* out, int frames, double ratio, const Run& run) noexcept;
  void start(float* out, int frames, const ClockAnchor& room, MediaTime wanted, const Run& run) noexcept;
  void follow(float* out, int frames, const ClockAnchor& room, MediaTime wanted, const Run& run) noexcept;
  void fade_out(float* out, int frames) noexcept;
  void release(const ClockAnchor& room, const Run& run) noexcept;
  void note(double behind_s) noexcept;
  const Slot& slot(std::uint64_t block) const noexcept { return slots_[block % kBlocks]; }

  const MediaClock& room_;
  const Interpolator interpolator_;
  const std::unique_ptr<Slot[]> slots_;
  std::atomic<std::uint64_t> pushed_{0};
  std::atomic<std::uint64_t> taken_{0};
  bool lost_ = true;  ///< the mixer's own

  std::atomic<float> volume_{1.0F};
  std::atomic<Duration::rep> delay_{0};
  std::atomic<double> drift_{0}, behind_s_{0}, most_behind_s_{0};
  std::atomic<std::uint64_t> jumps_{0}, underruns_{0};

  // The sink's own.
  bool sounding_ = false;
  Run heard_;            ///< what is being read
  std::int64_t frame_ = 0;  ///< the place at hand, in frames since the ring began
  double part_ = 0;         ///< and behind it, 0 to 1
  float heard_volume_ = 1.0F;
  DriftLoop loop_;
};

}  // namespace mallette::media
