// SPDX-License-Identifier: GPL-3.0-or-later
// speech-dispatcher's modules as sources of samples: what they say taken apart; a real one, under another name than that
// of the voice we have; and programs that are no modules.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>

#include "player/speech/module_answers.h"
#include "player/speech/voices.h"
#include "tests/support/kit_files.h"

using namespace mallette;
using namespace mallette::speech;
namespace fs = std::filesystem;

namespace {

bool never() { return false; }

Answer told(const std::string& bytes) {
  ModuleAnswers answers;
  REQUIRE(answers.take(bytes));
  auto answer = answers.next();
  REQUIRE(answer);
  return std::move(*answer);
}

std::string sound(const std::string& escaped, const char* bits = "16", const char* channels = "1", const char* big_endian = "0") {
  return std::string("705-bits=") + bits + "\n705-num_channels=" + channels + "\n705-sample_rate=22050\n705-num_samples=9\n705-big_endian=" +
         big_endian + "\n705-AUDIO" + '\0' + escaped + "\n705 AUDIO\n";
}

/// A folder of programs that pretend to be modules, and one of settings.
class Programs {
 public:
  Programs() {
    fs::create_directories(folder_ / "programs");
    fs::create_directories(folder_ / "settings");
  }
  void add(const std::string& name, const std::string& shell) {
    const fs::path path = folder_ / "programs" / ("sd_" + name);
    test::write_file(path, "#!/bin/sh\n" + shell);
    fs::permissions(path, fs::perms::owner_all);
  }
  void link(const std::string& name, const fs::path& program, const fs::path& settings) {
    fs::create_symlink(program, folder_ / "programs" / ("sd_" + name));
    fs::create_symlink(settings, folder_ / "settings" / (name + ".conf"));
  }
  [[nodiscard]] ModulePlaces places() const { return {{(folder_ / "programs").string()}, {(folder_ / "settings").string()}}; }

 private:
  const test::ScratchFolder scratch_{"modules"};
  const fs::path folder_ = scratch_.path();
};

/// Answers as far as the list of its one voice, "v".
constexpr const char* kPolite =
    "read x; echo '299 OK LOADED'; read x; echo '207 OK RECEIVING'; read x; read x; echo '203 OK AUDIO'\n"
    "read x; printf '200-v\\tfr-FR\\tnone\\n200 OK VOICE LIST SENT\\n'\n";
/// And as far as its first words.
constexpr const char* kSpeaks =
    "read x; echo '203 OK RECEIVING'; while read x && [ \"$x\" != . ]; do :; done; echo '203 OK SET'\n"
    "read x; echo '202 OK RECEIVING MESSAGE'; while read x && [ \"$x\" != . ]; do :; done; echo '200 OK SPEAKING'; echo '701 BEGIN'\n";

}  // namespace

TEST_CASE("answers come whole, however their bytes come") {
  const std::string all = "299-fine\n299 OK LOADED\n" + sound("ab}]cd") + "702 END\n";
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    ModuleAnswers answers;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t count = std::min<std::size_t>(1 + random() % 9, all.size() - at);
      REQUIRE(answers.take(std::string_view(all).substr(at, count)));
      at += count;
    }
    const auto first = answers.next(), second = answers.next(), third = answers.next();
    REQUIRE(third);
    CHECK(first->code == 299);
    CHECK(first->lines == std::vector<std::string>{"fine"});
    CHECK(second->code == kSoundTold);
    CHECK(third->code == 702);
    CHECK_FALSE(answers.next());
  }
}

TEST_CASE("sound is 16 bits in either order, one channel or two, with newline and brace turned") {
  const auto little = sound_of(told(sound(std::string("\x00\x40\x00\xC0", 4))));
  REQUIRE(little);
  CHECK(little->rate == 22'050);
  CHECK(little->samples == std::vector<float>{0.5F, -0.5F});
  CHECK(sound_of(told(sound(std::string("\x40\x00", 2), "16", "1", "1")))->samples == std::vector<float>{0.5F});
  CHECK(sound_of(told(sound(std::string("\x00\x40\x00\x00", 4), "16", "2")))->samples == std::vector<float>{0.25F});
  // 0x0A is told as 7D 2A, 0x7D as 7D 5D.
  const auto turned = sound_of(told(sound("}*}]")));
  REQUIRE(turned);
  REQUIRE(turned->samples.size() == 1);
  CHECK(turned->samples[0] == doctest::Approx(0x7D0A / 32768.0));
  CHECK(sound_of(told(sound("abc")))->samples.size() == 1);  // half a sample is none
  CHECK_FALSE(sound_of(told(sound("ab", "8"))));
  CHECK_FALSE(sound_of(told(sound("ab", "16", "6"))));
  CHECK_FALSE(sound_of(told("705-sample_rate=x\n705 AUDIO\n")));
}

TEST_CASE("what no module says is refused, and nothing grows without end") {
  ModuleAnswers lines;
  CHECK_FALSE(lines.take("Hello, world\n"));
  ModuleAnswers endless;
  bool goes_on = true;
  for (int i = 0; goes_on && i < 1'000; ++i) goes_on = endless.take(std::string(100'000, 'x'));
  CHECK_FALSE(goes_on);
  ModuleAnswers many;
  goes_on = true;
  for (int i = 0; goes_on && i < 1'000'000; ++i) goes_on = many.take("200-a\n");
  CHECK_FALSE(goes_on);
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(random() % 400, ' ');
    for (char& c : bytes) c = static_cast<char>("0123456789- \n=AUDIO\t}"[random() % 20]);
    ModuleAnswers any;
    if (!any.take(bytes)) continue;
    while (auto answer = any.next()) (void)sound_of(*answer);
  }
}

