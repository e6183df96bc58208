// SPDX-License-Identifier: GPL-3.0-or-later
// What a person can ask for. Keyboard, pointer, clicker, screen reader and scripts all end here.
#pragma once

#include <cstdint>

namespace mallette::ui {

enum class Action : std::uint8_t {
  kPlayPause,
  kBack5s,
  kForward5s,
  kBack60s,
  kForward60s,
  kFrameBack,
  kFrameForward,
  kVolumeUp,
  kVolumeDown,
  kMute,
  kCaptions,         ///< on, off
  kNextCaptions,
  kSign,             ///< on, off
  kNextSignPlace,
  kDescription,      ///< on, off
  kNextDescription,
  kFullScreen,
};

}  // namespace mallette::ui
