// SPDX-License-Identifier: GPL-3.0-or-later
// A session plan of the trainer's own: made from the kit's, changed, applied, written and read back.
#include <doctest/doctest.h>

#include <random>

#include "player/preparation/apply.h"
#include "player/preparation/change.h"
#include "player/preparation/own_plan_file.h"

using namespace mallette;
using namespace mallette::preparation;
using namespace std::chrono_literals;
using kits::StepType;

namespace {

kits::Step step(std::string id, StepType type, std::string words) {
  kits::Step made{.type = type, .id = std::move(id)};
  if (type == StepType::kPrompt) made.question = std::move(words);
  else made.title = std::move(words);
  made.notes = "SECRET du kit";
  made.duration = 10min;
  return made;
}

kits::Manifest kit() {
  kits::Manifest manifest;
  manifest.kit = {.id = "fr.example.kit", .title = "Le kit", .version = "1.0"};
  kits::Plan plan{.id = "matin", .title = "Matinée", .duration = 3h};
  plan.step = {step("accueil", StepType::kMessage, "Accueil"), step("step-2", StepType::kPrompt, "Qu’avez-vous vu ?"),
               step("step-3", StepType::kBreak, ""), step("step-4", StepType::kPrompt, "Que fait-on ?")};
  plan.step[1].follow_ups = {"Et entendu ?"};
  plan.step[1].expected = {"SECRET : l’emprise"};
  plan.step[1].sign = "lsf/question.mp4";
  manifest.plan = {plan};
  return manifest;
}

OwnPlan own(const kits::Manifest& manifest = kit()) {
  OwnPlan plan = own_plan_of(manifest.kit, manifest.plan.front(), "Ma matinée").value();
  plan.id = "0123-abcd";
  return plan;
}

OwnPlan with(OwnPlan plan, std::initializer_list<Change> changes, const kits::Manifest& manifest = kit()) {
  for (const Change& what : changes) plan = changed(manifest.plan.front(), std::move(plan), what);
  return plan;
}

std::vector<std::string> ids(const kits::Plan& plan) {
  std::vector<std::string> all;
  for (const kits::Step& one : plan.step) all.push_back(one.id);
  return all;
}

/// Every field that a plan of one's own can have.
OwnPlan prepared_plan() {
  return with(own(), {change::Move{"step-4", -2}, change::Skip{"step-3"}, change::SetDuration{"accueil", 5min},
                      change::SetWords{"step-2", Words::kQuestion, "Et vous, qu’avez-vous vu ?"},
                      change::SetWords{"accueil", Words::kText, "Bonjour."},
                      change::SetWords{"accueil", Words::kNotes, "SECRET à moi :\nparler lentement"},
                      change::SetPoint{"step-2", Points::kFollowUps, 1, "Et senti ?"},
                      change::SetPoint{"step-2", Points::kExpected, 0, "SECRET : la peur"},
                      change::AddQuestion{"step-2"},
                      change::SetWords{"own:1", Words::kQuestion, "Et chez nous ?"},
                      change::SetPoint{"own:1", Points::kExpected, 0, "SECRET : le protocole"},
                      change::SetDuration{"own:1", 7min}});
}

}  // namespace

TEST_CASE("a plan that was not changed is led as the kit's, under a name of its own") {
  const kits::Manifest manifest = kit();
  const OwnPlan plan = own(manifest);
  const auto led = prepared(manifest, plan, {});
  REQUIRE(led);
  CHECK(led->id == "own:" + plan.id);
  CHECK(led->title == "Ma matinée");
  CHECK(ids(*led) == ids(manifest.plan.front()));
  CHECK(led->step[1].sign == "lsf/question.mp4");
  CHECK(led->duration == 40min);  // of its steps: the kit's three hours were another plan's
}

TEST_CASE("steps are moved, skipped, timed anew, edited and added, and the kit's own words stay where nothing was said") {
  const kits::Manifest manifest = kit();
  const auto led = prepared(manifest, prepared_plan(), {});
  REQUIRE(led);
  CHECK(ids(*led) == std::vector<std::string>{"accueil", "step-4", "step-2", "own:1"});
  CHECK(led->step[0].duration == 5min);
  CHECK(led->step[0].text == "Bonjour.");
  CHECK(led->step[0].notes == "SECRET du kit\n\nSECRET à moi :\nparler lentement");
  CHECK(led->step[1].question == "Que fait-on ?");
  CHECK(led->step[2].question == "Et vous, qu’avez-vous vu ?");
  CHECK(led->step[2].follow_ups == std::vector<std::string>{"Et entendu ?", "Et senti ?"});
  CHECK(led->step[2].expected == std::vector<std::string>{"SECRET : la peur"});
  CHECK(led->step[3].question == "Et chez nous ?");
  CHECK(led->step[3].type == StepType::kPrompt);
  CHECK(led->duration == 32min);
}

