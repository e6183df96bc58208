// SPDX-License-Identifier: GPL-3.0-or-later
// What a playback does when it is told things: seeking, stepping, excerpts, signer, description, versions.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <random>

#include "tests/support/sanitized.h"
#include "tests/support/theatre_checks.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

TEST_CASE("position never runs backwards while a film plays, and pausing stops it") {
  const ScratchFolder folder("position");
  SteppedTheatre theatre(film_only(film_in(folder)));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  MediaTime before{};
  for (int i = 0; i < 100; ++i) {
    if (i == 40) theatre.playback().pause();
    if (i == 60) theatre.playback().play();
    REQUIRE(theatre.step());
    CHECK(theatre.playback().position() >= before);
    if (i > 42 && i < 60) CHECK(theatre.playback().position() == before);
    before = theatre.playback().position();
  }
  CHECK(before > at(750ms));
  CHECK(wrong_samples(theatre) == 0);
}

TEST_CASE("of many seeks at once the latest wins, and nothing of the others is shown") {
  const ScratchFolder folder("storm");
  SteppedTheatre theatre(film_only(film_in(folder, 4)));
  theatre.playback().play();
  std::uint32_t random = 7;
  for (int storm = 0; storm < 40; ++storm) {
    MediaTime target{};
    for (int i = 0; i < 1 + storm % 7; ++i) {
      random = random * 1664525U + 1013904223U;
      target = at(std::chrono::milliseconds(random >> 8 & 0xFFF) % 3900ms);
      theatre.playback().seek(target);
      if (i % 3 == 1) theatre.playback().update();
    }
    REQUIRE(theatre.settle());
    CHECK(theatre.playback().position() == target);
    const Shown shown = theatre.look();
    REQUIRE(shown.film);
    CHECK(shown.film->generation == theatre.playback().generation());
    CHECK(covers(*shown.film, target));
    REQUIRE(theatre.run_for(30ms));
  }
  CHECK(wrong_samples(theatre) == 0);
  CHECK(theatre.errors.empty());
}

TEST_CASE("a seek before the film is open is where it begins") {
  const ScratchFolder folder("early");
  SteppedTheatre theatre(film_only(film_in(folder)));
  theatre.playback().seek(at(1500ms));
  REQUIRE(theatre.settle());
  CHECK(theatre.playback().position() == at(1500ms));
  CHECK(covers(*theatre.look().film, at(1500ms)));
}

TEST_CASE("a seek behind the end shows the last picture, and playing from there ends") {
  const ScratchFolder folder("behind");
  SteppedTheatre theatre(film_only(film_in(folder)));
  REQUIRE(theatre.settle());
  theatre.playback().seek(at(1h));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 49);
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.playback().position() <= at(2100ms));
}

TEST_CASE("after the end, play begins again at the beginning, and a seek stays paused") {
  const ScratchFolder folder("again");
  SteppedTheatre theatre(film_only(film_in(folder, 1)));
  REQUIRE(theatre.play_out());
  REQUIRE(theatre.playback().state() == PlaybackState::kEnded);
  SUBCASE("play") {
    theatre.playback().play();
    REQUIRE(theatre.settle());
    CHECK(theatre.playback().state() == PlaybackState::kPlaying);
    CHECK(theatre.playback().position() == at(0s));
    CHECK(number_in(*theatre.look().film) == 0);
  }
  SUBCASE("seek") {
    theatre.playback().seek(at(500ms));
    REQUIRE(theatre.settle());
    CHECK(theatre.playback().state() == PlaybackState::kPaused);
    CHECK(number_in(*theatre.look().film) == 12);
  }
}

