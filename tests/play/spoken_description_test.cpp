// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptions that are text, spoken by the real engine in a film that is really decoded, on a clock moved by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "player/app/narrator.h"
#include "player/media/text_streams.h"
#include "player/speech/espeak_engine.h"
#include "tests/support/made_media.h"
#include "tests/support/speech_data.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::app;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kLong = "Une très longue description, qui ne tiendra jamais dans la seule seconde que son auteur lui a laissée.";

MediaTime at(Duration d) { return MediaTime(d); }
double s_of(MediaTime t) { return to_s(t.time_since_epoch()); }

std::shared_ptr<speech::Speaker> speaker() { return std::make_shared<speech::Speaker>(speech::espeak_engine(test::speech_data())); }

std::string write_cues(const ScratchFolder& folder, const std::string& cues, const std::string& name = "film.fr.descriptions.vtt") {
  const std::string path = folder / name;
  std::ofstream(path) << "WEBVTT\n\n" << cues;
  return path;
}

/// "begin end text", in seconds.
std::string cue(double begin, double end, const std::string& text) {
  char line[80];
  std::snprintf(line, sizeof line, "00:%06.3f --> 00:%06.3f\n", begin, end);
  return line + text + "\n\n";
}

SpokenText text_in(const std::string& path) {
  SpokenText text;
  text.name = "film.fr.descriptions.vtt";
  text.file = CaptionSource{file_resource(path), {}};
  text.language = "fr";
  return text;
}

MakeSoundSource narrator(SpokenText text, SpeechWish wish) {
  return [=](Wake wake) { return std::make_unique<Narrator>(text, wish, std::move(wake)); };
}

MakeSoundSource narrator(const std::string& path, bool extended = true, const speech::Manner& manner = {}) {
  return narrator(text_in(path), {speaker(), manner, extended});
}

/// A film of pictures that are numbered and of silence, so that what is heard is the voice; or of the ramp.
struct Film {
  ScratchFolder folder{"spoken"};
  std::string path;
  explicit Film(double seconds, bool ramp = false) : path(folder / "film.mkv") {
    REQUIRE(make_film(path, {.video = "-c:v libx264 -preset ultrafast -g 25", .audio = ramp ? "-c:a flac" : "", .seconds = seconds}));
  }
  PlaybackSpec spec(const std::string& cues, bool extended = true, speech::Manner manner = {}) const {
    return {.film = {.resource = file_resource(path)}, .spoken_description = narrator(write_cues(folder, cues), extended, manner)};
  }
};

/// Where on the line the voice begins, each time behind 300 ms of silence. The film itself is silent.
std::vector<double> onsets(const SteppedTheatre& theatre, std::size_t from = 0) {
  std::vector<double> found;
  double silent_s = 1;
  for (std::size_t b = from; b < theatre.sound.size(); ++b) {
    const auto& heard = theatre.sound[b];
    if (!heard.playing) continue;
    for (std::size_t i = 0; i < SoundBlock::kFrames; ++i) {
      if (std::abs(heard.samples[2 * i]) < 0.01F) {
        silent_s += 1.0 / kSampleRate;
        continue;
      }
      if (silent_s > 0.3) found.push_back(s_of(heard.begin) + static_cast<double>(i) / kSampleRate);
      silent_s = 0;
    }
  }
  return found;
}

float loudest(const std::vector<float>& samples) {
  float most = 0;
  for (const float sample : samples) most = std::max(most, std::abs(sample));
  return most;
}

}  // namespace

TEST_CASE("each text begins within 40 ms of its time, with its numbers and accents") {
  const Film film(8);
  SteppedTheatre theatre(film.spec(cue(0.5, 2, "Hélène entre.") + cue(3.337, 5, "Le 3919.") + cue(6, 7.5, "À côté, l’été.")));
  REQUIRE(theatre.play_out());
  const auto found = onsets(theatre);
  REQUIRE(found.size() == 3);
  for (const auto& [onset, wanted] : {std::pair{found[0], 0.5}, {found[1], 3.337}, {found[2], 6.0}}) {
    CHECK(onset >= wanted);
    CHECK(onset < wanted + 0.040);
  }
  CHECK(theatre.playback().waits_for_voice_so_far() == 0);
  CHECK(theatre.playback().feed().underruns() == 0);
  CHECK(theatre.errors.empty());
}

