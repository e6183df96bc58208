// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sound goes. A sink drives a feed from the moment it is made until it is destroyed;
// only one drives at a time. Made and destroyed by the main thread.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "kits/base/error.h"
#include "player/media/sink_feed.h"
#include "player/media/wall_clock.h"

namespace mallette::media {

class AudioSink {
 public:
  virtual ~AudioSink() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// The feed is not touched any more once this returns, however long closing the device takes.
  virtual void let_go() {}
  /// The device's number, as the system tells that it went; 0: no device.
  [[nodiscard]] virtual std::uint32_t device() const { return 0; }
};

/// No device: takes the samples at the steady clock's pace, in a thread of its own.
class PacedSink final : public AudioSink {
 public:
  explicit PacedSink(SinkFeed& feed);
  std::string name() const override { return "none"; }

 private:
  std::jthread thread_;
};

/// No device and no time of its own: takes the samples when it is told that time has passed.
class SteppedSink final : public AudioSink {
 public:
  SteppedSink(SinkFeed& feed, const WallClock& clock)
      : feed_(feed), clock_(clock), tap_(feed.new_tap()), next_(clock.now()) {}
  std::string name() const override { return "none"; }
  /// Hands out every block that is due by now. Called by the thread that moves the clock.
  void pump();
  /// When the next block is due.
  [[nodiscard]] WallTime next() const { return next_; }

 private:
  SinkFeed& feed_;
  const WallClock& clock_;
  const std::uint32_t tap_;
  WallTime next_;
};

}  // namespace mallette::media
