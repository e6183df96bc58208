// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "player/media/loudness.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;

namespace {

constexpr double kAsFastAsItGoes = 1e6;

/// A sine of 997 Hz in both channels; EBU Tech 3341: at -23 dBFS it measures -23 LUFS.
std::string sine(const test::ScratchFolder& folder, const std::string& name, double dbfs, const std::string& also = "") {
  const std::string path = folder / name;
  const std::string wave = "pow(10," + std::to_string(dbfs) + "/20)*sin(2*PI*997*t)" + also;
  REQUIRE(test::run("ffmpeg -v error -nostdin -y -f lavfi -i \"aevalsrc='" + wave + "|" + wave + "':s=48000:d=20\" -c:a flac '" + path + "'"));
  return path;
}

Loudness measured(const std::string& path) {
  const auto loudness = measure_loudness(file_resource(path), {}, kAsFastAsItGoes);
  REQUIRE(loudness);
  return *loudness;
}

}  // namespace

TEST_CASE("a sine at -23 dBFS measures -23 LUFS, its peak with it, and silence around it changes nothing") {
  const test::ScratchFolder folder("loudness");
  const Loudness whole = measured(sine(folder, "a.flac", -23));
  CHECK(whole.lufs == doctest::Approx(-23).epsilon(0.005));
  CHECK(whole.peak_dbtp == doctest::Approx(-23).epsilon(0.01));
  const Loudness part = measured(sine(folder, "b.flac", -23, "*lt(t,8)"));
  CHECK(part.lufs == doctest::Approx(-23).epsilon(0.005));
}

TEST_CASE("what has no sound, or silence alone, has no loudness, and a stop is heeded") {
  const test::ScratchFolder folder("loudness-none");
  CHECK_FALSE(measure_loudness(file_resource(sine(folder, "silence.flac", -23, "*0")), {}, kAsFastAsItGoes));
  CHECK_FALSE(measure_loudness(file_resource(folder / "absent.flac"), {}, kAsFastAsItGoes));
  std::stop_source stop;
  stop.request_stop();
  CHECK_FALSE(measure_loudness(file_resource(sine(folder, "a.flac", -23)), stop.get_token()));
}

TEST_CASE("films come to the reference as far as their peak allows, a voice to its film's level") {
  CHECK(match(std::nullopt, std::nullopt, std::nullopt) == Matching{});
  CHECK(match(Loudness{-23, -10}, std::nullopt, std::nullopt).film_db == doctest::Approx(5));
  CHECK(match(Loudness{-12, 0}, std::nullopt, std::nullopt).film_db == doctest::Approx(-6));
  CHECK(match(Loudness{-28, -5}, std::nullopt, std::nullopt).film_db == doctest::Approx(4));  // to -1 dBTP
  CHECK(match(Loudness{-60, -50}, std::nullopt, std::nullopt).film_db == doctest::Approx(15));
  const auto both = match(Loudness{-28, -5}, SoundRole::kVoice, Loudness{-20, -6});
  CHECK(both.voice_db == doctest::Approx(-4));  // the film plays at -24
  CHECK(match(std::nullopt, SoundRole::kVoice, Loudness{-20, -6}) == Matching{});
  CHECK(match(Loudness{-23, -10}, SoundRole::kMix, Loudness{-20, -6}).mix_db == doctest::Approx(2));
}
