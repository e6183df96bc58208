// SPDX-License-Identifier: GPL-3.0-or-later
// What a session does with films, sound and journal, on a clock that is stepped, with real decoding.
#include "player/app/session_runner.h"

#include <doctest/doctest.h>

#include "player/app/film_pacer.h"
#include "player/app/paths.h"
#include "player/media/rest_picture.h"
#include "player/session/snapshot.h"
#include "player/speech/espeak_engine.h"
#include "tests/support/session_kit.h"
#include "tests/support/speech_data.h"

using namespace mallette;
using namespace std::chrono_literals;
namespace event = session::event;
namespace step = test::made_step;
using media::MediaTime;
using media::PlaybackState;
using session::FilmPhase;

namespace {

/// What the wall was handed over a film's course.
class WatchedStage final : public app::Stage {
 public:
  struct Scene {
    int film = -1, sign = -1;  ///< the pictures' numbers; -1: none
  };
  render::Size size() const override { return memory_.size(); }
  Result<void> prepare(const render::Scene& scene) override {
    scenes.push_back({scene.film ? test::number_in(*scene.film) : -1, scene.signer ? test::number_in(*scene.signer) : -1});
    return memory_.prepare(scene);
  }
  Result<void> present() override { return memory_.present(); }
  Result<render::Picture> capture() override { return memory_.capture(); }
  std::string renderer_name() const override { return memory_.renderer_name(); }

  std::vector<Scene> scenes;

 private:
  app::MemoryStage memory_{{160, 90}};
};

/// A session of the made kit, turned by hand as the program's loop does.
class Led {
 public:
  explicit Led(app::TrackWish wish = {}, storage::Journal* journal = nullptr, std::optional<session::State> state = {},
               std::optional<std::chrono::milliseconds> rehearsed = {})
      : documents_(driver_.waker()), pacer_(driver_, stage) {
    kits::Kit kit = test::made_kit().open();
    const auto paths = app::find_paths();
    REQUIRE(paths);
    app::SessionSpec spec{.kit = kit, .state = state ? *state : fresh(kit), .wish = std::move(wish), .loudness = {}, .caption_fonts = paths->caption_fonts, .rehearsed = rehearsed};
    runner_ = std::make_unique<app::SessionRunner>(std::move(spec), driver_, documents_, journal);
  }

  static session::State fresh(const kits::Kit& kit) {
    auto deck = session::make_deck(kit.manifest(), kit.manifest().plan.front(), {});
    REQUIRE(deck);
    return session::make_state(std::move(*deck));
  }

  app::SessionRunner& operator*() { return *runner_; }
  app::SessionRunner* operator->() { return runner_.get(); }
  const session::State& state() const { return runner_->state(); }
  const session::Screening& screening() const {
    REQUIRE(state().screening);
    return *state().screening;
  }

  void turn() {
    runner_->update();
    for (Error& error : runner_->take_errors()) errors.push_back(std::move(error));
    app::FilmShow* film = runner_->film();
    const auto next = driver_.clock().now() + 10ms;
    if (film != nullptr && film->loaded()) {
      pacer_.turn(*film, std::nullopt, next);
    } else {
      // As the program does: what is signed beside words is known before time goes on.
      const bool sign_waits = runner_->step_sign().is_waiting() && !session::is_covered(state());
      driver_.wait_until(film != nullptr || sign_waits ? std::nullopt : std::optional(next));
    }
  }

