// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program in this process, following scripts on screens in memory, on a clock that is stepped.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/program_stand.h"
#include "tests/support/session_kit.h"
#include "tests/support/storage_faults.h"

using namespace mallette;
using namespace std::chrono_literals;
namespace step = test::made_step;
using test::ordered;
using test::run;
using test::run_well;
using test::session_of;
using test::Stand;
using test::whole_file;

namespace {

constexpr render::Size kRoom{640, 360}, kDesk{1366, 768};

/// Two screens in memory of which the room's can be unplugged: the key that swaps the screens does it, so
/// that a script can.
class PluggedScreens final : public app::Screens {
 public:
  class WatchedStage final : public app::Stage {
   public:
    explicit WatchedStage(render::Size size) : memory_(size) {}
    render::Size size() const override { return memory_.size(); }
    Result<void> prepare(const render::Scene& scene) override {
      last = scene;
      ++prepared;
      return memory_.prepare(scene);
    }
    Result<void> present() override { return memory_.present(); }
    Result<render::Picture> capture() override { return memory_.capture(); }
    std::string renderer_name() const override { return "memory"; }
    render::Scene last;
    int prepared = 0;

   private:
    app::MemoryStage memory_;
  };

  explicit PluggedScreens(bool plugged) : plugged_(plugged) {}
  app::Stage& primary() override { return desk; }
  app::Stage* second() override { return plugged_ ? &room : nullptr; }
  bool update() override { return std::exchange(changed_, false); }
  void swap() override {
    plugged_ = !plugged_;
    changed_ = true;
    prepared_before = desk.prepared;
    pointer_before = pointer;
  }
  void show_pointer(bool shown) override { pointer = shown; }
  void set_full_screen(bool on) override { full_ = on; }
  bool is_full_screen() const override { return full_; }
  std::vector<app::Display> displays() const override {
    std::vector<app::Display> all{{.index = 0, .name = "laptop", .connector = "eDP-1", .bounds = {0, 0, 1366, 768}}};
    if (plugged_) all.push_back({.index = 1, .name = "projector", .connector = "HDMI-1", .bounds = {1366, 0, 640, 360}});
    return all;
  }

  WatchedStage desk{kDesk}, room{kRoom};
  int prepared_before = 0;  ///< of the desk, when the last plug was moved
  bool pointer = true, pointer_before = true;  ///< is shown, and was when the last plug was moved

 private:
  bool plugged_;
  bool changed_ = false;
  bool full_ = false;
};

/// A session of the made kit; what was expected and not met is this test's failure.
app::ProgramReport follow(app::Screens& screens, const std::string& script) {
  Stand stand(screens);
  return run_well(stand, session_of(test::made_kit().path(), script));
}

/// As it stands within a file of JSON.
std::string in_json(const std::string& text) {
  const std::string quoted = nlohmann::json(text).dump(-1, ' ', false);
  return quoted.substr(1, quoted.size() - 2);
}

/// Of the node of this name, somewhere in a tree.
nlohmann::json states_of(const std::string& name, const nlohmann::json& tree) {
  for (const auto& node : tree) {
    if (node.value("name", "") == name) return node.value("states", nlohmann::json());
    if (!node.contains("children")) continue;
    if (auto states = states_of(name, node["children"]); !states.is_null()) return states;
  }
  return {};
}

/// Every text of a kit that is for the trainer alone.
std::vector<std::string> trainers_texts(const kits::Manifest& manifest) {
  std::vector<std::string> texts;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) texts.push_back(in_json(text.substr(0, text.find('\n'))));
  };
  for (const kits::Plan& plan : manifest.plan) {
    for (const kits::Step& of : plan.step) {
      add(of.notes);
      for (const std::string& point : of.expected) add(point);
    }
  }
  for (const auto& slides : manifest.slides) {
    for (const auto& note : slides.notes) add(note.text);
  }
  return texts;
}

}  // namespace

