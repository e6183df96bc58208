// SPDX-License-Identifier: GPL-3.0-or-later
// Films in a session: warnings, excerpts, the clicker's rule, what covers the room.
#include <doctest/doctest.h>

#include "player/session/desk_view.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

/// In the first film, playing, at 12 s.
Lead in_film() {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(12s);
  return lead;
}

FilmPhase phase(const Lead& lead) {
  return lead.state.screening ? lead.state.screening->phase : FilmPhase::kFailed;
}

}  // namespace

TEST_CASE("a warning waits before the first film, once, with whom to talk to") {
  Lead lead(session_deck());
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kFilm);
  CHECK(lead.room<room::Warning>().text == "Ce film montre des violences.");
  CHECK(lead.room<room::Warning>().support == "Une personne est à l'accueil.");
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
  lead.after(10min);
  CHECK(lead.room<room::Warning>().text != "");
  lead.send(event::Next{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->film == FilmRef{FilmKind::kFilm, "anna"});
  CHECK(load->at == 10s);
  CHECK(load->to == 40s);
  CHECK(load->tail == 1500ms);
  CHECK(load->play);
  lead.send(event::PreviousStep{});
  lead.send(event::NextStep{});
  CHECK(lead.room<room::Film>().film.id == "anna");
}

TEST_CASE("a film with a warning of its own is preceded by that one") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.send(event::Jump{step::kSecondFilm});
  CHECK(lead.room<room::Warning>().text == "Celui-ci aussi.");
  lead.send(event::Jump{step::kClip});  // the kit's, which was seen
  CHECK(lead.room<room::Film>().film == FilmRef{FilmKind::kClip, "experte"});
}

TEST_CASE("a warning that was turned away from comes again") {
  Lead lead(session_deck());
  lead.send(event::Next{});
  lead.send(event::Previous{});
  CHECK(lead.state.step == step::kMessage);
  lead.send(event::NextStep{});
  CHECK(lead.room<room::Warning>().text != "");
}

TEST_CASE("a film begins by itself only when it comes next, jumped to, it holds its first picture") {
  Lead lead = in_film();
  lead.send(event::Jump{step::kClip});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK_FALSE(lead.effect<effect::LoadSegment>()->play);
  lead.send(event::Next{});
  CHECK(lead.effect<effect::Play>());
  CHECK(lead.state.step == step::kClip);
}

TEST_CASE("an excerpt with pause = none waits for the signer's tail, then moves on by itself") {
  Lead lead = in_film();
  lead.end_film(true);
  CHECK(phase(lead) == FilmPhase::kTail);
  CHECK_FALSE(lead.effect<effect::Pause>());  // the signer goes on
  lead.after(1400ms);
  CHECK(lead.state.step == step::kFilm);
  lead.after(100ms);
  CHECK(lead.state.step == step::kPrompt);
  CHECK(lead.effect<effect::UnloadSegment>());
}

TEST_CASE("without a signer on the wall there is no tail to wait for") {
  Lead lead = in_film();
  lead.end_film(false);
  lead.after(100ms);
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("an excerpt with pause = after holds its last picture until the trainer goes on") {
  Lead lead(session_deck());
  lead.go_to(step::kClip);
  lead.end_film(false);
  lead.after(10min);
  CHECK(lead.state.step == step::kClip);
  CHECK(phase(lead) == FilmPhase::kEnded);
  CHECK(lead.effect<effect::Pause>());
  CHECK_FALSE(lead.effect<effect::UnloadSegment>());
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kCase);
}

TEST_CASE("an end that is reported twice, or late, advances nothing") {
  Lead lead = in_film();
  const Generation old = lead.state.generation;
  lead.send(event::SeekTo{20s});
  lead.send(event::SegmentEnded{old, false});
  CHECK(phase(lead) == FilmPhase::kRunning);
  lead.end_film(false);
  lead.after(100ms);
  REQUIRE(lead.state.step == step::kPrompt);
  lead.send(event::SegmentEnded{lead.state.generation, false});
  lead.after(1s);
  CHECK(lead.state.step == step::kPrompt);
  lead.send(event::Jump{step::kFilm});
  lead.send(event::SegmentEnded{old, false});
  lead.send(event::Position{old, 39s});
  CHECK(lead.state.screening->position == 10s);
}

TEST_CASE("seeking stays within the excerpt and raises the generation") {
  Lead lead = in_film();
  const Generation before = lead.state.generation;
  lead.send(event::SeekTo{50s});
  REQUIRE(lead.effect<effect::Seek>());
  CHECK(lead.effect<effect::Seek>()->at == 40s);
  CHECK(lead.effect<effect::Seek>()->generation > before);
  lead.send(event::SeekBy{-10h});
  CHECK(lead.effect<effect::Seek>()->at == 10s);
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
}