TEST_CASE("stepping goes frame by frame, forwards and back, and playing goes on from there") {
  const ScratchFolder folder("steps");
  SteppedTheatre theatre(film_only(film_in(folder)));
  theatre.playback().seek(at(1s));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 25);
  for (const int expected : {26, 27, 28}) {
    REQUIRE(theatre.await([&] { return theatre.playback().next_is_known(); }));
    theatre.playback().step_forward();
    const Shown shown = theatre.look();
    REQUIRE(shown.film);
    CHECK(number_in(*shown.film) == expected);
    CHECK(shown.t == shown.film->pts);
  }
  for (const int expected : {27, 26, 25, 24}) {
    theatre.playback().step_back();
    REQUIRE(theatre.settle());
    CHECK(theatre.playback().state() == PlaybackState::kPaused);
    const Shown shown = theatre.look();
    REQUIRE(shown.film);
    CHECK(number_in(*shown.film) == expected);
  }
  REQUIRE(theatre.await([&] { return theatre.playback().next_is_known(); }));
  theatre.playback().step_forward();
  CHECK(number_in(*theatre.look().film) == 25);
  theatre.playback().play();
  REQUIRE(theatre.settle());
  theatre.sound.clear();
  REQUIRE(theatre.run_for(100ms));
  CHECK(theatre.sound.front().begin - at(1s) < 1us);
  CHECK(wrong_samples(theatre) == 0);
}

TEST_CASE("stepping back from the first picture stays on it, stepping forward from the last one too") {
  const ScratchFolder folder("edges");
  SteppedTheatre theatre(film_only(film_in(folder, 1)));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 0);
  theatre.playback().step_back();
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 0);
  theatre.playback().seek(at(10s));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 24);
  const MediaTime there = theatre.playback().position();
  theatre.playback().step_forward();
  CHECK(theatre.playback().position() == there);
}

TEST_CASE("an excerpt ends exactly where it should, also when it begins just before") {
  const ScratchFolder folder("excerpt");
  const std::string path = film_in(folder);
  for (const Duration from : {500ms, 960ms, 985ms, 1000ms, 999ms}) {
    CAPTURE(to_ms(from));
    PlaybackSpec spec = film_only(path);
    spec.from = at(from);
    spec.until = at(1s);
    SteppedTheatre theatre(std::move(spec));
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.playback().position() == at(1s));
    CHECK(covers(*theatre.film.front().film, at(from)));
    CHECK(theatre.film.back().film->pts <= at(1s));
    for (const auto& heard : theatre.sound) {
      for (std::size_t i = 0; heard.playing && i < SoundBlock::kFrames; ++i) {
        if (to_sample(heard.begin) + static_cast<SampleIndex>(i) >= kSampleRate) CHECK(heard.samples[2 * i] == 0.0F);
      }
    }
  }
}

TEST_CASE("behind an excerpt's end the signer goes on for the tail: the picture holds, and it is silent") {
  const ScratchFolder folder("tail");
  PlaybackSpec spec = film_only(film_in(folder));
  spec.sign = InputSpec{.resource = file_resource(film_in(folder, 2, "sign.mkv"))};
  spec.until = at(1s);
  spec.tail = 600ms;
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.playback().position() == at(1600ms));
  CHECK(theatre.playback().film_end() == at(1s));
  CHECK(number_in(*theatre.film.back().film) == 24);
  for (const Shown& shown : theatre.film) CHECK(shown.t < at(1s));
  CHECK(theatre.sign.back().sign->pts >= at(1520ms));
  CHECK(theatre.sign.back().sign->pts <= at(1600ms));
  check_sign_in_step(theatre, 1);
  int before = 0, behind = 0;
  for (const auto& heard : theatre.sound) {
    if (!heard.playing) continue;
    const bool silent = std::ranges::all_of(heard.samples, [](float sample) { return sample == 0; });
    if (heard.begin + 10us < at(1s)) {
      before += silent ? 0 : 1;
      continue;
    }
    ++behind;
    CHECK(silent);
  }
  CHECK(before >= 95);
  CHECK(behind >= 55);
}

