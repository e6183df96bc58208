// SPDX-License-Identifier: GPL-3.0-or-later
// A session as text and back.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "player/session/snapshot.h"
#include "tests/support/session_deck.h"

using namespace mallette;
using namespace mallette::session;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

Lead in_the_middle() {
  Lead lead(session_deck({"infirmier"}));
  lead.after(65s);
  lead.go_to(step::kFilm);
  lead.play_to(17s);
  lead.send(event::Mark{});
  lead.send(event::NextStep{});
  lead.send(event::RevealFollowUp{});
  lead.send(event::SetExpected{1, true});
  lead.send(event::WriteRemark{step::kPrompt, "« Emprise » est venu seul."});
  lead.after(12s);
  lead.send(event::Replay{});
  lead.play_to(23s);
  return lead;
}

State lasting(State state) {
  state.moment = {};
  return state;
}

}  // namespace

TEST_CASE("a snapshot brings a session back to the same step and second, with its ticks and follow-ups") {
  const Lead lead = in_the_middle();
  const std::string text = write_snapshot(lead.state);
  const auto state = read_snapshot(text, lead.state.deck);
  REQUIRE_MESSAGE(state.has_value(), (state ? "" : to_log_line(state.error())));
  CHECK(*state == lasting(lead.state));
  CHECK(state->screening->position == 23s);
  CHECK(state->progress[step::kPrompt].ticked == std::vector<bool>{false, true});
}

TEST_CASE("a snapshot says which deck it needs") {
  const auto origin = read_snapshot_origin(write_snapshot(in_the_middle().state));
  REQUIRE(origin);
  CHECK(origin->kit_id == "fr.example.seance");
  CHECK(origin->kit_version == "1.0");
  CHECK(origin->plan_id == "complet");
  CHECK(origin->audiences == std::vector<std::string>{"infirmier"});
}

TEST_CASE("taken up again, a film is loaded where it was and stands until someone plays it") {
  const Lead before = in_the_middle();
  Lead lead(*read_snapshot(write_snapshot(before.state), before.state.deck));
  lead.send(event::Restored{});
  const auto* load = lead.effect<effect::LoadSegment>();
  REQUIRE(load);
  CHECK(load->at == 23s);
  CHECK(load->to == 25s);
  CHECK_FALSE(load->play);
  CHECK(load->generation > before.state.generation);
  CHECK(lead.effect<effect::StepEntered>()->step == step::kPrompt);
  lead.send(event::Next{});  // a clicker has no other key to play
  CHECK(lead.effect<effect::Play>());
}

TEST_CASE("taken up again, a document is opened anew and a neutral screen is silent") {
  Lead before(session_deck());
  before.send(event::Jump{step::kSlides});
  before.send(event::Cover{});
  Lead lead(*read_snapshot(write_snapshot(before.state), before.state.deck));
  lead.send(event::Restored{});
  CHECK(lead.effect<effect::OpenDocument>());
  CHECK(lead.effect<effect::Silence>()->on);
}

TEST_CASE("the time between a crash and its restart counts for nothing") {
  const Lead before = in_the_middle();
  Lead lead(*read_snapshot(write_snapshot(before.state), before.state.deck));
  lead.now = 99h;
  lead.send(event::Restored{});
  CHECK(lead.state.elapsed == before.state.elapsed);
}

TEST_CASE("a snapshot of another kit, version, plan, or people is refused as outdated") {
  const std::string text = write_snapshot(in_the_middle().state);
  const auto code = [&](const std::shared_ptr<const Deck>& deck) {
    const auto state = read_snapshot(text, deck);
    REQUIRE_FALSE(state);
    return state.error().code;
  };
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string manifest = kSessionManifest;
    manifest.replace(manifest.find(from), from.size(), to);
    return session_deck({"infirmier"}, manifest);
  };
  CHECK(code(changed("fr.example.seance", "fr.example.autre")) == ErrorCode::kSessionOutdated);
  CHECK(code(changed("version = \"1.0\"", "version = \"1.1\"")) == ErrorCode::kSessionOutdated);
  CHECK(code(changed("id = \"complet\"", "id = \"court\"")) == ErrorCode::kSessionOutdated);
  CHECK(code(changed("type = \"message\"", "type = \"message\"\nid = \"accueil\"")) ==
        ErrorCode::kSessionOutdated);
  CHECK(code(session_deck({"police-municipale"})) == ErrorCode::kSessionOutdated);
  const auto older = read_snapshot(text, changed("version = \"1.0\"", "version = \"1.1\""));
  CHECK(older.error().found == "1.0");
  CHECK(older.error().allowed == "1.1");
}

