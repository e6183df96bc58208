// SPDX-License-Identifier: GPL-3.0-or-later
// What turns words into sound. An engine is made, used and destroyed by one thread (the Speaker's):
// what lies behind it may have state for the whole process.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kits/base/error.h"

namespace mallette::speech {

inline constexpr int kSampleRate = 48'000;  ///< of all sound that leaves this room

/// How somebody wants to be spoken to.
struct Manner {
  std::string language = "fr";  ///< BCP 47; of the text
  /// Empty: the language's own voice. "+f2": that variant of it. Anything else: a voice by its name.
  std::string voice = {};
  int words_per_minute = 170;  ///< kSlowest to kFastest
  int pitch = 50;              ///< 0 to 100; 50 is the voice's own

  // Outside of these espeak-ng is not understood any more, or does not follow.
  static constexpr int kSlowest = 80, kFastest = 400;
  friend bool operator==(const Manner&, const Manner&) = default;
};

struct Utterance {
  std::string text;  ///< any; what is no text is made harmless (speakable_text.h)
  Manner manner = {};
};

struct Speech {
  /// 48 kHz, one channel, -1 to 1. Begins and ends with the voice: no silence around it, faded over 2 ms.
  /// Empty: there was nothing to say.
  std::vector<float> samples;
  /// What is to be told although it was spoken: a voice that is not there, words that were left out.
  std::vector<Error> remarks = {};
};

class Engine {
 public:
  virtual ~Engine() = default;
  /// Asks `stop` now and then; what is returned then is of no use.
  /// Errors: kSpeechText, where words gave no sound.
  [[nodiscard]] virtual Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) = 0;
};

/// Makes an engine in the thread that will use it. Errors: kSpeechEngine.
using MakeEngine = std::function<Result<std::unique_ptr<Engine>>()>;

}  // namespace mallette::speech
