// SPDX-License-Identifier: GPL-3.0-or-later
// What the room may never see.
#include <doctest/doctest.h>

#include <set>

#include "player/preparation/apply.h"
#include "player/preparation/change.h"
#include "player/session/desk_view.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

/// Every text in a room's view. One overload a screen: a new screen does not compile without its own.
struct Texts {
  std::string all;
  void add(const std::string& text) { all += text + "\n"; }
  void add(const std::vector<std::string>& texts) {
    for (const auto& text : texts) add(text);
  }
  void operator()(const room::Neutral&) {}
  void operator()(const room::Suspended&) {}
  void operator()(const room::Help&) {}
  void operator()(const room::Warning& v) { add({v.text, v.support}); }
  void operator()(const room::Message& v) { add({v.title, v.text, v.sign}); }
  void operator()(const room::Film& v) { add(v.film.id); }
  void operator()(const room::Prompt& v) {
    add({v.question, v.text, v.sign});
    add(v.follow_ups);
  }
  void operator()(const room::Page& v) { add({v.document, v.title}); }
  void operator()(const room::Case& v) {
    add({v.title, v.text, v.question, v.sign});
    add(v.follow_ups);
    add(v.groups);
  }
  void operator()(const room::Break& v) { add({v.title, v.text}); }
  void operator()(const room::Questionnaire& v) {
    add({v.title, v.text, v.document});
    for (const RoomQuestion& asked : v.questions) {
      add(asked.question);
      add(asked.choices);
    }
  }
  void operator()(const room::Closing& v) { add({v.title, v.text, v.sign}); }
};

std::string texts_of(const RoomView& view) {
  Texts texts;
  std::visit(texts, view);
  return texts.all;
}

std::string trainer_texts(const DeskView& desk) {
  std::string all = desk.notes + "\n" + desk.remark + "\n";
  for (const auto& point : desk.expected) all += point.text + "\n";
  for (const auto& asked : desk.questions) {
    for (const auto& expected : asked.expected) all += expected + "\n";
  }
  if (desk.pages) all += desk.pages->notes + "\n";
  return all;
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

/// Leads through every step, doing there what can be done; the types that were met.
std::set<kits::StepType> meet_no_secret(const std::shared_ptr<const Deck>& deck) {
  std::set<kits::StepType> types;
  for (std::size_t index = 0; index < deck->steps.size(); ++index) {
    CAPTURE(index);
    Lead lead(deck);
    lead.send(event::Unlock{});
    lead.send(event::Jump{index});
    types.insert(current_step(lead.state).type);
    lead.send(event::WriteRemark{index, "SECRET remarque"});
    CHECK(trainer_texts(desk_view(lead.state)).find("SECRET") != std::string::npos);
    const std::vector<EventKind> turns = {
        event::Tick{},           event::PlayPause{},      event::PageCount{"diapos.pdf", 3},
        event::Next{},           event::Jump{index},      event::SetExpected{0, true},
        event::RevealFollowUp{}, event::RevealFollowUp{}, event::Replay{},
        event::Next{},           event::Replay{},         event::StartTimer{},
        event::ToggleHelp{},     event::ToggleHelp{},     event::ToggleFreeze{},
        event::Suspend{},        event::Resume{},         event::Cover{},
    };
    for (const EventKind& turn : turns) {
      lead.send(turn);
      const std::string seen = texts_of(room_view(lead.state));
      CHECK(count_of(seen, "SECRET") == 0);
      CHECK(count_of(seen, "LATER") <= current_progress(lead.state).revealed);
    }
  }
  return types;
}

}  // namespace

TEST_CASE("in no step of any type does the room see notes, expected points, or a follow-up not revealed") {
  CHECK(meet_no_secret(session_deck()).size() == 11);
}

TEST_CASE("nor of a plan of the trainer's own: its notes, points and questions' follow-ups stay on the desk") {
  using namespace mallette::preparation;
  const kits::Manifest manifest = session_manifest();
  const kits::Plan& kit = manifest.plan.front();
  OwnPlan own = own_plan_of(manifest.kit, kit, "À moi").value();
  for (const kits::Step& of : kit.step) {
    own = changed(kit, own, change::SetWords{of.id, Words::kNotes, "SECRET à moi"});
    own = changed(kit, own, change::SetPoint{of.id, Points::kExpected, 0, "SECRET attendu"});
    own = changed(kit, own, change::SetPoint{of.id, Points::kFollowUps, 0, "LATER"});
  }
  own = changed(kit, own, change::AddQuestion{kit.step.front().id});
  const std::string id = newest_question(own);
  own = changed(kit, own, change::SetWords{id, Words::kQuestion, "Et chez nous ?"});
  own = changed(kit, own, change::SetWords{id, Words::kNotes, "SECRET"});
  own = changed(kit, own, change::SetPoint{id, Points::kExpected, 0, "SECRET"});
  own = changed(kit, own, change::SetPoint{id, Points::kFollowUps, 0, "LATER"});
  const auto plan = prepared(manifest, own, {});
  REQUIRE(plan);
  const auto deck = make_deck(manifest, *plan, {});
  REQUIRE(deck);
  CHECK((*deck)->steps.size() == step::kCount + 1);
  CHECK(meet_no_secret(*deck).size() == 11);
}

TEST_CASE("each type of step has its own screen in the room") {
  Lead lead(session_deck());
  lead.send(event::Jump{step::kQuestionnaire});
  CHECK(lead.room<room::Questionnaire>().questions.at(0).question == "Qu'est-ce que l'emprise ?");
  CHECK(lead.room<room::Questionnaire>().document == "bilan.pdf");
  lead.send(event::Jump{step::kClosing});
  CHECK(lead.room<room::Closing>().title == "Merci");
  lead.send(event::Jump{step::kCase});
  CHECK(lead.room<room::Case>().groups.size() == 2);
  lead.send(event::Jump{step::kSheet});
  CHECK(lead.room<room::Page>() == room::Page{"fiches/infirmier.pdf", 1, "infirmier"});
}

TEST_CASE("the room's view of a countdown changes once a second") {
  Lead lead(session_deck());
  lead.go_to(step::kBreak);
  std::vector<RoomView> seen;
  for (int i = 0; i < 30; ++i) {
    lead.after(100ms);
    const RoomView view = room_view(lead.state);
    if (seen.empty() || seen.back() != view) seen.push_back(view);
  }
  CHECK(seen.size() == 4);  // 15:00, 14:59, 14:58, and 14:57 at the last tick
}

TEST_CASE("the desk says where the session is and what comes next") {
  Lead lead(session_deck({"infirmier"}));
  lead.go_to(step::kPrompt);
  const DeskView desk = desk_view(lead.state);
  CHECK(desk.number == 3);
  CHECK(desk.count == 12);
  CHECK(desk.steps.size() == step::kCount);
  CHECK(desk.steps[step::kPoliceSheet].locked);
  CHECK_FALSE(desk.steps[step::kPoliceSheet].in_room);
  CHECK(desk.steps[step::kPrompt].current);
  CHECK(desk.next == step::kSlides);
  CHECK(desk.can_replay);
  CHECK(desk.notes == "SECRET 2");
}

TEST_CASE("the desk follows the film") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.play_to(15s);
  const auto film = desk_view(lead.state).film;
  REQUIRE(film);
  CHECK(film->playing);
  CHECK(film->moves_on);
  CHECK(film->position == 15s);
  CHECK(film->from == 10s);
  CHECK(film->to == 40s);
}
