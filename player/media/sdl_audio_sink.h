// SPDX-License-Identifier: GPL-3.0-or-later
// A sound device through SDL. Main thread only; SDL's audio subsystem is started when the first
// sink is opened.
#pragma once

#include <mutex>

#include "player/media/audio_sink.h"

namespace mallette::media {

/// Opens the named device, or the system's own choice when device is empty. 1024 frames (21 ms) are
/// asked for; what the device grants decides the anchor's latency.
[[nodiscard]] Result<std::unique_ptr<AudioSink>> open_sdl_sink(SinkFeed& feed, const std::string& device = {});

/// SDL keeps its devices in a list without a lock: held while one is opened or closed, by whoever does.
[[nodiscard]] std::mutex& sdl_devices_mutex();

}  // namespace mallette::media
