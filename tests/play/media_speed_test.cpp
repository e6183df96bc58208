// SPDX-License-Identifier: GPL-3.0-or-later
// The film slower and faster: the clock says what is heard, and nothing clicks.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "player/media/time_stretch.h"
#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kVideo = "-c:v libx264 -preset ultrafast -g 50";

/// Two minutes and some, whose sound counts its samples. Made once.
const std::string& long_film() {
  static const ScratchFolder folder("speed");
  static const std::string path = [] {
    const std::string made = folder / "film.mov";
    REQUIRE(make_film(made, {.video = kVideo, .audio = "-c:a pcm_s16le", .seconds = 124, .size = "64x16"}));
    return made;
  }();
  return path;
}

std::string tone_film(const ScratchFolder& folder) {
  const std::string path = folder / "tone.mov";
  REQUIRE(run("ffmpeg -v error -nostdin -y -f lavfi -i color=gray:s=64x16:r=25:d=12 -f lavfi -i \"aevalsrc='0.5*sin(2*PI*220*t)':s=48000:d=12\" " +
              std::string(kVideo) + " -pix_fmt yuv420p -c:a pcm_s16le '" + path + "'"));
  return path;
}

/// How many samples what is heard in a block is ahead of what the clock says; nothing where the ramp wraps.
std::optional<double> ahead_of_clock(const SteppedTheatre::Heard& heard, double rate) {
  std::vector<double> off;
  for (int i = 60; i < SoundBlock::kFrames; i += 60) {
    const double place = static_cast<double>(to_sample(heard.begin)) + i * rate;
    const double expected = std::fmod(place, kRampLength);
    if (expected < 3000 || expected > kRampLength - 3000) return std::nullopt;
    off.push_back(static_cast<double>(heard.samples[2 * static_cast<std::size_t>(i)]) * 32768 - expected);
  }
  std::ranges::sort(off);
  return off[off.size() / 2];
}

double worst_ms(const SteppedTheatre& theatre, double rate, std::size_t from) {
  double worst = 0;
  int looked_at = 0;
  for (std::size_t b = from; b < theatre.sound.size(); ++b) {
    if (!theatre.sound[b].playing) continue;
    if (const auto off = ahead_of_clock(theatre.sound[b], rate)) {
      worst = std::max(worst, std::abs(*off) / 48);
      ++looked_at;
    }
  }
  CHECK(looked_at > 5);
  return worst;
}

float largest_step(const std::vector<SteppedTheatre::Heard>& sound, std::size_t from, std::size_t to) {
  float most = 0, last = sound[from].samples[0];
  for (std::size_t b = from; b < to; ++b) {
    for (std::size_t i = 0; i < sound[b].samples.size(); i += 2) {
      most = std::max(most, std::abs(sound[b].samples[i] - last));
      last = sound[b].samples[i];
    }
  }
  return most;
}

float loudest(const std::vector<float>& samples) {
  float most = 0;
  for (const float s : samples) most = std::max(most, std::abs(s));
  return most;
}

/// By the zeros it crosses.
double pitch(const std::vector<SteppedTheatre::Heard>& sound, std::size_t from, std::size_t to) {
  int rising = 0;
  float last = 0;
  for (std::size_t b = from; b < to; ++b) {
    for (std::size_t i = 0; i < sound[b].samples.size(); i += 2) {
      if (last <= 0 && sound[b].samples[i] > 0) ++rising;
      last = sound[b].samples[i];
    }
  }
  return rising * 100.0 / static_cast<double>(to - from);
}

}  // namespace

