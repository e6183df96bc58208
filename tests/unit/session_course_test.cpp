// SPDX-License-Identifier: GPL-3.0-or-later
// The deck, and the way from step to step.
#include <doctest/doctest.h>

#include "player/session/desk_view.h"
#include "player/session/pages.h"
#include "player/session/plans.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

TEST_CASE("a deck holds every step of its plan, with what each one shows") {
  const auto deck = session_deck();
  REQUIRE(deck->steps.size() == step::kCount);
  CHECK(deck->films.size() == 3);
  CHECK(deck->warnings == std::vector<std::string>{"Ce film montre des violences.", "Celui-ci aussi."});
  CHECK(deck->films[0].tail == 1500ms);
  CHECK(deck->steps[step::kFilm].planned == 30s);
  CHECK(deck->steps[step::kClip].label == "experte");
  CHECK(deck->steps[step::kPrompt].label == "Qu'avez-vous vu ?");
  CHECK(deck->steps[step::kBooklet].room.document == "livret.pdf");
  CHECK(deck->steps[step::kPoliceSheet].restricted);
  CHECK(deck->planned == 1h);
}

TEST_CASE("a plan without steps, or with a step of another kit, is refused") {
  const kits::Manifest manifest = session_manifest();
  CHECK(make_deck(manifest, kits::Plan{}, {}).error().code == ErrorCode::kManifestMissing);
  kits::Plan plan = manifest.plan.front();
  plan.step[step::kFilm].film = "elisa";
  const auto deck = make_deck(manifest, plan, {});
  REQUIRE_FALSE(deck);
  CHECK(deck.error().code == ErrorCode::kManifestReference);
  CHECK(deck.error().found == "elisa");
}

TEST_CASE("a kit without plans shows its films and clips in order, each held at its end") {
  const kits::Manifest manifest = session_manifest();
  const auto deck = make_deck(manifest, plan_of_contents(manifest), {});
  REQUIRE(deck);
  REQUIRE((*deck)->steps.size() == 3);
  CHECK(contents_of(manifest) == Contents::kFilmsAndClips);
  CHECK((*deck)->steps[1].label == "lilia");
  CHECK((*deck)->steps[2].type == kits::StepType::kClip);
  CHECK((*deck)->steps[1].pause == kits::StepPause::kAfter);
}

TEST_CASE("a kit of clips, of documents or of papers to hand out alone is led through as well") {
  kits::Manifest manifest;
  manifest.kit = {.id = "a", .title = "Guide", .version = "1", .language = "fr", .summary = "Pour les équipes."};
  const auto steps = [&] {
    const auto deck = make_deck(manifest, plan_of(manifest, "").value(), {"infirmier"});
    REQUIRE(deck);
    return (*deck)->steps;
  };
  kits::Template certificate;
  certificate.id = certificate.title = "certificat";
  certificate.path = "certificat.docx";
  manifest.templates = {certificate};
  CHECK(contents_of(manifest) == Contents::kHandOuts);
  REQUIRE(steps().size() == 1);
  CHECK(steps()[0].type == kits::StepType::kMessage);
  CHECK(steps()[0].label == "Guide");
  CHECK(steps()[0].room.text == "Pour les équipes.");

  kits::Sheet sheet, word, translated;
  sheet.id = sheet.title = "accueil";
  sheet.path = "accueil.PDF";
  sheet.audiences = {"accueil"};
  word.id = "texte", word.path = "texte.odt";
  translated.id = "english", translated.path = "english.pdf", translated.translation_of = "accueil";
  manifest.sheet = {sheet, word, translated};
  kits::Booklet guide;
  guide.id = guide.title = "guide";
  guide.path = "guide.pdf";
  manifest.booklet = {guide};
  CHECK(contents_of(manifest) == Contents::kDocuments);
  REQUIRE(steps().size() == 2);
  CHECK(steps()[0].type == kits::StepType::kBooklet);
  CHECK(steps()[1].room.document == "accueil.PDF");
  CHECK_FALSE(steps()[1].in_room);

  kits::Clip clip;
  clip.id = clip.title = "parole";
  clip.video = "parole.mp4";
  manifest.clip = {clip};
  CHECK(contents_of(manifest) == Contents::kClips);
  REQUIRE(steps().size() == 1);
  CHECK(steps()[0].type == kits::StepType::kClip);
  CHECK(steps()[0].label == "parole");
}

