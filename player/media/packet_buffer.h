// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed packets of one container, on their way from its demuxer to the decoders of its streams.
//
//   demuxer ──push()──> [ picture: ▒▒▒▒▒▒ ] ──pop()──> decoder
//     waits while       [ sound:   ▒▒     ] ──pop()──> decoder
//     no track needs more
//
// One demuxer thread pushes, one decoder thread a track pops; whoever seeks restarts. Bounded in
// duration a track and in bytes over all: once every track has kEnough, or all together hold
// kMaxBytes and none is empty, the demuxer waits, until a track has fallen to kRefill: it reads in
// long runs, as keys like it.
//
// A track that stays empty while the other swells past kStarvedBytes (or, for sound, past
// kSoundMissing) is starved: it is told its end, and waited for no longer. Either it has ended before
// the other, as sound often does, or the file is badly interleaved. Should it go on after all, it does.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <stop_token>

#include "player/media/libav.h"
#include "player/media/time.h"

namespace mallette::media {

enum class Track : std::uint8_t { kPicture, kSound };

class PacketBuffer {
 public:
  // Four seconds ride over the stalls of a USB key (seen: up to 1.5 s after a sleep).
  static constexpr Duration kEnough = std::chrono::seconds(4);
  static constexpr Duration kRefill = std::chrono::milliseconds(3500);
  static constexpr std::size_t kMaxBytes = 32 << 20;
  static constexpr std::size_t kStarvedBytes = 64 << 20;
  static constexpr Duration kSoundMissing = std::chrono::seconds(10);

  struct Taken {
    PacketPtr packet;  ///< null: the track ends here
    Generation generation = 0;
    MediaTime target{};  ///< what the generation was started for
  };

  /// The track has a decoder that will pop. Until then it is not waited for.
  void activate(Track track);

  /// A new generation: everything older is dropped, and pushed packets of it are refused from now on.
  void restart(Generation generation, MediaTime target);

  enum class Pushed { kTaken, kStale };
  /// Blocks while there is enough. Stale: a newer generation has begun, or a stop was asked for.
  Pushed push(Track track, PacketPtr packet, Generation generation, std::stop_token stop);
  /// No track will get more in this generation.
  void finish(Generation generation);

  /// Blocks until there is a packet or the end; nothing when a stop is asked for.
  std::optional<Taken> pop(Track track, std::stop_token stop);

 private:
  struct Lane {
    bool active = false;
    std::deque<PacketPtr> packets;
    std::int64_t duration_ns = 0;
    bool starved = false;
    bool end_taken = false;
  };
  bool wants_more(Duration enough) const;
  bool takes_more();
  void starve_the_empty();
  Lane& lane(Track track) { return lanes_[static_cast<std::size_t>(track)]; }

  std::mutex mutex_;  // guards all below
  std::condition_variable_any for_demuxer_;
  std::condition_variable_any for_decoders_;
  std::array<Lane, 2> lanes_;
  std::size_t bytes_ = 0;
  bool full_ = false;  ///< and no track fallen to kRefill since
  bool finished_ = false;
  Generation generation_ = 0;
  MediaTime target_{};
};

}  // namespace mallette::media