  /// Patience is real time: workers are waited for, and the stepped clock takes as long as it likes.
  template <class Condition>
  void until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!condition()) {
      REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, "it never came to that");
      turn();
    }
  }
  void run_for(media::Duration time) {
    const auto end = driver_.clock().now() + time;
    until([&] { return driver_.clock().now() >= end; });
  }
  void go_to(std::size_t index) { runner_->send(event::Jump{index}); }
  /// Whoever jumps to a film finds it standing.
  void play(std::size_t index) {
    go_to(index);
    runner_->send(event::PlayPause{});
  }
  void await_phase(FilmPhase phase) {
    until([&] { return state().screening && state().screening->phase == phase; });
  }
  void await_position(std::chrono::milliseconds at) {
    until([&] { return state().screening && state().screening->position >= at; });
  }

  WatchedStage stage;
  std::vector<Error> errors;

 private:
  app::SteppedDriver driver_;
  documents::DocumentService documents_;
  app::FilmPacer pacer_;
  std::unique_ptr<app::SessionRunner> runner_;
};

constexpr int kFramesTo(std::chrono::milliseconds at) { return static_cast<int>(at.count() / 40); }

}  // namespace

TEST_CASE("an excerpt stops at its end: its last picture holds while the signer ends") {
  Led led;
  led.play(step::kFirst);
  led.await_phase(FilmPhase::kTail);
  const std::size_t from = led.stage.scenes.size();
  led.await_phase(FilmPhase::kEnded);
  led.run_for(200ms);
  CHECK(led.state().step == step::kFirst);
  CHECK(led.screening().position == 1s);
  REQUIRE(led.stage.scenes.size() > from + 5);  // the signer's, and with it the film's picture again
  for (std::size_t i = from; i < led.stage.scenes.size(); ++i) CHECK(led.stage.scenes[i].film == kFramesTo(1s) - 1);
  CHECK(led.stage.scenes.back().sign >= kFramesTo(1500ms));
  CHECK(led.stage.scenes.back().sign <= kFramesTo(1600ms));
}

TEST_CASE("in a rehearsal a film begins shortly before its end, and its excerpt can be seen whole all the same") {
  Led led({}, nullptr, {}, 300ms);
  led.play(step::kFirst);  // ends at 1 s
  led.await_phase(FilmPhase::kEnded);
  const auto first = std::ranges::find_if(led.stage.scenes, [](const auto& scene) { return scene.film > 2; });
  REQUIRE(first != led.stage.scenes.end());
  CHECK(first->film == kFramesTo(700ms));
  led.play(step::kToTheEnd);  // in the same film: its length was not in the plan
  led.await_phase(FilmPhase::kEnded);
  CHECK(led.stage.scenes.back().film > kFramesTo(1s));
  const auto at = led.stage.scenes.size();
  led->send(event::Restart{});
  led.await_phase(FilmPhase::kRunning);
  led.await_phase(FilmPhase::kEnded);
  CHECK(led.stage.scenes.size() - at > kFramesTo(500ms));
}

TEST_CASE("without the signer an excerpt ends where it ends") {
  Led led({.sign = false});
  led.play(step::kFirst);
  led.await_phase(FilmPhase::kTail);
  led.run_for(150ms);
  CHECK(led.screening().phase == FilmPhase::kEnded);
  CHECK(led->film()->playback().position() == MediaTime(1s));
  for (const auto& scene : led.stage.scenes) CHECK(scene.film < kFramesTo(1s));
}

TEST_CASE("a prompt's excerpt is replayed, ends, and gives way to the prompt again") {
  Led led;
  led.go_to(step::kPrompt);
  CHECK(led->film() == nullptr);
  led->send(event::Replay{});
  led.await_position(500ms);
  REQUIRE(led->film() != nullptr);
  CHECK(led.stage.scenes.front().film == kFramesTo(400ms));
  led.until([&] { return led->film() == nullptr; });  // by itself
  CHECK(led.stage.scenes.back().film == kFramesTo(800ms) - 1);
  CHECK(std::holds_alternative<session::room::Prompt>(led->room()));
  led->send(event::Replay{});
  led.await_position(500ms);
  led->send(event::Replay{});  // back, before its end
  CHECK(led->film() == nullptr);
  CHECK(std::holds_alternative<session::room::Prompt>(led->room()));
  led.run_for(300ms);
  CHECK(led.state().step == step::kPrompt);
}