TEST_CASE("from an end one can seek back, and the film stands there, Restart plays it again") {
  Lead lead(session_deck());
  lead.go_to(step::kClip);
  lead.play_to(30s);
  lead.end_film();
  lead.after(100ms);
  lead.send(event::SeekBy{-5s});
  CHECK(phase(lead) == FilmPhase::kRunning);
  CHECK_FALSE(is_playing(lead.state));
  lead.send(event::Restart{});
  CHECK(lead.effect<effect::Seek>()->at == 0s);
  CHECK(lead.effect<effect::Play>());
}

TEST_CASE("a clicker's first press in mid-film pauses, the second within two seconds moves on") {
  Lead lead = in_film();
  lead.send(event::Next{});
  CHECK(lead.effect<effect::Pause>());
  CHECK(desk_view(lead.state).once_more == Direction::kForward);
  lead.after(1900ms);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("after two seconds a press is a first one again, and the other key never counts as second") {
  Lead lead = in_film();
  lead.send(event::Next{});
  lead.after(2s);
  CHECK_FALSE(desk_view(lead.state).once_more);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kFilm);
  lead.send(event::Previous{});
  CHECK(lead.state.step == step::kFilm);
  lead.send(event::Previous{});
  CHECK(lead.state.step == step::kMessage);
}

TEST_CASE("playing on between two presses makes the next one a first") {
  Lead lead = in_film();
  lead.send(event::Next{});
  lead.send(event::PlayPause{});
  CHECK(is_playing(lead.state));
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kFilm);
  CHECK_FALSE(is_playing(lead.state));
}

