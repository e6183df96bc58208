// SPDX-License-Identifier: GPL-3.0-or-later
// A small kit, made at test time, whose session has excerpts of one film, a replay, a clip, a film that
// cannot be read and a document that is not there. Its pictures and its sound say where they are: made_media.h.
#pragma once

#include <doctest/doctest.h>

#include <fstream>

#include "kits/kit.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

namespace mallette::test {

/// The steps of its plan by index.
namespace made_step {
inline constexpr std::size_t kMessage = 0, kFirst = 1, kPrompt = 2, kSecond = 3, kClip = 4, kToTheEnd = 5,
                             kBroken = 6, kMissing = 7, kClosing = 8, kCount = 9;
}

/// SECRET is in every text that is for the trainer alone.
inline constexpr const char* kMadeManifest = R"(format = 1
[kit]
id = "fr.example.made"
title = "Made"
version = "1"
language = "fr"
[[film]]
id = "f"
title = "The film"
video = "film.mkv"
  [[film.captions]]
  path = "fr.srt"
  language = "fr"
  [[film.sign]]
  path = "sign.mkv"
  language = "fsl"
  tail = "600ms"
  [[film.description]]
  path = "mix.mka"
  language = "fr"
  kind = "mix"
  [[film.description]]
  path = "text.vtt"
  language = "fr"
  kind = "text"
[[film]]
id = "broken"
video = "broken.mkv"
[[clip]]
id = "c"
title = "The clip"
video = "clip.mkv"
  [[clip.captions]]
  path = "fr.srt"
  language = "fr"
[[sheet]]
id = "gone"
title = "The sheet"
path = "gone.pdf"
[[plan]]
id = "p"
title = "The plan"
[[plan.step]]
type = "message"
title = "Welcome"
text = "Hello."
notes = "SECRET 0"
[[plan.step]]
type = "film"
title = "First excerpt"
film = "f"
to = "00:01"
notes = "SECRET 1"
[[plan.step]]
type = "prompt"
question = "What did you see?"
sign = "ask.mkv"
follow_ups = ["And then?"]
expected = ["SECRET point"]
notes = "SECRET 2"
replay = { film = "f", from = "00:00.400", to = "00:00.800" }
[[plan.step]]
type = "film"
title = "Second excerpt"
film = "f"
from = "00:01"
to = "00:02"
notes = "SECRET 3"
[[plan.step]]
type = "clip"
title = "The clip"
clip = "c"
notes = "SECRET 4"
[[plan.step]]
type = "film"
title = "To the end"
film = "f"
from = "00:02"
notes = "SECRET 5"
[[plan.step]]
type = "film"
title = "A film that is broken"
film = "broken"
notes = "SECRET 6"
[[plan.step]]
type = "sheet"
title = "A sheet that is gone"
sheet = "gone"
notes = "SECRET 7"
[[plan.step]]
type = "closing"
title = "Thanks"
text = "Take care."
notes = "SECRET 8"
)";

class MadeKit {
 public:
  MadeKit() : folder_("made-kit") {
    const std::string video = "-c:v libx264 -preset ultrafast -g 12";
    REQUIRE(make_film(folder_ / "film.mkv", {.video = video, .audio = "-c:a flac", .seconds = 4}));
    REQUIRE(make_film(folder_ / "sign.mkv", {.video = video, .audio = "", .seconds = 4, .size = "64x64"}));
    REQUIRE(make_film(folder_ / "ask.mkv", {.video = video, .audio = "-c:a flac", .seconds = 1, .size = "64x96"}));
    REQUIRE(make_film(folder_ / "clip.mkv", {.video = video, .audio = "-c:a flac", .seconds = 1}));
    REQUIRE(make_film(folder_ / "mix.mka", {.video = "", .audio = "-c:a flac", .seconds = 4}));
    std::ofstream(folder_ / "broken.mkv") << "This is no film.";
    std::ofstream(folder_ / "fr.srt") << "1\n00:00:00,000 --> 00:00:03,000\nBonjour\n";
    std::ofstream(folder_ / "text.vtt") << "WEBVTT\n\n00:00.200 --> 00:00.600\nUne femme attend, seule, devant la porte.\n";
    std::ofstream(folder_ / "kit.toml") << kMadeManifest;
  }
  [[nodiscard]] std::string path() const { return folder_.path().generic_string(); }
  [[nodiscard]] kits::Kit open() const {
    auto kit = kits::Kit::open(path());
    REQUIRE_MESSAGE(kit, to_log_line(kit.error()));
    return std::move(*kit);
  }

 private:
  ScratchFolder folder_;
};

/// One for all tests of a program: it takes a second to make.
inline const MadeKit& made_kit() {
  static const MadeKit kit;
  return kit;
}

}  // namespace mallette::test