TEST_CASE("the next excerpt of a film goes on with the file that is open") {
  Led led;
  led.play(step::kFirst);
  led.await_phase(FilmPhase::kEnded);
  const app::FilmShow* open = led->film();
  led.play(step::kSecond);
  CHECK(led->film() == open);
  const std::size_t from = led.stage.scenes.size();
  led.await_phase(FilmPhase::kEnded);
  CHECK(led->film() == open);
  REQUIRE(led.stage.scenes.size() > from);
  CHECK(led.stage.scenes[from].film == kFramesTo(1s));
  CHECK(led.stage.scenes.back().film == kFramesTo(2s) - 1);
  led.play(step::kClip);
  led.await_position(100ms);
  led.play(step::kToTheEnd);
  led.await_phase(FilmPhase::kEnded);
  CHECK(led.stage.scenes.back().film == kFramesTo(4s) - 1);
  CHECK(led.errors.empty());
}

TEST_CASE("a covered film stands, and goes on from there") {
  Led led;
  led.play(step::kFirst);
  led.await_position(300ms);
  led->send(event::Cover{});
  CHECK(led->film()->playback().state() == PlaybackState::kPaused);
  CHECK(std::holds_alternative<session::room::Neutral>(led->room()));
  led.run_for(100ms);  // what a sound device still has
  const auto stands = led.screening().position;
  led.run_for(1s);
  CHECK(led.screening().position == stands);
  led->send(event::Resume{});
  led.await_position(stands + 200ms);
  CHECK(led->film()->playback().state() == PlaybackState::kPlaying);
  CHECK(led->film()->report().seeks.empty());
}

TEST_CASE("a film that cannot be read is told of, and waits for the trainer") {
  Led led;
  led.play(step::kBroken);
  led.await_phase(FilmPhase::kFailed);
  REQUIRE_FALSE(led.errors.empty());
  CHECK(led.errors.front().subject.find("broken.mkv") != std::string::npos);
  const auto* film = std::get_if<session::room::Film>(&led->room());
  REQUIRE(film != nullptr);
  CHECK(film->failed);
  led.run_for(1s);
  CHECK(led.state().step == step::kBroken);
  led->send(event::NextStep{});
  CHECK(led.state().step == step::kMissing);
}

TEST_CASE("a document that is not there is told of, and stops nobody") {
  Led led;
  led.go_to(step::kMissing);
  led.until([&] { return !led.errors.empty(); });
  CHECK(led.errors.front().subject.find("gone.pdf") != std::string::npos);
  led.run_for(300ms);
  CHECK(led.errors.size() == 1);
  led->send(event::Next{});
  CHECK(led.state().step == step::kClosing);
}

TEST_CASE("a session is taken up at its step and instant, paused, with its tracks") {
  const test::ScratchFolder scratch("journal");
  auto folder = storage::StateFolder::open(scratch / "state");
  REQUIRE(folder);
  std::chrono::milliseconds left{};
  {
    storage::Journal journal(*folder);
    Led led({.captions = std::nullopt, .sign = true}, &journal);
    led->send(event::WriteRemark{step::kFirst, "Ask Paul."});
    led.play(step::kSecond);
    led.await_position(1500ms);
    led->send(event::Suspend{});
    left = led.screening().position;
    REQUIRE(journal.flush(10s));
  }
  auto record = storage::read_journal(*folder, "fr.example.made");
  REQUIRE_MESSAGE(record, to_log_line(record.error()));
  CHECK(record->step_title == "Second excerpt");
  auto state = session::read_snapshot(record->snapshot, Led::fresh(test::made_kit().open()).deck);
  REQUIRE_MESSAGE(state, to_log_line(state.error()));

  storage::Journal journal(*folder);
  Led led(app::read_tracks(record->tracks), &journal, std::move(*state));
  CHECK(led.state().step == step::kSecond);
  CHECK(led.state().progress[step::kFirst].remark == "Ask Paul.");
  CHECK_FALSE(led->wish().captions);
  led.until([&] { return led->film() != nullptr && led->film()->playback().state() != PlaybackState::kWaiting; });
  led.run_for(500ms);
  CHECK(led->film()->playback().state() == PlaybackState::kPaused);
  CHECK(led.screening().position == left);
  const media::Duration moved = led->film()->playback().position() - MediaTime(left);
  CHECK(std::chrono::abs(moved) < 100ms);
  led->send(event::Resume{});
  led->send(event::PlayPause{});
  led.await_phase(FilmPhase::kEnded);
  CHECK(led.screening().position == 2s);
}