TEST_CASE("a session begins at its first step and says so") {
  Lead lead(session_deck(), false);
  CHECK(std::holds_alternative<room::Neutral>(room_view(lead.state)));
  lead.send(event::Next{});
  CHECK(lead.state.stage == Stage::kBefore);
  lead.send(event::Begin{});
  CHECK(lead.room<room::Message>().title == "Bienvenue");
  REQUIRE(lead.effect<effect::StepEntered>());
  CHECK(lead.effect<effect::StepEntered>()->step == 0);
  CHECK(lead.effect<effect::Save>());
  lead.send(event::Begin{});
  CHECK(lead.effects.empty());
}

TEST_CASE("steps for professions that are not in the room are passed over, and can be jumped to") {
  Lead lead(session_deck({"police-municipale"}));
  lead.send(event::Unlock{});
  lead.go_to(step::kSlides);
  lead.send(event::NextStep{});
  CHECK(lead.state.step == step::kBooklet);
  lead.send(event::PreviousStep{});
  CHECK(lead.state.step == step::kSlides);
  lead.send(event::Jump{step::kSheet});
  CHECK(lead.room<room::Page>().document == "fiches/infirmier.pdf");
  CHECK(desk_view(lead.state).number == 0);
  lead.send(event::NextStep{});
  CHECK(lead.state.step == step::kBooklet);
}

TEST_CASE("when nobody said who is in the room, every step counts") {
  const Lead lead(session_deck());
  const DeskView desk = desk_view(lead.state);
  CHECK(desk.count == step::kCount - 1);  // the restricted one waits for its passphrase
}

TEST_CASE("a restricted step is passed over and not entered until the passphrase is given") {
  Lead lead(session_deck());
  lead.go_to(step::kPoliceSheet);
  CHECK(lead.state.step == step::kMessage);
  lead.send(event::Unlock{});
  lead.go_to(step::kPoliceSheet);
  CHECK(lead.state.step == step::kPoliceSheet);
}

TEST_CASE("the last step has no next, and the first no previous, only Finish ends a session") {
  Lead lead(session_deck());
  lead.send(event::Previous{});
  CHECK(lead.state.step == 0);
  lead.go_to(step::kClosing);
  lead.send(event::Next{});
  lead.send(event::NextStep{});
  CHECK(lead.state.step == step::kClosing);
  CHECK(lead.state.stage == Stage::kUnderWay);
  lead.send(event::Finish{});
  CHECK(lead.state.stage == Stage::kFinished);
  CHECK(lead.effect<effect::Finished>());
  CHECK_FALSE(lead.effect<effect::Save>());
  lead.send(event::Previous{});
  CHECK(lead.effects.empty());
}

TEST_CASE("ending a session takes its film away") {
  Lead lead(session_deck());
  lead.go_to(step::kFilm);
  lead.send(event::Finish{});
  CHECK(lead.effect<effect::UnloadSegment>());
}

TEST_CASE("a questionnaire's sheet is opened where the kit does not give its questions") {
  Lead given(session_deck());
  given.send(event::Jump{step::kQuestionnaire});
  CHECK_FALSE(given.effect<effect::OpenDocument>());
  session::Deck deck = *session_deck();
  deck.steps[step::kQuestionnaire].room.questions.clear();
  Lead bare(std::make_shared<const session::Deck>(std::move(deck)));
  bare.send(event::Jump{step::kQuestionnaire});
  REQUIRE(bare.effect<effect::OpenDocument>());
  CHECK(bare.effect<effect::OpenDocument>()->document == "bilan.pdf");
}

