// SPDX-License-Identifier: GPL-3.0-or-later
// Sound of one channel to eight, as it comes to the room's two.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "player/media/peak_limiter.h"
#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

/// A sound whose channels are sines of their own level, one after another in the layout's order.
bool make_sound(const std::string& path, const std::string& layout, const std::vector<double>& levels, const std::string& codec) {
  std::string channels;
  for (const double level : levels) channels += (channels.empty() ? "" : "|") + std::to_string(level) + "*sin(2*PI*500*t)";
  return run("ffmpeg -v error -nostdin -y -f lavfi -i \"aevalsrc='" + channels + "':s=48000:d=1:c=" + layout + "\" " + codec + " '" + path + "'");
}

struct Stereo {
  std::vector<float> left, right;
};

/// All that is heard but the fade at the start.
Stereo heard_of(const std::string& path) {
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.play_out());
  CHECK(theatre.errors.empty());
  Stereo heard;
  for (std::size_t b = 2; b < theatre.sound.size() && b < 95; ++b) {
    for (std::size_t i = 0; i + 1 < theatre.sound[b].samples.size(); i += 2) {
      heard.left.push_back(theatre.sound[b].samples[i]);
      heard.right.push_back(theatre.sound[b].samples[i + 1]);
    }
  }
  return heard;
}

float peak(const std::vector<float>& samples) {
  float most = 0;
  for (const float s : samples) most = std::max(most, std::abs(s));
  return most;
}

/// The share of what is not the sine of 500 Hz: what cutting off adds.
double distortion(const std::vector<float>& samples) {
  double in = 0, out = 0, total = 0;
  const std::size_t count = samples.size() / 96 * 96;
  for (std::size_t i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * 500 * static_cast<double>(i) / kSampleRate;
    in += samples[i] * std::sin(angle);
    out += samples[i] * std::cos(angle);
    total += samples[i] * samples[i];
  }
  const double fundamental = 2 * (in * in + out * out) / static_cast<double>(count);
  return std::sqrt(std::max(0.0, total - fundamental) / total);
}

constexpr const char* kFlac = "-c:a flac";

}  // namespace

TEST_CASE("each channel comes to the room at the level that the standard gives it") {
  const ScratchFolder folder("channels");
  struct Case {
    std::string layout;
    std::vector<double> levels;
    double left, right;
  };
  const double m3 = 0.4 * std::sqrt(0.5);
  for (const Case& c : {Case{"mono", {0.4}, 0.4, 0.4}, Case{"stereo", {0.4, 0.2}, 0.4, 0.2},
                        Case{"3.0", {0, 0, 0.4}, m3, m3},
                        Case{"5.1", {0.4, 0, 0, 0, 0, 0}, 0.4, 0}, Case{"5.1", {0, 0.4, 0, 0, 0, 0}, 0, 0.4},
                        Case{"5.1", {0, 0, 0.4, 0, 0, 0}, m3, m3}, Case{"5.1", {0, 0, 0, 0.4, 0, 0}, 0, 0},
                        Case{"5.1", {0, 0, 0, 0, 0.4, 0}, m3, 0}, Case{"5.1", {0, 0, 0, 0, 0, 0.4}, 0, m3},
                        Case{"5.1(side)", {0, 0, 0, 0, 0.4, 0}, m3, 0}, Case{"quad", {0, 0, 0, 0.4}, 0, m3},
                        Case{"4.0", {0, 0, 0, 0.4}, 0.2, 0.2}, Case{"7.1", {0, 0, 0, 0, 0.2, 0, 0.2, 0}, m3, 0}}) {
    CAPTURE(c.layout);
    CAPTURE(c.left);
    const std::string path = folder / "sound.wav";
    REQUIRE(make_sound(path, c.layout, c.levels, "-c:a pcm_s16le"));
    const Stereo heard = heard_of(path);
    CHECK(peak(heard.left) == doctest::Approx(c.left).epsilon(0.005));
    CHECK(peak(heard.right) == doctest::Approx(c.right).epsilon(0.005));
  }
}

