// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_tracks.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/test_data.h"

using namespace mallette;
using app::DescriptionWish;
using app::TrackWish;

namespace {

/// A kit folder with the given manifest behind the header; every file it may name is there, empty.
class SketchKit {
 public:
  explicit SketchKit(const std::string& rest, const std::string& language = "fr") : folder_("tracks") {
    std::ofstream(folder_ / "kit.toml") << "format = 1\n[kit]\nid = \"a\"\ntitle = \"A\"\nversion = \"1\"\nlanguage = \""
                                        << language << "\"\n" << rest;
    for (const char* name : {"film.mp4", "clip.mp4", "lsf.mp4", "mix.m4a", "voix.m4a", "st.mp4", "fr.srt", "fr2.srt", "en.srt"}) {
      std::ofstream(folder_ / name) << "x";
    }
  }
  kits::Kit open() const {
    auto kit = kits::Kit::open(folder_.path().generic_string());
    REQUIRE_MESSAGE(kit, to_log_line(kit.error()));
    return *kit;
  }

 private:
  test::ScratchFolder folder_;
};

constexpr const char* kFilm = R"(
[[film]]
id = "f"
title = "F"
video = "film.mp4"
  [[film.captions]]
  path = "en.srt"
  language = "en"
  kind = "subtitles"
  [[film.captions]]
  path = "fr2.srt"
  language = "fr"
  kind = "subtitles"
  [[film.captions]]
  path = "fr.srt"
  language = "fr"
  kind = "captions"
  [[film.sign]]
  path = "lsf.mp4"
  language = "fsl"
  offset = "500ms"
  [[film.description]]
  path = "voix.m4a"
  language = "fr"
  kind = "voice"
  [[film.description]]
  path = "mix.m4a"
  language = "fr"
  kind = "mix"
)";

std::string name(const std::optional<media::InputSpec>& input) { return input ? input->resource.name : "none"; }

}  // namespace

TEST_CASE("captions for deaf people come before a translation of the same language") {
  const SketchKit sketch(kFilm);
  const auto tracks = app::select_tracks(sketch.open(), {});
  REQUIRE(tracks);
  REQUIRE(tracks->captions);
  CHECK(tracks->captions->resource.name == "fr.srt");
}

TEST_CASE("a description is never chosen for those who did not ask") {
  const SketchKit sketch(kFilm);
  CHECK_FALSE(app::select_tracks(sketch.open(), {})->description);
  const auto asked = app::select_tracks(sketch.open(), {.description = DescriptionWish::kVoice});
  REQUIRE(asked->description);
  CHECK(asked->description->first == media::SoundRole::kVoice);
  CHECK(asked->description->second.resource.name == "voix.m4a");
}

TEST_CASE("a signer's offset says where in its file the film begins") {
  const SketchKit sketch(kFilm);
  const auto tracks = app::select_tracks(sketch.open(), {});
  CHECK(name(tracks->sign) == "lsf.mp4");
  CHECK(tracks->sign->offset == std::chrono::milliseconds(-500));
}

TEST_CASE("captions of another language are had by asking, and none by saying so") {
  const SketchKit sketch(kFilm);
  CHECK(app::select_tracks(sketch.open(), {.captions = "en"})->captions->resource.name == "en.srt");
  CHECK_FALSE(app::select_tracks(sketch.open(), {.captions = std::nullopt})->captions);
  CHECK_FALSE(app::select_tracks(sketch.open(), {.captions = "de"})->captions);
}

TEST_CASE("what is only burned into another version brings that version, and is not drawn twice") {
  const SketchKit sketch(R"(
[[film]]
id = "f"
title = "F"
video = "film.mp4"
  [[film.captions]]
  path = "fr.srt"
  language = "fr"
  kind = "captions"
  [[film.version]]
  path = "st.mp4"
  contains = ["sign", "captions"]
  offset = "2s"
)");
  const auto with = app::select_tracks(sketch.open(), {.sign = true});
  CHECK(with->film.resource.name == "st.mp4");
  CHECK(with->film.offset == std::chrono::seconds(-2));
  CHECK_FALSE(with->captions);
  CHECK(with->caption_language.empty());
  const auto without = app::select_tracks(sketch.open(), {.sign = false});
  CHECK(without->film.resource.name == "film.mp4");
  CHECK(without->captions);
}