TEST_CASE("a script presses, types and finds what it expects, on two screens") {
  app::MemoryScreens screens(kRoom, kDesk);
  const auto report = follow(screens, R"(
expect text "SECRET 0"
expect room "Hello."
expect no room "SECRET"
next
expect text "SECRET 1"
wait 0.2
pause
key G
type "00:00.500"
press button "Go there"
expect no text "Go to a time"
play
wait 0.2
next
next
expect room "What did you see?"
expect no room "SECRET"
expect no room "And then?"
quit
)");
  REQUIRE(report.steps.size() == 3);
  CHECK(report.film.seeks.size() == 1);
  CHECK(report.interface_ms.size() > 3);
}

TEST_CASE("an expectation that is not met ends the script, and names what there was") {
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens);
  const auto report = run(stand, session_of(test::made_kit().path(), "expect button \"Nowhere\"\nnext\nnext\n"));
  REQUIRE(report.unmet.size() == 1);
  CHECK(report.unmet.front().find("script:1: button \"Nowhere\": not found") == 0);
  CHECK(report.unmet.front().find("SECRET 0") != std::string::npos);
  CHECK(report.steps.size() == 1);
}

TEST_CASE("what a script expected behind the end of the program is not met") {
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens);
  app::ProgramOrder order = session_of(test::made_kit().path(), "wait 3600\nexpect text \"Never\"\nquit\n");
  order.leads_itself = true;  // to the end, long before
  const auto report = run(stand, std::move(order));
  REQUIRE(report.unmet.size() == 1);
  CHECK(report.unmet.front().find("script:2: text \"Never\": the program had ended") == 0);
}

TEST_CASE("a kit that is not there is told of, whatever the script would have expected") {
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens);
  const auto report = run(stand, session_of(test::made_kit().path() + "/nothing", "expect text \"Welcome\"\nquit\n"));
  CHECK(report.errors.size() == 1);
  CHECK(report.unmet.empty());
}

TEST_CASE("what is pressed and is not there, or is text for no field, is not met") {
  for (const char* script : {"press button \"Nowhere\"\n", "type \"text\"\n"}) {
    app::MemoryScreens screens(kRoom, kDesk);
    Stand stand(screens);
    CHECK(run(stand, session_of(test::made_kit().path(), script)).unmet.size() == 1);
  }
}

TEST_CASE("a clicker's bounce is one press, two presses are two") {
  const auto steps = [](const char* script) {
    app::MemoryScreens screens(kRoom, kDesk);
    return follow(screens, script).steps.size();
  };
  const std::string back = "next\nwait 0.3\nnext\nnext\nwait 0.3\n";  // to the prompt: a film, its guard, and on
  CHECK(steps((back + "key PageDown\nkey PageDown\nquit\n").c_str()) == 4);
  CHECK(steps((back + "key PageUp\nwait 0.1\nkey PageUp\nquit\n").c_str()) == 4);
  CHECK(steps((back + "key PageUp\nwait 0.2\nkey PageUp\nquit\n").c_str()) == 5);
}

TEST_CASE("the neutral screen comes with one press, whatever has focus, and goes with two") {
  app::MemoryScreens screens(kRoom, kDesk);
  const auto report = follow(screens, R"(
next
wait 0.5
key G
key F9
expect no room "The film"
expect button "Resume"
key F9
wait 0.2
key F9
expect no button "Resume"
quit
)");
  CHECK(report.steps.size() == 2);
}

namespace {

/// Where the signer stands once a script has been followed in a folder that is kept.
storage::SignLook sign_after(const std::string& script, bool one_screen) {
  const test::ScratchFolder scratch("sign");
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  app::MemoryScreens screens(kRoom, one_screen ? render::Size{} : kDesk);
  Stand stand(screens, folder);
  const auto report = run(stand, session_of(test::made_kit().path(), "next\nwait 0.5\npause\nwait 0.2\n" + script + "quit\n"));
  for (const std::string& unmet : report.unmet) FAIL_CHECK(unmet);
  const storage::Settings& settings = stand.work->settings;
  const auto kept = settings.sign_by_kit.find("fr.example.made");
  if (kept == settings.sign_by_kit.end()) return settings.sign;
  CHECK(kept->second == settings.sign);
  return kept->second;
}

}  // namespace

