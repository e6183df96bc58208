// SPDX-License-Identifier: GPL-3.0-or-later
// A page of a document that is brought over the step, and comes off again.
#include <doctest/doctest.h>

#include "player/session/desk_view.h"
#include "player/session/snapshot.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

const event::ShowDocument kBooklet{"livret.pdf", 2, "Livret"};

/// The booklet's page 2 of 3 over the prompt.
Lead over_the_prompt() {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  lead.send(kBooklet);
  lead.send(event::PageCount{"livret.pdf", 3});
  return lead;
}

std::uint32_t page(const Lead& lead) { return lead.room<room::Page>().page; }

}  // namespace

TEST_CASE("a document comes over the step, is opened, and comes off again") {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  lead.send(kBooklet);
  REQUIRE(lead.effect<effect::OpenDocument>());
  CHECK(lead.effect<effect::OpenDocument>()->document == "livret.pdf");
  CHECK(lead.room<room::Page>() == room::Page{"livret.pdf", 2, "Livret"});
  lead.send(event::StopShowing{});
  CHECK(lead.room<room::Prompt>().question == "Qu'avez-vous vu ?");
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("the clicker turns the pages of a document that is shown, and beyond them the step is there again") {
  Lead lead = over_the_prompt();
  lead.send(event::Next{});
  CHECK(page(lead) == 3);
  lead.send(event::Next{});
  CHECK(lead.room<room::Prompt>().question == "Qu'avez-vous vu ?");
  lead.send(kBooklet);
  lead.send(event::Previous{});
  CHECK(page(lead) == 1);
  lead.send(event::Previous{});
  CHECK(lead.room<room::Prompt>().question == "Qu'avez-vous vu ?");
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("the desk's next step takes a document off and does not move on") {
  Lead lead = over_the_prompt();
  lead.send(event::NextStep{});
  CHECK(lead.state.step == step::kPrompt);
  CHECK_FALSE(lead.state.document);
}

TEST_CASE("another step, and the end of the session, take a document off") {
  Lead lead = over_the_prompt();
  lead.send(event::Jump{step::kMessage});
  CHECK(lead.room<room::Message>().title == "Bienvenue");
  lead.send(kBooklet);
  lead.send(event::Finish{});
  CHECK_FALSE(lead.state.document);
}

TEST_CASE("a film stands while a document covers it, and stays at its place") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(20s);
  lead.send(kBooklet);
  CHECK(lead.effect<effect::Pause>());
  CHECK_FALSE(is_playing(lead.state));
  lead.send(event::SeekBy{5s});
  lead.send(event::PlayPause{});
  CHECK_FALSE(lead.effect<effect::Seek>());
  CHECK_FALSE(lead.effect<effect::Play>());
  lead.send(event::StopShowing{});
  CHECK(lead.effect<effect::Play>());
  CHECK(lead.state.screening->position == 20s);
}

TEST_CASE("the pages of the step behind stay where they were") {
  Lead lead(session_deck());
  lead.go_to(step::kSlides);
  lead.send(event::PageCount{"diapos.pdf", 9});
  lead.send(event::Next{});
  CHECK(page(lead) == 2);
  lead.send(kBooklet);
  lead.send(event::PageCount{"livret.pdf", 3});
  lead.send(event::Next{});
  lead.send(event::StopShowing{});
  CHECK(lead.room<room::Page>() == room::Page{"diapos.pdf", 2, lead.room<room::Page>().title});
}

TEST_CASE("a page beyond the last is the last, and a document that cannot be shown comes off") {
  Lead lead(session_deck());
  lead.send(event::ShowDocument{"livret.pdf", 40, "Livret"});
  lead.send(event::PageCount{"livret.pdf", 3});
  CHECK(page(lead) == 3);
  lead.send(event::ShowDocument{"broken.pdf", 1, "Broken"});
  lead.send(event::PageCount{"broken.pdf", 0});
  CHECK(lead.room<room::Message>().title == "Bienvenue");
}

TEST_CASE("while its length is not known, next waits, and pressed again it leads back") {
  Lead lead(session_deck());
  lead.send(kBooklet);
  lead.send(event::Next{});
  CHECK(page(lead) == 2);
  lead.send(event::Next{});
  CHECK_FALSE(lead.state.document);
}

TEST_CASE("nothing is brought to the wall behind the neutral screen or a pause of the session") {
  Lead lead(session_deck());
  lead.send(event::Cover{});
  lead.send(kBooklet);
  CHECK_FALSE(lead.state.document);
  lead.send(event::Resume{});
  lead.send(event::Suspend{});
  lead.send(kBooklet);
  CHECK_FALSE(lead.state.document);
}

TEST_CASE("the neutral screen covers a document too, and the help numbers give way to it") {
  Lead lead = over_the_prompt();
  lead.send(event::Cover{});
  CHECK(std::holds_alternative<room::Neutral>(room_view(lead.state)));
  lead.send(event::Resume{});
  CHECK(page(lead) == 2);
  lead.send(event::ToggleHelp{});
  CHECK(std::holds_alternative<room::Help>(room_view(lead.state)));
  lead.send(kBooklet);
  CHECK(page(lead) == 2);
}

TEST_CASE("the desk knows which page of how many lies over the step") {
  const Lead lead = over_the_prompt();
  const DeskView view = desk_view(lead.state);
  REQUIRE(view.document);
  CHECK(view.document->shown == ShownDocument{"livret.pdf", 2, "Livret"});
  CHECK(view.document->pages == 3);
  CHECK(view.type == kits::StepType::kPrompt);
}

TEST_CASE("a snapshot brings a document back that lay over the step, and opens it") {
  Lead before = over_the_prompt();
  const auto state = read_snapshot(write_snapshot(before.state), before.state.deck);
  REQUIRE_MESSAGE(state.has_value(), (state ? "" : to_log_line(state.error())));
  CHECK(state->document == before.state.document);
  Lead after(*state);
  after.send(event::Restored{});
  REQUIRE(after.effect<effect::OpenDocument>());
  CHECK(after.effect<effect::OpenDocument>()->document == "livret.pdf");
}

TEST_CASE("a snapshot with a document that has no page, or no name, is refused") {
  const Lead lead = over_the_prompt();
  const std::string text = write_snapshot(lead.state);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    const auto at = other.find(from);
    REQUIRE(at != std::string::npos);
    other.replace(at, from.size(), to);
    return read_snapshot(other, lead.state.deck).has_value();
  };
  CHECK(changed(R"("page":2,"title":"Livret")", R"("page":3,"title":"Livret")"));
  CHECK_FALSE(changed(R"("page":2,"title":"Livret")", R"("page":0,"title":"Livret")"));
  CHECK_FALSE(changed(R"("entry":"livret.pdf")", R"("entry":"")"));
}