TEST_CASE("behind an excerpt's end there is no tail without a signer, and a shorter signer keeps nobody waiting") {
  const ScratchFolder folder("no-tail");
  PlaybackSpec alone = film_only(film_in(folder));
  alone.until = at(1s);
  alone.tail = 600ms;
  PlaybackSpec with_short = alone;
  REQUIRE(make_film(folder / "sign.mkv", {.video = kMp4, .audio = "", .seconds = 0.5}));
  with_short.sign = InputSpec{.resource = file_resource(folder / "sign.mkv")};
  SteppedTheatre without(std::move(alone)), shorter(std::move(with_short));
  REQUIRE(without.play_out());
  CHECK(without.playback().position() == at(1s));
  REQUIRE(shorter.play_out());
  CHECK(shorter.playback().state() == PlaybackState::kEnded);
  CHECK(shorter.playback().position() <= at(1600ms));
}

TEST_CASE("stepping back at the end of an excerpt finishes") {
  const ScratchFolder folder("excerpt-step");
  PlaybackSpec spec = film_only(film_in(folder));
  spec.until = at(1s);
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  theatre.playback().step_back();
  REQUIRE(theatre.settle());
  CHECK(theatre.playback().state() == PlaybackState::kPaused);
}

TEST_CASE("an excerpt that would end behind the film ends with the film") {
  const ScratchFolder folder("beyond");
  PlaybackSpec spec = film_only(film_in(folder, 1));
  spec.until = at(1h);
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.playback().position() < at(1100ms));
}

TEST_CASE("sound that is longer, or shorter, than the picture plays out and holds up nothing") {
  const ScratchFolder folder("lengths");
  for (const auto& [picture, sound] : {std::pair{1.0, 2.0}, std::pair{2.0, 1.0}, std::pair{14.0, 1.0}}) {
    CAPTURE(sound);
    const std::string path = folder / "film.mkv";
    REQUIRE(make_film(path, {.video = kMp4, .audio = kFlac, .seconds = picture, .sound_seconds = sound}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(to_s(theatre.playback().position().time_since_epoch()) == doctest::Approx(std::max(picture, sound)).epsilon(0.05));
    CHECK(theatre.film.size() == static_cast<std::size_t>(std::lround(picture * 25)));
    CHECK(theatre.errors.empty());
    theatre.playback().seek(at(Duration(static_cast<Duration::rep>((std::max(picture, sound) - 0.5) * 1e9))));
    REQUIRE(theatre.settle());
    CHECK(theatre.look().film != nullptr);
  }
}

TEST_CASE("a film without sound plays at the clock's pace, one without picture plays its sound") {
  const ScratchFolder folder("half");
  const std::string path = folder / "film.mkv";
  SUBCASE("no sound") {
    REQUIRE(make_film(path, {.video = kMp4, .audio = "", .seconds = 1}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.play_out());
    CHECK(theatre.film.size() == 25);
    CHECK(theatre.clock().now() - WallTime(1s) >= 1s);
    CHECK(theatre.clock().now() - WallTime(1s) < 1100ms);
  }
  SUBCASE("no picture") {
    REQUIRE(make_film(path, {.video = "", .audio = kFlac, .seconds = 1}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.film.empty());
    CHECK(wrong_samples(theatre) == 0);
    CHECK(theatre.playback().position() >= at(1s));
  }
  SUBCASE("a cover is no picture") {
    const std::string song = folder / "song.mp3";
    REQUIRE(make_film(folder / "cover.png", {.video = "-frames:v 1", .audio = "", .seconds = 0.04}));
    REQUIRE(make_film(folder / "bare.mp3", {.video = "", .audio = "-c:a libmp3lame", .seconds = 1}));
    REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + folder / "bare.mp3" + "' -i '" + folder / "cover.png" +
                "' -map 0 -map 1 -c copy -disposition:v attached_pic '" + song + "'"));
    SteppedTheatre theatre(film_only(song));
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.film.empty());
  }
}

TEST_CASE("a film whose first picture comes later than its sound is whole, and can be sought before it") {
  const ScratchFolder folder("late-picture");
  const std::string path = folder / "film.mp4";
  REQUIRE(make_film(folder / "bare.mp4", {.video = kMp4, .audio = "", .seconds = 2}));
  REQUIRE(make_film(folder / "sound.mkv", {.video = "", .audio = kFlac, .seconds = 4}));
  REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + folder / "sound.mkv" + "' -itsoffset 2 -i '" + folder / "bare.mp4" +
              "' -map 1:v -map 0:a -c copy -strict -2 '" + path + "'"));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.settle());
  theatre.playback().play();
  theatre.playback().seek(at(500ms));
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(300ms));
  CHECK(wrong_samples(theatre) == 0);
  theatre.playback().seek(at(3s));
  REQUIRE(theatre.settle());
  CHECK(number_in(*theatre.look().film) == 25);
}

