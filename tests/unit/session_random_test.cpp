// SPDX-License-Identifier: GPL-3.0-or-later
// What holds after any events whatever, in any order.
#include <doctest/doctest.h>

#include <random>

#include "player/session/desk_view.h"
#include "player/session/snapshot.h"
#include "tests/support/sanitized.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  Milliseconds time() { return Milliseconds(static_cast<Milliseconds::rep>(below(60'000)) - 2'000); }

  EventKind event(Generation newest) {
    const Generation generation = below(4) != 0 ? newest : below(newest + 2);
    switch (below(46)) {
      case 0:
        return event::Begin{};
      case 1:
        return event::Restored{};
      case 2:
      case 3:
      case 4:
        return event::Next{};
      case 5:
        return event::Previous{};
      case 6:
        return event::NextStep{};
      case 7:
        return event::PreviousStep{};
      case 8:
        return event::Jump{below(step::kCount + 2)};
      case 9:
        return event::Suspend{};
      case 10:
        return below(200) == 0 ? EventKind(event::Finish{}) : EventKind(event::Tick{});
      case 11:
      case 12:
        return event::PlayPause{};
      case 13:
        return event::Restart{};
      case 14:
        return event::SeekTo{time()};
      case 15:
        return event::SeekBy{time()};
      case 16:
        return event::Replay{};
      case 17:
        return event::Mark{};
      case 18:
        return event::GoToMark{below(5)};
      case 19:
        return event::RevealFollowUp{};
      case 20:
        return event::HideFollowUp{};
      case 21:
        return event::SetExpected{below(4), below(2) == 0};
      case 22:
        return event::StartTimer{};
      case 23:
        return event::AddToTimer{time()};
      case 24:
        return event::ResetTimer{};
      case 25:
        return event::WriteRemark{below(step::kCount + 1), "r"};
      case 26:
        return event::PressNeutral{static_cast<event::NeutralKey>(below(4))};
      case 27:
      case 28:
        return event::Resume{};
      case 29:
        return event::ToggleFreeze{};
      case 30:
        return event::ToggleHelp{};
      case 31:
        return event::Unlock{};
      case 32:
      case 33:
        return event::Position{generation, time()};
      case 34:
        return event::SegmentEnded{generation, below(2) == 0};
      case 35:
        return event::SegmentFailed{generation};
      case 36:
        if (below(2) == 0) return event::SegmentBrokeOff{generation};
        return event::PageCount{below(2) == 0 ? "diapos.pdf" : "livret.pdf",
                                static_cast<std::uint32_t>(below(8))};
      case 37:
        return event::PassageStart{};
      case 38:
        return event::PassageEnd{};
      case 39:
        return event::ClearPassage{};
      case 40:
        return event::ShowDocument{below(2) == 0 ? "diapos.pdf" : "livret.pdf", static_cast<std::uint32_t>(below(8)), "d"};
      case 41:
        return event::StopShowing{};
      case 42:
        return event::PinPage{below(2) == 0 ? "diapos.pdf" : "livret.pdf", static_cast<std::uint32_t>(below(8)), "d"};
      case 43:
        return event::UnpinPage{"livret.pdf", static_cast<std::uint32_t>(below(8))};
      default:
        return event::Tick{};
    }
  }

 private:
  std::mt19937 engine_;
};

/// What playback is like once all effects so far were carried out.
struct Outside {
  bool loaded = false, playing = false, silent = false;
  Generation generation = 0;
};

void carry_out(const Effect& effect, Outside& outside, const State& state) {
  if (const auto* load = std::get_if<effect::LoadSegment>(&effect)) {
    const bool known =
        std::ranges::any_of(state.deck->films, [&](const DeckFilm& f) { return f.ref == load->film; });
    REQUIRE(known);
    REQUIRE(load->generation > outside.generation);
    REQUIRE((!load->to || load->at <= *load->to));
    outside.loaded = true;
    outside.playing = load->play;
    outside.generation = load->generation;
  } else if (const auto* seek = std::get_if<effect::Seek>(&effect)) {
    REQUIRE(outside.loaded);
    REQUIRE(seek->generation > outside.generation);
    outside.generation = seek->generation;
  } else if (std::holds_alternative<effect::UnloadSegment>(effect)) {
    REQUIRE(outside.loaded);
    outside.loaded = outside.playing = false;
  } else if (std::holds_alternative<effect::Play>(effect)) {
    REQUIRE((outside.loaded && !outside.playing));
    outside.playing = true;
  } else if (std::holds_alternative<effect::Pause>(effect)) {
    REQUIRE((outside.loaded && outside.playing));
    outside.playing = false;
  } else if (const auto* silence = std::get_if<effect::Silence>(&effect)) {
    REQUIRE(silence->on != outside.silent);
    outside.silent = silence->on;
  }
}

