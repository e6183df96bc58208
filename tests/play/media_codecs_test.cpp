// SPDX-License-Identifier: GPL-3.0-or-later
// Every codec a kit may hold, played and sought in.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

struct Kind {
  std::string file, video, audio;
  std::string output = {};
};

const std::vector<Kind> kKinds = {
    {"h264-aac.mp4", "-c:v libx264 -preset veryfast -bf 3 -g 24", "-c:a aac"},
    {"h264-long-gop.mp4", "-c:v libx264 -preset veryfast -bf 3 -b_strategy 0 -g 250", "-c:a aac"},
    {"h264-flac.mkv", "-c:v libx264 -preset ultrafast -bf 2 -g 12", "-c:a flac"},
    {"h264-pcm.mov", "-c:v libx264 -preset ultrafast -g 12", "-c:a pcm_s16le"},
    {"h264.ts", "-c:v libx264 -preset veryfast -bf 2 -g 12", "-c:a aac"},
    {"hevc-ac3.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=24:bframes=3", "-c:a ac3"},
    {"vp8-vorbis.webm", "-c:v libvpx -deadline realtime -cpu-used 8 -g 24", "-c:a libvorbis"},
    {"vp9-opus.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 24", "-c:a libopus"},
    {"av1-opus.mkv", "-c:v libaom-av1 -usage realtime -cpu-used 8 -g 24", "-c:a libopus"},
    {"mpeg4-mp3.avi", "-c:v mpeg4 -q:v 3 -bf 2 -g 12", "-c:a libmp3lame"},
    {"mpeg4-aac.mp4", "-c:v mpeg4 -q:v 3 -bf 2 -g 12", "-c:a aac"},
    {"mpeg2-ac3.ts", "-c:v mpeg2video -q:v 3 -bf 2 -g 12", "-c:a ac3"},
    // At a rate as real ones have: below, pictures share a PES packet, and only its first says its time.
    {"mpeg2-mp2.mpg", "-c:v mpeg2video -b:v 4M -minrate 4M -maxrate 4M -bufsize 1835k -bf 2 -g 12", "-c:a mp2", "-f vob"},
};

/// The time of every frame as the ffprobe program says, from the film's first instant.
std::vector<MediaTime> frame_times(const std::string& path) {
  const auto start = lines_of("ffprobe -v error -show_entries format=start_time -of csv=p=0 '" + path + "'");
  REQUIRE(start.size() == 1);
  std::vector<MediaTime> times;
  for (const auto& line : lines_of("ffprobe -v error -select_streams v:0 -show_entries "
                                   "frame=best_effort_timestamp_time -of csv=p=0 '" + path + "'")) {
    if (line.size() < 2) continue;  // of a frame with side data
    if (line.starts_with("N/A")) {  // the last of an AVI with B-frames: one picture on
      times.push_back(times.back() + 40ms);
      continue;
    }
    const double s = std::atof(line.c_str()) - std::max(std::atof(start[0].c_str()), 0.0);
    times.push_back(MediaTime(Duration(std::llround(s * 1e9))));
  }
  return times;
}

/// ffprobe prints microseconds.
bool same(MediaTime a, MediaTime b) { return std::chrono::abs(a - b) < 3us; }

float loudest(const SteppedTheatre& theatre) {
  float peak = 0;
  for (const auto& heard : theatre.sound) {
    for (const float sample : heard.samples) peak = std::max(peak, std::abs(sample));
  }
  return peak;
}

/// How far what is heard from `from` on (a multiple of 10 ms) is from what was heard when the film was
/// played through, over 100 ms, the fade left out.
float difference(const std::vector<SteppedTheatre::Heard>& through, const std::vector<SteppedTheatre::Heard>& heard, Duration from) {
  float difference = 0;
  const auto first = static_cast<std::size_t>(from / 10ms);
  for (std::size_t b = 0; b < 10; ++b) {
    const auto& played = through[first + b].samples;
    REQUIRE(std::chrono::abs(through[first + b].begin - heard[b].begin) < 10us);
    for (std::size_t i = b == 0 ? 480 : 0; i < played.size(); ++i) {
      difference = std::max(difference, std::abs(played[i] - heard[b].samples[i]));
    }
  }
  return difference;
}

}  // namespace

TEST_CASE("every codec of the list plays to its end: each picture once, in order, and its sound") {
  const ScratchFolder folder("codecs");
  for (const Kind& kind : kKinds) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kind.audio, .seconds = 1, .output = kind.output}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.play_out());
    CHECK(theatre.playback().state() == PlaybackState::kEnded);
    CHECK(theatre.errors.empty());
    CHECK(theatre.film_dropped == 0);
    REQUIRE(theatre.film.size() == 25);
    for (std::size_t i = 0; i < theatre.film.size(); ++i) CHECK(number_in(*theatre.film[i].film) == static_cast<int>(i));
    CHECK(theatre.playback().position() >= MediaTime(990ms));
    CHECK(theatre.playback().position() <= MediaTime(1150ms));
    CHECK(loudest(theatre) > 0.3F);
    CHECK(theatre.playback().feed().underruns() == 0);
  }
}