TEST_CASE("a film that its container begins at ten seconds begins at nought") {
  const ScratchFolder folder("ten");
  const std::string path = folder / "film.ts";
  REQUIRE(make_film(path, {.video = "-c:v libx264 -preset ultrafast -g 12", .audio = "-c:a ac3", .seconds = 1,
                           .output = "-output_ts_offset 10"}));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.play_out());
  CHECK(theatre.film.size() == 25);
  CHECK(theatre.film.front().film->pts < at(100ms));
  CHECK(theatre.playback().position() < at(1200ms));
}

TEST_CASE("a broken-off film plays what there is, and ends with an error or without") {
  const ScratchFolder folder("broken");
  const std::string whole = film_in(folder, 4), path = folder / "broken.mkv";
  REQUIRE(run("head -c $(( $(stat -c %s '" + whole + "') * 6 / 10 )) '" + whole + "' > '" + path + "'"));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.film.size() > 30);
  CHECK(theatre.film.size() < 100);
  const auto& heard = theatre.sound[50];
  CHECK(heard.samples[0] == doctest::Approx(static_cast<double>(to_sample(heard.begin + 10us)) / 32768.0).epsilon(0.001));
}

TEST_CASE("what is no film is refused within the time anyone waits") {
  const ScratchFolder folder("garbage");
  const std::string path = folder / "film.mp4";
  SUBCASE("noise") {
    std::mt19937 noise(1);  // the same at each run
    std::ofstream out(path, std::ios::binary);
    for (int i = 0; i < 750'000; ++i) {
      const auto word = noise();
      out.write(reinterpret_cast<const char*>(&word), 4);
    }
  }
  SUBCASE("zeros") { REQUIRE(run("head -c 3000000 /dev/zero > '" + path + "'")); }
  SUBCASE("nothing") { REQUIRE(run(": > '" + path + "'")); }
  SUBCASE("text") { REQUIRE(run("yes bonjour | head -c 300000 > '" + path + "'")); }
  SUBCASE("not there") {}
  const auto began = std::chrono::steady_clock::now();
  SteppedTheatre theatre(film_only(path));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  CHECK(theatre.playback().state() == PlaybackState::kFailed);
  CHECK(theatre.errors.size() == 1);
  // A sanitizer's build is slower by so much, and so is the patience with it.
  CHECK(std::chrono::steady_clock::now() - began < (kSanitized ? 60s : 5s));
  theatre.playback().seek(at(1s));
  theatre.playback().pause();
  CHECK(theatre.playback().state() == PlaybackState::kFailed);
}

// --- Signer ---

