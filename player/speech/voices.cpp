// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/speech/voices.h"

#include <algorithm>
#include <utility>

namespace mallette::speech {
namespace {

class BothEngines final : public Engine {
 public:
  BothEngines(std::unique_ptr<Engine> own, MakeEngine make_system) : own_(std::move(own)), make_system_(std::move(make_system)) {}

  Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
    const std::string& voice = what.manner.voice;
    if (!voice.starts_with(kOfSystem)) return own_->speak(what, stop);
    if (voice != tried_) {
      tried_ = voice;
      faults_ = 0;
    }
    if (faults_ < kMostFaults) {
      auto spoken = by_system(what, stop);
      if (spoken) faults_ = 0;
      if (spoken || stop() || spoken.error().code == ErrorCode::kSpeechText) return spoken;
      ++faults_;
      fault_ = std::move(spoken.error());
    }
    Utterance ours = what;
    ours.manner.voice.clear();
    auto in_its_place = own_->speak(ours, stop);
    if (in_its_place) {
      in_its_place->remarks.push_back({.code = ErrorCode::kSpeechVoice,
                                       .subject = fault_.subject,
                                       .found = voice.substr(voice.find_last_of("/\\:") + 1),
                                       .detail = fault_.detail});
    }
    return in_its_place;
  }

 private:
  /// In a row: what does not answer is waited for no more than so often, until another voice is chosen.
  static constexpr int kMostFaults = 2;

  Result<Speech> by_system(const Utterance& what, const std::function<bool()>& stop) {
    if (!system_) {
      auto made = make_system_();
      if (!made) return fail(std::move(made.error()));
      system_ = std::move(*made);
    }
    return system_->speak(what, stop);
  }

  const std::unique_ptr<Engine> own_;
  const MakeEngine make_system_;
  std::unique_ptr<Engine> system_;  ///< once it was wished for
  std::string tried_;  ///< the voice of the system that was wished for last
  int faults_ = 0;     ///< of it, since it last spoke
  Error fault_;        ///< the last
};

}  // namespace

std::vector<Voice> in_order(std::vector<Voice> voices) {
  std::ranges::sort(voices, {}, &Voice::title);
  voices.resize(std::min(voices.size(), kMostVoices));
  return voices;
}

MakeEngine with_system_voices(MakeEngine own, MakeEngine system) {
  return [own = std::move(own), system = std::move(system)]() -> Result<std::unique_ptr<Engine>> {
    auto ours = own();
    if (!ours) return ours;
    return std::make_unique<BothEngines>(std::move(*ours), system);
  };
}

}  // namespace mallette::speech
