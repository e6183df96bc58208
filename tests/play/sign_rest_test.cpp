// SPDX-License-Identifier: GPL-3.0-or-later
// The signer's track against the film's: another rate, another shape, later, shorter, longer. Real
// decoding on a clock that is stepped, as the wall sees it.
#include <doctest/doctest.h>

#include "player/app/film_pacer.h"
#include "player/app/film_show.h"
#include "player/app/paths.h"
#include "player/media/rest_picture.h"
#include "tests/support/made_media.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace std::chrono_literals;
using media::MediaTime;
using media::PlaybackState;

namespace {

constexpr const char* kFast = "-c:v libx264 -preset ultrafast -g 12";
constexpr int kResting = -2, kNone = -1;

/// The first row of a rest picture is of one colour; a made film's is white and black, or all black.
int seen(const media::FramePtr& frame) {
  if (!frame) return kNone;
  const auto* row = frame->planes[0].data;
  const media::FramePtr rest = media::rest_picture(*frame);
  const bool rests = std::equal(row, row + frame->width, rest->planes[0].data);
  return rests ? kResting : test::number_in(*frame);
}

/// A film of four seconds and its signer.
class Signed {
 public:
  struct Spec {
    test::MadeFilm sign;
    media::Duration offset{};  ///< as the kit says: where in the signer's file the film begins
    media::Duration tail{};
    std::optional<MediaTime> until = {};
  };

  explicit Signed(const Spec& spec) : folder_("sign-rest"), pacer_(driver_, stage_) {
    REQUIRE(test::make_film(folder_ / "film.mkv", {.video = kFast, .audio = "-c:a flac", .seconds = 4}));
    REQUIRE(test::make_film(folder_ / "sign.mkv", spec.sign));
    const auto paths = app::find_paths();
    REQUIRE(paths);
    app::ShowSpec show;
    show.tracks.film.resource = file_resource(folder_ / "film.mkv");
    show.tracks.sign = media::InputSpec{.resource = file_resource(folder_ / "sign.mkv"), .offset = -spec.offset};
    show.tail = spec.tail;
    show.until = spec.until;
    show.caption_fonts = paths->caption_fonts;
    show_ = std::make_unique<app::FilmShow>(std::move(show), driver_.clock(), driver_.waker());
    static_cast<void>(driver_.start_sound(show_->playback()));
  }
  ~Signed() { driver_.stop_sound(); }

  app::FilmShow& show() { return *show_; }

  void turn() {
    show_->update();
    const auto next = driver_.clock().now() + 10ms;
    if (!show_->loaded()) return driver_.wait_until(std::nullopt);
    if (std::exchange(fresh_, false)) show_->play();
    pacer_.turn(*show_, std::nullopt, next);
  }
  template <class Condition>
  void until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!condition()) {
      REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, "it never came to that");
      turn();
    }
  }
  void to(media::Duration at) {
    until([&] { return show_->playback().position() >= MediaTime(at); });
    turn();
  }
  void wait(media::Duration time) {
    const auto end = driver_.clock().now() + time;
    until([&] { return driver_.clock().now() >= end; });
  }
  /// What the wall shows in the signer's place.
  int sign() { return seen(stage_.last.signer); }
  render::Layout layout() const { return stage_.last.layout; }

 private:
  class LastStage final : public app::Stage {
   public:
    render::Size size() const override { return memory_.size(); }
    Result<void> prepare(const render::Scene& scene) override {
      last = scene;
      return memory_.prepare(scene);
    }
    Result<void> present() override { return memory_.present(); }
    Result<render::Picture> capture() override { return memory_.capture(); }
    std::string renderer_name() const override { return memory_.renderer_name(); }
    render::Scene last;

   private:
    app::MemoryStage memory_{{320, 180}};
  };

  test::ScratchFolder folder_;
  app::SteppedDriver driver_;
  LastStage stage_;
  app::FilmPacer pacer_;
  std::unique_ptr<app::FilmShow> show_;
  bool fresh_ = true;
};

test::MadeFilm sign_of(double seconds, const std::string& size = "64x64", const std::string& rate = "25") {
  return {.video = kFast, .audio = "", .rate = rate, .seconds = seconds, .size = size};
}

}  // namespace