TEST_CASE("a text at the film's first instant loses nothing") {
  const Film film(3);
  SteppedTheatre theatre(film.spec(cue(0, 2.5, "Bonjour.")));
  REQUIRE(theatre.play_out());
  const auto found = onsets(theatre);
  REQUIRE(!found.empty());
  CHECK(found.front() < 0.040);
}

TEST_CASE("after each seek the text is at its time, and within its words it goes on where it would be") {
  const Film film(8);
  SteppedTheatre theatre(film.spec(cue(1, 4, "Un homme marche dans la rue sous la pluie.") + cue(6, 7.5, "Il sort.")));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(2s));
  const auto reference = theatre.sound;
  theatre.playback().seek(at(1500ms));
  REQUIRE(theatre.settle());
  const auto within = theatre.sound.size();
  REQUIRE(theatre.run_for(400ms));
  // The same samples as when it was played from the start, but for the 5 ms in which sound comes in.
  int compared = 0, wrong = 0;
  for (std::size_t b = within + 1; b < theatre.sound.size(); ++b) {
    for (const auto& before : reference) {
      if (!before.playing || !theatre.sound[b].playing || before.begin != theatre.sound[b].begin) continue;
      ++compared;
      for (std::size_t i = 0; i < before.samples.size(); ++i) wrong += std::abs(before.samples[i] - theatre.sound[b].samples[i]) > 1e-4F ? 1 : 0;
    }
  }
  CHECK(compared > 30);
  CHECK(wrong == 0);
  for (const auto target : {900ms, 5500ms, 0ms}) {
    theatre.playback().seek(at(target));
    REQUIRE(theatre.settle());
    const auto from = theatre.sound.size();
    REQUIRE(theatre.run_for(1500ms));
    const auto found = onsets(theatre, from);
    REQUIRE(!found.empty());
    const double wanted = target > 5s ? 6.0 : 1.0;
    CHECK(found.front() >= wanted);
    CHECK(found.front() < wanted + 0.040);
  }
}

TEST_CASE("switched on in mid-film, the next text is at its time, switched off, it is silent, the film never stops") {
  const Film film(8);
  SteppedTheatre theatre(film_only(film.path));
  const std::string cues = write_cues(film.folder, cue(1, 2, "Avant.") + cue(3, 4, "Pendant.") + cue(6, 7, "Après."));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(2s));
  CHECK(onsets(theatre).empty());
  theatre.playback().set_spoken_description(narrator(cues));
  // The cues are read, and the first is spoken, in the background: here no time passes meanwhile.
  std::size_t joined = 0;
  REQUIRE(theatre.await([&] { return ++joined > 50; }));
  REQUIRE(theatre.run_for(2500ms));
  const auto found = onsets(theatre);
  REQUIRE(found.size() == 1);
  CHECK(found[0] >= 3.0);
  CHECK(found[0] < 3.040);
  theatre.playback().set_description(std::nullopt);
  const auto from = theatre.sound.size();
  REQUIRE(theatre.run_for(3s));
  CHECK(onsets(theatre, from).empty());
  CHECK(theatre.playback().feed().underruns() == 0);
}