void check_whole(const State& state) {
  REQUIRE(state.step < state.deck->steps.size());
  REQUIRE(state.progress.size() == state.deck->steps.size());
  REQUIRE((!is_locked(state, state.step) || state.stage == Stage::kBefore));
  for (std::size_t i = 0; i < state.progress.size(); ++i) {
    REQUIRE(state.progress[i].revealed <= state.deck->steps[i].room.follow_ups.size());
    REQUIRE(state.progress[i].ticked.size() == state.deck->steps[i].trainer.expected.size());
    const auto total = pages_shown(state, i);
    REQUIRE((!total || state.progress[i].page < std::max<std::uint64_t>(*total, 1)));
  }
  if (state.document) {
    REQUIRE(state.stage == Stage::kUnderWay);
    const auto pages = page_count(state, state.document->document);
    REQUIRE(state.document->page >= 1);
    REQUIRE((!pages || state.document->page <= *pages));
  }
  if (state.stage != Stage::kUnderWay) return;
  const bool film_step = current_step(state).film.has_value();
  REQUIRE((!film_step || state.screening.has_value()));
  if (state.screening) {
    REQUIRE(state.screening->is_replay == !film_step);
    REQUIRE(state.screening->generation <= state.generation);
    REQUIRE((state.screening->loaded == 0) == (state.screening->phase == FilmPhase::kWarning));
  }
}

void check_outside(const State& state, const Outside& outside) {
  const bool loaded = state.stage == Stage::kUnderWay && state.screening && state.screening->loaded != 0;
  REQUIRE(outside.loaded == loaded);
  REQUIRE((!loaded || outside.generation == state.screening->generation));
  REQUIRE((!loaded || outside.playing == is_moving(state)));
  REQUIRE(outside.silent == (state.neutral || state.suspended));
}

void check_snapshot(const State& state) {
  const auto read = read_snapshot(write_snapshot(state), state.deck);
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : to_log_line(read.error())));
  State lasting = state;
  lasting.moment = {};
  REQUIRE(*read == lasting);
}

bool may_leave_a_step(const State& before) {
  return before.screening && before.screening->phase == FilmPhase::kTail;
}

void lead_anyhow(std::uint32_t seed, int events) {
  Dice dice(seed);
  Lead lead(session_deck(seed % 3 == 0 ? std::vector<std::string>{"infirmier"} : std::vector<std::string>{}),
            false);
  Outside outside;
  for (int i = 0; i < events; ++i) {
    const State before = lead.state;
    const EventKind what = dice.event(before.generation);
    CAPTURE(seed);
    CAPTURE(i);
    CAPTURE(what.index());
    if (std::holds_alternative<event::Restored>(what)) outside = {.generation = before.generation};
    lead.now += Milliseconds(dice.below(700));
    lead.send(what);
    std::ptrdiff_t loads = 0;
    for (const Effect& effect : lead.effects) {
      loads += std::holds_alternative<effect::LoadSegment>(effect) ? 1 : 0;
      carry_out(effect, outside, lead.state);
    }
    REQUIRE(loads <= 1);
    REQUIRE(lead.state.generation >= before.generation);
    const bool only_time = std::holds_alternative<event::Tick>(what);
    REQUIRE((!only_time || lead.state.step == before.step || may_leave_a_step(before)));
    REQUIRE((!before.neutral || !is_playing(before)));
    check_whole(lead.state);
    check_outside(lead.state, outside);
    check_snapshot(lead.state);
    static_cast<void>(room_view(lead.state));
    static_cast<void>(desk_view(lead.state));
  }
}

}  // namespace

TEST_CASE("whatever happens in whatever order, the session stays whole, and playback is what it says") {
  for (std::uint32_t seed = 1; seed <= (kSanitized ? 8 : 30); ++seed) lead_anyhow(seed, 1000);
}

TEST_CASE("a tick costs next to nothing beside a frame of film") {
  Lead lead(session_deck());
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 2000; ++i) lead.after(100ms);
  const auto each = (std::chrono::steady_clock::now() - start) / 2000;
  MESSAGE("a tick takes ", std::chrono::duration<double, std::micro>(each).count(), " µs");
  CHECK(each < 2ms);  // far above: this machine may be busy
}
