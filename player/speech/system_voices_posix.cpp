// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "player/speech/speech_module.h"
#include "player/speech/voices.h"

namespace mallette::speech {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProgramPrefix = "sd_", kSettingsSuffix = ".conf";
// The voice of the first two is ours, spoken by our own engine; the others play by themselves, or make no speech.
constexpr std::array<std::string_view, 4> kPassedOver = {"espeak-ng", "espeak", "generic", "dummy"};

std::string first_with(const std::vector<std::string>& folders, const std::string& name) {
  for (const std::string& folder : folders) {
    std::error_code fault;
    const fs::path path = fs::path(folder) / name;
    if (fs::is_regular_file(path, fault)) return path.string();
  }
  return {};
}

/// The names of the modules that are there.
std::vector<std::string> modules_in(const ModulePlaces& places) {
  std::vector<std::string> names;
  for (const std::string& folder : places.programs) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
      const std::string file = at->path().filename().string();
      if (!file.starts_with(kProgramPrefix)) continue;
      std::string name = file.substr(kProgramPrefix.size());
      if (std::ranges::count(kPassedOver, name) == 0) names.push_back(std::move(name));
    }
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
  return names;
}

bool never() { return false; }

Result<std::unique_ptr<SpeechModule>> start(const ModulePlaces& places, const std::string& name, const SpeechModule::Stop& stop) {
  const std::string program = first_with(places.programs, std::string(kProgramPrefix) + name);
  if (program.empty()) return fail({.code = ErrorCode::kSpeechEngine, .subject = name, .detail = "not installed"});
  return SpeechModule::start(program, first_with(places.settings, name + std::string(kSettingsSuffix)), stop);
}

bool speaks(const ToldVoice& voice, const std::string& language) {
  const auto primary = [](const std::string& tag) {
    std::string first = tag.substr(0, tag.find_first_of("-_"));
    std::ranges::transform(first, first.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return first;
  };
  return primary(voice.language) == primary(language);
}

/// "system:MODULE/VOICE": no module's name has a slash, being a file's.
std::string name_of(const std::string& module, const std::string& voice) { return std::string(kOfSystem) + module + "/" + voice; }

class ModuleEngine final : public Engine {
 public:
  explicit ModuleEngine(ModulePlaces places) : places_(std::move(places)) {}

  Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
    auto running = run(what.manner.voice, stop);
    if (!running) return fail(std::move(running.error()));
    const auto synthesise = [&](const std::string& sentence, Synthesised& to) {
      return (*running)->module->speak(sentence, *(*running)->chosen, what.manner, to, stop);
    };
    auto speech = speak_by(synthesise, what, stop);
    // What has failed once in mid-conversation is begun anew the next time.
    if (!speech && speech.error().code == ErrorCode::kSpeechEngine) running_.reset();
    return speech;
  }

 private:
  struct Running {
    std::string name;
    std::unique_ptr<SpeechModule> module;
    std::vector<ToldVoice> voices;
    const ToldVoice* chosen = nullptr;
  };

  Result<Running*> run(const std::string& voice, const SpeechModule::Stop& stop) {
    const std::size_t slash = voice.find('/');
    if (!voice.starts_with(kOfSystem) || slash == std::string::npos) return fail(no_voice(voice));
    const std::string name = voice.substr(kOfSystem.size(), slash - kOfSystem.size());
    if (!running_ || running_->name != name) {
      running_.reset();
      auto module = start(places_, name, stop);
      if (!module) return fail(std::move(module.error()));
      auto voices = (*module)->voices(stop);
      if (!voices) return fail(std::move(voices.error()));
      running_ = Running{name, std::move(*module), std::move(*voices)};
    }
    const auto found = std::ranges::find(running_->voices, voice.substr(slash + 1), &ToldVoice::name);
    if (found == running_->voices.end()) return fail(no_voice(voice));
    running_->chosen = &*found;
    return &*running_;
  }

  static Error no_voice(const std::string& voice) {
    return {.code = ErrorCode::kSpeechVoice, .subject = "speech-dispatcher", .found = voice.substr(std::min(voice.size(), kOfSystem.size()))};
  }

  const ModulePlaces places_;
  std::optional<Running> running_;
};

}  // namespace

ModulePlaces ModulePlaces::of_system() {
  ModulePlaces places{
      .programs = {"/usr/local/libexec/speech-dispatcher-modules", "/usr/lib/speech-dispatcher-modules", "/usr/libexec/speech-dispatcher-modules",
                   "/usr/lib64/speech-dispatcher-modules", "/usr/lib/x86_64-linux-gnu/speech-dispatcher-modules"},
      .settings = {"/etc/speech-dispatcher/modules"}};
  // A person's own settings count before the machine's.
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  const std::string own = config != nullptr && *config == '/' ? config : home != nullptr ? std::string(home) + "/.config" : std::string();
  if (!own.empty()) places.settings.insert(places.settings.begin(), own + "/speech-dispatcher/modules");
  return places;
}

std::vector<Voice> system_voices(const std::string& language, const ModulePlaces& places) {
  std::vector<Voice> found;
  for (const std::string& name : modules_in(places)) {
    auto module = start(places, name, &never);
    auto voices = module ? (*module)->voices(&never) : fail(module.error());
    if (!voices) continue;  // it cannot speak to us; what it lacks is not for whoever looks for a voice
    for (const ToldVoice& voice : *voices) {
      // "French+female1" is the same voice made up as another.
      if (speaks(voice, language) && voice.name.find('+') == std::string::npos) found.push_back({name_of(name, voice.name), voice.name + " (" + name + ")"});
    }
  }
  return in_order(std::move(found));
}

MakeEngine system_engine(ModulePlaces places) {
  return [places = std::move(places)]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<ModuleEngine>(places); };
}

}  // namespace mallette::speech
