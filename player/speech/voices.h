// SPDX-License-Identifier: GPL-3.0-or-later
// Voices that somebody has installed on the machine, beside the program's own, as sources of samples: what they say
// is mixed, ducked for, sent to headphones and taken back like everything else that is spoken.
//
//   Linux    the modules of speech-dispatcher: programs that answer by lines on their standard output. Each is run here
//            as its server would run it, and asked for samples. What can only play by itself is left out.
//   Windows  SAPI 5, into memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "player/speech/engine.h"

namespace mallette::speech {

/// How the name of a voice of the system begins in Manner::voice.
inline constexpr std::string_view kOfSystem = "system:";

struct Voice {
  std::string name;   ///< for Manner::voice
  std::string title;  ///< for people, as the system has it
};

/// No more than these are told: one of them is to be chosen by a person.
inline constexpr std::size_t kMostVoices = 12;

/// By title, and no more than kMostVoices.
[[nodiscard]] std::vector<Voice> in_order(std::vector<Voice> voices);

/// Where modules lie, and what they are set up with: the first folder that holds a name counts.
struct ModulePlaces {
  std::vector<std::string> programs, settings;
  static ModulePlaces of_system();
};

/// Those that speak the language (BCP 47; its first part counts), by title. Asks each program for its voices: takes up to
/// some seconds. Any thread, and none of its own is left.
[[nodiscard]] std::vector<Voice> system_voices(const std::string& language, const ModulePlaces& places = ModulePlaces::of_system());

/// Speaks with voices of the system alone. Errors while speaking: kSpeechVoice, where there is no such voice; kSpeechEngine,
/// where it does not answer.
[[nodiscard]] MakeEngine system_engine(ModulePlaces places = ModulePlaces::of_system());

/// `own`, and `system` for its voices. Where one of them cannot speak, `own` speaks in its place, and says so.
[[nodiscard]] MakeEngine with_system_voices(MakeEngine own, MakeEngine system = system_engine());

}  // namespace mallette::speech
