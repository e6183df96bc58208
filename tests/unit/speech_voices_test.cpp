// SPDX-License-Identifier: GPL-3.0-or-later
// Voices of the machine beside the program's own: which of both speaks, and what is said when one cannot.
#include <doctest/doctest.h>

#include "player/speech/espeak_engine.h"
#include "player/speech/voices.h"
#include "tests/support/speech_data.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::speech;

namespace {

bool never() { return false; }

/// Speaks with a voice "system:a/there" alone.
class Installed final : public Engine {
 public:
  Installed(int& asked, const ErrorCode& otherwise) : asked_(asked), otherwise_(otherwise) {}
  Result<Speech> speak(const Utterance& what, const std::function<bool()>&) override {
    ++asked_;
    if (what.manner.voice == "system:a/there") return Speech{{0.25F, 0.5F}};
    return fail({.code = otherwise_, .subject = "a"});
  }

 private:
  int& asked_;
  const ErrorCode& otherwise_;
};

}  // namespace

TEST_CASE("a voice of the machine speaks where it is wished and there, the program's own in its place, and it is told") {
  int asked = 0;
  ErrorCode otherwise = ErrorCode::kSpeechVoice;
  auto engine = with_system_voices(espeak_engine(test::speech_data()),
                                   [&]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<Installed>(asked, otherwise); })();
  REQUIRE(engine);
  const auto speak = [&](const char* voice) {
    auto speech = (*engine)->speak({"Bonjour.", {.voice = voice}}, &never);
    REQUIRE(speech);
    return std::move(*speech);
  };
  CHECK(speak("").samples.size() > 1'000);
  CHECK(asked == 0);
  const Speech theirs = speak("system:a/there");
  CHECK(theirs.samples.size() == 2);
  CHECK(theirs.remarks.empty());
  const Speech ours = speak("system:a/elsewhere");
  CHECK(ours.samples.size() > 1'000);
  REQUIRE(ours.remarks.size() == 1);
  CHECK(ours.remarks[0].code == ErrorCode::kSpeechVoice);
  CHECK(ours.remarks[0].found == "elsewhere");

  SUBCASE("what does not answer is asked twice, and no more until another is chosen") {
    otherwise = ErrorCode::kSpeechEngine;
    asked = 0;
    for (int i = 0; i < 5; ++i) CHECK(speak("system:a/hangs").samples.size() > 1'000);
    CHECK(asked == 2);
    CHECK(speak("system:a/there").samples.size() == 2);
    CHECK(asked == 3);
  }
  SUBCASE("a text that has no sound is no fault of the voice") {
    otherwise = ErrorCode::kSpeechText;
    auto nothing = (*engine)->speak({"…", {.voice = "system:a/other"}}, &never);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == ErrorCode::kSpeechText);
  }
}

TEST_CASE("a machine without any engine of its own is no fault: the program's own speaks") {
  auto engine = with_system_voices(espeak_engine(test::speech_data()), []() -> Result<std::unique_ptr<Engine>> {
    return fail({.code = ErrorCode::kSpeechEngine, .subject = "none"});
  })();
  REQUIRE(engine);
  auto speech = (*engine)->speak({"Bonjour.", {.voice = "system:x"}}, &never);
  REQUIRE(speech);
  CHECK(speech->samples.size() > 1'000);
  CHECK(speech->remarks.size() == 1);
}

TEST_CASE("on this machine, whatever it has, a voice that is not there is the program's own, and it is told") {
  if (test::is_under_wine()) CHECK(system_voices("fr").empty());
  auto engine = with_system_voices(espeak_engine(test::speech_data()), system_engine())();
  REQUIRE(engine);
  const auto speech = (*engine)->speak({"Bonjour.", {.voice = "system:nobody/has it"}}, &never);
  REQUIRE(speech);
  CHECK(speech->samples.size() > 1'000);
  CHECK(speech->remarks.size() == 1);
}

TEST_CASE("this machine's own voices, whatever they are, are told and speak") {
  for (const Voice& voice : system_voices("fr")) {
    CAPTURE(voice.name);
    CHECK(voice.name.starts_with(kOfSystem));
    CHECK_FALSE(voice.title.empty());
    auto engine = system_engine()();
    REQUIRE(engine);
    const auto speech = (*engine)->speak({"Bonjour à toutes.", {.voice = voice.name}}, &never);
    REQUIRE(speech);
    CHECK(speech->samples.size() > kSampleRate / 4);
  }
  auto engine = system_engine()();
  if (!engine) return;  // none at all
  const auto speech = (*engine)->speak({"Bonjour.", {.voice = "system:nobody/has it"}}, &never);
  REQUIRE_FALSE(speech);
}
