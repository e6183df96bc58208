// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/espeak_engine.h"

#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>

#include "player/speech/synthesis.h"

// espeak-ng 1.51 asks libpcaudio for a device in whatever mode it is opened, and that one calls on the sound server,
// which leaves a folder in the person's home. The program's own function is found before the library's: there is no
// device, and none is needed for samples. libpcaudio takes null for one in all its other functions.
extern "C" {
struct audio_object;
audio_object* create_audio_device_object(const char*, const char*, const char*) { return nullptr; }
}

namespace mallette::speech {
namespace {

constexpr const char* kName = "espeak-ng";
constexpr const char* kLanguageOfLastResort = "fr";
constexpr int kBuffer_ms = 100;  // how often the callback comes, and stopping is asked for

std::mutex& espeak_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// The library's rate once it is open; under the lock.
Result<int> open_library(const std::string& data) {
  static std::optional<int> rate;
  if (rate) return *rate;
  const int found = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kBuffer_ms, data.empty() ? nullptr : data.c_str(),
                                      espeakINITIALIZE_DONT_EXIT);
  if (found <= 0) {
    return fail({.code = ErrorCode::kSpeechEngine, .subject = kName, .found = data, .detail = "no data"});
  }
  rate = found;
  return found;
}

/// Where the callback puts what it is given; under the lock.
struct Taking {
  Synthesised& to;
  const std::function<bool()>& stop;
};
Taking* taking = nullptr;

int take_samples(short* wave, int count, espeak_EVENT*) {
  if (taking == nullptr) return 1;
  for (int i = 0; wave != nullptr && i < count; ++i) taking->to.samples.push_back(static_cast<float>(wave[i]) / 32768.0F);
  return taking->to.is_full() || taking->stop() ? 1 : 0;
}

class EspeakEngine final : public Engine {
 public:
  explicit EspeakEngine(int rate) : rate_(rate) {}

  Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
    const std::lock_guard lock(espeak_mutex());
    auto remark = choose_voice(what.manner);
    const auto synthesise = [&](const std::string& sentence, Synthesised& to) -> Result<void> {
      to.rate = rate_;
      Taking here{to, stop};
      taking = &here;
      // Without espeakSSML and espeakPHONEMES: whatever is left of marks in it is text.
      espeak_Synth(sentence.c_str(), sentence.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, nullptr);
      taking = nullptr;
      return {};
    };
    auto speech = speak_by(synthesise, what, stop);
    if (speech && remark && !speech->samples.empty()) speech->remarks.push_back(std::move(*remark));
    return speech;
  }

 private:
  /// What is to be told when another voice than the one that is wished will speak.
  std::optional<Error> choose_voice(const Manner& manner) {
    std::optional<Error> remark;
    const std::string primary = manner.language.substr(0, manner.language.find('-'));
    const bool variant = manner.voice.starts_with('+');
    std::vector<std::string> tries;
    if (!manner.voice.empty() && !variant) tries.push_back(manner.voice);
    if (variant) tries.push_back(primary + manner.voice);
    tries.insert(tries.end(), {manner.language, primary, kLanguageOfLastResort});
    const auto set = [](const std::string& name) { return !name.empty() && espeak_SetVoiceByName(name.c_str()) == EE_OK; };
    const auto chosen = std::ranges::find_if(tries, set);
    const bool as_wished = manner.voice.empty() || (chosen == tries.begin() && (!variant || variant_is_there(manner.voice)));
    const bool understood = chosen != tries.end() && (chosen + 1 != tries.end() || primary == kLanguageOfLastResort);
    if (!as_wished || !understood) {
      remark = Error{.code = ErrorCode::kSpeechVoice, .subject = kName, .found = as_wished ? manner.language : manner.voice};
    }
    espeak_SetParameter(espeakRATE, std::clamp(manner.words_per_minute, Manner::kSlowest, Manner::kFastest), 0);
    espeak_SetParameter(espeakPITCH, std::clamp(manner.pitch, 0, 100), 0);
    return remark;
  }

  /// A variant that does not exist is passed over in silence by the library.
  static bool variant_is_there(const std::string& voice) {
    espeak_VOICE wanted{};
    wanted.languages = "variant";
    const std::string file = std::string("!v") + static_cast<char>(std::filesystem::path::preferred_separator) + voice.substr(1);
    for (const espeak_VOICE** v = espeak_ListVoices(&wanted); v != nullptr && *v != nullptr; ++v) {
      const std::string_view id = (*v)->identifier != nullptr ? (*v)->identifier : "";
      if (id == file) return true;
    }
    return false;
  }

  const int rate_;
};

}  // namespace

MakeEngine espeak_engine(std::string data) {
  return [data = std::move(data)]() -> Result<std::unique_ptr<Engine>> {
    const std::lock_guard lock(espeak_mutex());
    auto rate = open_library(data);
    if (!rate) return fail(std::move(rate.error()));
    espeak_SetSynthCallback(&take_samples);
    return std::make_unique<EspeakEngine>(*rate);
  };
}

}  // namespace mallette::speech