TEST_CASE("by keys the signer is moved, sized and kept, on one screen as on two") {
  for (const bool one_screen : {false, true}) {
    const auto moved = sign_after(R"(
key Ctrl+Shift+L
expect text "The arrows move the sign language"
key Left
key Left
key Up
key Shift+Up
key Enter
expect no text "The arrows move the sign language"
)",
                                  one_screen);
    CHECK(moved.placement == "free");
    CHECK(moved.x < 0.8);
    CHECK(moved.y < 0.68);
    CHECK(moved.width > 0.3);
  }
}

TEST_CASE("Escape puts a signer back that was moved, and the session goes on untouched") {
  const auto look = sign_after(R"(
key Ctrl+L
key Ctrl+Shift+L
key Left
key Shift+Right
key Escape
expect no text "The arrows move the sign language"
expect no button "Resume"
)",
                               false);
  CHECK(look == storage::SignLook{.placement = "right-top"});
}

TEST_CASE("what covers the wall ends the moving, and keeps what was done") {
  const auto look = sign_after("key Ctrl+Shift+L\nkey Left\nkey F9\nwait 0.3\nexpect no text \"The arrows move\"\n", false);
  CHECK(look.placement == "free");
}

TEST_CASE("with a button that has focus, Enter presses it instead of keeping the signer there") {
  const auto look = sign_after(R"(
key Ctrl+Shift+L
key Left
press button "Put it back"
expect no text "The arrows move the sign language"
)",
                               true);
  CHECK(look == storage::SignLook{});
}

TEST_CASE("a question's signer stands beside it on the wall, in the tree, and R shows it again") {
  app::MemoryScreens screens(kRoom, kDesk);
  follow(screens, R"(
next
wait 0.3
next
next
wait 0.3
expect room "What did you see?"
expect room "Sign language"
expect button "Sign again"
press button "Sign again"
key L
wait 0.2
expect no room "Sign language"
expect no button "Sign again"
expect room "What did you see?"
key L
wait 0.2
expect room "Sign language"
quit
)");
}

TEST_CASE("an unplugged projector leaves the session where it is, and the desk comes back with it") {
  PluggedScreens screens(true);
  const auto report = follow(screens, R"(
next
wait 0.3
expect text "SECRET 1"
key X
expect no text "SECRET"
wait 0.2
expect no text "SECRET"
key X
expect text "SECRET 1"
wait 0.2
expect text "First excerpt"
quit
)");
  CHECK(report.steps.size() == 2);
  CHECK(report.film.seeks.empty());
  CHECK(report.film.ended_at_ms > 600);
  CHECK(report.film.ended_at_ms < 1100);
  CHECK(report.film.frames_dropped == 0);
}

TEST_CASE("on the screen that is left the desk does not stay, not even behind a frozen film") {
  PluggedScreens screens(true);
  follow(screens, R"(
next
wait 0.3
key F
expect text "SECRET 1"
key X
expect no text "SECRET"
wait 0.1
quit
)");
  CHECK(screens.is_full_screen());
  CHECK(screens.desk.prepared > screens.prepared_before);
  REQUIRE(screens.desk.last.film != nullptr);
  CHECK_FALSE(screens.desk.last.layout.film.empty());
  CHECK(screens.desk.last.overlay == nullptr);
}

TEST_CASE("over a frozen film the transport comes and goes") {
  PluggedScreens screens(false);
  follow(screens, "next\nwait 0.3\nkey F\nwait 0.2\nkey Tab\nwait 0.2\nexpect text \"Frozen\"\nquit\n");
  REQUIRE(screens.desk.last.film != nullptr);
  CHECK(screens.desk.last.overlay != nullptr);
}

TEST_CASE("keys bring the controls onto an only screen, and no pointer with them") {
  PluggedScreens screens(false);
  follow(screens, "next\nwait 0.3\nkey Tab\nexpect button \"Pause\"\nkey X\nwait 0.3\nquit\n");
  CHECK_FALSE(screens.pointer_before);
}

TEST_CASE("on one screen a film that stands is not drawn over and over") {
  PluggedScreens screens(false);
  follow(screens, "next\nwait 0.3\nkey Tab\nnext\nwait 2\nexpect button \"Play\"\nquit\n");
  CHECK(screens.desk.prepared < 60);
}