TEST_CASE("a text that does not fit makes the film wait: picture and sound go on from the same frame and sample") {
  const Film film(5, true);
  SteppedTheatre theatre(film.spec(cue(1, 2, kLong)));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().waits_for_voice_so_far() == 1);
  CHECK(theatre.playback().feed().underruns() == 0);
  // The film took its own length and the wait.
  std::size_t waited = 0;
  bool within = false;
  SampleIndex stood = 0;
  int wrong = 0;
  for (const auto& heard : theatre.sound) {
    if (!heard.playing && heard.begin > at(1900ms) && heard.begin < at(2100ms)) {
      ++waited;
      within = true;
      stood = to_sample(heard.begin);
      continue;
    }
    if (within && heard.playing) {
      CHECK(to_sample(heard.begin + 10us) == stood);  // from the same sample
      within = false;
    }
    // Well behind the voice, the ramp says which samples of the film are heard.
    if (heard.playing && heard.begin > at(3s)) {
      for (std::size_t i = 0; i < SoundBlock::kFrames; ++i) {
        const auto sample = to_sample(heard.begin + 10us) + static_cast<SampleIndex>(i);
        if (std::abs(heard.samples[2 * i] - static_cast<float>(sample % kRampLength) / 32768.0F) > 1e-3F) ++wrong;
      }
    }
  }
  CHECK(waited > 200);   // at least two seconds
  CHECK(waited < 1200);
  CHECK(wrong == 0);
  // Every picture once, in order, none left out over the wait.
  REQUIRE(theatre.film.size() == 125);
  for (std::size_t i = 0; i < theatre.film.size(); ++i) CHECK(number_in(*theatre.film[i].film) == static_cast<int>(i));
  CHECK(theatre.film_dropped == 0);
}

TEST_CASE("while the film waits its own sound is silent, and the words go on without a gap") {
  const Film film(5, true);
  SteppedTheatre theatre(film.spec(cue(1, 2, "Aaaaaaaaaaah, aaaaaaaaaaaah. " + std::string(kLong))));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  while (!theatre.playback().waits_for_voice()) REQUIRE(theatre.step());
  const MediaTime stood = theatre.playback().position();
  CHECK(stood > at(1980ms));
  CHECK(stood <= at(2s));
  REQUIRE(theatre.run_for(500ms));
  CHECK(theatre.playback().position() == stood);
  CHECK(theatre.playback().state() == PlaybackState::kPlaying);
  // The ramp is a constant far from zero; a voice swings about zero.
  double sum = 0;
  float most = 0;
  for (std::size_t b = theatre.sound.size() - 40; b < theatre.sound.size(); ++b) {
    for (const float sample : theatre.sound[b].samples) sum += static_cast<double>(sample);
    most = std::max(most, loudest(theatre.sound[b].samples));
  }
  CHECK(most > 0.05F);
  CHECK(std::abs(sum / (40 * 2 * SoundBlock::kFrames)) < 0.01);
}

TEST_CASE("pause, seek and a description that is switched off are right amid a wait") {
  const Film film(6);
  const auto start_waiting = [&](SteppedTheatre& theatre) {
    theatre.playback().play();
    REQUIRE(theatre.settle());
    while (!theatre.playback().waits_for_voice()) REQUIRE(theatre.step());
    REQUIRE(theatre.run_for(300ms));
  };
  const std::string cues = cue(1, 2, kLong) + cue(4, 5, "Fin.");
  SUBCASE("a pause is silent, and the rest of the words comes after it") {
    SteppedTheatre theatre(film.spec(cues));
    start_waiting(theatre);
    const MediaTime stood = theatre.playback().position();
    theatre.playback().pause();
    REQUIRE(theatre.run_for(200ms));
    CHECK(loudest(theatre.sound.back().samples) == 0.0F);
    CHECK(!theatre.playback().waits_for_voice());
    CHECK(theatre.playback().position() == stood);
    theatre.playback().play();
    REQUIRE(theatre.run_for(500ms));
    CHECK(theatre.playback().position() == stood);
    float most = 0;
    for (std::size_t b = theatre.sound.size() - 40; b < theatre.sound.size(); ++b) most = std::max(most, loudest(theatre.sound[b].samples));
    CHECK(most > 0.05F);
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().waits_for_voice_so_far() == 1);
  }
  SUBCASE("a seek leaves it, and the next text is at its time") {
    SteppedTheatre theatre(film.spec(cues));
    start_waiting(theatre);
    theatre.playback().seek(at(3500ms));
    REQUIRE(theatre.settle());
    const auto from = theatre.sound.size();
    REQUIRE(theatre.run_for(1s));
    CHECK(theatre.playback().position() > at(4400ms));
    const auto found = onsets(theatre, from);
    REQUIRE(found.size() == 1);
    CHECK(found[0] >= 4.0);
    CHECK(found[0] < 4.040);
  }
  SUBCASE("back to before it, it waits again") {
    SteppedTheatre theatre(film.spec(cues));
    start_waiting(theatre);
    theatre.playback().seek(at(500ms));
    REQUIRE(theatre.settle());
    while (theatre.playback().position() < at(1900ms)) REQUIRE(theatre.step());
    while (!theatre.playback().waits_for_voice()) REQUIRE(theatre.step());
    CHECK(theatre.playback().waits_for_voice_so_far() == 2);
  }
  SUBCASE("switched off, the film goes on at once") {
    SteppedTheatre theatre(film.spec(cues));
    start_waiting(theatre);
    theatre.playback().set_description(std::nullopt);
    REQUIRE(theatre.run_for(500ms));
    CHECK(theatre.playback().position() > at(2200ms));
  }
}