TEST_CASE("a signer that is over holds its last picture for a while, then rests, the film goes on") {
  Signed film({.sign = sign_of(1)});
  film.to(900ms);
  CHECK(film.sign() == 22);
  const render::Layout before = film.layout();
  film.to(2400ms);  // the end, and 1.4 s
  CHECK(film.sign() == 24);
  film.to(2600ms);
  CHECK(film.sign() == kResting);
  CHECK(film.layout() == before);
  film.to(3800ms);
  CHECK(film.sign() == kResting);
  film.show().seek(MediaTime(500ms));
  film.until([&] { return film.show().playback().state() == PlaybackState::kPlaying; });
  film.turn();
  CHECK(film.sign() >= 12);
}

TEST_CASE("a tail that the kit names is held instead") {
  Signed film({.sign = sign_of(1), .tail = 600ms});
  film.to(1500ms);
  CHECK(film.sign() == 24);
  film.to(1700ms);
  CHECK(film.sign() == kResting);
}

TEST_CASE("before a signer that begins later, its place rests, and signing begins in time") {
  Signed film({.sign = sign_of(3), .offset = -1s});
  film.until([&] { return film.sign() != kNone; });
  CHECK(film.sign() == kResting);
  const render::Layout before = film.layout();
  film.to(960ms);
  CHECK(film.sign() == kResting);
  film.to(1040ms);
  CHECK(film.sign() >= 0);
  CHECK(film.sign() <= 2);
  CHECK(film.layout() == before);
  film.to(2s);
  CHECK(film.sign() >= 24);
}

TEST_CASE("sought behind its end, a signer rests at once, sought before its beginning too") {
  Signed over({.sign = sign_of(1)});
  over.to(100ms);
  over.show().pause();
  over.show().seek(MediaTime(3500ms));
  over.until([&] { return over.show().playback().state() == PlaybackState::kPaused && over.sign() == kResting; });
  Signed later({.sign = sign_of(2), .offset = -2s});
  later.to(3s);
  CHECK(later.sign() >= 0);
  later.show().pause();
  later.show().seek(MediaTime(500ms));
  later.until([&] { return later.show().playback().state() == PlaybackState::kPaused && !later.show().next_due(); });
  CHECK(later.sign() == kResting);
}

TEST_CASE("a lead-in of the signer's file is passed over") {
  Signed film({.sign = sign_of(4), .offset = 1s});
  film.to(1s);
  CHECK(film.sign() >= 49);
  CHECK(film.sign() <= 51);
}

TEST_CASE("another frame rate keeps in step, within a frame") {
  for (const std::string rate : {"30000/1001", "24", "50"}) {
    Signed film({.sign = sign_of(4, "64x64", rate)});
    const double fps = rate == "24" ? 24 : rate == "50" ? 50 : 30000.0 / 1001;
    for (const auto at : {500ms, 1500ms, 2500ms}) {
      film.to(at);
      const double t = std::chrono::duration<double>(film.show().playback().position().time_since_epoch()).count();
      INFO("rate " << rate << " at " << t << " shows " << film.sign());
      CHECK(film.sign() <= t * fps + 0.5);
      CHECK(film.sign() >= t * fps - 0.04 * fps - 1);
    }
  }
}

TEST_CASE("a portrait signer keeps its shape, and so does its rest") {
  Signed film({.sign = sign_of(1, "48x96")});
  film.to(500ms);
  const render::Rect at_work = film.layout().signer;
  CHECK(std::abs(at_work.height - 2 * at_work.width) <= 2);
  film.to(3s);
  CHECK(film.sign() == kResting);
  CHECK(film.layout().signer == at_work);
}

TEST_CASE("a signer longer than the film ends with it, and does not stay in mid-sign") {
  Signed film({.sign = sign_of(6)});
  film.until([&] { return film.show().playback().state() == PlaybackState::kEnded; });
  film.turn();
  CHECK(film.sign() >= 97);
  film.wait(1200ms);
  CHECK(film.sign() >= 97);
  film.wait(500ms);
  CHECK(film.sign() == kResting);
}

TEST_CASE("an excerpt that has ended shows its signer again when it is sought in") {
  Signed film({.sign = sign_of(4), .until = MediaTime(1s)});
  film.until([&] { return film.show().playback().state() == PlaybackState::kEnded; });
  film.wait(1700ms);
  CHECK(film.sign() == kResting);
  film.show().seek(MediaTime(500ms));
  film.until([&] { return film.show().playback().state() == PlaybackState::kPaused && !film.show().next_due(); });
  CHECK(film.sign() == 12);
}