TEST_CASE("a session that is over leaves nothing to take up") {
  const test::ScratchFolder scratch("journal");
  auto folder = storage::StateFolder::open(scratch / "state");
  REQUIRE(folder);
  storage::Journal journal(*folder);
  Led led({}, &journal);
  led.run_for(1s);
  REQUIRE(journal.flush(10s));
  CHECK(storage::resumable_sessions(*folder).size() == 1);
  led->send(event::Finish{});
  CHECK(led->finished());
  led.run_for(1s);
  REQUIRE(journal.flush(10s));
  CHECK(storage::resumable_sessions(*folder).empty());
}

TEST_CASE("what people need is the same after it was written and read") {
  for (const auto& captions : {std::optional<std::string>(), std::optional<std::string>(""), std::optional<std::string>("en")}) {
    for (const bool sign : {false, true}) {
      for (const auto description : {app::DescriptionWish::kOff, app::DescriptionWish::kMix, app::DescriptionWish::kVoice, app::DescriptionWish::kText}) {
        app::TrackWish wish;
        wish.captions = captions;
        wish.sign = sign;
        wish.description = description;
        const app::TrackWish read = app::read_tracks(app::write_tracks(wish));
        CHECK(read.captions == captions);
        CHECK(read.sign == sign);
        CHECK(read.description == description);
      }
    }
  }
  const app::TrackWish other = app::read_tracks("sound-of-the-sea no-sign \xff mix");
  CHECK_FALSE(other.sign);
  CHECK(other.description == app::DescriptionWish::kMix);
}

TEST_CASE("what was wished of a film holds for the clip behind it, and for the film behind that") {
  Led led({.sign = true, .description = app::DescriptionWish::kMix});
  led.play(step::kFirst);
  led.await_position(100ms);
  REQUIRE(led->tracks() != nullptr);
  CHECK(led->tracks()->description);
  CHECK(led->act(ui::Action::kCaptions));  // off
  led.play(step::kClip);
  led.await_position(100ms);
  CHECK_FALSE(led->tracks()->captions);
  CHECK_FALSE(led->tracks()->description);  // it has none
  CHECK(led->act(ui::Action::kCaptions));   // on again
  CHECK(led->tracks()->captions);
  led.play(step::kSecond);
  led.await_position(1100ms);
  CHECK(led->tracks()->captions);
  CHECK(led->tracks()->sign);
  CHECK(led->tracks()->description);
  CHECK(led.errors.empty());
}