TEST_CASE("six channels at full scale are not cut off") {
  const ScratchFolder folder("full");
  for (const char* codec : {kFlac, "-c:a pcm_s24le", "-c:a ac3 -b:a 448k"}) {
    CAPTURE(codec);
    const std::string path = folder / "sound.mkv";
    REQUIRE(make_sound(path, "5.1", {0.99, 0.99, 0.99, 0.99, 0.99, 0.99}, codec));
    const Stereo heard = heard_of(path);
    CHECK(peak(heard.left) <= 1.0F);
    CHECK(peak(heard.left) > 0.9F);
    CHECK(distortion(heard.left) < 0.01);  // cut off at a third: 0.3
    CHECK(distortion(heard.right) < 0.01);
  }
}

TEST_CASE("sound in six channels is after a seek, and at its end, where it should be") {
  const ScratchFolder folder("place");
  const std::string path = folder / "sound.wav";
  REQUIRE(run("ffmpeg -v error -nostdin -y -f lavfi -i \"aevalsrc='mod(n,30000)/32768|0|0|0|0|0':s=48000:d=1:c=5.1\" -c:a pcm_s16le '" + path + "'"));
  SteppedTheatre theatre(film_only(path));
  REQUIRE(theatre.settle());
  theatre.playback().play();
  for (const Duration target : {0ms, 333ms, 610ms}) {
    theatre.playback().seek(MediaTime(target));
    REQUIRE(theatre.settle());
    theatre.sound.clear();
    REQUIRE(theatre.run_for(target == 610ms ? 390ms : 100ms));
    SampleIndex sample = to_sample(MediaTime(target));
    int wrong = 0;
    for (std::size_t b = 0; b < theatre.sound.size(); ++b) {
      for (std::size_t i = 0; i < SoundBlock::kFrames; ++i, ++sample) {
        if (b == 0 && i < 240) continue;
        const float expected = static_cast<float>(sample % kRampLength) / 32768.0F;
        wrong += std::abs(theatre.sound[b].samples[2 * i] - expected) > 1e-4F ? 1 : 0;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("a limiter passes on what is not too loud, to the bit, and turns down the rest without an edge") {
  PeakLimiter limiter;
  std::vector<float> in, out;
  for (int i = 0; i < 48'000; ++i) {
    const float loud = i > 20'000 && i < 20'400 ? 2.4F : 0.6F;
    in.push_back(loud * static_cast<float>(std::sin(i * 0.07)));
    in.push_back(-in.back() / 2);
  }
  for (std::size_t i = 0; i < in.size(); i += 2 * 777) {
    const std::vector<float> part(in.begin() + static_cast<std::ptrdiff_t>(i), in.begin() + static_cast<std::ptrdiff_t>(std::min(in.size(), i + 2 * 777)));
    for (const float s : limiter.process(part)) out.push_back(s);
  }
  for (const float s : limiter.drain()) out.push_back(s);
  REQUIRE(out.size() == in.size());
  CHECK(limiter.held() == 0);
  CHECK(peak(out) <= 1.0F);
  CHECK(std::equal(in.begin(), in.begin() + 2 * 19'700, out.begin()));
  float sharpest = 0;  // of the gain, from one sample to the next, where there is something to see
  float before = 1;
  for (std::size_t i = 0; i < in.size(); i += 2) {
    if (std::abs(in[i]) < 0.2F) continue;
    const float gain = out[i] / in[i];
    sharpest = std::max(sharpest, std::abs(gain - before));
    before = gain;
    CHECK(out[i + 1] == doctest::Approx(in[i + 1] * gain).epsilon(0.001));
  }
  CHECK(sharpest < 0.2F);
  CHECK(out[2 * 47'000] == doctest::Approx(in[2 * 47'000]).epsilon(0.15));  // on its way back
}