TEST_CASE("not extended, the film does not wait: the words are faster, and are cut before the next without a click") {
  const Film film(7);
  const std::string cues = cue(1, 2, kLong) + cue(4, 5, "Fin.");
  SteppedTheatre theatre(film.spec(cues, false));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().waits_for_voice_so_far() == 0);
  const auto found = onsets(theatre);
  REQUIRE(!found.empty());
  CHECK(found.front() < 1.040);
  // The voice is there beyond its cue, and silent just before the next.
  float beyond = 0, before_next = 0;
  for (const auto& heard : theatre.sound) {
    if (heard.begin > at(2500ms) && heard.begin < at(3500ms)) beyond = std::max(beyond, loudest(heard.samples));
    if (heard.begin > at(3910ms) && heard.begin < at(3985ms)) before_next = std::max(before_next, loudest(heard.samples));
  }
  CHECK(beyond > 0.05F);
  CHECK(before_next == 0.0F);
}

TEST_CASE("an excerpt, and a film, end behind the last words: the film waits before its end") {
  const Film film(4);
  SteppedTheatre theatre(film.spec(cue(3, 4, kLong)));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().waits_for_voice_so_far() == 1);
  CHECK(theatre.playback().position() >= at(4s));
  PlaybackSpec excerpt = film.spec(cue(1, 3, kLong));
  excerpt.until = at(2s);
  SteppedTheatre cut(std::move(excerpt));
  REQUIRE(cut.play_out());
  CHECK(cut.playback().waits_for_voice_so_far() == 1);
  CHECK(cut.playback().position() == at(2s));
  // What is over before the end of the excerpt was not waited for.
  CHECK(cut.sound.size() > 300);
}

TEST_CASE("a broken voice, signs, an empty cue and one of 64 KiB are told, and the film plays to its end") {
  const Film film(6);
  SteppedTheatre theatre(film.spec(cue(0.5, 1, "♪ ♪") + cue(2, 3, " ") + cue(3, 4, "Oui."), true, {.voice = "nobody"}));
  REQUIRE(theatre.play_out());
  REQUIRE(theatre.errors.size() == 2);
  CHECK(theatre.errors[0].code == ErrorCode::kSpeechText);
  CHECK(theatre.errors[0].place.value_or(TextPlace{}).line == 3);
  CHECK(theatre.errors[1].code == ErrorCode::kSpeechVoice);
  const auto found = onsets(theatre);
  REQUIRE(!found.empty());
  CHECK(found.back() < 3.040);

  std::string longest;
  while (longest.size() < 64 * 1024) longest += "Un homme marche. ";
  SteppedTheatre bounded(film.spec(cue(1, 2, longest), false));
  REQUIRE(bounded.play_out());
  CHECK(bounded.playback().position() >= at(6s));
  REQUIRE(!bounded.errors.empty());
  CHECK(bounded.errors[0].found == "too long");
}

