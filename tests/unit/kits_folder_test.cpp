// SPDX-License-Identifier: GPL-3.0-or-later
// Kits that are folders, and films without a manifest.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "kits/kit.h"
#include "kits/manifest_json.h"
#include "tests/support/host_command.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;
namespace fs = std::filesystem;

TEST_CASE("a folder with a kit.toml is a kit, and so is the kit.toml itself") {
  const test::ScratchFolder folder("folder");
  test::write_small_kit(folder.path());
  test::write_file(folder.path() / ".git/HEAD", "x");
  if (!*test::kRoot) test::write_file(folder.path() / "a:b.txt", "not a name that a kit may hold");  // nor Windows a file
  for (const std::string& path :
       {folder.path().generic_string(), folder / "kit.toml", folder.path().generic_string() + "/"}) {
    CAPTURE(path);
    const auto kit = Kit::open(path);
    REQUIRE(kit);
    CHECK(kit->form() == KitForm::kFolder);
    CHECK(kit->path() == path);
    CHECK(kit->warnings().empty());
    CHECK(kit->entries() == std::vector<std::string>{"fiches/réflexe.pdf", "film/accueillir.mp4", "kit.toml",
                                                     "sous-titres/accueillir.fr.sdh.srt"});
    CHECK(test::text_of(*kit->resource("sous-titres/accueillir.fr.sdh.srt")) == test::kCaptions);
    CHECK(kit->resource("a:b.txt").error().code == ErrorCode::kEntryNotFound);
  }
}

TEST_CASE("links are followed inside the folder, never out of it") {
  const test::ScratchFolder folder("links");
  const test::Path kit_folder = folder.path() / "kit";
  test::write_small_kit(kit_folder);
  test::write_file(folder.path() / "secret.pdf", "secret");
  fs::remove(kit_folder / "fiches/réflexe.pdf");
  if (!test::make_link(folder.path() / "secret.pdf", kit_folder / "fiches/réflexe.pdf") ||
      !test::make_link("accueillir.mp4", kit_folder / "film/copie.mp4") || !test::make_link(folder.path(), kit_folder / "dehors")) {
    std::puts("SKIPPED: no links can be made here");
    return;
  }
  const auto kit = Kit::open(kit_folder.generic_string());
  REQUIRE(kit);
  CHECK_FALSE(kit->has("dehors/secret.pdf"));
  const auto opened = kit->resource("fiches/réflexe.pdf")->open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::kPathNotAllowed);
  CHECK(opened.error().subject == "fiches/réflexe.pdf");
  CHECK(test::text_of(*kit->resource("film/copie.mp4")) == test::noise(100'000));
}

TEST_CASE("a file that goes away after opening is told with entry and kit") {
  const test::ScratchFolder folder("gone");
  test::write_small_kit(folder.path());
  const auto kit = Kit::open(folder.path().generic_string());
  fs::remove(folder.path() / "film/accueillir.mp4");
  const auto opened = kit->resource("film/accueillir.mp4")->open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::kFileGone);
  CHECK(opened.error().subject == "film/accueillir.mp4");
  CHECK(opened.error().container == folder.path().generic_string());
}

TEST_CASE("what is neither kit nor folder nor film is refused with what it is") {
  const test::ScratchFolder folder("none");
  test::write_file(folder.path() / "lettre.txt", "Bonjour");
  CHECK(Kit::open(folder.path().generic_string()).error().code == ErrorCode::kNotAKit);
  CHECK(Kit::open(folder / "lettre.txt").error().code == ErrorCode::kNotAKit);
  if (!*test::kRoot) CHECK(Kit::open("/dev/null").error().code == ErrorCode::kNotAKit);
  CHECK(Kit::open(folder / "absent.mallette").error().code == ErrorCode::kFileNotFound);
  CHECK(Kit::open("").error().code == ErrorCode::kFileNotFound);
}

TEST_CASE("a folder of more files than a kit may hold is refused") {
  const test::ScratchFolder folder("many");
  test::write_small_kit(folder.path());
  REQUIRE(test::make_empty_files(folder.path(), 10'001, ""));
  CHECK(Kit::open(folder.path().generic_string()).error().code == ErrorCode::kArchiveLimit);
}

TEST_CASE("a film's neighbours become its tracks by their names") {
  const test::ScratchFolder folder("bare");
  for (const char* name :
       {"anna.mp4", "anna.jpg", "anna.fr.sdh.srt", "anna.fr.srt", "anna.EN.vtt", "anna.SDH.vtt",
        "anna.fsl.mp4", "anna.lsf.webm", "anna.fr.ad.m4a", "anna.fr.ad-voice.ogg", "anna.fr.descriptions.vtt",
        "anna.fr.ad.mp4", "anna.fr.chapters.vtt", "anna.fr.transcript.md", "anna.uk.txt",
        // strangers
        "anna2.fr.srt", "annabelle.srt", "anna.montage.mp4", "anna.fr.remix.srt", "anna.pdf", "anna.json",
        "anna"}) {
    test::write_file(folder.path() / name, "x");
  }
  const auto kit = Kit::open(folder / "anna.mp4");
  REQUIRE(kit);
  CHECK(kit->form() == KitForm::kBare);
  CHECK(kit->entries().size() == 15);
  REQUIRE(kit->manifest().film.size() == 1);
  const Film& film = kit->manifest().film[0];
  CHECK(film.title == "anna");
  CHECK(film.video == "anna.mp4");
  CHECK(film.poster == "anna.jpg");
  const auto caption = [&](const std::string& path) {
    const auto found = std::find_if(film.captions.begin(), film.captions.end(),
                                    [&](const auto& t) { return t.path == path; });
    REQUIRE(found != film.captions.end());
    return *found;
  };
  CHECK(film.captions.size() == 4);
  CHECK(caption("anna.fr.sdh.srt").kind == CaptionKind::kCaptions);
  CHECK(caption("anna.fr.srt").kind == CaptionKind::kSubtitles);
  CHECK(caption("anna.EN.vtt").language == "en");
  CHECK(caption("anna.SDH.vtt").kind == CaptionKind::kCaptions);
  REQUIRE(film.sign.size() == 2);
  CHECK(film.sign[1].language == "fsl");
  REQUIRE(film.description.size() == 3);
  CHECK(film.description[0].kind == DescriptionKind::kVoice);
  CHECK(film.description[1].kind == DescriptionKind::kMix);
  CHECK(film.description[2].kind == DescriptionKind::kText);
  REQUIRE(film.version.size() == 1);
  CHECK(film.version[0].contains == std::vector<VersionPart>{VersionPart::kDescription});
  CHECK(film.chapters.size() == 1);
  CHECK(film.transcript.size() == 2);
  CHECK(test::text_of(*kit->resource("anna.fr.srt")) == "x");
  CHECK(to_json(*kit).find("\"form\": \"bare\"") != std::string::npos);
}

TEST_CASE("a film named from its own folder is found with its neighbours") {
  const test::ScratchFolder folder("cwd");
  test::write_file(folder.path() / "Été 2024.MKV", "x");
  test::write_file(folder.path() / "Été 2024.fr.srt", "x");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const auto kit = Kit::open("Été 2024.MKV");
  const std::string text = kit ? test::text_of(*kit->resource("Été 2024.fr.srt")) : "";
  fs::current_path(before);
  CHECK(text == "x");
  CHECK(kit->manifest().kit.id == "bare.-t-2024");
}
