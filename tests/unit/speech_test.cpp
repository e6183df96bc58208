// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are spoken, by the real engine.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "player/speech/espeak_engine.h"
#include "player/speech/resample.h"
#include "player/speech/speakable_text.h"
#include "player/speech/speaker.h"
#include "player/speech/speech_sound.h"
#include "tests/support/speech_data.h"
#include "tests/support/waiting.h"

using namespace mallette;
using namespace mallette::speech;
using namespace mallette::test;

namespace {

bool never() { return false; }

Speech spoken(const std::string& text, const Manner& manner = {}) {
  auto engine = espeak_engine(test::speech_data())();
  REQUIRE_MESSAGE(engine, to_log_line(engine.error()));
  auto speech = (*engine)->speak({text, manner}, &never);
  REQUIRE_MESSAGE(speech, to_log_line(speech.error()));
  return std::move(*speech);
}

double seconds(const Speech& speech) { return static_cast<double>(speech.samples.size()) / kSampleRate; }

float peak(const std::vector<float>& samples, std::size_t from, std::size_t to) {
  float most = 0;
  for (std::size_t i = from; i < std::min(to, samples.size()); ++i) most = std::max(most, std::abs(samples[i]));
  return most;
}

/// How often the wave goes up through zero, a second: rises with the pitch of a voice and with its hiss.
double crossings(const std::vector<float>& samples) {
  double count = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) count += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
  return count * kSampleRate / static_cast<double>(samples.size());
}

std::string joined(const SpeakableText& text) {
  std::string all;
  for (const std::string& sentence : text.sentences) all += sentence + "|";
  return all;
}

}  // namespace

TEST_CASE("what engines take for orders is taken out of a text, and the words stay") {
  CHECK(joined(speakable("Elle dit [[h@'loU]] <break time=\"9s\"/> et sort.")) == "Elle dit h@'loU break time=\"9s\"/ et sort.|");
  CHECK(joined(speakable("a\x01" "50s b\x7F\x1B[31mc")) == "a 50s b 31mc|");
  CHECK(joined(speakable("un\xE2\x80\x8B deux\xE2\x80\xAE trois")) == "un deux trois|");
  CHECK(joined(speakable("  deux\r\nlignes\t ")) == "deux lignes|");
}

TEST_CASE("accents, other scripts and what is no UTF-8") {
  CHECK(joined(speakable("Hélène, à l’œuvre… 3 919 €")) == "Hélène, à l’œuvre… 3 919 €|");
  CHECK(joined(speakable("Привіт 你好 مرحبا")) == "Привіт 你好 مرحبا|");
  CHECK(joined(speakable("caf\xE9 noir \xF0\x9F\x98 \xC3")) == "caf noir|");
  CHECK(speakable("").sentences.empty());
  CHECK(speakable(" \n ").sentences.empty());
  CHECK(speakable("… — ♪ ♪ 🎵").sentences.empty());
  CHECK(!speakable("3").sentences.empty());
}

TEST_CASE("a long text is given in parts that end behind a sentence, else a clause, else a word, too long a one is cut") {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "Une phrase qui a un peu moins de cent lettres, et une virgule en son milieu. ";
  const SpeakableText parts = speakable(text);
  CHECK(parts.sentences.size() >= 3);
  CHECK(!parts.cut);
  for (const std::string& part : parts.sentences) {
    CHECK(part.size() <= kMostLettersAtOnce);
    CHECK(part.ends_with("."));
  }
  const SpeakableText cut = speakable(std::string(64 * 1024, 'a') + " fin");
  CHECK(cut.cut);
  std::size_t letters = 0;
  for (const std::string& part : cut.sentences) letters += part.size();
  CHECK(letters <= kMostLetters);
  std::string words;
  while (words.size() < 64 * 1024) words += "mot ";
  CHECK(speakable(words).sentences.back().ends_with("mot"));
}

TEST_CASE("any bytes give valid parts, and end") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(random() % 3000, ' ');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? 0x80 + random() % 128 : random() % 128);
    const SpeakableText text = speakable(bytes);
    std::string again;
    for (const std::string& part : text.sentences) {
      CHECK(!part.empty());
      again += part + " ";
    }
    CHECK(joined(speakable(again)).size() == joined(text).size());  // nothing is left to take out
  }
}

