// SPDX-License-Identifier: GPL-3.0-or-later
// From A to B: a passage of a film that the trainer wants to see again.
#include <doctest/doctest.h>

#include "player/session/desk_view.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

/// In the first film (10 s to 40 s), playing, at 30 s, with the passage from 15 s to 25 s.
Lead with_passage() {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(15s);
  lead.send(event::PassageStart{});
  lead.play_to(25s);
  lead.send(event::PassageEnd{});
  lead.play_to(30s);
  return lead;
}

}  // namespace

TEST_CASE("a passage is set while the film runs, and the film goes on running") {
  Lead lead = with_passage();
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
  CHECK(is_playing(lead.state));
  const auto film = *desk_view(lead.state).film;
  REQUIRE(film.passage);
  CHECK(film.passage->from == 15s);
  CHECK(film.passage->to == 25s);
}

TEST_CASE("a passage is shown again from its beginning, stops at its end, and its last picture holds") {
  Lead lead = with_passage();
  lead.send(event::Replay{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 15s);
  CHECK(load->to == 25s);
  CHECK(load->play);
  lead.play_to(24s);
  lead.end_film();
  CHECK(lead.state.step == step::kFilm);
  CHECK_FALSE(is_playing(lead.state));
  CHECK(lead.state.screening->phase == FilmPhase::kRunning);
  CHECK(lead.state.screening->position == 25s);
  CHECK_FALSE(lead.effect<effect::Seek>());
  lead.after(1min);
  CHECK(lead.state.step == step::kFilm);
  lead.send(event::Replay{});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK(lead.effect<effect::LoadSegment>()->at == 15s);
}

TEST_CASE("behind a passage that is over, playing goes on to the excerpt's own end") {
  Lead lead = with_passage();
  lead.send(event::Replay{});
  lead.end_film();
  lead.send(event::PlayPause{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 25s);
  CHECK(load->to == 40s);
  CHECK(load->tail == 1500ms);
  CHECK(load->play);
  lead.end_film();
  CHECK(lead.state.screening->phase == FilmPhase::kTail);
}

TEST_CASE("a passage can be paused and sought in, a place outside of it leaves it") {
  Lead lead = with_passage();
  lead.send(event::Replay{});
  lead.play_to(20s);
  lead.send(event::SeekBy{-2s});
  REQUIRE(lead.effect<effect::Seek>());
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
  lead.end_film();
  CHECK(lead.state.moment.passage_use == PassageUse::kOver);
  lead.send(event::SeekTo{35s});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 35s);
  CHECK(load->to == 40s);
  CHECK_FALSE(load->play);
}

TEST_CASE("an end before the beginning turns the passage round, and one at it sets nothing") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(25s);
  lead.send(event::PassageStart{});
  lead.send(event::PassageEnd{});
  CHECK_FALSE(lead.state.moment.passage->to);
  lead.send(event::SeekTo{15s});
  lead.send(event::PassageEnd{});
  CHECK(lead.state.moment.passage->from == 15s);
  CHECK(lead.state.moment.passage->to == 25s);
}

TEST_CASE("with its beginning alone, a passage is shown from there to the excerpt's end") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(20s);
  lead.send(event::PassageStart{});
  lead.play_to(30s);
  lead.send(event::Replay{});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK(lead.effect<effect::LoadSegment>()->at == 20s);
  CHECK(lead.effect<effect::LoadSegment>()->to == 40s);
  lead.end_film();
  CHECK(lead.state.screening->phase == FilmPhase::kTail);
}

TEST_CASE("a passage that is cleared while it is shown lets the film run on") {
  Lead lead = with_passage();
  lead.send(event::Replay{});
  lead.play_to(20s);
  lead.send(event::ClearPassage{});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK(lead.effect<effect::LoadSegment>()->at == 20s);
  CHECK(lead.effect<effect::LoadSegment>()->to == 40s);
  CHECK(is_playing(lead.state));
  lead.send(event::Replay{});
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
}

TEST_CASE("in the discussion the passage is shown where the plan has no excerpt, and the plan's where it has one") {
  Lead lead = with_passage();
  lead.send(event::Jump{step::kMessage});
  CHECK(desk_view(lead.state).can_replay);
  lead.send(event::Replay{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 15s);
  CHECK(load->to == 25s);
  lead.end_film();
  lead.after(5s);
  CHECK_FALSE(lead.state.screening);
  CHECK(lead.state.step == step::kMessage);
  lead.send(event::Jump{step::kPrompt});
  lead.send(event::Replay{});
  REQUIRE(lead.effect<effect::LoadSegment>());
  CHECK(lead.effect<effect::LoadSegment>()->at == lead.state.deck->steps[step::kPrompt].replay->from);
  CHECK(lead.effect<effect::LoadSegment>()->at != 15s);
}

TEST_CASE("a passage of one film is not shown in another, and no snapshot keeps it") {
  Lead lead = with_passage();
  lead.go_to(step::kSecondFilm);
  lead.send(event::Replay{});
  CHECK_FALSE(lead.effect<effect::LoadSegment>());
  CHECK_FALSE(desk_view(lead.state).film->passage);
}

TEST_CASE("the clicker moves on from a passage that is over, and pauses one that runs") {
  Lead lead = with_passage();
  lead.send(event::Replay{});
  lead.play_to(20s);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kFilm);
  CHECK_FALSE(is_playing(lead.state));
  lead.send(event::Replay{});
  lead.end_film();
  lead.after(3s);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kPrompt);
}
