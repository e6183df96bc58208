// SPDX-License-Identifier: GPL-3.0-or-later
// Files that others made: every one is opened and played for a while, or refused.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/sanitized.h"
#include "tests/support/made_media.h"
#include "tests/support/stepped_theatre.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::media;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

std::vector<std::filesystem::path> media_files(const std::filesystem::path& folder) {
  constexpr const char* kKinds[] = {".mp4", ".mov", ".mkv", ".webm", ".mpeg", ".ogg", ".mp3"};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (std::ranges::find(kKinds, entry.path().extension()) != std::end(kKinds)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// The first seconds, a seek, a step back: none may hang or crash, whatever the file is.
void try_out(const std::filesystem::path& file) {
  CAPTURE(file.filename().generic_string());
  const auto began = std::chrono::steady_clock::now();
  {
    SteppedTheatre theatre(film_only(file.generic_string()));
    CHECK(theatre.play_out(1500ms));
    theatre.playback().pause();
    if (const auto length = theatre.playback().duration()) {
      theatre.playback().seek(MediaTime(*length / 2));
      CHECK(theatre.settle());
      theatre.look();
      theatre.playback().step_back();
      CHECK(theatre.settle());
    }
    if (theatre.playback().state() == PlaybackState::kFailed) {
      CHECK_FALSE(theatre.errors.empty());
    } else if (theatre.playback().film_info()->video) {
      CHECK((!theatre.film.empty() || !theatre.errors.empty()));
    }
    for (std::size_t i = 1; i < theatre.film.size(); ++i) {
      if (theatre.film[i].generation == theatre.film[i - 1].generation) {
        CHECK(theatre.film[i].film->pts > theatre.film[i - 1].film->pts);
      }
    }
  }
  CHECK(std::chrono::steady_clock::now() - began < (kSanitized ? 120s : 20s));
}

void try_folder(const std::string& name) {
  const auto folder = outside_data(name);
  if (!folder) return;
  const auto files = media_files(*folder);
  CHECK_FALSE(files.empty());
  for (const auto& file : files) try_out(file);
}

}  // namespace

TEST_CASE("outside: the mp4 files of androidx play or are refused") { try_folder("media/androidx-mp4"); }
TEST_CASE("outside: odd files play or are refused") { try_folder("media/odd"); }
TEST_CASE("outside: the files of torchcodec play") { try_folder("media/torchcodec"); }
TEST_CASE("outside: the rabbit plays") { try_folder("film/rabbit"); }
TEST_CASE("outside: the signer plays") { try_folder("film/signer"); }

TEST_CASE("outside: every frame of a film has the time its makers say, played and sought") {
  const auto folder = outside_data("media/torchcodec");
  if (!folder) return;
  std::ifstream stream(std::filesystem::path(*folder / "nasa_13013.mp4.stream0.all_frames_info.json"));
  std::vector<MediaTime> times;
  for (const auto& frame : nlohmann::json::parse(stream)) {
    times.push_back(MediaTime(Duration(std::llround(std::stod(frame.at("pts_time").get<std::string>()) * 1e9))));
  }
  SteppedTheatre theatre(film_only((*folder / "nasa_13013.mp4").generic_string()));
  REQUIRE(theatre.play_out());
  const auto info = theatre.playback().film_info();
  REQUIRE(info);
  REQUIRE(info->video == 0);  // the first of two
  REQUIRE(theatre.film.size() == times.size());
  for (std::size_t i = 0; i < times.size(); ++i) CHECK(std::chrono::abs(theatre.film[i].film->pts - times[i]) < 2us);
  for (std::size_t i = 11; i < times.size(); i += 53) {
    theatre.playback().seek(times[i] + 10ms);
    REQUIRE(theatre.settle());
    const Shown shown = theatre.look();
    REQUIRE(shown.film);
    CHECK(std::chrono::abs(shown.film->pts - times[i]) < 2us);
  }
}

TEST_CASE("outside: the rabbit with its signer and its description stays in step to the end") {
  const auto rabbit = outside_data("film/rabbit"), signer = outside_data("film/signer");
  if (!rabbit || !signer) return;
  PlaybackSpec spec = film_only((*rabbit / "video.mp4").generic_string());
  spec.sign = InputSpec{.resource = file_resource((*signer / "signer-540x720.mp4").generic_string())};
  spec.description = std::pair{SoundRole::kVoice, InputSpec{.resource = file_resource((*rabbit / "audio-description.mp3").generic_string())}};
  SteppedTheatre theatre(std::move(spec));
  REQUIRE(theatre.play_out());
  CHECK(theatre.playback().state() == PlaybackState::kEnded);
  CHECK(theatre.film_dropped == 0);
  CHECK(theatre.sign_dropped == 0);
  for (const auto* shown : {&theatre.film, &theatre.sign}) {
    CHECK(shown->size() > 50);
    for (std::size_t i = 1; i < shown->size(); ++i) {
      const auto& one = (*shown)[i];
      CHECK(one.t - (one.film ? one.film : one.sign)->pts < 40ms);
    }
  }
  CHECK(theatre.playback().feed().underruns() == 0);
}