TEST_CASE("next and previous turn pages first, then steps") {
  Lead lead(session_deck());
  lead.send(event::Jump{step::kSlides});
  REQUIRE(lead.effect<effect::OpenDocument>());
  CHECK(lead.effect<effect::OpenDocument>()->document == "diapos.pdf");
  lead.send(event::PageCount{"diapos.pdf", 2});
  CHECK(lead.room<room::Page>().page == 1);
  lead.send(event::Next{});
  CHECK(lead.room<room::Page>().page == 2);
  CHECK(desk_view(lead.state).pages->notes == "SECRET page 2");
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kSheet);
  lead.send(event::PageCount{"fiches/infirmier.pdf", 1});
  lead.send(event::Previous{});
  CHECK(lead.state.step == step::kSlides);
  CHECK(lead.room<room::Page>().page == 2);  // back to where it was left
  lead.send(event::Previous{});
  lead.send(event::Previous{});
  CHECK(lead.state.step == step::kPrompt);
}

TEST_CASE("pages are those that the step names, as far as the document has them") {
  Lead lead(session_deck());
  lead.send(event::Jump{step::kBooklet});
  std::vector<std::uint32_t> seen{lead.room<room::Page>().page};
  lead.send(event::Next{});
  seen.push_back(lead.room<room::Page>().page);
  lead.send(event::Next{});
  seen.push_back(lead.room<room::Page>().page);
  CHECK(seen == std::vector<std::uint32_t>{2, 5, 6});
  lead.send(event::PageCount{"livret.pdf", 5});
  CHECK(lead.room<room::Page>().page == 5);
  lead.send(event::PageCount{"livret.pdf", 0});
  CHECK(lead.room<room::Page>().page == 0);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kClip);
}

TEST_CASE("a document of unknown length is passed over only by two presses in time") {
  Lead lead(session_deck());
  lead.send(event::Jump{step::kSlides});
  lead.send(event::Next{});
  lead.after(2100ms);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kSlides);
  lead.after(1s);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kSheet);
}

TEST_CASE("a range of four thousand million pages is walked without being spread out") {
  const std::vector<kits::PageRange> ranges{{1, 0xffffffffU}, {1, 0xffffffffU}};
  CHECK(page_total(ranges, std::nullopt) == 0x1fffffffeULL);
  CHECK(page_at(ranges, std::nullopt, 0xffffffffULL) == 1);
  CHECK(page_total(ranges, 3) == 6);
  CHECK(page_at(ranges, 3, 6) == std::nullopt);
  CHECK(page_at({}, 3, 2) == 3);
  CHECK(page_at({}, 3, 3) == std::nullopt);
}

TEST_CASE("a prompt never moves on by itself") {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  lead.after(20min);
  CHECK(lead.state.step == step::kPrompt);
  CHECK(desk_view(lead.state).step_elapsed == 20min);
  lead.send(event::Next{});
  CHECK(lead.state.step == step::kSlides);
}

TEST_CASE("follow-ups come to the room one by one, points are ticked for the trainer") {
  Lead lead(session_deck());
  lead.go_to(step::kPrompt);
  CHECK(lead.room<room::Prompt>().follow_ups.empty());
  lead.send(event::RevealFollowUp{});
  CHECK(lead.effect<effect::Save>());
  CHECK(lead.room<room::Prompt>().follow_ups == std::vector<std::string>{"LATER un"});
  lead.send(event::RevealFollowUp{});
  lead.send(event::RevealFollowUp{});
  CHECK(lead.room<room::Prompt>().follow_ups.size() == 2);
  lead.send(event::HideFollowUp{});
  CHECK(lead.room<room::Prompt>().follow_ups.size() == 1);
  lead.send(event::SetExpected{1, true});
  lead.send(event::SetExpected{7, true});
  const DeskView desk = desk_view(lead.state);
  REQUIRE(desk.expected.size() == 2);
  CHECK_FALSE(desk.expected[0].ticked);
  CHECK(desk.expected[1].ticked);
  CHECK(desk.follow_ups[0].revealed);
  CHECK_FALSE(desk.follow_ups[1].revealed);
}

