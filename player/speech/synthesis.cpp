// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/synthesis.h"

#include <algorithm>

#include "player/speech/resample.h"
#include "player/speech/speakable_text.h"
#include "player/speech/speech_sound.h"

namespace mallette::speech {
namespace {

Error about(const std::string& text, std::string found) {
  return {.code = ErrorCode::kSpeechText, .subject = text.substr(0, 40), .found = std::move(found)};
}

}  // namespace

Result<Speech> speak_by(const Synthesise& synthesise, const Utterance& what, const std::function<bool()>& stop) {
  Speech speech;
  const SpeakableText text = speakable(what.text);
  if (text.sentences.empty()) {
    // Blank space asks for nothing; signs alone were meant to say something.
    const bool blank = std::ranges::all_of(what.text, [](unsigned char c) { return c <= ' '; });
    if (blank) return speech;
    return fail(about(what.text, "no sound"));
  }
  if (text.cut) speech.remarks.push_back(about(text.sentences.front(), "too long"));
  Synthesised sound;
  for (const std::string& sentence : text.sentences) {
    if (stop()) return speech;
    if (auto done = synthesise(sentence, sound); !done) return fail(std::move(done.error()));
  }
  if (sound.rate > 0) speech.samples = resample(sound.samples, sound.rate, kSampleRate);
  trim(speech.samples, kSampleRate);
  if (speech.samples.empty() && !stop()) return fail(about(text.sentences.front(), "no sound"));
  for (float& sample : speech.samples) sample = std::clamp(sample, -1.0F, 1.0F);
  return speech;
}

}  // namespace mallette::speech