TEST_CASE("a text that is spoken makes the film wait, also over a pause and a neutral screen, then the excerpt ends as ever") {
  Led led({.description = app::DescriptionWish::kText});
  led->set_speech({.speaker = std::make_shared<speech::Speaker>(speech::espeak_engine(test::speech_data()))});
  led.play(step::kFirst);
  const auto waits = [&] { return led->film() != nullptr && led->film()->playback().waits_for_voice(); };
  led.until(waits);
  CHECK(led->tracks()->spoken);
  const MediaTime stood = led->film()->playback().position();
  CHECK(stood <= MediaTime(600ms));
  CHECK(stood > MediaTime(580ms));
  led.run_for(200ms);
  CHECK(led.screening().phase == FilmPhase::kRunning);
  led->send(event::Cover{});
  led.run_for(300ms);
  CHECK_FALSE(waits());
  CHECK(led->film()->playback().position() == stood);
  led->send(event::Resume{});
  led.until(waits);
  led.run_for(100ms);
  led->send(event::PlayPause{});
  led.run_for(100ms);
  CHECK_FALSE(waits());
  led->send(event::PlayPause{});
  led.until(waits);
  CHECK(led->film()->playback().position() == stood);
  led.await_phase(FilmPhase::kEnded);
  CHECK(led.screening().position == 1s);
  CHECK(led->film_report().description_waits == 1);
  CHECK(led.errors.empty());
}

TEST_CASE("the kinds of description are walked through in mid-film, how a text is spoken holds at once") {
  Led led({.description = app::DescriptionWish::kMix});
  const auto speaker = std::make_shared<speech::Speaker>(speech::espeak_engine(test::speech_data()));
  led->set_speech({.speaker = speaker});
  led.play(step::kFirst);
  led.await_position(50ms);
  CHECK(led->act(ui::Action::kNextDescription));
  CHECK(led->wish().description == app::DescriptionWish::kText);
  CHECK(led->tracks()->spoken);
  CHECK_FALSE(led->tracks()->description);
  // The film goes on while a voice that was just chosen gets ready; a seek waits for it.
  led->send(event::SeekTo{0ms});
  led.until([&] { return led->film()->playback().waits_for_voice(); });
  led->set_speech({.speaker = speaker, .extended = false});
  led.await_position(900ms);
  CHECK(led->film()->playback().waits_for_voice_so_far() == 1);
  CHECK(led->act(ui::Action::kNextDescription));
  CHECK(led->wish().description == app::DescriptionWish::kOff);
  CHECK_FALSE(led->tracks()->spoken);
  CHECK(led.errors.empty());
}

TEST_CASE("captions, signer and description can be chosen before the first film") {
  Led led;
  CHECK(led->act(ui::Action::kSign));
  CHECK(led->act(ui::Action::kDescription));
  CHECK(led->act(ui::Action::kCaptions));
  CHECK_FALSE(led->act(ui::Action::kFrameForward));
  led.play(step::kFirst);
  led.await_position(100ms);
  CHECK_FALSE(led->tracks()->sign);
  CHECK(led->tracks()->description);
  CHECK_FALSE(led->tracks()->captions);
}

TEST_CASE("every step that was on is told of, with its times") {
  Led led;
  led.run_for(200ms);
  led.go_to(step::kPrompt);
  led.run_for(300ms);
  led->send(event::PreviousStep{});
  const auto& steps = led->steps();
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].title == "Welcome");
  REQUIRE(steps[0].left_ms);
  CHECK(*steps[0].left_ms == steps[1].entered_ms);
  CHECK(steps[1].type == kits::StepType::kPrompt);
  REQUIRE(steps[1].left_ms);
  CHECK(*steps[1].left_ms - steps[1].entered_ms == doctest::Approx(300).epsilon(0.1));
  CHECK_FALSE(steps[2].left_ms);
}

namespace {

bool rests(const media::FramePtr& frame) {
  if (!frame) return false;
  const auto* row = frame->planes[0].data;
  return std::equal(row, row + frame->width, media::rest_picture(*frame)->planes[0].data);
}

}  // namespace

