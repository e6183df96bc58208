// SPDX-License-Identifier: GPL-3.0-or-later
// A sound device through SDL. SDL's audio subsystem is started when the first sink is opened.
#pragma once

#include <chrono>
#include <mutex>

#include "player/media/audio_sink.h"

namespace mallette::media {

/// A device that is open, and silent until it drives a feed.
class DeviceSink : public AudioSink {
 public:
  /// Main thread, once. The feed outlives it, or its let_go().
  virtual void drive(SinkFeed& feed) = 0;
};

/// Any thread. Opens the named device, or the system's own choice when device is empty. A name that is not
/// among those that are there is refused: systems give another device in its place, which may be the room's.
/// 1024 frames (21 ms) are asked for; what the device grants decides the anchor's latency. SDL opens and closes
/// one device at a time: patience is for one that does not come to its end.
[[nodiscard]] Result<std::unique_ptr<DeviceSink>> open_sdl_device(
    const std::string& device, std::chrono::milliseconds patience = std::chrono::seconds(2));

/// Main thread. As above, and drives the feed at once.
[[nodiscard]] Result<std::unique_ptr<AudioSink>> open_sdl_sink(SinkFeed& feed, const std::string& device = {});

/// What the system's own choice is called; empty where it does not tell. Any thread.
[[nodiscard]] std::string sdl_default_device();

/// There is an output of this name. The devices' mutex is held, and SDL's sound has been started.
[[nodiscard]] bool sdl_device_is_there(const std::string& device);

/// SDL keeps its devices in a list without a lock: held while one is opened or closed, by whoever does.
[[nodiscard]] std::timed_mutex& sdl_devices_mutex();

}  // namespace mallette::media