TEST_CASE("a file without a cue, and one that is not there, are told, and the film plays without") {
  const Film film(2);
  for (const std::string& path : {write_cues(film.folder, ""), film.folder / "missing.vtt"}) {
    PlaybackSpec spec = film_only(film.path);
    spec.spoken_description = narrator(path);
    SteppedTheatre theatre(std::move(spec));
    REQUIRE(theatre.play_out());
    CHECK(theatre.errors.size() == 1);
    CHECK(theatre.playback().position() >= at(2s));
  }
}

TEST_CASE("without an engine the film plays, and it is told once") {
  const Film film(2);
  PlaybackSpec spec = film_only(film.path);
  const std::string cues = write_cues(film.folder, cue(0.5, 1, "Un.") + cue(1, 2, "Deux."));
  const auto none = std::make_shared<speech::Speaker>([]() -> Result<std::unique_ptr<speech::Engine>> {
    return fail({.code = ErrorCode::kSpeechEngine, .subject = "none"});
  });
  spec.spoken_description = narrator(text_in(cues), {none, {}, true});
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  theatre.playback().seek(at(0s));
  REQUIRE(theatre.play_out());
  CHECK(theatre.errors.size() == 1);
}

TEST_CASE("a text inside the film's own container that is marked as its description is spoken, captions are not, nor is it drawn") {
  const ScratchFolder folder("inside");
  const Film film(5);
  const std::string description = write_cues(folder, cue(2, 3.5, "Elle sort."), "d.vtt");
  const std::string captions = write_cues(folder, cue(1, 1.5, "Je sors."), "c.vtt");
  for (const auto& [name, codec] : {std::pair{"film.mkv", "srt"}, {"film.mp4", "mov_text"}}) {
    CAPTURE(name);
    const std::string path = folder / name;
    REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + film.path + "' -i '" + description + "' -i '" + captions +
                "' -map 0 -map 1 -map 2 -c:v copy -c:s " + codec + " -metadata:s:s:0 language=fra -metadata:s:s:1 language=fra "
                "-disposition:s:0 descriptions -disposition:s:1 0 '" + path + "'"));
    SpokenText text;
    text.film.resource = file_resource(path);
    text.language = "fr";
    PlaybackSpec spec = film_only(path);
    spec.spoken_description = narrator(text, {speaker(), {}, true});
    SteppedTheatre theatre(std::move(spec));
    REQUIRE(theatre.play_out());
    REQUIRE(theatre.playback().film_info());
    CHECK(has_text_inside(theatre.playback().film_info().get()));
    const auto found = onsets(theatre);
    REQUIRE(found.size() == 1);
    CHECK(found[0] >= 2.0);
    CHECK(found[0] < 2.040);
    const std::atomic<bool> go_on{false};
    const auto drawn = read_text_stream(file_resource(path), "fr", go_on);
    REQUIRE((drawn && *drawn));
    REQUIRE((*drawn)->cues.size() == 1);
    CHECK(subtitles::plain_text((*drawn)->cues[0]) == "Je sors.");
  }
}

TEST_CASE("outside: descriptions that were written for real films are spoken where they stand") {
  for (const char* name : {"film/rabbit/descriptions.vtt", "film/rabbit/incorrect-descriptions.vtt", "film/able-french/wwa_description_fr.vtt"}) {
    const auto file = outside_data(name);
    if (!file) return;
    CAPTURE(name);
    const Film film(45);
    PlaybackSpec spec = film_only(film.path);
    spec.spoken_description = narrator(file->string());
    SteppedTheatre theatre(std::move(spec));
    REQUIRE(theatre.play_out(std::chrono::minutes(3)));
    CHECK(onsets(theatre).size() >= 3);
    CHECK(theatre.errors.empty());
  }
}
