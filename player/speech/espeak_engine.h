// SPDX-License-Identifier: GPL-3.0-or-later
// espeak-ng as an engine: its library gives back samples of 22.05 kHz and opens no sound device.
//
// The library's state is the process's: it is opened with the first engine and stays open, and two
// engines speak in turns (a lock). A language that it does not know is spoken by the French voice.
#pragma once

#include "player/speech/engine.h"

namespace mallette::speech {

/// `data`: the folder that holds the folder espeak-ng-data; empty: where the library was built to look. Decided by the
/// first engine of the process.
[[nodiscard]] MakeEngine espeak_engine(std::string data = {});

}  // namespace mallette::speech