TEST_CASE("every seek lands on the picture that covers its target") {
  const ScratchFolder folder("seeks");
  auto kinds = kKinds;
  // Every sixth picture stands for 640 ms, in turn one that others need and one that none does.
  kinds.push_back({"h264-uneven.mkv", "-vf setpts='(N+15*floor(N/6))/25/TB' -vsync vfr -enc_time_base 1/1000 "
                                      "-c:v libx264 -preset veryfast -bf 3 -b_strategy 0 -g 250", "-c:a aac"});
  for (const Kind& kind : kinds) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kind.audio, .seconds = 2.39, .output = kind.output}));
    const auto times = frame_times(path);
    REQUIRE(times.size() == 60);
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    // A walk that goes to every fifth frame, back and forth, at its time, within it, and just before its end.
    for (std::size_t step = 0, i = 7; step < times.size() / 2; ++step, i = (i + 37) % times.size()) {
      const MediaTime end = i + 1 < times.size() ? times[i + 1] : times[i] + 40ms;
      const MediaTime target = step % 3 == 0 ? times[i] + 1us : step % 3 == 1 ? times[i] + (end - times[i]) / 2 : end - 2us;
      CAPTURE(i);
      CAPTURE(to_ms(target.time_since_epoch()));
      theatre.playback().seek(target);
      REQUIRE(theatre.settle());
      const Shown shown = theatre.look();
      REQUIRE(shown.film);
      CAPTURE(to_ms(shown.film->pts.time_since_epoch()));
      CHECK(same(shown.film->pts, times[i]));
      CHECK(number_in(*shown.film) == static_cast<int>(i));
    }
    CHECK(theatre.errors.empty());
  }
}

TEST_CASE("played on from a seek's target, each picture comes once and in order, past the next key frames") {
  const ScratchFolder folder("played-on");
  const std::string x264 = "-c:v libx264 -preset veryfast -bf 3 -b_strategy 0 ";
  auto kinds = kKinds;
  kinds.push_back({"open-gop.mkv", x264 + "-x264-params open-gop=1:keyint=24:scenecut=0", "-c:a aac"});
  kinds.push_back({"open-gop.ts", x264 + "-x264-params open-gop=1:keyint=24:scenecut=0", "-c:a aac"});
  // No key frame but the first: a refresh by and by, whose beginnings are marked as if they were some.
  kinds.push_back({"refreshed.mkv", "-c:v libx264 -preset veryfast -x264-params intra-refresh=1:keyint=24:bframes=0:scenecut=0", "-c:a aac"});
  for (const Kind& kind : kinds) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kind.audio, .seconds = 3, .output = kind.output}));
    const auto times = frame_times(path);
    REQUIRE(times.size() == 75);
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.playback().seek(times[20] + 1ms);
    REQUIRE(theatre.settle());
    theatre.film.clear();
    REQUIRE(theatre.play_out());
    CHECK(theatre.errors.empty());
    REQUIRE(theatre.film.size() >= 54);
    const auto first = static_cast<std::size_t>(number_in(*theatre.film.front().film));
    CHECK(first <= 21);
    for (std::size_t i = 0; i < theatre.film.size(); ++i) CHECK(number_in(*theatre.film[i].film) == static_cast<int>(first + i));
    CHECK(first + theatre.film.size() == 75);
  }
}

TEST_CASE("after a seek the sound begins at the exact sample, and stays there") {
  const ScratchFolder folder("ramp");
  for (const Kind& kind : {Kind{"pcm.mkv", "-c:v libx264 -preset ultrafast -g 24", "-c:a pcm_s16le"},
                           Kind{"flac.mkv", "-c:v libx264 -preset ultrafast -g 24", "-c:a flac"},
                           Kind{"pcm.mov", "-c:v libx264 -preset ultrafast -g 24", "-c:a pcm_s16le"},
                           Kind{"pcm.avi", "-c:v mpeg4 -g 24", "-c:a pcm_s16le"}}) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kind.audio, .seconds = 3}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.playback().play();
    for (const Duration target : {0ms, 1234ms, 960ms, 2001ms, 1ms}) {
      theatre.playback().seek(MediaTime(target));
      REQUIRE(theatre.settle());
      theatre.sound.clear();
      REQUIRE(theatre.run_for(200ms));
      CAPTURE(to_ms(target));
      CHECK(theatre.sound.front().begin == to_media_time(to_sample(MediaTime(target))));
      SampleIndex sample = to_sample(MediaTime(target));
      int wrong = 0;
      for (std::size_t b = 0; b < theatre.sound.size(); ++b) {
        for (std::size_t i = 0; i < SoundBlock::kFrames; ++i, ++sample) {
          if (b == 0 && i < 240) continue;  // the fade
          const float expected = static_cast<float>(sample % kRampLength) / 32768.0F;
          if (std::abs(theatre.sound[b].samples[2 * i] - expected) > 1e-5F) ++wrong;  // a sample's step is 3e-5
        }
      }
      CHECK(wrong == 0);
    }
  }
}