TEST_CASE("a film that the kit does not have is refused with those that it has") {
  const SketchKit sketch(kFilm);
  const auto tracks = app::select_tracks(sketch.open(), {.film = "g"});
  REQUIRE_FALSE(tracks);
  CHECK(tracks.error().code == ErrorCode::kManifestReference);
  CHECK(tracks.error().allowed == "f");
}

TEST_CASE("a track that is named and missing is told of, and the film plays without it") {
  const SketchKit sketch(R"(
[[film]]
id = "f"
title = "F"
video = "film.mp4"
  [[film.sign]]
  path = "lsf/absent.mp4"
  language = "fsl"
)");
  const auto tracks = app::select_tracks(sketch.open(), {});
  REQUIRE(tracks);
  CHECK_FALSE(tracks->sign);
  REQUIRE(tracks->missing.size() == 1);
  CHECK(tracks->missing[0].code == ErrorCode::kEntryNotFound);
  CHECK(tracks->missing[0].subject == "lsf/absent.mp4");
}

TEST_CASE("descriptions are walked through in order, and end with none") {
  const SketchKit sketch(kFilm);
  const auto kit = sketch.open();
  CHECK(app::first_description(kit, "f") == DescriptionWish::kMix);
  CHECK(app::next_description(kit, "f", DescriptionWish::kMix) == DescriptionWish::kVoice);
  CHECK(app::next_description(kit, "f", DescriptionWish::kVoice) == DescriptionWish::kOff);
}

TEST_CASE("a text comes behind mix and voice, and is offered where it lies: in the manifest, or inside the film") {
  const SketchKit sketch(std::string(kFilm) + "  [[film.description]]\n  path = \"en.srt\"\n  language = \"en\"\n  kind = \"text\"\n  offset = \"2s\"\n"
                         "  [[film.description]]\n  path = \"fr.srt\"\n  language = \"fr\"\n  kind = \"text\"\n");
  const auto kit = sketch.open();
  CHECK(app::next_description(kit, "f", DescriptionWish::kVoice) == DescriptionWish::kText);
  CHECK(app::next_description(kit, "f", DescriptionWish::kText) == DescriptionWish::kOff);
  CHECK(app::nearest_description(kit, "f", DescriptionWish::kText) == DescriptionWish::kText);
  const auto tracks = app::select_tracks(kit, {.description = DescriptionWish::kText});
  REQUIRE(tracks);
  CHECK_FALSE(tracks->description);
  REQUIRE(tracks->spoken);
  CHECK(tracks->spoken->name == "fr.srt");  // in the film's language before another
  CHECK(tracks->spoken->language == "fr");
  CHECK(tracks->missing.empty());

  const SketchKit without("[[film]]\nid = \"f\"\nvideo = \"film.mp4\"\n");
  const auto plain = without.open();
  CHECK(app::first_description(plain, "f") == DescriptionWish::kOff);
  CHECK(app::first_description(plain, "f", false, true) == DescriptionWish::kText);
  CHECK(app::nearest_description(plain, "f", DescriptionWish::kText) == DescriptionWish::kOff);
  const auto inside = app::select_tracks(plain, {.description = DescriptionWish::kText});
  REQUIRE(inside->spoken);
  CHECK_FALSE(inside->spoken->file);
  CHECK(inside->missing.empty());  // who speaks it finds out
}

TEST_CASE("a film has a description where it has a text, and where a version shows one") {
  kits::Film film;
  CHECK_FALSE(app::tracks_of(film).description);
  film.description.emplace_back().kind = kits::DescriptionKind::kText;
  CHECK(app::tracks_of(film).description);
  const SketchKit sketch("[[film]]\nid = \"f\"\nvideo = \"film.mp4\"\n  [[film.version]]\n  path = \"st.mp4\"\n  contains = [\"description\"]\n");
  CHECK(app::first_description(sketch.open(), "f") == DescriptionWish::kMix);
}

TEST_CASE("captions that are missing are told of once, and those of another language stand in") {
  constexpr const char* kMissing = R"(
[[film]]
id = "f"
video = "film.mp4"
  [[film.captions]]
  path = "lost.srt"
  language = "fr"
)";
  const SketchKit sketch(kMissing);
  const auto tracks = app::select_tracks(sketch.open(), {});
  REQUIRE(tracks);
  CHECK(tracks->missing.size() == 1);
  const SketchKit with_other(std::string(kMissing) + "  [[film.captions]]\n  path = \"en.srt\"\n  language = \"en\"\n");
  const auto others = app::select_tracks(with_other.open(), {});
  REQUIRE(others);
  REQUIRE(others->captions);
  CHECK(others->captions->resource.name == "en.srt");
}
