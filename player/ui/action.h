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
  kSwapSign,         ///< the signer large and the film small, and back
  kMoveSign,         ///< by keys and pointer: places and sizes in between
  kDescription,      ///< on, off
  kNextDescription,
  kFullScreen,
  kSlower,
  kFaster,
  kNormalSpeed,
  kNextChapter,
  kPreviousChapter,
  // In a session
  kNext,             ///< a clicker's key: turns pages first, pauses a film first
  kPrevious,
  kNeutralB,         ///< the neutral screen, by the key that asked for it: the same key twice uncovers
  kNeutralPoint,
  kNeutralF9,
  kSuspend,          ///< a clicker's F5 or Escape: stops and goes on
  kReplay,
  kMark,
  kPassageStart,     ///< A and B of what is to be seen again
  kPassageEnd,
  kClearPassage,
  kFreeze,
  kSwapScreens,
  kGoToTime,
  kStrip,            ///< the desk's strip on an only screen
  kHelpNumbers,
  kDisclosure,       ///< the card for when somebody tells what happened to them
  kDocuments,        ///< the kit's documents, on the desk
  kPinPage,          ///< the page that is read is to be at hand in this step, or not any longer
  kHandOut,          ///< a copy of the one that is read, or of several
  kKeys,             ///< the list of keys
  kSettings,
  kOpen,
  kFind,
  kLeave,
};

}  // namespace mallette::ui