// Codecs overshoot where the ramp falls from its height; what is over full scale is turned down for a while after
// it, so that a sound would not be the same after a seek.
const std::string kQuieter = "-af volume=0.5 ";

TEST_CASE("sound after a seek onto a key frame is what it is when played through, run-in included") {
  const ScratchFolder folder("run-in");
  const std::string video = "-c:v libx264 -preset ultrafast -g 24";
  for (const Kind& kind : {Kind{"aac.mp4", video, "-c:a aac -b:a 192k"}, Kind{"aac.mkv", video, "-c:a aac -b:a 192k"},
                           Kind{"ac3.mkv", video, "-c:a ac3"}, Kind{"vorbis.mkv", video, "-c:a libvorbis"},
                           Kind{"mp3.mkv", video, "-c:a libmp3lame"}, Kind{"aac.ts", video, "-c:a aac"}}) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kQuieter + kind.audio, .seconds = 2}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.playback().play();
    REQUIRE(theatre.run_for(1200ms));
    const auto through = std::exchange(theatre.sound, {});
    theatre.playback().seek(MediaTime(960ms));
    REQUIRE(theatre.settle());
    REQUIRE(theatre.run_for(100ms));
    CHECK(difference(through, theatre.sound, 960ms) < 0.01F);
  }
}

TEST_CASE("sound alone is after a seek what it is when played through, up to the last page of an Ogg file") {
  const ScratchFolder folder("alone");
  for (const Kind& kind : {Kind{"aac.m4a", "", "-c:a aac"}, Kind{"mp3.mp3", "", "-c:a libmp3lame"},
                           Kind{"aac.ts", "", "-c:a aac"}, Kind{"vorbis.ogg", "", "-c:a libvorbis"},
                           Kind{"opus.ogg", "", "-c:a libopus"}, Kind{"flac.oga", "", "-c:a flac"}}) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kQuieter + kind.audio, .seconds = 4}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.playback().play();
    REQUIRE(theatre.run_for(3900ms));
    const auto through = std::exchange(theatre.sound, {});
    for (const Duration target : {3240ms, 1230ms, 3700ms, 2480ms, 10ms, 3080ms, 3400ms}) {
      CAPTURE(to_ms(target));
      theatre.playback().seek(MediaTime(target));
      REQUIRE(theatre.settle());
      theatre.sound.clear();
      REQUIRE(theatre.run_for(100ms));
      CHECK(difference(through, theatre.sound, target) < 0.02F);
    }
  }
}

TEST_CASE("in compressed sound, too, what is heard after a seek lies where it should") {
  const ScratchFolder folder("clicks");
  for (const Kind& kind : kKinds) {
    CAPTURE(kind.file);
    const std::string path = folder / kind.file;
    REQUIRE(make_film(path, {.video = kind.video, .audio = kind.audio, .seconds = 2.39, .clicks = true, .output = kind.output}));
    SteppedTheatre theatre(film_only(path));
    REQUIRE(theatre.settle());
    theatre.playback().play();
    for (const Duration target : {250ms, 970ms, 1400ms, 450ms}) {
      theatre.playback().seek(MediaTime(target));
      REQUIRE(theatre.settle());
      theatre.sound.clear();
      REQUIRE(theatre.run_for(300ms));
      CAPTURE(to_ms(target));
      SampleIndex sample = to_sample(MediaTime(target));
      std::optional<SampleIndex> onset;
      for (const auto& heard : theatre.sound) {
        for (std::size_t i = 0; i < SoundBlock::kFrames; ++i, ++sample) {
          if (!onset && std::abs(heard.samples[2 * i]) > 0.25F) onset = sample;
        }
      }
      REQUIRE(onset);
      // A lossy codec smears the click by up to 4 ms; some containers do not say where the run-in ends.
      const SampleIndex off = (*onset + kSampleRate / 4) % (kSampleRate / 2) - kSampleRate / 4;
      CAPTURE(off);
      const bool loose = kind.file.find(".ts") != std::string::npos || kind.file.find(".mpg") != std::string::npos ||
                         kind.file.find(".avi") != std::string::npos;
      CHECK(std::abs(off) <= (loose ? kSampleRate / 20 : kSampleRate / 250));
    }
  }
}