TEST_CASE("a film that cannot be played waits for the trainer") {
  Lead lead = in_film();
  lead.send(event::SegmentFailed{lead.state.generation});
  lead.after(1min);
  CHECK(lead.room<room::Film>().failed);
  CHECK(lead.state.step == step::kFilm);
  lead.send(event::Restart{});
  CHECK(lead.effect<effect::LoadSegment>());
  lead.send(event::SegmentFailed{lead.state.generation});
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("a film whose file is gone stands where it was, says so, and playing tries again from there") {
  Lead lead = in_film();
  lead.send(event::Position{lead.state.generation, 12s});
  lead.send(event::SegmentBrokeOff{lead.state.generation});
  CHECK_FALSE(is_playing(lead.state));
  CHECK(desk_view(lead.state).film->broke_off);
  CHECK(lead.effect<effect::Pause>());
  CHECK(lead.effect<effect::Save>());
  lead.after(1min);
  CHECK(lead.state.step == step::kFilm);
  CHECK(lead.state.screening->position == 12s);
  lead.send(event::PlayPause{});
  CHECK(lead.effect<effect::Play>());
  CHECK_FALSE(lead.effect<effect::Seek>());
  CHECK_FALSE(desk_view(lead.state).film->broke_off);
  // It broke off before: what is told of an earlier place no longer holds.
  const auto before = lead.state.generation;
  lead.send(event::SeekTo{15s});
  lead.send(event::SegmentBrokeOff{before});
  CHECK(is_playing(lead.state));
  lead.send(event::SegmentBrokeOff{lead.state.generation});
  lead.send(event::NextStep{});
  lead.send(event::PreviousStep{});
  CHECK_FALSE(desk_view(lead.state).film->broke_off);
}

TEST_CASE("a film that failed is tried again at its place, by any key that plays") {
  Lead lead = in_film();
  lead.send(event::Position{lead.state.generation, 12s});
  for (const bool restart : {false, true}) {
    lead.send(event::SegmentFailed{lead.state.generation});
    if (restart) lead.send(event::Restart{});
    else lead.send(event::PlayPause{});
    REQUIRE(lead.effect<effect::LoadSegment>());
    CHECK(lead.effect<effect::LoadSegment>()->at == 12s);
    CHECK(lead.effect<effect::LoadSegment>()->play);
  }
}

TEST_CASE("a prompt's excerpt is shown again and comes back to the prompt as it was") {
  Lead lead = in_film();
  lead.send(event::NextStep{});
  lead.send(event::RevealFollowUp{});
  lead.send(event::Replay{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 20s);
  CHECK(load->to == 25s);
  CHECK(lead.room<room::Film>().film.id == "anna");
  lead.end_film(true);
  lead.after(1500ms);
  CHECK(lead.effect<effect::UnloadSegment>());
  CHECK(lead.room<room::Prompt>().follow_ups.size() == 1);
  CHECK(lead.state.step == step::kPrompt);
  CHECK(lead.state.progress[step::kPrompt].visits == 1);
}

TEST_CASE("a replay is left by its own key, and by the clicker as any film") {
  Lead lead = in_film();
  lead.send(event::NextStep{});
  lead.send(event::Replay{});
  lead.send(event::Replay{});
  CHECK_FALSE(lead.state.screening);
  lead.send(event::Replay{});
  lead.play_to(22s);
  lead.send(event::Next{});
  CHECK(lead.state.screening);
  lead.send(event::Next{});
  CHECK_FALSE(lead.state.screening);
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("a replay of a film that was not shown is preceded by its warning") {
  Lead lead(session_deck());
  lead.go_to(step::kCase);
  lead.send(event::Replay{});
  CHECK(lead.room<room::Warning>().text == "Celui-ci aussi.");
  lead.send(event::Next{});
  CHECK(lead.effect<effect::LoadSegment>());
}

TEST_CASE("a moment that was marked is come back to in the discussion") {
  Lead lead = in_film();
  lead.play_to(17s);
  lead.send(event::Mark{});
  lead.send(event::Mark{});
  REQUIRE(lead.state.marks.size() == 1);
  lead.send(event::NextStep{});
  lead.send(event::GoToMark{0});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK(lead.effect<effect::LoadSegment>()->at == 17s);
  CHECK(lead.effect<effect::LoadSegment>()->to == 40s);
  lead.send(event::NextStep{});
  CHECK(lead.state.step == step::kPrompt);
  CHECK_FALSE(lead.state.screening);
  lead.send(event::GoToMark{1});
  CHECK_FALSE(lead.state.screening);
}

TEST_CASE("the neutral screen covers at one press, with silence first, and pauses") {
  Lead lead = in_film();
  lead.send(event::PressNeutral{event::NeutralKey::kB});
  REQUIRE(lead.effects.size() >= 2);
  CHECK(std::get_if<effect::Silence>(&lead.effects[0]));
  CHECK(std::get_if<effect::Pause>(&lead.effects[1]));
  CHECK(std::holds_alternative<room::Neutral>(room_view(lead.state)));
}

TEST_CASE("only two presses of the same key in time, or Reprendre, bring the picture back") {
  Lead lead = in_film();
  const auto neutral = [&] { return lead.state.neutral; };
  lead.send(event::PressNeutral{event::NeutralKey::kB});
  lead.send(
      event::PressNeutral{event::NeutralKey::kB});  // the first of two: a frightened double press covers
  CHECK(neutral());
  CHECK(desk_view(lead.state).uncovers);
  lead.after(1500ms);
  lead.send(event::PressNeutral{event::NeutralKey::kB});
  CHECK(neutral());
  lead.send(event::PressNeutral{event::NeutralKey::kPoint});
  CHECK(neutral());
  for (const EventKind& other :
       {EventKind(event::Next{}), EventKind(event::Previous{}), EventKind(event::PlayPause{}),
        EventKind(event::NextStep{}), EventKind(event::Jump{0}), EventKind(event::Restart{}),
        EventKind(event::SeekBy{1s}), EventKind(event::ToggleFreeze{})}) {
    lead.send(other);
    CHECK(neutral());
    CHECK_FALSE(is_playing(lead.state));
  }
  CHECK(lead.state.screening->position == 12s);
  lead.after(2s);
  lead.send(event::PressNeutral{event::NeutralKey::kF9});
  lead.after(1400ms);
  lead.send(event::PressNeutral{event::NeutralKey::kF9});
  CHECK_FALSE(neutral());
  CHECK(lead.effect<effect::Play>());  // it was playing
  lead.send(event::Cover{});
  lead.send(event::Resume{});
  CHECK_FALSE(neutral());
}

TEST_CASE("a film that ends under the neutral screen does not move on there") {
  Lead lead = in_film();
  lead.send(event::Cover{});
  lead.end_film(false);
  lead.after(1min);
  CHECK(lead.state.step == step::kFilm);
  lead.send(event::Resume{});
  lead.after(100ms);
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("a frozen room keeps its picture while the trainer looks ahead, and no film runs") {
  Lead lead = in_film();
  lead.send(event::ToggleFreeze{});
  CHECK(lead.effect<effect::Pause>());
  lead.send(event::NextStep{});
  lead.send(event::NextStep{});
  CHECK(lead.room<room::Film>().film.id == "anna");
  CHECK(desk_view(lead.state).type == kits::StepType::kSlides);
  CHECK(desk_view(lead.state).frozen);
  lead.send(event::Jump{step::kClip});
  CHECK_FALSE(lead.effect<effect::LoadSegment>()->play);
  lead.send(event::ToggleFreeze{});
  CHECK(lead.room<room::Film>().film.id == "experte");
}

TEST_CASE("help numbers cover the film, which stands meanwhile, the clicker takes them away") {
  Lead lead = in_film();
  lead.send(event::ToggleHelp{});
  CHECK(lead.effect<effect::Pause>());
  CHECK(std::holds_alternative<room::Help>(room_view(lead.state)));
  lead.send(event::Next{});
  CHECK(lead.effect<effect::Play>());
  CHECK(lead.state.step == step::kFilm);
}