TEST_CASE("a signer of another rate, shape and length is in step from its first picture to its last") {
  const ScratchFolder folder("sign");
  const std::string sign = folder / "sign.mp4";
  struct Signer { const char* rate; double seconds; Duration offset; };
  for (const Signer& signer : {Signer{"30000/1001", 1, 0s}, Signer{"24", 3, 0s}, Signer{"50", 1, 700ms}, Signer{"15", 2, -400ms}}) {
    CAPTURE(signer.rate);
    REQUIRE(make_film(sign, {.video = kMp4, .audio = "", .rate = signer.rate, .seconds = signer.seconds, .size = "64x96"}));
    PlaybackSpec spec = film_only(film_in(folder));
    spec.sign = InputSpec{.resource = file_resource(sign), .offset = signer.offset};
    SteppedTheatre theatre(std::move(spec));
    REQUIRE(theatre.play_out());
    CHECK(theatre.film.size() == 50);
    CHECK(theatre.sign_dropped == 0);
    CHECK(theatre.sign.size() > 10);
    check_sign_in_step(theatre, 1);
    CHECK(theatre.playback().sign_covers(at(900ms)));
    // Sought, it is the picture of that instant.
    theatre.playback().seek(at(900ms));
    REQUIRE(theatre.settle());
    const Shown shown = theatre.look();
    REQUIRE(shown.sign);
    CHECK(covers(*shown.sign, at(900ms)));
  }
}

TEST_CASE("a signer that is chosen in mid-film comes in step, and the film does not wait for it") {
  const ScratchFolder folder("join");
  const std::string sign = folder / "sign.mp4";
  REQUIRE(make_film(sign, {.video = kMp4, .audio = "", .rate = "30", .seconds = 3, .size = "64x96"}));
  SteppedTheatre theatre(film_only(film_in(folder, 3)));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(500ms));
  theatre.playback().set_sign(InputSpec{.resource = file_resource(sign)});
  REQUIRE(theatre.run_for(1s));
  REQUIRE_FALSE(theatre.sign.empty());
  check_sign_in_step(theatre);
  CHECK(theatre.sign.front().t - at(500ms) <= 120ms);
  theatre.playback().set_sign(std::nullopt);
  CHECK_FALSE(theatre.playback().has_sign());
  REQUIRE(theatre.run_for(200ms));
  CHECK(wrong_samples(theatre) == 0);
  CHECK(theatre.film_dropped == 0);
}

TEST_CASE("a signer that takes a while to open in mid-film still comes in step") {
  const ScratchFolder folder("join-slow");
  const std::string sign = folder / "sign.mp4";
  REQUIRE(make_film(sign, {.video = kMp4, .audio = "", .rate = "30", .seconds = 3, .size = "64x96"}));
  SteppedTheatre theatre(film_only(film_in(folder, 3)));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(500ms));
  std::atomic<bool> may_open{false};
  const Resource file = file_resource(sign);
  theatre.playback().set_sign(InputSpec{.resource = {file.name, [&] {
                                          may_open.wait(false);
                                          return file.open();
                                        }}});
  theatre.waits_for_pictures = false;
  REQUIRE(theatre.run_for(200ms));
  CHECK(theatre.sign.empty());
  may_open = true;
  may_open.notify_all();
  theatre.waits_for_pictures = true;
  REQUIRE(theatre.run_for(500ms));
  REQUIRE_FALSE(theatre.sign.empty());
  // Its first picture is current, if not the newest there could be; then it has caught up.
  CHECK(theatre.sign.front().t - theatre.sign.front().sign->pts <= 40ms);
  check_sign_in_step(theatre, 2);
}

TEST_CASE("a signer that is chosen while paused shows the picture of that instant") {
  const ScratchFolder folder("join-paused");
  const std::string sign = folder / "sign.mp4";
  REQUIRE(make_film(sign, {.video = kMp4, .audio = "", .rate = "30", .seconds = 3, .size = "64x96"}));
  SteppedTheatre theatre(film_only(film_in(folder, 3)));
  theatre.playback().seek(at(1010ms));
  REQUIRE(theatre.settle());
  theatre.look();
  CHECK_FALSE(theatre.playback().picture_is_due());
  theatre.playback().set_sign(InputSpec{.resource = file_resource(sign)});
  REQUIRE(theatre.await([&] { return theatre.playback().picture_is_due(); }));
  const Shown shown = theatre.look();
  REQUIRE(shown.sign);
  CHECK(covers(*shown.sign, at(1010ms)));
}