TEST_CASE("resampling keeps a tone's pitch, level and beginning") {
  std::vector<float> tone(22'050);
  for (std::size_t i = 0; i < tone.size(); ++i) tone[i] = 0.5F * static_cast<float>(std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / 22'050));
  const auto out = resample(tone, 22'050, 48'000);
  CHECK(std::abs(static_cast<double>(out.size()) - 48'000) < 100);
  CHECK(crossings(out) == doctest::Approx(1000).epsilon(0.005));
  CHECK(peak(out, 4'800, 43'200) == doctest::Approx(0.5).epsilon(0.01));
  float wrong = 0;
  for (std::size_t i = 4'800; i < 43'200; ++i) {
    wrong = std::max(wrong, std::abs(out[i] - 0.5F * static_cast<float>(std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / 48'000))));
  }
  CHECK(wrong < 0.001F);
  CHECK(resample(tone, 0, 48'000).empty());
}

TEST_CASE("silence around a voice is taken away, and its ends do not click") {
  std::vector<float> samples(9'600, 0.0F);
  std::fill(samples.begin() + 3'000, samples.begin() + 5'000, 0.5F);
  trim(samples, 48'000);
  CHECK(samples.size() == 2'000 + 2 * 240);
  CHECK(samples.front() == 0.0F);
  CHECK(samples.back() == 0.0F);
  std::vector<float> silent(500, 0.001F);
  trim(silent, 48'000);
  CHECK(silent.empty());
}

TEST_CASE("a French sentence is spoken, from its first millisecond, at a sensible length and level") {
  const Speech speech = spoken("Nadia entre dans la salle d’attente.");
  CHECK(seconds(speech) > 1.2);
  CHECK(seconds(speech) < 4);
  CHECK(peak(speech.samples, 0, 48 * 30) > 0.01F);
  CHECK(peak(speech.samples, 0, speech.samples.size()) > 0.2F);
  CHECK(speech.remarks.empty());
}

TEST_CASE("numbers are read as numbers, and accents make other words") {
  CHECK(seconds(spoken("3919")) > seconds(spoken("3")) * 2);
  CHECK(spoken("pêché").samples != spoken("peche").samples);
  CHECK(seconds(spoken("deux")) == doctest::Approx(seconds(spoken("2"))).epsilon(0.01));
}

TEST_CASE("rate, pitch, voice and language are heard") {
  const std::string text = "Elle lit, se fige, et retourne l’appareil.";
  const double slow = seconds(spoken(text, {.words_per_minute = 120}));
  const double fast = seconds(spoken(text, {.words_per_minute = 300}));
  CHECK(slow > 1.8 * fast);
  CHECK(spoken(text, {.pitch = 20}).samples != spoken(text, {.pitch = 80}).samples);
  CHECK(spoken(text, {.voice = "+f2"}).samples != spoken(text).samples);
  CHECK(spoken(text, {.voice = "+f2"}).remarks.empty());
  CHECK(spoken("Nation", {.language = "en"}).samples != spoken("Nation", {.language = "fr"}).samples);
  CHECK(spoken("Nation", {.language = "fr-FR"}).remarks.empty());
}

TEST_CASE("a voice or language that does not exist is told, and another speaks") {
  for (const Manner& manner : {Manner{.voice = "nobody"}, Manner{.voice = "+nobody"}, Manner{.language = "xx"}}) {
    CAPTURE(manner.voice);
    const Speech speech = spoken("Bonjour.", manner);
    CHECK(!speech.samples.empty());
    REQUIRE(speech.remarks.size() == 1);
    CHECK(speech.remarks[0].code == ErrorCode::kSpeechVoice);
  }
}

TEST_CASE("an empty text is silence, signs alone are an error, too long a text is told of, and does not hang") {
  CHECK(spoken("").samples.empty());
  CHECK(spoken(" \n\t").samples.empty());
  auto engine = espeak_engine(test::speech_data())();
  REQUIRE(engine);
  const auto signs = (*engine)->speak({"♪ … ♪"}, &never);
  REQUIRE(!signs);
  CHECK(signs.error().code == ErrorCode::kSpeechText);
  std::string longest;
  while (longest.size() < 64 * 1024) longest += "Un homme marche. ";
  const Speech speech = spoken(longest);
  CHECK(seconds(speech) > 20);
  CHECK(seconds(speech) < 180);
  REQUIRE(speech.remarks.size() == 1);
  CHECK(speech.remarks[0].found == "too long");
  CHECK(seconds(spoken(std::string(64 * 1024, 'b'))) < 900);
}

TEST_CASE("orders are carried out, what is waited for before what will be wanted") {
  struct Scripted final : Engine {
    std::vector<std::string>& said;
    std::atomic<bool>& go;
    Scripted(std::vector<std::string>& s, std::atomic<bool>& g) : said(s), go(g) {}
    Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
      go.wait(false);
      said.push_back(what.text);
      return Speech{.samples = {stop() ? 1.0F : 0.0F}};
    }
  };
  std::vector<std::string> said;
  std::atomic<bool> go{false};
  Waiter waiter;
  {
    Speaker speaker([&]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<Scripted>(said, go); });
    const auto first = speaker.order({"first"}, Urgency::kAhead, waiter.wake());
    const auto ahead = speaker.order({"ahead"}, Urgency::kAhead, waiter.wake());
    auto forgotten = speaker.order({"forgotten"}, Urgency::kAhead, waiter.wake());
    const auto now = speaker.order({"now"}, Urgency::kNow, waiter.wake());
    CHECK(now->result() == nullptr);
    forgotten.reset();
    go = true;
    go.notify_all();
    CHECK(waiter.until([&] { return ahead->result() != nullptr && now->result() != nullptr && first->result() != nullptr; }));
  }
  REQUIRE(said.size() == 3);
  CHECK(std::ranges::find(said, "forgotten") == said.end());
  CHECK(std::ranges::find(said, "now") < std::ranges::find(said, "ahead"));
}

TEST_CASE("an order that is let go while it is spoken is interrupted, and the next is spoken at once") {
  struct Endless final : Engine {
    std::atomic<int>& begun;
    explicit Endless(std::atomic<int>& b) : begun(b) {}
    Result<Speech> speak(const Utterance& what, const std::function<bool()>& stop) override {
      ++begun;
      begun.notify_all();
      while (what.text == "endless" && !stop()) std::this_thread::yield();
      return Speech{};
    }
  };
  std::atomic<int> begun{0};
  Waiter waiter;
  Speaker speaker([&]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<Endless>(begun); });
  auto endless = speaker.order({"endless"}, Urgency::kNow, waiter.wake());
  const auto next = speaker.order({"next"}, Urgency::kNow, waiter.wake());
  begun.wait(0);
  CHECK(next->result() == nullptr);
  endless.reset();
  CHECK(waiter.until([&] { return next->result() != nullptr; }));
  // And one that nobody ends does not hold up the Speaker's own end.
  endless = speaker.order({"endless"}, Urgency::kNow);
}

TEST_CASE("several speakers at once speak in turns, and each gets its own words") {
  const auto expected = spoken("Un deux trois.").samples;
  Waiter waiter;
  std::vector<std::unique_ptr<Speaker>> speakers;
  std::vector<std::shared_ptr<const Order>> orders;
  for (int i = 0; i < 3; ++i) {
    speakers.push_back(std::make_unique<Speaker>(espeak_engine(test::speech_data())));
    for (int k = 0; k < 3; ++k) orders.push_back(speakers.back()->order({k == 1 ? "Un deux trois." : "Autre chose."}, Urgency::kNow, waiter.wake()));
  }
  REQUIRE(waiter.until([&] { return std::ranges::all_of(orders, [](const auto& o) { return o->result() != nullptr; }); }));
  for (std::size_t i = 0; i < orders.size(); ++i) {
    REQUIRE(*orders[i]->result());
    if (i % 3 == 1) CHECK(std::abs(static_cast<double>((*orders[i]->result())->samples.size()) - static_cast<double>(expected.size())) < 500);
  }
}

TEST_CASE("an engine that cannot be had is an error of each order") {
  Waiter waiter;
  int tries = 0;
  Speaker speaker([&]() -> Result<std::unique_ptr<Engine>> {
    ++tries;
    return fail({.code = ErrorCode::kSpeechEngine, .subject = "none"});
  });
  const auto one = speaker.order({"a"}, Urgency::kNow, waiter.wake()), two = speaker.order({"b"}, Urgency::kNow, waiter.wake());
  REQUIRE(waiter.until([&] { return one->result() != nullptr && two->result() != nullptr; }));
  CHECK(one->result()->error().code == ErrorCode::kSpeechEngine);
  CHECK(two->result()->error().code == ErrorCode::kSpeechEngine);
  CHECK(tries == 1);
}