TEST_CASE("a kit of the same version whose steps hold something else is refused") {
  const std::string text = write_snapshot(in_the_middle().state);
  std::string manifest = kSessionManifest;
  const std::string points = "expected = [\"SECRET emprise\", \"SECRET isolement\"]";
  manifest.replace(manifest.find(points), points.size(), "expected = [\"SECRET emprise\"]");
  const auto state = read_snapshot(text, session_deck({"infirmier"}, manifest));
  REQUIRE_FALSE(state);
  CHECK(state.error().code == ErrorCode::kSessionDamaged);
}

TEST_CASE("a snapshot of a later program is refused as such") {
  std::string text = write_snapshot(in_the_middle().state);
  const std::string version = "\"mallette_session\":1";
  text.replace(text.find(version), version.size(), "\"mallette_session\":2");
  CHECK(read_snapshot_origin(text).error().code == ErrorCode::kSessionOutdated);
  CHECK(read_snapshot(text, session_deck({"infirmier"})).error().code == ErrorCode::kSessionOutdated);
}

TEST_CASE("text that breaks off anywhere is refused") {
  const Lead lead = in_the_middle();
  const std::string text = write_snapshot(lead.state);
  for (std::size_t size = 0; size < text.size(); size += 7) {
    CHECK_FALSE(read_snapshot(text.substr(0, size), lead.state.deck));
  }
}

TEST_CASE("every value of a snapshot may be replaced by another, and none crashes the reader") {
  const Lead lead = in_the_middle();
  const auto whole = nlohmann::json::parse(write_snapshot(lead.state));
  const std::vector<nlohmann::json> others = {nullptr,
                                              -1,
                                              3.5,
                                              1e300,
                                              "x",
                                              true,
                                              0xffffffffffffffffULL,
                                              nlohmann::json::array(),
                                              nlohmann::json::object(),
                                              nlohmann::json::array({1, "x", nullptr})};
  int refused = 0, tried = 0;
  const auto flat = whole.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    for (const auto& other : others) {
      auto changed = whole;
      changed[nlohmann::json::json_pointer(pointer)] = other;
      const auto state = read_snapshot(changed.dump(), lead.state.deck);
      ++tried;
      if (!state) {
        ++refused;
        continue;
      }
      CHECK(read_snapshot(write_snapshot(*state), lead.state.deck).value() == *state);
    }
  }
  CHECK(refused > tried / 2);
}

TEST_CASE("numbers beyond their bounds are refused, each under its name") {
  const Lead lead = in_the_middle();
  const auto whole = nlohmann::json::parse(write_snapshot(lead.state));
  const auto refused_at = [&](const char* pointer, const nlohmann::json& value) {
    auto changed = whole;
    changed[nlohmann::json::json_pointer(pointer)] = value;
    const auto state = read_snapshot(changed.dump(), lead.state.deck);
    return state ? std::string("accepted") : state.error().detail;
  };
  CHECK(refused_at("/step", step::kCount) == "step");
  CHECK(refused_at("/screening/film", 3) == "film");
  CHECK(refused_at("/screening/position", 26'000) == "position");
  CHECK(refused_at("/screening/generation", 1'000'000) == "generation");
  CHECK(refused_at("/screening/phase", 0) == "phase");
  CHECK(refused_at("/screening/is_replay", false) == "screening");
  CHECK(refused_at("/step", step::kFilm) == "screening");
  CHECK(refused_at("/progress/2/revealed", 3) == "revealed");
  CHECK(refused_at("/progress/5/page", 3) == "page");
  CHECK(refused_at("/elapsed", 3'600'000'001) == "elapsed");
}

TEST_CASE("brackets nested a million deep do not overflow the stack") {
  const std::string deep = std::string(1'000'000, '[');
  CHECK(read_snapshot_origin(deep).error().code == ErrorCode::kSessionDamaged);
  CHECK(read_snapshot_origin("{\"a\":" + deep + std::string(1'000'000, ']') + "}").error().code ==
        ErrorCode::kSessionDamaged);
}

TEST_CASE("remarks that are not UTF-8, or too long together, do not keep a session from being saved") {
  Lead lead(session_deck());
  for (std::size_t i = 0; i < step::kCount; ++i)
    lead.send(event::WriteRemark{i, std::string(60'000, '\x01')});
  lead.send(event::WriteRemark{0, "caf\xe9"});
  const std::string text = write_snapshot(lead.state);
  CHECK(text.size() <= kSnapshotLimit_bytes);
  const auto state = read_snapshot(text, lead.state.deck);
  REQUIRE(state);
  CHECK(state->step == 0);
}
