// SPDX-License-Identifier: GPL-3.0-or-later
// Chapters: of the manifest, of a file beside the film, of the container.
#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "player/app/chapter_loader.h"
#include "player/app/film_show.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::app;
using namespace mallette::test;
using namespace std::chrono_literals;
using media::MediaTime;

namespace {

void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::vector<Chapter> chapters_shown(const std::string& path) {
  auto kit = kits::Kit::open(path);
  REQUIRE(kit.has_value());
  auto tracks = select_tracks(*kit, {});
  REQUIRE(tracks.has_value());
  media::FakeClock clock;
  FilmShow show({.tracks = *tracks}, clock, {});
  for (int tries = 0; tries < 5'000 && (show.chapters().empty() || !show.playback().film_info()); ++tries) {
    show.update();
    std::this_thread::sleep_for(1ms);
  }
  return show.chapters();
}

const std::string kFile = "WEBVTT\n\n00:00.000 --> 00:01.000\nL’accueil\n\n00:01.000 --> 00:02.000\nAu\nguichet\n";

}  // namespace

TEST_CASE("chapters of the container are the film's, in its own time") {
  const ScratchFolder folder("container-chapters");
  write(folder / "chapters.txt", ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=700\ntitle=Un\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=700\nEND=2000\ntitle=Éclaircie\n");
  for (const char* name : {"film.mp4", "film.mkv"}) {
    CAPTURE(name);
    REQUIRE(make_film(folder / "plain.mkv", {}));
    REQUIRE(run("ffmpeg -v error -nostdin -y -i '" + folder / "plain.mkv" + "' -i '" + folder / "chapters.txt" + "' -map_metadata 1 -c:v copy -c:a aac '" + folder / name + "'"));
    std::filesystem::remove(folder / "plain.mkv");
    const auto chapters = chapters_shown(folder / name);
    REQUIRE(chapters.size() == 2);
    CHECK(chapters[0] == Chapter{MediaTime{}, "Un"});
    CHECK(chapters[1] == Chapter{MediaTime(700ms), "Éclaircie"});
  }
}

TEST_CASE("a file beside a bare film goes before the container's chapters, and the manifest before both") {
  const ScratchFolder folder("file-chapters");
  REQUIRE(make_film(folder / "film.mp4", {.audio = "-c:a aac"}));
  write(folder / "film.fr.chapters.vtt", kFile);
  auto chapters = chapters_shown(folder / "film.mp4");
  REQUIRE(chapters.size() == 2);
  CHECK(chapters[1] == Chapter{MediaTime(1s), "Au guichet"});
  write(folder / "kit.toml", "format = 1\n[kit]\nid = \"a\"\ntitle = \"A\"\nversion = \"1\"\nlanguage = \"fr\"\n[[film]]\nvideo = \"film.mp4\"\n"
                             "[[film.chapters]]\npath = \"film.fr.chapters.vtt\"\n[[film.chapter]]\nat = \"1.5\"\ntitle = \"Fin\"\n");
  chapters = chapters_shown(folder.path().generic_string());
  REQUIRE(chapters.size() == 1);
  CHECK(chapters[0] == Chapter{MediaTime(1500ms), "Fin"});
}

TEST_CASE("the next chapter, and the one to go back to") {
  const std::vector<Chapter> chapters = {{MediaTime{}, "a"}, {MediaTime(10s), "b"}, {MediaTime(20s), "c"}};
  CHECK(chapter_after(chapters, MediaTime(3s))->title == "b");
  CHECK(chapter_after(chapters, MediaTime(10s))->title == "c");
  CHECK(chapter_after(chapters, MediaTime(25s)) == nullptr);
  CHECK(chapter_before(chapters, MediaTime(15s))->title == "b");
  CHECK(chapter_before(chapters, MediaTime(11s))->title == "a");
  CHECK(chapter_before(chapters, MediaTime(1s)) == nullptr);
  CHECK(chapter_after({}, MediaTime{}) == nullptr);
}

TEST_CASE("outside: the chapters of real films are read") {
  const auto folder = outside_data("film/able-french");
  if (!folder) return;
  const auto song = read_chapters(file_resource((*folder / "frenchsong_chapters_fr.vtt").generic_string()));
  REQUIRE(song.has_value());
  REQUIRE(song->size() == 6);
  CHECK((*song)[2] == Chapter{MediaTime(45s), "Verset 2"});
  const auto other = read_chapters(file_resource((*folder / "wwa_chapters_fr.vtt").generic_string()));
  REQUIRE(other.has_value());
  CHECK(other->back() == Chapter{MediaTime(37s), "Terrill Thompson"});
}