TEST_CASE("a real module tells its French voices and speaks with them, faster and higher where that is wished") {
  const fs::path real = "/usr/lib/speech-dispatcher-modules/sd_espeak-ng";
  if (!fs::exists(real)) {
    std::printf("SKIPPED: speech-dispatcher's espeak-ng module is not installed\n");
    return;
  }
  Programs programs;
  programs.link("other", real, "/etc/speech-dispatcher/modules/espeak-ng.conf");
  const auto voices = system_voices("fr-FR", programs.places());
  REQUIRE_FALSE(voices.empty());
  for (const Voice& voice : voices) {
    CHECK(voice.title.find("French") != std::string::npos);
    CHECK(voice.title.find('+') == std::string::npos);
  }
  auto engine = system_engine(programs.places())();
  REQUIRE(engine);
  const auto speak = [&](Manner manner) {
    manner.voice = voices.front().name;
    auto speech = (*engine)->speak({"Elle ferme la porte, et s’assied. C’est l’hiver & la nuit.", manner}, &never);
    REQUIRE_MESSAGE(speech, to_log_line(speech.error()));
    return std::move(*speech);
  };
  const Speech usual = speak({});
  CHECK(usual.samples.size() > 2 * kSampleRate);
  CHECK(usual.remarks.empty());
  const Speech fast = speak({.words_per_minute = 340});
  CHECK(static_cast<double>(fast.samples.size()) < 0.75 * static_cast<double>(usual.samples.size()));
  // A voice's noises are not of the same length twice.
  const auto is_usual = [&](const Speech& speech) {
    return static_cast<double>(speech.samples.size()) == doctest::Approx(static_cast<double>(usual.samples.size())).epsilon(0.02);
  };
  CHECK(is_usual(speak({})));
  const auto none = (*engine)->speak({"Bonjour.", {.voice = "system:other/Nobody"}}, &never);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::kSpeechVoice);

  SUBCASE("a sentence is taken back, and the next one is its own") {
    int asked = 0;
    const std::string text(290, 'a');
    (void)(*engine)->speak({text + " fin.", {.voice = voices.front().name}}, [&] { return ++asked > 2; });
    CHECK(is_usual(speak({})));
  }
}

TEST_CASE("programs that are no modules give no voice, and hold nobody up for long") {
  Programs programs;
  programs.add("ends", "exit 0\n");
  programs.add("babbles", "while echo 'no module at all'; do :; done\n");
  programs.add("plays", "read x; echo '299 OK LOADED'; read x; echo '207 OK RECEIVING'; read x; read x; echo '300 MODULE ERROR'; sleep 60\n");
  programs.add("deaf", "sleep 60\n");
  programs.add("chatters", "while echo '701 BEGIN'; do :; done\n");
  programs.add("fine", std::string(kPolite) + "sleep 60\n");
  const auto began = std::chrono::steady_clock::now();
  const auto voices = system_voices("fr", programs.places());
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(30));
  REQUIRE(voices.size() == 1);
  CHECK(voices[0].name == "system:fine/v");
  CHECK(voices[0].title == "v (fine)");
  CHECK(system_voices("de", programs.places()).empty());
}

TEST_CASE("a module that ends, errs or babbles in mid-sentence is an error, and the next sentence has a new one") {
  Programs programs;
  programs.add("ends", std::string(kPolite) + kSpeaks + "exit 1\n");
  programs.add("errs", std::string(kPolite) + kSpeaks + "printf '705-bits=24\\n705 AUDIO\\n'; sleep 60\n");
  programs.add("babbles", std::string(kPolite) + kSpeaks + "echo hello; sleep 60\n");
  programs.add("silent", std::string(kPolite) + kSpeaks + "echo '702 END'; sleep 60\n");
  auto engine = system_engine(programs.places())();
  REQUIRE(engine);
  for (const char* name : {"ends", "errs", "babbles", "ends"}) {
    CAPTURE(name);
    const auto speech = (*engine)->speak({"Bonjour.", {.voice = std::string("system:") + name + "/v"}}, &never);
    REQUIRE_FALSE(speech);
    CHECK(speech.error().code == ErrorCode::kSpeechEngine);
  }
  const auto silent = (*engine)->speak({"Bonjour.", {.voice = "system:silent/v"}}, &never);
  REQUIRE_FALSE(silent);
  CHECK(silent.error().code == ErrorCode::kSpeechText);
}

TEST_CASE("whoever takes an order back does not wait for a module that does not answer") {
  Programs programs;
  programs.add("deaf", "exec sleep 60\n");
  programs.add("begins", std::string(kPolite) + "exec sleep 60\n");
  programs.add("never-ends", std::string(kPolite) + kSpeaks + "exec sleep 60\n");
  auto engine = system_engine(programs.places())();
  REQUIRE(engine);
  for (const char* name : {"deaf", "begins", "never-ends"}) {
    CAPTURE(name);
    constexpr int kLooks = 30;  // some hundred are looked before anybody loses patience
    int looked = 0;
    (void)(*engine)->speak({"Bonjour.", {.voice = std::string("system:") + name + "/v"}}, [&] { return ++looked > kLooks; });
    CHECK(looked > kLooks);
    CHECK(looked < 2 * kLooks);
  }
}