TEST_CASE("a case counts down in the room once the trainer starts it, and stays at nought") {
  Lead lead(session_deck());
  lead.go_to(step::kCase);
  lead.after(5s);
  CHECK(lead.room<room::Case>().time_left == 600s);
  lead.send(event::StartTimer{});
  lead.after(90s);
  CHECK(lead.room<room::Case>().time_left == 510s);
  lead.send(event::PauseTimer{});
  lead.after(10s);
  lead.send(event::AddToTimer{1min});
  CHECK(lead.room<room::Case>().time_left == 570s);
  lead.send(event::StartTimer{});
  lead.after(600s);
  CHECK(lead.room<room::Case>().time_left == 0s);
  CHECK(lead.state.step == step::kCase);
  CHECK_FALSE(desk_view(lead.state).timer->running);
  lead.send(event::ResetTimer{});
  CHECK(lead.room<room::Case>().time_left == 600s);
}

TEST_CASE("a break shows the time left, and tells only the trainer that it is over") {
  Lead lead(session_deck());
  lead.go_to(step::kBreak);
  CHECK(lead.room<room::Break>().time_left == 900s);
  lead.after(16min);
  CHECK(lead.room<room::Break>().time_left == 0s);
  CHECK(desk_view(lead.state).break_left == -60s);
  CHECK(lead.state.step == step::kBreak);
}

TEST_CASE("a pause of the session stops its clocks, and a clicker does not end it") {
  Lead lead(session_deck());
  lead.after(60s);
  lead.send(event::Suspend{});
  CHECK(lead.effect<effect::Silence>()->on);
  CHECK(std::holds_alternative<room::Suspended>(room_view(lead.state)));
  lead.after(300s);
  lead.send(event::Next{});
  CHECK(lead.state.suspended);
  CHECK(lead.state.elapsed == 60s);
  CHECK(desk_view(lead.state).suspended_for == 300s);
  lead.send(event::Resume{});
  CHECK_FALSE(lead.effect<effect::Silence>()->on);
  lead.after(10s);
  CHECK(lead.state.elapsed == 70s);
  CHECK(desk_view(lead.state).step_elapsed == 70s);
}

TEST_CASE("the pace is that of the steps behind and of the present one") {
  Lead lead(session_deck());
  lead.after(5min);
  CHECK(desk_view(lead.state).pace == Pace{PaceKind::kOnTime, 0ms});
  lead.after(59s);
  CHECK(desk_view(lead.state).pace.kind == PaceKind::kOnTime);
  lead.after(61s);
  CHECK(desk_view(lead.state).pace == Pace{PaceKind::kLate, 2min});
  lead.go_to(step::kPrompt);  // the film's 30 s lie behind
  CHECK(desk_view(lead.state).pace == Pace{PaceKind::kLate, 90s});
  lead.go_to(step::kSlides);
  CHECK(desk_view(lead.state).pace == Pace{PaceKind::kAhead, -510s});
  CHECK(desk_view(lead.state).planned == 1h);
  CHECK(desk_view(lead.state).planned_left == 20min);
}

TEST_CASE("a step without a planned time is neither ahead nor late") {
  Lead lead(session_deck());
  lead.go_to(step::kBooklet);
  const Milliseconds before = desk_view(lead.state).pace.late;
  lead.after(30min);
  CHECK(desk_view(lead.state).pace.late == before);
}

TEST_CASE("a clock that goes back is not believed") {
  Lead lead(session_deck());
  lead.after(10s);
  lead.now -= 5s;
  lead.send(event::Tick{});
  CHECK(lead.state.elapsed == 10s);
  lead.now += 6s;
  lead.send(event::Tick{});
  CHECK(lead.state.elapsed == 11s);
}

TEST_CASE("snapshots are asked for twice a second while time passes, and at once for what was done") {
  Lead lead(session_deck());
  lead.after(10s);
  const auto saves = std::ranges::count_if(
      lead.effects, [](const Effect& effect) { return std::holds_alternative<effect::Save>(effect); });
  CHECK(saves == 20);
  lead.send(event::WriteRemark{0, "Groupe attentif."});
  CHECK(lead.effect<effect::Save>());
  CHECK(desk_view(lead.state).remark == "Groupe attentif.");
}
