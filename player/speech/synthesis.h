// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same around every engine's own synthesis.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "player/speech/engine.h"

namespace mallette::speech {

/// What a synthesis gives: one channel, -1 to 1.
struct Synthesised {
  std::vector<float> samples;
  int rate = 0;  ///< Hz; 0 until there is something

  /// No text of kMostLetters takes as long as this, however slowly it is read.
  static constexpr std::size_t kMostSeconds = 600;
  [[nodiscard]] bool is_full() const { return rate > 0 && samples.size() > static_cast<std::size_t>(rate) * kMostSeconds; }
};

/// Adds a sentence's sound.
using Synthesise = std::function<Result<void>(const std::string& sentence, Synthesised& to)>;

/// The text made harmless, synthesised sentence by sentence, brought to kSampleRate, without the silence around it. Errors: the
/// synthesis' own; kSpeechText, where words gave no sound.
[[nodiscard]] Result<Speech> speak_by(const Synthesise& synthesise, const Utterance& what, const std::function<bool()>& stop);

}  // namespace mallette::speech