TEST_CASE("a private desk on an only screen shows the film that plays as the room would see it") {
  PluggedScreens screens(false);
  Stand stand(screens);
  const auto report = run(stand, session_of(test::made_kit().path(), R"(
key F3
press button "Notes and expected points"
press button "This screen is not projected"
next
wait 0.6
expect button "Pause"
quit
)"));
  for (const std::string& unmet : report.unmet) FAIL_CHECK(unmet);
  REQUIRE(stand.work->wall_preview);
  const render::Picture& seen = *stand.work->wall_preview;
  // Its bars are white; of a message only letters are.
  std::size_t white = 0;
  for (std::size_t i = 0; i + 3 < seen.bgra.size(); i += 4) {
    white += seen.bgra[i] > 200 && seen.bgra[i + 1] > 200 && seen.bgra[i + 2] > 200;
  }
  CHECK(white > seen.bgra.size() / 4 / 10);
}

TEST_CASE("that a screen is private is said of the displays that were there") {
  PluggedScreens screens(false);
  follow(screens, R"(
key F3
press button "Notes and expected points"
press button "This screen is not projected"
expect text "SECRET 0"
key X
expect text "SECRET 0"
key X
expect no text "SECRET"
key F3
expect no text "SECRET"
expect button "Notes and expected points"
quit
)");
}

TEST_CASE("an only screen holds nothing for the trainer alone, at any step of the demonstration kit") {
  const std::string demo = std::string(MALLETTE_SOURCE_DIR) + "/kits/demo";
  const test::ScratchFolder folder("trees");
  std::string script;
  constexpr int kRounds = 60;
  for (int i = 0; i < kRounds; ++i) {
    const std::string number = std::to_string(i);
    if (i == 0) script += "key F3\n";
    script += "key Tab\nwait 0.2\ntree " + folder / ("desk" + number) + "\ntree room " + folder / ("room" + number) + "\nnext\n";
  }
  auto kit = kits::Kit::open(demo);
  REQUIRE(kit);
  const std::vector<std::string> secrets = trainers_texts(kit->manifest());
  REQUIRE(secrets.size() > 30);
  const auto found_in = [&](const std::string& name) {
    int found = 0;
    for (int i = 0; i < kRounds; ++i) {
      const std::string text = whole_file(folder / (name + std::to_string(i)));
      REQUIRE(text.size() > 20);
      for (const std::string& secret : secrets) found += text.find(secret) != std::string::npos ? 1 : 0;
    }
    return found;
  };
  {
    app::MemoryScreens one(kDesk, {});
    Stand stand(one);
    const auto report = run(stand, session_of(demo, script + "quit\n"));
    CHECK(report.unmet.empty());
    REQUIRE_FALSE(report.steps.empty());
    CHECK(report.steps.size() == kit->manifest().plan.front().step.size());
    CHECK(report.steps.back().type == kits::StepType::kClosing);
    CHECK(found_in("desk") == 0);
    CHECK(found_in("room") == 0);
  }
  app::MemoryScreens two(kRoom, kDesk);
  Stand stand(two);
  CHECK(run(stand, session_of(demo, script + "quit\n")).unmet.empty());
  CHECK(found_in("desk") > 20);  // so it would have been found
  CHECK(found_in("room") == 0);
}

TEST_CASE("a plan that the kit does not have is told, with those it has") {
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens);
  app::ProgramOrder order = session_of(test::made_kit().path(), "quit\n");
  order.session->plan_id = "nothing";
  const auto report = run(stand, std::move(order));
  REQUIRE(report.errors.size() == 1);
  CHECK(report.errors.front().code == ErrorCode::kUsage);
  CHECK(report.errors.front().allowed == "p");
}