TEST_CASE("pages are at hand in the step they were pinned in, each once, and not any longer when taken away") {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  lead.send(event::PinPage{"livret.pdf", 2, "Livret"});
  lead.send(event::PinPage{"livret.pdf", 2, "Livret"});
  lead.send(event::PinPage{"livret.pdf", 3, "Livret"});
  CHECK(lead.effect<effect::Save>());
  CHECK(desk_view(lead.state).pinned == std::vector<DocumentPage>{{"livret.pdf", 2, "Livret"}, {"livret.pdf", 3, "Livret"}});
  CHECK_FALSE(lead.state.document);  // nothing of it reaches the wall
  lead.send(event::Jump{step::kMessage});
  CHECK(desk_view(lead.state).pinned.empty());
  lead.send(event::Jump{step::kPrompt});
  lead.send(event::UnpinPage{"livret.pdf", 2});
  lead.send(event::UnpinPage{"livret.pdf", 9});
  CHECK(desk_view(lead.state).pinned == std::vector<DocumentPage>{{"livret.pdf", 3, "Livret"}});
}

TEST_CASE("pins have a limit, and no endless names") {
  Lead lead(session_deck());
  lead.send(event::PinPage{"", 1, "a"});
  lead.send(event::PinPage{std::string(kPinNameLimit_bytes + 1, 'x'), 1, "a"});
  lead.send(event::PinPage{"livret.pdf", 1, std::string(kPinNameLimit_bytes + 1, 'x')});
  CHECK(desk_view(lead.state).pinned.empty());
  for (std::uint32_t page = 0; page < 100; ++page) lead.send(event::PinPage{"livret.pdf", page, "Livret"});
  CHECK(desk_view(lead.state).pinned.size() == kPinLimit);
  Lead before(session_deck(), false);
  before.send(event::PinPage{"livret.pdf", 1, "Livret"});
  CHECK(desk_view(before.state).pinned.empty());
}

TEST_CASE("a snapshot brings pins back, and one without any is as before, and one with a broken pin is refused") {
  Lead lead(session_deck());
  const std::string none = write_snapshot(lead.state);
  CHECK(none.find("pinned") == std::string::npos);
  CHECK(read_snapshot(none, lead.state.deck));
  lead.send(event::PinPage{"livret.pdf", 2, "Livret"});
  const std::string text = write_snapshot(lead.state);
  const auto state = read_snapshot(text, lead.state.deck);
  REQUIRE_MESSAGE(state.has_value(), (state ? "" : to_log_line(state.error())));
  CHECK(state->progress == lead.state.progress);
  std::string broken = text;
  const auto at = broken.find(R"("page":2,"title":"Livret")");
  REQUIRE(at != std::string::npos);
  broken.replace(at, 8, R"("page":0)");
  CHECK_FALSE(read_snapshot(broken, lead.state.deck));
}
