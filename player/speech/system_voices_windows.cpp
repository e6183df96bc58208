// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include <sapi.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>

#include "kits/base/wide_text.h"
#include "player/speech/speakable_text.h"
#include "player/speech/synthesis.h"
#include "player/speech/voices.h"

namespace mallette::speech {
namespace {

constexpr const char* kName = "SAPI";
constexpr int kRate = 22'050;  // what most of its voices are recorded in
constexpr DWORD kLook_ms = 20;
constexpr DWORD kPatience_ms = 10'000;  // a sentence is spoken into memory in a part of its own length
constexpr wchar_t kVoices[] = L"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Speech\\Voices";
// {C31ADBAE-527F-4FF5-A230-F62BB61FF70C}: sound that a WAVEFORMATEX describes.
constexpr GUID kWaves = {0xC31ADBAE, 0x527F, 0x4FF5, {0xA2, 0x30, 0xF6, 0x2B, 0xB6, 0x1F, 0xF7, 0x0C}};

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <class T>
using Com = std::unique_ptr<T, Release>;

struct FreeText {
  void operator()(wchar_t* text) const { ::CoTaskMemFree(text); }
};
using Text = std::unique_ptr<wchar_t, FreeText>;

/// COM in this thread, whatever somebody else has made of it before.
class ComThread {
 public:
  ComThread() : begun_(SUCCEEDED(::CoInitializeEx(nullptr, COINIT_MULTITHREADED))) {}
  ~ComThread() {
    if (begun_) ::CoUninitialize();
  }
  ComThread(const ComThread&) = delete;
  ComThread& operator=(const ComThread&) = delete;

 private:
  const bool begun_;
};

template <class T>
Com<T> make(const CLSID& what) {
  T* made = nullptr;
  if (FAILED(::CoCreateInstance(what, nullptr, CLSCTX_INPROC_SERVER, __uuidof(T), reinterpret_cast<void**>(&made)))) return nullptr;
  return Com<T>(made);
}

/// Every voice that is installed.
std::vector<Com<ISpObjectToken>> tokens() {
  std::vector<Com<ISpObjectToken>> found;
  const auto category = make<ISpObjectTokenCategory>(CLSID_SpObjectTokenCategory);
  if (!category || FAILED(category->SetId(kVoices, FALSE))) return found;
  IEnumSpObjectTokens* listed = nullptr;
  if (FAILED(category->EnumTokens(nullptr, nullptr, &listed)) || listed == nullptr) return found;
  const Com<IEnumSpObjectTokens> list(listed);
  ISpObjectToken* next = nullptr;
  while (list->Next(1, &next, nullptr) == S_OK && next != nullptr) found.emplace_back(next);
  return found;
}

std::string id_of(ISpObjectToken& token) {
  wchar_t* id = nullptr;
  if (FAILED(token.GetId(&id)) || id == nullptr) return {};
  return to_narrow(Text(id).get());
}

std::string value_of(ISpDataKey& key, const wchar_t* name) {
  wchar_t* value = nullptr;
  if (FAILED(key.GetStringValue(name, &value)) || value == nullptr) return {};
  return to_narrow(Text(value).get());
}

/// Its languages are told as "40C;C0C": the numbers of Windows, in hexadecimal.
bool speaks(ISpObjectToken& token, const std::string& language) {
  ISpDataKey* opened = nullptr;
  if (FAILED(token.OpenKey(L"Attributes", &opened)) || opened == nullptr) return false;
  const Com<ISpDataKey> attributes(opened);
  const auto wanted = PRIMARYLANGID(LANGIDFROMLCID(::LocaleNameToLCID(to_wide(language).c_str(), LOCALE_ALLOW_NEUTRAL_NAMES)));
  const std::string told = value_of(*attributes, L"Language");
  for (std::size_t at = 0; at < told.size();) {
    const std::size_t end = std::min(told.find(';', at), told.size());
    const auto number = std::strtoul(told.substr(at, end - at).c_str(), nullptr, 16);
    if (number != 0 && PRIMARYLANGID(static_cast<LANGID>(number)) == wanted) return true;
    at = end + 1;
  }
  return false;
}

/// -10 to 10: from the voice's own pitch.
std::wstring as_xml(const std::string& sentence, int pitch) {
  const int from_own = std::clamp((pitch - 50) / 5, -10, 10);
  return to_wide("<pitch absmiddle=\"" + std::to_string(from_own) + "\">" + in_markup(sentence) + "</pitch>");
}

/// -10 to 10: a third of the voice's own rate to three times.
long rate_of(int words_per_minute) {
  constexpr double kOwn = 170;
  return std::clamp(std::lround(10 * std::log(words_per_minute / kOwn) / std::log(3.0)), -10L, 10L);
}

Error fault(std::string what) { return {.code = ErrorCode::kSpeechEngine, .subject = kName, .detail = std::move(what)}; }

class SapiEngine final : public Engine {
 public:
  explicit SapiEngine(Com<ISpVoice> voice) : voice_(std::move(voice)) {}

  Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
    if (auto chosen = choose(what.manner.voice); !chosen) return fail(std::move(chosen.error()));
    voice_->SetRate(rate_of(what.manner.words_per_minute));
    return speak_by([&](const std::string& sentence, Synthesised& to) { return synthesise(as_xml(sentence, what.manner.pitch), to, stop); },
                    what, stop);
  }