TEST_CASE("a kit without plans has its films, one of sheets has its sheets, one of nothing says its title") {
  const test::ScratchFolder folder("no-plan");
  REQUIRE(test::make_film(folder / "film.mkv", {.seconds = 0.5}));
  const std::string head = "format = 1\n[kit]\nid = \"a.b\"\ntitle = \"A\"\nversion = \"1\"\nlanguage = \"fr\"\n";
  std::ofstream(folder / "kit.toml") << head << "[[film]]\nid = \"f\"\ntitle = \"The film\"\nvideo = \"film.mkv\"\n";
  app::MemoryScreens screens(kRoom, kDesk);
  {
    Stand stand(screens);
    const auto report = run(stand, session_of(folder.path().generic_string(), "expect text \"The film\"\nquit\n"));
    CHECK(report.unmet.empty());
    CHECK(report.steps.size() == 1);
  }
  std::filesystem::copy(std::string(MALLETTE_SOURCE_DIR) + "/kits/demo/fiches/accueil.pdf", folder / "fiche.pdf");
  for (const auto& [more, shown] : {std::pair{"[[sheet]]\nid = \"s\"\ntitle = \"The sheet\"\npath = \"fiche.pdf\"\n", "The sheet"},
                                    std::pair{"", "A"}}) {
    std::ofstream(folder / "kit.toml") << head << more;
    Stand stand(screens);
    const auto report = run_well(stand, session_of(folder.path().generic_string(), "wait 1\nexpect room \"" + std::string(shown) + "\"\nquit\n"));
    CHECK(report.steps.size() == 1);
  }
}

TEST_CASE("the desk speaks another language from the moment it is chosen") {
  app::MemoryScreens screens(kRoom, kDesk);
  follow(screens, R"(
next
wait 0.2
press button "Menu"
press button "Settings"
press list-item "Français"
expect text "Réglages"
expect no text "Settings"
key Escape
expect text "SECRET 1"
quit
)");
}

TEST_CASE("on a full disk a session goes on and says so, what was kept before is taken up") {
  const test::SmallDisk disk("session", 256 * 1024);
  if (!disk.mounted()) return;
  const auto folder = storage::StateFolder::open(disk / "state").value();
  const auto lead = [&](const std::string& script, bool from_library) {
    app::MemoryScreens screens(kRoom, kDesk);
    Stand stand(screens, folder);
    const std::string kit = test::made_kit().path();
    return run(stand, from_library ? ordered(kit, script) : session_of(kit, script));
  };
  const std::string at_question = "next\nwait 0.2\nnext\nnext\nexpect room \"What did you see?\"\n";
  CHECK(lead(at_question + "press check-box \"SECRET point\"\nwait 0.5\nquit\n", false).unmet == std::vector<std::string>());

  {
    std::ofstream filler(disk / "film", std::ios::binary);
    filler << std::string(256 * 1024, 'x');  // as much as fits
  }
  const auto full = lead(R"(
press button "Resume"
expect room "What did you see?"
focus text-field "My remark on this step"
type "Much was said"
wait 3
expect text "No space left on device"
next
expect no room "What did you see?"
quit
)", true);
  CHECK(full.unmet == std::vector<std::string>());

  std::filesystem::remove(disk.path() / "film");
  const std::string tree = disk / "tree.json";
  CHECK(lead("press button \"Resume\"\nexpect room \"What did you see?\"\ntree " + tree + "\nquit\n", true).unmet ==
        std::vector<std::string>());
  CHECK(states_of("SECRET point", nlohmann::json::parse(whole_file(tree))) == nlohmann::json({"focusable", "checked"}));
}

TEST_CASE("nobody there: a session goes to its end by itself, over what is broken") {
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens);
  app::ProgramOrder order = session_of(test::made_kit().path(), "");
  order.leads_itself = true;
  const auto report = run(stand, std::move(order));
  CHECK(report.steps.size() == step::kCount);
  CHECK(report.errors.empty());
}

TEST_CASE("a key that takes nothing any more is told once, whatever was to be kept, and its session goes on") {
  const test::SmallDisk disk("key", 1 << 20);
  if (!disk.mounted()) return;
  const auto folder = storage::StateFolder::open_portable(disk / "data").value();
  app::MemoryScreens screens(kRoom, kDesk);
  Stand stand(screens, folder);
  stand.paths.data = folder.path();
  REQUIRE(disk.make_read_only());
  const auto report = run(stand, session_of(test::made_kit().path(), R"(
next
wait 0.5
key Ctrl+L
wait 0.5
expect text "read-only or full"
next
wait 0.5
expect text "read-only or full"
quit
)"));
  for (const std::string& unmet : report.unmet) FAIL_CHECK(unmet);
  CHECK(report.steps.size() >= 2);
  CHECK(stand.work->messages.size() == 1);
}