TEST_CASE("a question that is signed is signed once, then its last picture holds, then rests") {
  Led led;
  led.go_to(step::kPrompt);
  auto& sign = led->step_sign();
  led.until([&] { return sign.frame() != nullptr; });
  CHECK(sign.is_on());
  CHECK(test::number_in(*sign.frame()) <= 2);
  led.run_for(500ms);
  const int middle = test::number_in(*sign.frame());
  CHECK(middle >= 8);
  CHECK(middle <= 14);
  led.run_for(1500ms);
  CHECK_FALSE(sign.is_playing());
  CHECK(test::number_in(*sign.frame()) == kFramesTo(1s) - 1);
  led.run_for(1500ms);
  CHECK(rests(sign.frame()));
  CHECK(led->film() == nullptr);
  CHECK(led.errors.empty());
  sign.replay();
  led.until([&] { return !rests(sign.frame()) && test::number_in(*sign.frame()) < 5; });
  led.run_for(500ms);
  CHECK(test::number_in(*sign.frame()) >= 8);
}

TEST_CASE("what covers the wall holds the signer of a question, and it goes on from there") {
  Led led;
  led.go_to(step::kPrompt);
  auto& sign = led->step_sign();
  led.until([&] { return sign.frame() != nullptr; });
  led.run_for(200ms);
  led->send(event::PressNeutral{event::NeutralKey::kB});
  led.run_for(100ms);
  const int held = test::number_in(*sign.frame());
  led.run_for(2s);
  CHECK(test::number_in(*sign.frame()) == held);
  led->send(event::Resume{});
  led.run_for(300ms);
  CHECK(test::number_in(*sign.frame()) > held);
  CHECK(test::number_in(*sign.frame()) < kFramesTo(1s) - 1);
}

TEST_CASE("a question is signed while sign language is on, and L takes it away and brings it back") {
  Led led({.sign = false});
  led.go_to(step::kPrompt);
  led.run_for(300ms);
  CHECK_FALSE(led->step_sign().is_on());
  led->act(ui::Action::kSign);
  led.turn();
  CHECK(led->step_sign().is_on());
  led.until([&] { return led->step_sign().frame() != nullptr; });
  led->act(ui::Action::kSign);
  led.turn();
  CHECK_FALSE(led->step_sign().is_on());
  CHECK(led->step_sign().frame() == nullptr);
}

TEST_CASE("the next step's words are not signed by the last one's signer") {
  Led led;
  led.go_to(step::kPrompt);
  led.until([&] { return led->step_sign().frame() != nullptr; });
  led.go_to(step::kMessage);
  led.turn();
  CHECK_FALSE(led->step_sign().is_on());
  CHECK(led->step_sign().frame() == nullptr);
}

TEST_CASE("the signer's place is the same for the films that follow, and swapped and back again") {
  Led led;
  led.play(step::kFirst);
  led.await_position(200ms);
  led->act(ui::Action::kSwapSign);
  CHECK(led->film()->sign_stand().place == render::SignPlacement::kFirstRight);
  led.play(step::kClip);
  led.await_position(100ms);
  CHECK(led->film()->sign_stand().place == render::SignPlacement::kFirstRight);
  led->act(ui::Action::kSwapSign);
  CHECK(led->film()->sign_stand().place == render::SignPlacement::kRightBottom);
  led->act(ui::Action::kNextSignPlace);
  CHECK(led->film()->sign_stand().place == render::SignPlacement::kRightTop);
}

TEST_CASE("a signed version that cannot be read, or is not there, is told of, and no place is kept for it") {
  const kits::Kit kit = test::made_kit().open();
  for (const char* entry : {"broken.mkv", "nowhere.mkv"}) {
    app::SteppedDriver driver;
    app::StepSign sign(driver, nullptr);
    sign.show(kit, entry);
    std::vector<Error> errors;
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (errors.empty() || sign.is_on()) {
      REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, "it never came to that");
      driver.wait_until(std::nullopt);
      sign.update();
      for (Error& error : sign.take_errors()) errors.push_back(std::move(error));
    }
    CHECK(errors.size() == 1);
    CHECK(sign.frame() == nullptr);
    CHECK_FALSE(sign.changes_at());
    CHECK(sign.take_errors().empty());
    sign.show(kit, "ask.mkv");
    CHECK(sign.is_on());
  }
}