TEST_CASE("for a minute at any speed what is heard and seen is what the clock says, after seeks and pauses too") {
  for (const double rate : {0.5, 0.75, 1.25, 1.5, 2.0}) {
    CAPTURE(rate);
    SteppedTheatre theatre(film_only(long_film()));
    theatre.playback().set_speed(rate);
    theatre.playback().play();
    REQUIRE(theatre.settle());
    const auto pass = [&](Duration time, MediaTime from) {
      theatre.sound.clear();
      theatre.film.clear();
      REQUIRE(theatre.run_for(time));
      CHECK(worst_ms(theatre, rate, 3) <= 20);
      const double reached = to_s(theatre.playback().position() - from), wanted = to_s(time) * rate;
      CHECK(std::abs(reached - wanted) <= 0.02);
      const Shown& last = theatre.film.back();
      CHECK(last.t - last.film->pts < 41ms);
      CHECK(number_in(*last.film) == static_cast<int>(to_ms(last.film->pts.time_since_epoch()) / 40 + 0.5) % 256);
    };
    pass(60s, MediaTime{});
    CHECK(theatre.playback().feed().underruns() == 0);
    theatre.playback().seek(MediaTime(31'234ms));
    REQUIRE(theatre.settle());
    pass(5s, MediaTime(31'234ms));

    theatre.playback().pause();
    REQUIRE(theatre.run_for(500ms));
    const MediaTime stands = theatre.playback().position();
    REQUIRE(theatre.run_for(300ms));
    CHECK(theatre.playback().position() == stands);
    theatre.playback().play();
    pass(2s, stands);
  }
}

TEST_CASE("changing the speed while the film plays keeps place and pitch, is heard within a quarter of a second, and does not click") {
  const ScratchFolder folder("change");
  SteppedTheatre theatre(film_only(tone_film(folder)));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(500ms));
  for (const double rate : {1.5, 0.75, 1.0, 2.0, 1.0, 0.5, 1.25, 1.0}) {
    CAPTURE(rate);
    const std::size_t changed = theatre.sound.size();
    MediaTime before = theatre.playback().position();
    theatre.playback().set_speed(rate);
    std::optional<std::size_t> heard_after;
    for (std::size_t step = 0; step < 80; ++step) {
      REQUIRE(theatre.step());
      const MediaTime now = theatre.playback().position();
      CHECK(now >= before);
      CHECK(now - before <= 35ms);
      before = now;
      if (!heard_after && theatre.playback().feed().clock().anchor().rate == rate) heard_after = step;
    }
    REQUIRE(heard_after);
    CHECK(*heard_after <= 25);
    // A sine of this height moves by 0.0144 a sample at most.
    CHECK(largest_step(theatre.sound, changed, theatre.sound.size()) < 0.03F);
    for (std::size_t b = changed; b < theatre.sound.size(); ++b) CHECK(loudest(theatre.sound[b].samples) > 0.2F);
    CHECK(pitch(theatre.sound, changed + 30, changed + 80) == doctest::Approx(220).epsilon(0.03));
  }
  CHECK(theatre.playback().feed().underruns() == 0);
}

TEST_CASE("back at 1.0 the sound is the film's own again, to the sample") {
  SteppedTheatre theatre(film_only(long_film()));
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(300ms));
  for (const double rate : {1.5, 0.6}) {
    theatre.playback().set_speed(rate);
    REQUIRE(theatre.run_for(700ms));
    theatre.playback().set_speed(1);
    REQUIRE(theatre.run_for(400ms));
    theatre.sound.clear();
    REQUIRE(theatre.run_for(400ms));
    int wrong = 0;
    for (const auto& heard : theatre.sound) {
      // The clock is smoothed; the samples say their place, which is within 1 ms of it.
      const auto first = std::lround(heard.samples[0] * 32768);
      for (std::size_t i = 0; i < SoundBlock::kFrames; ++i) {
        wrong += std::abs(std::lround(heard.samples[2 * i] * 32768) - (first + static_cast<long>(i)) % kRampLength) > 0 ? 1 : 0;
      }
      CHECK(std::abs(first - to_sample(heard.begin) % kRampLength) <= 48);
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("at any speed an excerpt ends where it should, having been heard to its end") {
  for (const double rate : {0.5, 2.0}) {
    CAPTURE(rate);
    PlaybackSpec spec = film_only(long_film());
    spec.from = MediaTime(1s);
    spec.until = MediaTime(2100ms);
    SteppedTheatre theatre(std::move(spec));
    theatre.playback().set_speed(rate);
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.playback().position() == MediaTime(2100ms));
    CHECK(theatre.film.back().film->pts == MediaTime(2080ms));
    std::size_t loud = 0;
    for (const auto& heard : theatre.sound) loud += loudest(heard.samples) > 0.01F ? 1 : 0;
    CHECK(static_cast<double>(loud) == doctest::Approx(110 / rate).epsilon(0.05));
  }
}

TEST_CASE("a signer that is chosen at double speed comes in step") {
  const ScratchFolder folder("speed-signer");
  const std::string signer = folder / "signer.mp4";
  REQUIRE(make_film(signer, {.video = "-c:v libx264 -preset ultrafast -g 50", .audio = "", .rate = "30", .seconds = 20}));
  SteppedTheatre theatre(film_only(long_film()));
  theatre.playback().set_speed(2);
  theatre.playback().play();
  REQUIRE(theatre.settle());
  REQUIRE(theatre.run_for(1s));
  theatre.playback().set_sign(InputSpec{.resource = file_resource(signer)});
  REQUIRE(theatre.run_for(2s));
  REQUIRE_FALSE(theatre.sign.empty());
  for (const Shown& shown : theatre.sign) {
    CHECK(shown.t >= shown.sign->pts);
    CHECK(shown.t - shown.sign->pts < 54ms);  // a step of the theatre is 20 ms of the film
  }
}

TEST_CASE("room and headphones are stretched as one, to the sample, and nothing is put in between at 1.0") {
  TimeStretch stretch;
  SampleIndex at = 0;
  const auto next = [&] {
    SoundBlock block{.generation = 1, .start = at, .for_headphones = true};
    for (int i = 0; i < SoundBlock::kFrames; ++i, ++at) {
      const auto t = static_cast<double>(at);
      const auto value = static_cast<float>(0.3 * std::sin(t * 0.021) + 0.2 * std::sin(t * 0.0437 + t * t * 1e-9));
      const auto place = 2 * static_cast<std::size_t>(i);
      block.samples[place] = value;
      block.samples[place + 1] = -value;
      block.headphones[place] = value / 2;
      block.headphones[place + 1] = -value / 2;
    }
    return block;
  };
  double place = 0;
  for (const double rate : {1.0, 0.5, 1.0, 2.0, 1.25, 1.0}) {
    CAPTURE(rate);
    stretch.set_rate(rate);
    for (int blocks = 0; blocks < 100; ++blocks) {
      SoundBlock out, in;
      while (!stretch.take(out)) stretch.put(in = next());
      for (std::size_t i = 0; i < out.samples.size(); ++i) {
        // The joints' weights are worked out in floats; half of a sum is not to the bit the sum of halves.
        REQUIRE(std::abs(out.headphones[i] - out.samples[i] / 2) < 1e-6F);
      }
      CHECK(static_cast<double>(out.start) >= place - 1);
      place = static_cast<double>(out.start) + out.rate * SoundBlock::kFrames;
      CHECK(static_cast<double>(at) - place < 0.2 * kSampleRate);  // no more is held back than that
    }
  }
}