TEST_CASE("a signer that cannot be read is reported, and the film plays") {
  const ScratchFolder folder("bad-sign");
  PlaybackSpec spec = film_only(film_in(folder, 1));
  spec.sign = InputSpec{.resource = file_resource(folder / "missing.mp4")};
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  CHECK(theatre.film.size() == 25);
  REQUIRE(theatre.errors.size() == 1);
  CHECK(theatre.errors[0].code == ErrorCode::kFileNotFound);
}

// --- Description and versions ---

TEST_CASE("switching descriptions keeps the place, to the sample") {
  const ScratchFolder folder("description");
  const std::string mix = folder / "mix.flac";
  REQUIRE(make_film(mix, {.video = "", .audio = kFlac, .seconds = 3}));
  SteppedTheatre theatre(film_only(film_in(folder, 3)));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(300ms));
  theatre.playback().set_description(std::pair{SoundRole::kMix, InputSpec{.resource = file_resource(mix)}});
  REQUIRE(theatre.run_for(800ms));
  // The same ramp in both: wherever it was heard, it was heard at its place, also while the two crossed.
  CHECK(wrong_samples(theatre) == 0);
  theatre.playback().set_description(std::nullopt);
  REQUIRE(theatre.run_for(300ms));
  CHECK(wrong_samples(theatre) == 0);
  CHECK(theatre.playback().position() >= at(1390ms));
  CHECK(theatre.playback().feed().underruns() == 0);
}

TEST_CASE("a full mix that is chosen from the start is heard instead of the film, from the first sample") {
  const ScratchFolder folder("mix");
  const std::string mix = folder / "mix.flac";
  REQUIRE(run("ffmpeg -v error -nostdin -y -f lavfi -i \"aevalsrc=-0.25:s=44100:d=1\" '" + mix + "'"));
  PlaybackSpec spec = film_only(film_in(folder, 1));
  spec.description = std::pair{SoundRole::kMix, InputSpec{.resource = file_resource(mix)}};
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  for (std::size_t b = 1; b < 90; ++b) CHECK(theatre.sound[b].samples[100] == doctest::Approx(-0.25).epsilon(0.01));
  CHECK(theatre.sound[0].samples[2 * 300] == doctest::Approx(-0.25).epsilon(0.05));
}

TEST_CASE("another version of the film takes over at the same instant, its own titles counted out") {
  const ScratchFolder folder("version");
  const std::string film = film_in(folder, 3);
  const std::string version = folder / "version.mkv";
  REQUIRE(make_film(version, {.video = kMp4, .audio = kFlac, .seconds = 4}));
  SteppedTheatre theatre(film_only(film));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(600ms));
  const MediaTime here = theatre.playback().position();
  theatre.playback().replace_film({.resource = file_resource(version), .offset = -1s});
  CHECK(theatre.playback().position() == here);
  REQUIRE(theatre.settle());
  CHECK(theatre.playback().state() == PlaybackState::kPlaying);
  CHECK(theatre.playback().position() == here);
  const Shown shown = theatre.look();
  REQUIRE(shown.film);
  CHECK(covers(*shown.film, here));
  CHECK(number_in(*shown.film) == 25 + static_cast<int>(here.time_since_epoch() / 40ms));
  theatre.sound.clear();
  REQUIRE(theatre.run_for(100ms));
  CHECK(theatre.sound.front().begin - here < 1us);
}

TEST_CASE("a film that failed can be replaced by one that plays") {
  const ScratchFolder folder("rescue");
  SteppedTheatre theatre(film_only(folder / "missing.mp4"));
  REQUIRE(theatre.settle());
  REQUIRE(theatre.playback().state() == PlaybackState::kFailed);
  theatre.playback().replace_film({.resource = file_resource(film_in(folder, 1))});
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.film.size() == 25);
}