TEST_CASE("a question in other words is not signed with the kit's") {
  const kits::Manifest manifest = kit();
  CHECK(apply(manifest.plan.front(), prepared_plan()).step[2].sign.empty());
  const OwnPlan noted = with(own(), {change::SetWords{"step-2", Words::kNotes, "à moi"}});
  CHECK(apply(manifest.plan.front(), noted).step[1].sign == "lsf/question.mp4");
}

TEST_CASE("what is typed as the kit has it is the kit's again, everything of a step can be") {
  const OwnPlan plain = own();
  OwnPlan plan = with(plain, {change::SetWords{"step-2", Words::kQuestion, "x"},
                              change::SetWords{"step-2", Words::kQuestion, "Qu’avez-vous vu ?"},
                              change::SetPoint{"step-2", Points::kFollowUps, 0, "y"},
                              change::SetPoint{"step-2", Points::kFollowUps, 0, "Et entendu ?"},
                              change::SetDuration{"step-2", 3min}, change::SetDuration{"step-2", 10min}});
  CHECK(plan == plain);
  plan = prepared_plan();
  for (const OwnStep& one : plain.steps) plan = with(plan, {change::Restore{one.id}});
  CHECK_FALSE(is_changed(plan.steps[0]));
  CHECK_FALSE(is_changed(plan.steps[2]));
  CHECK(is_changed(plan.steps[3]));  // one's own question stays
}

TEST_CASE("changes beyond the ends, to steps that are not there or against the limits change nothing") {
  const OwnPlan plain = own();
  CHECK(with(plain, {change::Move{"accueil", -1}, change::Move{"step-4", 9}, change::Move{"nobody", 1},
                     change::Skip{"nobody"}, change::SetDuration{"accueil", 25h}, change::SetDuration{"accueil", -1ms},
                     change::SetWords{"accueil", Words::kNotes, std::string(kTextLimit_bytes + 1, 'x')},
                     change::SetPoint{"step-2", Points::kExpected, 7, "x"}, change::Remove{"accueil"},
                     change::SetTitle{""}}) == plain);
}

TEST_CASE("each question of one's own has a name of its own, and goes as it came") {
  OwnPlan plan = with(own(), {change::AddQuestion{"accueil"}, change::AddQuestion{"accueil"}, change::AddQuestion{""}});
  CHECK(plan.steps[1].id == "own:2");
  CHECK(plan.steps[2].id == "own:1");
  CHECK(plan.steps.back().id == "own:3");
  CHECK(newest_question(plan) == "own:3");
  plan = with(plan, {change::Remove{"own:1"}, change::Remove{"own:2"}, change::Remove{"own:3"}});
  CHECK(plan.steps == own().steps);
  CHECK(newest_question(plan).empty());
}

TEST_CASE("a question that asks nothing yet is not led, nor are points without words") {
  const kits::Manifest manifest = kit();
  OwnPlan plan = with(own(), {change::AddQuestion{""}, change::SetPoint{"step-2", Points::kFollowUps, 1, " "}});
  CHECK(apply(manifest.plan.front(), plan).step.size() == 4);
  CHECK(apply(manifest.plan.front(), plan).step[1].follow_ups.size() == 1);
}

TEST_CASE("a later version of the kit: what it has no longer is told and kept, what is new is told and waits") {
  kits::Manifest later = kit();
  later.kit.version = "2.0";
  auto& steps = later.plan.front().step;
  steps.erase(steps.begin());                                                    // "accueil" has gone
  steps.insert(steps.begin() + 1, step("step-2", StepType::kPrompt, "Nouvelle ?"));  // and numbers have moved
  steps[0].id = "step-1";
  const OwnPlan before = prepared_plan();
  const Followed followed = follow(later.kit, later.plan.front(), before);
  CHECK(followed.gone == std::vector<std::string>{"Accueil"});
  CHECK(followed.added == std::vector<std::string>{"Nouvelle ?"});
  CHECK(followed.plan.kit_version == "2.0");
  const auto led = prepared(later, followed.plan, {});
  REQUIRE(led);
  std::vector<std::string> questions;
  for (const kits::Step& one : led->step) questions.push_back(one.question);
  CHECK(questions == std::vector<std::string>{"Que fait-on ?", "Et vous, qu’avez-vous vu ?", "Et chez nous ?"});
  // Nothing that was written is lost, and the way to the disk and back keeps it.
  CHECK(followed.plan.steps.size() == before.steps.size() + 1);
  CHECK(followed.plan.steps.front().notes == before.steps.front().notes);
  CHECK(read_own_plan(write_own_plan(followed.plan), "x").value() == followed.plan);
  const auto again = follow(later.kit, later.plan.front(), followed.plan);
  CHECK(again.added.empty());
  CHECK(again.plan.steps.size() == followed.plan.steps.size());
  // Led from the plan as it was, without looking: the same steps.
  CHECK(prepared(later, before, {})->step.size() == led->step.size());
}

TEST_CASE("another kit's plan, and one whose plan the kit has no longer, are told of") {
  kits::Manifest other = kit();
  other.kit.id = "fr.example.autre";
  other.kit.title = "L’autre";
  const auto foreign = prepared(other, own(), {});
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().code == ErrorCode::kPlanForeign);
  CHECK(foreign.error().found == "Le kit");
  CHECK(foreign.error().allowed == "L’autre");
  other = kit();
  other.plan.front().id = "soir";
  CHECK(prepared(other, own(), {}).error().code == ErrorCode::kManifestReference);
}

