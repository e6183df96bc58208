// SPDX-License-Identifier: GPL-3.0-or-later
// The icons in use, as code points of the Material Icons font. Beside an icon there is always a
// word, so none has a name of its own.
#pragma once

namespace mallette::ui {

enum class Icon : char32_t {
  kNone = 0,
  kPlay = 0xE037,
  kPause = 0xE034,
  kNext = 0xE044,
  kPrevious = 0xE045,
  kReplay = 0xE042,
  kCaptions = 0xE01C,
  kSign = 0xEBE5,
  kDescription = 0xE91F,
  kSearch = 0xE8B6,
  kTick = 0xE5CA,
  kSound = 0xE050,
  kMuted = 0xE04F,
  kFullScreen = 0xE5D0,
  kNeutralScreen = 0xE8F5,
  kHelp = 0xE887,
  kWarning = 0xE002,
  kBroken = 0xE000,
  kClose = 0xE5CD,
  kOpen = 0xE5CF,
  kFolded = 0xE5CC,
  kNotes = 0xE26C,
  kSheet = 0xE873,
  kBooklet = 0xEA19,
  kPrint = 0xE8AD,
  kClock = 0xE8B5,
  kFolder = 0xE2C8,
  kPhone = 0xE0CD,
  kInformation = 0xE88E,
  kWall = 0xE333,
  kQuestion = 0xE8AF,
  kFilm = 0xE02C,
  kSteps = 0xE242,
  kBreak = 0xEB44,
  kSwap = 0xE8D4,
  kFreeze = 0xEB3B,
  kHeadphones = 0xE310,
  kKeyboard = 0xE312,
  kCase = 0xEB3F,
  kHome = 0xE88A,
  kDrive = 0xE1E0,
  kUp = 0xE5D8,
  kBack = 0xE5C4,
  kSettings = 0xE8B8,
  kPeople = 0xE7FB,
  kClicker = 0xE8C7,
  kDelete = 0xE872,
};

}  // namespace mallette::ui
