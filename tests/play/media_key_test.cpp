// SPDX-License-Identifier: GPL-3.0-or-later
// A film on a key that is pulled out and put back.
#include <doctest/doctest.h>

#include <utility>

#include "tests/support/made_key.h"
#include "tests/support/theatre_checks.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

bool only_gone(const std::vector<Error>& errors) {
  for (const Error& error : errors) {
    CAPTURE(to_log_line(error));
    CHECK(error.code == ErrorCode::kFileGone);
  }
  return !errors.empty();
}

/// As much was read ahead as is.
bool read_ahead(SteppedTheatre& theatre, const MadeKey& key) {
  int reads = -1;
  auto since = std::chrono::steady_clock::now();
  return theatre.await([&] {
    const auto now = std::chrono::steady_clock::now();
    if (std::exchange(reads, key.reads()) != key.reads()) since = now;
    return now - since > 300ms;
  });
}

/// Steps until the film stands by itself.
bool run_to_break(SteppedTheatre& theatre, Duration limit = 20s) {
  for (; limit > Duration(0) && !theatre.playback().has_broken_off(); limit -= SteppedTheatre::kStep) {
    if (!theatre.settle() || !theatre.step()) return false;
  }
  return theatre.playback().has_broken_off();
}

}  // namespace

TEST_CASE("a film whose key is pulled out stands where it could be read no further, and goes on from there once it is back") {
  const ScratchFolder folder("key");
  for (const auto& [name, sound] : {std::pair("film.mkv", "-c:a pcm_s16le"), {"film.mp4", "-c:a alac"}, {"film.ts", "-c:a mp2 -b:a 192k"}}) {
    CAPTURE(std::string(name));
    const std::string path = folder / name;
    REQUIRE(make_film(path, {.video = kMp4, .audio = sound, .seconds = 10}));
    MadeKey key;
    SteppedTheatre theatre({.film = {.resource = key.file(path)}, .sign = InputSpec{.resource = key.file(path)}});
    theatre.playback().play();
    REQUIRE(theatre.settle());
    REQUIRE(theatre.run_for(1s));
    REQUIRE(read_ahead(theatre, key));
    key.pull_out();
    REQUIRE(run_to_break(theatre));
    const MediaTime stood = theatre.playback().position();
    CHECK(theatre.playback().state() == PlaybackState::kPaused);
    CHECK_FALSE(theatre.playback().wants_to_play());
    CHECK_FALSE(theatre.playback().film_end());
    CHECK(stood > at(2s));
    CHECK(stood < at(9s));
    REQUIRE_FALSE(theatre.errors.empty());
    CHECK(only_gone(theatre.errors));

    // Without it, playing leads nowhere, and nothing is lost by it.
    const std::size_t told = theatre.errors.size();
    theatre.playback().play();
    CHECK_FALSE(theatre.playback().has_broken_off());
    REQUIRE(run_to_break(theatre));
    CHECK(theatre.playback().position() == stood);
    CHECK(theatre.errors.size() > told);
    CHECK(only_gone(theatre.errors));

    key.put_back();
    const std::size_t errors = theatre.errors.size(), shown = theatre.film.size(), signed_so_far = theatre.sign.size();
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.playback().position() >= at(9900ms));
    CHECK(theatre.errors.size() == errors);
    // Each picture behind the break, and those again whose sound was missing.
    REQUIRE(theatre.film.size() > shown);
    CHECK(covers(*theatre.film[shown].film, stood));
    CHECK(number_in(*theatre.film[shown].film) <= number_in(*theatre.film[shown - 1].film) + 1);
    for (std::size_t i = shown + 1; i < theatre.film.size(); ++i) CHECK(number_in(*theatre.film[i].film) == number_in(*theatre.film[i - 1].film) + 1);
    CHECK(number_in(*theatre.film.back().film) == 249);
    CHECK(number_in(*theatre.sign.back().sign) == 249);
    check_sign_in_step(theatre, signed_so_far + 1);
    // The block in which it broke off is filled up with silence, and heard whole behind it.
    if (sound == std::string("-c:a pcm_s16le")) CHECK(wrong_samples(theatre) < static_cast<int>(SoundBlock::kFrames));
  }
}

TEST_CASE("an excerpt that was read to its end before its key was pulled out ends as ever") {
  const ScratchFolder folder("key-excerpt");
  MadeKey key;
  const std::string path = film_in(folder, 10);
  SteppedTheatre theatre({.film = {.resource = key.file(path)}, .until = at(1500ms)});
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(1s));
  REQUIRE(read_ahead(theatre, key));
  key.pull_out();
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK_FALSE(theatre.playback().has_broken_off());
  CHECK(theatre.playback().position() == at(1500ms));
}

TEST_CASE("a film that is opened while its key is out plays, with signer and description, once it is put in and played") {
  const ScratchFolder folder("key-out");
  MadeKey key;
  const std::string path = film_in(folder);
  key.pull_out();
  SteppedTheatre theatre({.film = {.resource = key.file(path)},
                          .sign = InputSpec{.resource = key.file(path)},
                          .description = std::pair(SoundRole::kMix, InputSpec{.resource = key.file(path)}),
                          .from = at(500ms)});
  theatre.playback().play();
  REQUIRE(theatre.settle());
  CHECK(theatre.playback().state() == PlaybackState::kFailed);
  CHECK_FALSE(theatre.errors.empty());
  key.put_back();
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  REQUIRE_FALSE(theatre.film.empty());
  CHECK(number_in(*theatre.film.front().film) == 12);
  CHECK(number_in(*theatre.film.back().film) == 49);
  REQUIRE_FALSE(theatre.sign.empty());
  CHECK(number_in(*theatre.sign.back().sign) == 49);
  CHECK(theatre.playback().take_errors().empty());
}
