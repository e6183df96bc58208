// SPDX-License-Identifier: GPL-3.0-or-later
// What a film's player does with keys, tracks and time, on a clock that is stepped, with real decoding.
#include "player/app/film_player.h"

#include <doctest/doctest.h>

#include <fstream>

#include "player/app/paths.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace std::chrono_literals;

namespace {

constexpr const char* kMp4 = "-c:v libx264 -preset ultrafast";

/// A kit whose film has captions of its own, and a version with signer and captions burned in.
class TwoVersionKit {
 public:
  TwoVersionKit() : folder_("film-player") {
    REQUIRE(test::make_film(folder_ / "film.mkv", {.video = kMp4, .audio = "-c:a flac"}));
    REQUIRE(test::make_film(folder_ / "lsf.mkv", {.video = kMp4, .audio = "-c:a flac"}));
    std::ofstream(folder_ / "fr.srt") << "1\n00:00:00,000 --> 00:00:10,000\nBonjour\n";
    std::ofstream(folder_ / "kit.toml") << R"(format = 1
[kit]
id = "a"
title = "A"
version = "1"
language = "fr"
[[film]]
id = "f"
video = "film.mkv"
  [[film.captions]]
  path = "fr.srt"
  language = "fr"
  [[film.version]]
  path = "lsf.mkv"
  contains = ["sign", "captions"]
)";
  }
  kits::Kit open() const {
    auto kit = kits::Kit::open(folder_.path().generic_string());
    REQUIRE_MESSAGE(kit, to_log_line(kit.error()));
    return *kit;
  }

 private:
  test::ScratchFolder folder_;
};

/// Remembers of each scene whether it had captions.
class WatchedStage final : public app::Stage {
 public:
  render::Size size() const override { return memory_.size(); }
  Result<void> prepare(const render::Scene& scene) override {
    captioned.push_back(scene.captions != nullptr);
    if (scene.captions) last_captioned = scene;
    return memory_.prepare(scene);
  }
  Result<void> present() override { return memory_.present(); }
  Result<render::Picture> capture() override { return memory_.capture(); }
  std::string renderer_name() const override { return memory_.renderer_name(); }

  std::vector<bool> captioned;
  render::Scene last_captioned;

 private:
  app::MemoryStage memory_{{160, 90}};
};

struct Watched {
  app::FilmReport report;
  std::vector<bool> captioned;
  render::Scene last_captioned;
};

Watched play(const kits::Kit& kit, app::TrackWish wish, const std::string& script) {
  auto commands = app::parse_script(script, "script");
  REQUIRE(commands);
  const auto paths = app::find_paths();
  REQUIRE(paths);
  app::FilmOrder order{.wish = std::move(wish), .script = std::move(*commands), .leave_after_script = true, .caption_fonts = paths->caption_fonts};
  auto tracks = app::select_tracks(kit, order.wish);
  REQUIRE(tracks);
  WatchedStage stage;
  app::SteppedDriver driver;
  auto report = app::FilmPlayer(kit, order, std::move(*tracks), driver).run(stage);
  return {std::move(report), std::move(stage.captioned), std::move(stage.last_captioned)};
}

/// Says when its sound is stopped.
class ToldDriver final : public app::Driver {
 public:
  explicit ToldDriver(bool& sounding) : sounding_(sounding) {}
  const media::WallClock& clock() const override { return inner_.clock(); }
  media::Wake waker() override { return inner_.waker(); }
  std::optional<Error> start_sound(media::Playback& playback) override {
    sounding_ = true;
    return inner_.start_sound(playback);
  }
  void stop_sound() override {
    inner_.stop_sound();
    sounding_ = false;
  }
  std::string sound_name() const override { return inner_.sound_name(); }
  void wait_until(std::optional<media::WallTime> deadline) override { inner_.wait_until(deadline); }

 private:
  app::PacedDriver inner_;
  bool& sounding_;
};

}  // namespace

TEST_CASE("captions that the new version shows itself are taken off the picture") {
  const TwoVersionKit sketch;
  const auto kit = sketch.open();
  const auto watched = play(kit, {.sign = false}, "play\nwait 0.4\nkey L\nwait 0.4\nquit\n");
  REQUIRE_FALSE(watched.captioned.empty());
  CHECK(watched.captioned.front());
  CHECK_FALSE(watched.captioned.back());
}

TEST_CASE("one key brings captions that the film was begun without, and takes them off again") {
  const TwoVersionKit sketch;
  const auto kit = sketch.open();
  const app::TrackWish none{.captions = std::nullopt, .sign = false};
  const auto on = play(kit, none, "play\nwait 0.2\nkey S\nwait 0.4\nquit\n");
  REQUIRE_FALSE(on.captioned.empty());
  CHECK_FALSE(on.captioned.front());
  CHECK(on.captioned.back());
  CHECK_FALSE(play(kit, none, "play\nwait 0.2\nkey S\nwait 0.4\nkey S\nwait 0.4\nquit\n").captioned.back());
}

TEST_CASE("the next captions are seen, though captions were off") {
  const TwoVersionKit sketch;
  const auto kit = sketch.open();
  CHECK(play(kit, {.sign = false}, "play\nwait 0.2\nkey S\nwait 0.2\nkey Shift+S\nwait 0.4\nquit\n").captioned.back());
}

TEST_CASE("sound alone comes to its end on a stepped clock too") {
  const test::ScratchFolder folder("sound-alone");
  REQUIRE(test::make_film(folder / "son.mkv", {.video = "", .audio = "-c:a flac"}));
  const auto kit = kits::Kit::open(folder / "son.mkv");
  REQUIRE(kit);
  const auto watched = play(*kit, {}, "");
  REQUIRE(watched.report.ended_at_ms);
  CHECK(*watched.report.ended_at_ms == doctest::Approx(2000).epsilon(0.02));
}

TEST_CASE("a talk without a picture has its captions across the middle of a calm colour, not of black") {
  const test::ScratchFolder folder("talk");
  REQUIRE(test::make_film(folder / "son.mkv", {.video = "", .audio = "-c:a flac"}));
  std::ofstream(folder / "son.fr.srt") << "1\n00:00:00,000 --> 00:00:10,000\nBonjour\n";
  const auto kit = kits::Kit::open(folder / "son.mkv");
  REQUIRE(kit);
  const render::Scene seen = play(*kit, {}, "").last_captioned;
  CHECK(seen.background == 0xFF1C252D);
  REQUIRE(seen.captions);
  const double middle = (seen.captions->y + seen.captions->height / 2.0) / 90;
  CHECK(middle > 0.4);
  CHECK(middle < 0.68);
}

TEST_CASE("the sound stops before the film that it is taken from is gone") {
  const TwoVersionKit sketch;
  const auto kit = sketch.open();
  auto tracks = app::select_tracks(kit, {});
  REQUIRE(tracks);
  bool sounding = false;
  ToldDriver driver(sounding);
  app::MemoryStage stage({160, 90});
  {
    app::FilmPlayer player(kit, {}, std::move(*tracks), driver);
    player.run(stage, [&] {
      CHECK(sounding);
      player.leave();
    });
  }
  CHECK_FALSE(sounding);
}