 private:
  Result<void> choose(const std::string& name) {
    const Error none = {.code = ErrorCode::kSpeechVoice, .subject = kName, .found = name};
    if (!name.starts_with(kOfSystem)) return fail(none);
    if (name == chosen_) return {};
    for (const auto& token : tokens()) {
      if (id_of(*token) != name.substr(kOfSystem.size())) continue;
      if (FAILED(voice_->SetVoice(token.get()))) return fail(fault("SetVoice"));
      chosen_ = name;
      return {};
    }
    return fail(none);
  }

  Result<void> synthesise(const std::wstring& text, Synthesised& to, const std::function<bool()>& stop) {
    IStream* made = nullptr;
    if (FAILED(::CreateStreamOnHGlobal(nullptr, TRUE, &made))) return fail(fault("CreateStreamOnHGlobal"));
    const Com<IStream> memory(made);
    const auto stream = make<ISpStream>(CLSID_SpStream);
    constexpr WAVEFORMATEX kFormat = {WAVE_FORMAT_PCM, 1, kRate, kRate * 2, 2, 16, 0};
    if (!stream || FAILED(stream->SetBaseStream(memory.get(), kWaves, &kFormat))) return fail(fault("SetBaseStream"));
    if (FAILED(voice_->SetOutput(stream.get(), TRUE))) return fail(fault("SetOutput"));
    if (FAILED(voice_->Speak(text.c_str(), SPF_ASYNC | SPF_IS_XML, nullptr))) return fail(fault("Speak"));
    HRESULT done = S_FALSE;
    bool stopped = false;
    for (DWORD waited_ms = 0; waited_ms < kPatience_ms && (done = voice_->WaitUntilDone(kLook_ms)) == S_FALSE; waited_ms += kLook_ms) {
      if (stopped || !stop()) continue;
      stopped = true;
      voice_->Speak(nullptr, SPF_PURGEBEFORESPEAK, nullptr);
    }
    if (done == S_FALSE) return fail(fault("does not end"));
    voice_->SetOutput(nullptr, FALSE);
    if (FAILED(done)) return fail(fault("WaitUntilDone"));
    to.rate = kRate;
    memory->Seek({}, STREAM_SEEK_SET, nullptr);
    std::array<std::int16_t, 4'096> samples{};
    ULONG read = 0;
    while (!to.is_full() && SUCCEEDED(memory->Read(samples.data(), sizeof samples, &read)) && read >= sizeof samples[0]) {
      for (std::size_t i = 0; i < read / sizeof samples[0]; ++i) to.samples.push_back(static_cast<float>(samples[i]) / 32768.0F);
    }
    return {};
  }

  const ComThread com_;  ///< before what is made in it
  const Com<ISpVoice> voice_;
  std::string chosen_;
};

}  // namespace

ModulePlaces ModulePlaces::of_system() { return {}; }

std::vector<Voice> system_voices(const std::string& language, const ModulePlaces&) {
  const ComThread com;
  std::vector<Voice> found;
  for (const auto& token : tokens()) {
    const std::string id = id_of(*token), title = value_of(*token, nullptr);
    if (!id.empty() && speaks(*token, language)) found.push_back({std::string(kOfSystem) + id, title.empty() ? id : title});
  }
  return in_order(std::move(found));
}

MakeEngine system_engine(ModulePlaces) {
  return []() -> Result<std::unique_ptr<Engine>> {
    const ComThread com;  // until the engine has its own
    auto voice = make<ISpVoice>(CLSID_SpVoice);
    if (!voice) return fail(fault("CoCreateInstance"));
    return std::make_unique<SapiEngine>(std::move(voice));
  };
}

}  // namespace mallette::speech