TEST_CASE("steps for professions that are not in the room do not count in the time") {
  kits::Manifest manifest = kit();
  manifest.plan.front().step[3].audiences = {"infirmier"};
  CHECK(prepared(manifest, own(manifest), {"accueil"})->duration == 30min);
  CHECK(prepared(manifest, own(manifest), {})->duration == 40min);
}

TEST_CASE("a plan is the same after it was written and read") {
  const OwnPlan plan = prepared_plan();
  const auto read = read_own_plan(write_own_plan(plan), "x.deroule");
  REQUIRE_MESSAGE(read, (read ? "" : to_log_line(read.error())));
  CHECK(*read == plan);
}

TEST_CASE("characters that no text may hold are left out when a plan is written, so that it can be read") {
  OwnPlan plan = prepared_plan();
  plan.steps[0].notes = "un\r\ndeux\x01 \xff";
  const auto read = read_own_plan(write_own_plan(plan), "x");
  REQUIRE(read);
  CHECK(read->steps[0].notes == "un\ndeux \uFFFD");
}

TEST_CASE("a damaged file, another program's, or one beyond the limits is refused with its place") {
  const std::string good = write_own_plan(prepared_plan());
  const auto code = [](const std::string& text) {
    const auto read = read_own_plan(text, "x.deroule");
    CHECK((read || read.error().subject == "x.deroule"));
    return read ? ErrorCode::kUsage : read.error().code;
  };
  const auto with_other = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    REQUIRE(text.find(from) != std::string::npos);
    return text.replace(text.find(from), from.size(), to);
  };
  CHECK(code(good) == ErrorCode::kUsage);
  for (const char* text : {"", "{}", "[]", "null", "un texte", "{\"mallette_plan\": \"1\"}", "{\"mallette_plan\": 1}", "PK\x03\x04"})
    CHECK(code(text) == ErrorCode::kPlanDamaged);
  CHECK(code(with_other("\"mallette_plan\": 1", "\"mallette_plan\": 2")) == ErrorCode::kPlanOutdated);
  CHECK(code(std::string(kOwnPlanLimit_bytes + 1, ' ')) == ErrorCode::kFileTooLarge);
  const std::string long_text(kTextLimit_bytes + 1, 'x');
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"skipped\": true", "\"skipped\": 1"},
           {"\"duration_ms\": 300000", "\"duration_ms\": -1"},
           {"\"duration_ms\": 300000", "\"duration_ms\": 1e99"},
           {"\"duration_ms\": 300000", "\"duration_ms\": 86400001"},
           {"\"id\": \"step-4\"", "\"id\": \"step-2\""},
           {"\"id\": \"own:1\"", "\"id\": \"\""},
           {"\"type\": \"break\"", "\"type\": \"burn\""},
           {"\"title\": \"Ma matinée\"", "\"title\": \"\""},
           {"\"plan\": \"matin\"", "\"plan\": [\"matin\"]"},
           {"Bonjour.", long_text},
           {"Bonjour.", "\\u0000"},
           {"Bonjour.", "\xff"},
           {"\"text\"", "\"script\""},
           {"\"mallette_plan\": 1", "\"mallette_plan\": 1, \"more\": 1"}}) {
    CHECK_MESSAGE(code(with_other(from, to)) == ErrorCode::kPlanDamaged, to.substr(0, 40));
  }
  for (std::size_t size = 0; size + 2 < good.size(); size += 7) CHECK(code(good.substr(0, size)) == ErrorCode::kPlanDamaged);
  CHECK(code(std::string(100'000, '[')) == ErrorCode::kPlanDamaged);
}

TEST_CASE("no byte put wrong in a file brings more than an error") {
  const std::string good = write_own_plan(prepared_plan());
  std::mt19937 chance(7);
  for (int i = 0; i < 3000; ++i) {
    std::string text = good;
    for (int n = 0; n < 3; ++n) text[chance() % text.size()] = static_cast<char>(chance());
    const auto read = read_own_plan(text, "x");
    if (!read) continue;
    const kits::Manifest manifest = kit();
    static_cast<void>(apply(manifest.plan.front(), *read));
    CHECK(read_own_plan(write_own_plan(*read), "x"));
  }
}

TEST_CASE("a file's name is made from the title, and holds nothing that a key's file system refuses") {
  OwnPlan plan = own();
  CHECK(own_plan_file_name(plan) == "Ma matinée.deroule");
  plan.title = "../a/b: \"c\"?";
  CHECK(own_plan_file_name(plan) == "-a-b- -c--.deroule");
  plan.title = "...";
  CHECK(own_plan_file_name(plan) == plan.id + ".deroule");
  CHECK(is_own_plan_name("x.DEROULE"));
  CHECK_FALSE(is_own_plan_name(".deroule"));
}
