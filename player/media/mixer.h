// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what the room hears, and what the headphones hear, out of the same sources: the film's own sound, a
// full description mix in its place, or a description voice over it with the film ducked. One thread of its own.
//
// Every source is read by its place on the media line, so that they are in step by construction.
// A source that is selected in mid-film joins when it has reached the mixer's place, faded in over
// 20 ms, and leaves the same way (a mix within what it has left, where that is less): switching never
// moves the film, and leaves no hole in its sound. After a seek the mixer waits for all of them, and they
// are at once as loud as they should be: the feed fades the start in.
//
// A voice may ask the line to wait (SampleQueue::wait_at): the film fades out over 20 ms, the line stands until the
// voice has ended, and goes on from the same sample:
//
//   film    ▇▇▇▇▅▃▃▃▁┊              ┊▁▃▃▅▇▇
//   voice       ▇▇▇▇▇┊▇▇▇▇▇▇▇▇▇▇▇▇▇▇┊
//   line    ────────>┊ stands       ┊─────>
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "player/media/ducker.h"
#include "player/media/headphones_feed.h"
#include "player/media/limiter.h"
#include "player/media/sample_queue.h"
#include "player/media/sound_feed.h"
#include "player/media/sound_plan.h"
#include "player/media/time_stretch.h"

namespace mallette::media {

class Mixer {
 public:
  /// The headphones hang on the room's pace: a block goes to them once the room's ring has taken it.
  explicit Mixer(SoundFeed& room, HeadphonesFeed* headphones = nullptr);
  ~Mixer();
  Mixer(const Mixer&) = delete;
  Mixer& operator=(const Mixer&) = delete;

  // All from one thread (main).

  void restart(Generation generation, MediaTime target);
  /// Null takes the source of this role out.
  void select(SoundRole role, std::shared_ptr<SampleQueue> queue);
  /// Sound ends there, and silence goes on for the tail; nothing: never (silence goes on behind the last
  /// source).
  void set_end(std::optional<MediaTime> end, Duration tail = {});
  /// From the next block on; every gain moves there without a click.
  void set_plan(const SoundPlan& plan);
  /// How fast the film goes; heard as soon as what is mixed has been played. Within [kSlowest, kFastest].
  void set_rate(double rate);
  /// Moves there by 3 dB a second, so that a measure that comes in mid-film is not heard; at once where nothing
  /// was heard yet.
  void set_matching(const Matching& matching);
  /// Some source has more, or has ended.
  void ring() { room_.mixer_signal().ring(); }

 private:
  struct Source {
    SoundRole role;
    std::shared_ptr<SampleQueue> queue;
    std::array<float, kListeners> gain{};  ///< as of the last block
    bool awaited = false;   ///< the mix waits for it
    bool leaving = false;
    SampleIndex waited = 0;  ///< for how long the line has been waiting for it
    SoundBlock::Samples samples{};  ///< of the block at hand
  };
  struct Orders {
    Generation generation = 0;
    SampleIndex target = 0;
    std::optional<SampleIndex> end;
    SampleIndex tail = 0;
    SoundPlan plan;
    double rate = 1;
    Matching matching;
    std::vector<std::pair<SoundRole, std::shared_ptr<SampleQueue>>> selections;
  };

  void run(std::stop_token stop);
  void take_orders();
  bool sources_ready(SampleIndex end);
  bool next_block(SoundBlock& block);
  bool deliver(const SoundBlock& block);
  void mix(SoundBlock& block, bool begin_wait);
  void find_wait();
  bool wait_is_near() const;
  void read(Source& source, int moving, bool begin_wait);
  void mix_for(Listener who, SoundBlock::Samples& out, bool voice);
  bool voice_is_near() const;
  bool holds(const Source& mix) const;
  int crossing(Listener who) const;
  float wanted_gain(const Source& source, Listener who, bool mixed, float ducked) const;
  void move_matching();
  void cut_behind_end(SoundBlock& block);

  SoundFeed& room_;
  HeadphonesFeed* const headphones_;
  std::mutex mutex_;  // guards orders_
  Orders orders_;

  // The mixer thread's own.
  Generation generation_ = 0;
  SampleIndex cursor_ = 0;
  std::optional<SampleIndex> end_;  ///< of sound
  SampleIndex tail_ = 0;            ///< of silence behind it
  bool ended_ = false;
  SoundPlan plan_;
  double rate_ = 1;
  SoundBlock mixed_;
  bool stands_ = false;     ///< mixed_ is of a wait, and goes out once the stretch has given all it has
  bool stretched_ = false;  ///< and that is no plain sound
  TimeStretch stretch_;  ///< behind it
  Matching matching_;
  std::array<float, kRoles> matched_db_{};  ///< as of the last block
  std::vector<Source> sources_;
  std::optional<SampleIndex> wait_;  ///< where the line waits next
  std::array<bool, kListeners> fresh_{true, true};  ///< of this mix nothing was heard yet in this generation
  std::array<Ducker, kListeners> duckers_;
  std::array<Limiter, kListeners> limiters_;

  std::jthread thread_;  ///< last
};

}  // namespace mallette::media
