// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what the room hears out of up to three sources: the film's own sound, a full description
// mix in its place, or a description voice over it with the film ducked. One thread of its own.
//
// Every source is read by its place on the media line, so that they are in step by construction.
// A source that is selected in mid-film joins when it has reached the mixer's place, faded in over
// 20 ms, and leaves the same way: switching never moves the film. After a seek the mixer waits for
// all of them, and they are at once as loud as they should be: the feed fades the start in.
//
// A voice may ask the line to wait (SampleQueue::wait_at): the film fades out over 20 ms, the line stands until the
// voice has ended, and goes on from the same sample:
//
//   film    ▇▇▇▇▅▃▃▃▁┊              ┊▁▃▃▅▇▇
//   voice       ▇▇▇▇▇┊▇▇▇▇▇▇▇▇▇▇▇▇▇▇┊
//   line    ────────>┊ stands       ┊─────>
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "player/media/sample_queue.h"
#include "player/media/sound_feed.h"

namespace mallette::media {

enum class SoundRole : std::uint8_t {
  kFilm,   ///< the film's sound
  kMix,    ///< film and description together: takes the film's place
  kVoice,  ///< the description alone: the film is ducked under it
};

struct Ducking {
  float depth_db = 9;           ///< how far the film goes down
  Duration attack = std::chrono::milliseconds(200);   ///< and this long before the voice begins
  Duration release = std::chrono::milliseconds(500);
};

class Mixer {
 public:
  explicit Mixer(SoundFeed& feed);
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
  /// Some source has more, or has ended.
  void ring() { feed_.mixer_signal().ring(); }

 private:
  struct Source {
    SoundRole role;
    std::shared_ptr<SampleQueue> queue;
    float gain = 0;         ///< as of the last block
    bool awaited = false;   ///< the mix waits for it
    bool leaving = false;
    SampleIndex waited = 0;  ///< for how long the line has been waiting for it
    std::array<float, SoundBlock::kFrames * kChannels> samples{};  ///< of the block at hand
  };
  struct Orders {
    Generation generation = 0;
    SampleIndex target = 0;
    std::optional<SampleIndex> end;
    SampleIndex tail = 0;
    std::vector<std::pair<SoundRole, std::shared_ptr<SampleQueue>>> selections;
  };

  void run(std::stop_token stop);
  void take_orders();
  bool sources_ready(SampleIndex end);
  void mix(SoundBlock& block);
  void find_wait();
  bool wait_is_near() const;
  void read(Source& source, int moving);
  float duck_gain(SampleIndex at);
  void settle(Source& source, float wanted, SoundBlock& block);

  SoundFeed& feed_;
  std::mutex mutex_;  // guards orders_
  Orders orders_;

  // The mixer thread's own.
  Generation generation_ = 0;
  SampleIndex cursor_ = 0;
  std::optional<SampleIndex> end_;  ///< of sound
  SampleIndex tail_ = 0;            ///< of silence behind it
  bool ended_ = false;
  bool fresh_ = true;  ///< nothing was mixed in this generation
  std::vector<Source> sources_;
  std::optional<SampleIndex> wait_;  ///< where the line waits next
  const Ducking ducking_;
  float duck_db_ = 0;

  std::jthread thread_;  ///< last
};

}  // namespace mallette::media
