// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own threads around the main one: folders, kits at hand, a second start, the battery.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "player/app/battery.h"
#include "player/app/folder_lister.h"
#include "player/app/kit_finder.h"
#include "player/app/single_instance.h"
#include "tests/support/doomed_child.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"
#include "tests/support/waiting.h"

using namespace mallette;
using namespace mallette::app;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 30s;  ///< far above what anything takes: reached only when a test fails

const PlaceSources kNoPlaces{.home = {}, .user_dirs = {}, .mountinfo = {}};

void write_kit(const Path& folder, const std::string& id, const std::string& title) {
  write_file(folder / "kit.toml",
             "format = 1\n[kit]\nid = \"" + id + "\"\ntitle = \"" + title +
                 "\"\nversion = \"1\"\nlanguage = \"fr\"\npublisher = \"MIPROF\"\n" +
                 "[[film]]\nid = \"f\"\ntitle = \"Film\"\nvideo = \"f.mp4\"\nduration = \"12:00\"\n" +
                 "[[film.sign]]\npath = \"s.mp4\"\n[[sheet]]\npath = \"a.pdf\"\n");
}

std::vector<KitFinding> find_all(KitFinder& finder, Waiter& waiter, FinderRequest request) {
  finder.look(std::move(request));
  REQUIRE(waiter.until([&] { return !finder.looking(); }));
  return finder.findings();
}

}  // namespace

TEST_CASE("a folder is read beside the main thread, and the latest request wins") {
  const ScratchFolder scratch("lister-thread");
  for (int i = 0; i < 3; ++i) write_file(scratch.path() / std::to_string(i) / "a.mp4", "x");
  Waiter waiter;
  FolderLister lister(waiter.wake(), kNoPlaces);
  for (int i = 0; i < 300; ++i) lister.read(scratch / std::to_string(i % 3));
  REQUIRE(waiter.until([&] { return !lister.reading(); }));
  const auto listing = lister.take();
  REQUIRE(listing);
  CHECK(listing->folder == scratch / "2");
  CHECK(listing->entries.size() == 1);
  CHECK_FALSE(lister.take());
}

TEST_CASE("the empty folder lists the places, and above home are the places") {
  const ScratchFolder scratch("lister-places");
  std::filesystem::create_directories(scratch.path() / "Documents");
  Waiter waiter;
  FolderLister lister(waiter.wake(), {.home = scratch.path().generic_string(), .user_dirs = {}, .mountinfo = {}});
  lister.read("");
  REQUIRE(waiter.until([&] { return !lister.reading(); }));
  const auto all = lister.take();
  REQUIRE(all);
  CHECK_FALSE(all->parent);
  REQUIRE(all->places.size() == 2);
  CHECK(all->places[1].kind == PlaceKind::kDocuments);
  lister.read(all->places[0].path);
  REQUIRE(waiter.until([&] { return !lister.reading(); }));
  CHECK(lister.take()->parent == "");
}

TEST_CASE("kits are found where they lie, with what they hold") {
  const ScratchFolder scratch("finder");
  write_kit(scratch.path() / "a/kit-un", "fr.example.un", "Un");
  write_kit(scratch.path() / "a/b/kit-deux", "fr.example.deux", "Deux");
  write_kit(scratch.path() / "a/b/c/d/trop-profond", "fr.example.trois", "Trois");
  write_kit(scratch.path() / ".caché/kit", "fr.example.quatre", "Quatre");
  write_file(scratch.path() / "abîmé.mallette", "PK\x03\x04 et puis rien");
  write_file(scratch.path() / "film.mp4", "x");
  const bool links = make_link(scratch.path(), scratch.path() / "a/boucle") && make_link(scratch.path() / "a/kit-un", scratch.path() / "autre-nom");
  Waiter waiter;
  KitFinder finder(waiter.wake(), {}, kNoPlaces);
  const auto found = find_all(
      finder, waiter,
      {.roots = {{scratch / "absent.mallette"}, {scratch / "a/b/kit-deux"}, {scratch.path().generic_string(), 2}}});
  REQUIRE(found.size() == 3);
  CHECK(found[0].title == "Deux");
  CHECK(found[1].path == scratch / "abîmé.mallette");
  REQUIRE(found[1].error);
  CHECK(found[1].title.empty());
  const KitFinding& one = found[2];
  CHECK(one.path == scratch / (links ? "autre-nom" : "a/kit-un"));
  CHECK(one.id == "fr.example.un");
  CHECK(one.publisher == "MIPROF");
  CHECK(one.films == std::vector<std::string>{"Film"});
  CHECK(one.duration == 12min);
  CHECK(one.sheets == 1);
  CHECK(one.tracks.sign);
  CHECK_FALSE(one.tracks.captions);
  CHECK(one.place.label == (links ? utf8(scratch.path().filename()) : "a"));
}

TEST_CASE("a kit's cover comes as a small picture") {
  Waiter waiter;
  KitFinder finder(waiter.wake(), {}, kNoPlaces);
  const auto found = find_all(finder, waiter, {.roots = {{MALLETTE_SOURCE_DIR "/kits/demo"}}});
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].error);
  CHECK(found[0].tracks.captions);
  REQUIRE(found[0].cover);
  const render::Picture& cover = *found[0].cover;
  CHECK(cover.width <= 480);
  CHECK(std::max(cover.width, cover.height) >= 240);
  CHECK(cover.bgra.size() ==
        static_cast<std::size_t>(cover.width) * static_cast<std::size_t>(cover.height) * 4);
  CHECK(std::ranges::any_of(cover.bgra, [](std::uint8_t byte) { return byte != 0 && byte != 255; }));
}

#ifndef _WIN32  // whose drives no test can plug in
TEST_CASE("drives that are plugged in are looked through, two folders deep") {
  const ScratchFolder scratch("finder-drives");
  write_kit(scratch.path() / "media/anna/MIPROF/kits/2026/un", "fr.example.un", "Un");
  write_file(scratch.path() / "mountinfo",
             "36 35 8:17 / " + (scratch / "media/anna/MIPROF") + " rw shared:1 - vfat /dev/sdb1 rw\n");
  const PlaceSources sources{.home = {},
                             .user_dirs = {},
                             .mountinfo = scratch / "mountinfo",
                             .block_devices = scratch / "sys",
                             .mount_root = scratch.path().generic_string()};
  Waiter waiter;
  KitFinder finder(waiter.wake(), {}, sources);
  CHECK(find_all(finder, waiter, {.drives = false}).empty());
  const auto found = find_all(finder, waiter, {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].place.label == "MIPROF");
  CHECK(found[0].place.kind == PlaceKind::kDrive);
}
#endif

TEST_CASE("looking ends at its limits") {
  const ScratchFolder scratch("finder-limits");
  for (int i = 0; i < 50; ++i) write_kit(scratch.path() / ("kit" + std::to_string(i)), "fr.example.k", "K");
  Waiter waiter;
  KitFinder few(waiter.wake(), {.kits = 7}, kNoPlaces);
  CHECK(find_all(few, waiter, {.roots = {{scratch.path().generic_string()}}}).size() == 7);
  KitFinder little(waiter.wake(), {.entries = 10}, kNoPlaces);
  CHECK(find_all(little, waiter, {.roots = {{scratch.path().generic_string()}}}).size() <= 10);
  KitFinder brief(waiter.wake(), {.time = 0ms}, kNoPlaces);
  CHECK(find_all(brief, waiter, {.roots = {{scratch.path().generic_string()}}}).empty());
}

TEST_CASE("a new look drops the old one's findings, one that is stopped adds nothing more") {
  const ScratchFolder scratch("finder-again");
  for (int i = 0; i < 100; ++i)
    write_kit(scratch.path() / "many" / std::to_string(i), "fr.example.many", "Many");
  write_kit(scratch.path() / "one/kit", "fr.example.one", "One");
  Waiter waiter;
  KitFinder finder(waiter.wake(), {}, kNoPlaces);
  for (int i = 0; i < 20; ++i) finder.look({.roots = {{scratch / "many"}}});
  const auto found = find_all(finder, waiter, {.roots = {{scratch / "one"}}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].title == "One");
  finder.look({.roots = {{scratch / "many"}}});
  REQUIRE(waiter.until([&] { return !finder.findings().empty(); }));
  finder.stop();
  CHECK_FALSE(finder.looking());
  const auto version = finder.version();
  const auto size = finder.findings().size();
  CHECK(find_all(finder, waiter, {.roots = {{scratch / "one"}}}).size() == 1);
  CHECK(size <= 100);
  CHECK(finder.version() > version);
}

TEST_CASE("a finder that goes away while it looks holds nobody up") {
  const ScratchFolder scratch("finder-end");
  for (int i = 0; i < 300; ++i) write_kit(scratch.path() / std::to_string(i), "fr.example.many", "Many");
  Waiter waiter;
  for (int i = 0; i < 10; ++i) {
    KitFinder finder(waiter.wake(), {}, kNoPlaces);
    finder.look({.roots = {{scratch.path().generic_string()}}});
    if (i % 2 == 0) CHECK(waiter.until([&] { return !finder.findings().empty(); }));
  }
}

TEST_CASE("a second start hands its kit to the first, which comes to know of it at once") {
  const ScratchFolder scratch("instance");
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  Waiter waiter;
  auto first = SingleInstance::claim(folder, waiter.wake(), 1ms).value();
  REQUIRE(first);
  CHECK(SingleInstance::claim(folder, {}).value() == nullptr);
  CHECK(hand_over(folder, kRoot + std::string("/media/clé/a b.mallette"), kPatience).value());
  CHECK(hand_over(folder, "relatif/../kit.mallette", kPatience).value());
  CHECK(hand_over(folder, "", kPatience).value());
  std::vector<std::string> got;
  REQUIRE(waiter.until([&] {
    for (auto& path : first->take_handover()) got.push_back(std::move(path));
    return got.size() == 3;
  }));
  CHECK(got[0] == kRoot + std::string("/media/clé/a b.mallette"));
  CHECK(got[1] == (Path(std::filesystem::current_path()) / "kit.mallette").generic_string());
  CHECK(got[2].empty());
  CHECK(std::filesystem::is_empty(folder.file("handover")));
}

TEST_CASE("many starts at once: exactly one is the first, and gets every kit once") {
  const ScratchFolder scratch("instance-many");
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  Waiter waiter;
  std::mutex mutex;
  std::vector<std::unique_ptr<SingleInstance>> firsts;
  std::atomic<int> handed = 0;
  {
    std::vector<std::jthread> starts;
    for (int i = 0; i < 8; ++i) {
      starts.emplace_back([&, i] {
        auto claimed = SingleInstance::claim(folder, waiter.wake(), 1ms);
        if (claimed && *claimed) {
          const std::lock_guard lock(mutex);
          firsts.push_back(std::move(*claimed));
        } else if (hand_over(folder, "/kit" + std::to_string(i), kPatience).value_or(false)) {
          ++handed;
        }
      });
    }
  }
  REQUIRE(firsts.size() == 1);
  CHECK(handed == 7);
  std::vector<std::string> got;
  CHECK(waiter.until([&] {
    for (auto& path : firsts[0]->take_handover()) got.push_back(std::move(path));
    return got.size() >= 7;
  }));
  std::ranges::sort(got);
  CHECK(got.size() == 7);
  CHECK(std::ranges::adjacent_find(got) == got.end());
}

TEST_CASE("a first one that does not answer is told of, and nothing is left for later") {
  const ScratchFolder scratch("instance-hung");
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  {
    const auto lock = FileLock::take(folder.file("instance.lock")).value();  // holds it, and never looks
    CHECK(SingleInstance::claim(folder, {}).value() == nullptr);
    CHECK_FALSE(hand_over(folder, "/a.mallette", 30ms).value());
    CHECK(std::filesystem::is_empty(folder.file("handover")));
  }
  // What lies there from a first one that ended before it looked is not opened at the next start.
  write_file(folder.file("handover/00000000000000000001-abc.path"), kRoot + std::string("/vieux.mallette"));
  Waiter waiter;
  auto first = SingleInstance::claim(folder, waiter.wake(), 1ms).value();
  REQUIRE(first);
  // Whole when they come, as from a start: a part of a long one would be a path.
  const auto leave = [&](const char* name, const std::string& content) {
    write_file(scratch / "aside", content);
    std::filesystem::rename(scratch / "aside", folder.file(name));
  };
  leave("handover/99999999999999999997-abc.path", "pas absolu");
  leave("handover/99999999999999999998-abc.path", kRoot + ("/" + std::string(70'000, 'x')));
  CHECK(hand_over(folder, kRoot + std::string("/neuf.mallette"), kPatience).value());
  std::vector<std::string> got;
  REQUIRE(waiter.until([&] {
    for (auto& path : first->take_handover()) got.push_back(std::move(path));
    return !got.empty();
  }));
  CHECK(got == std::vector<std::string>{kRoot + std::string("/neuf.mallette")});
}

TEST_CASE("a first one that is killed leaves no lock behind") {
  constexpr auto kHold = [](const std::string& path, const Telling& tell) {
    const auto lock = FileLock::take(path);
    tell.number(lock && *lock ? 1 : 0);
    while (true) std::this_thread::sleep_for(1h);
  };
  DoomedChild::serve(kHold);
  const ScratchFolder scratch("instance-kill");
  const std::string path = scratch / "instance.lock";
  const DoomedChild child("a first one that is killed leaves no lock behind", kHold, path);
  REQUIRE(child.started());
  std::uint64_t held = 0;
  REQUIRE(child.hear(held));
  CHECK(held == 1);
  CHECK(FileLock::take(path).value() == nullptr);
  CHECK(child.kill());
  CHECK(FileLock::take(path).value() != nullptr);
}

TEST_CASE("a folder that cannot be written is an error, not a second start") {
  const ScratchFolder scratch("instance-gone");
  const auto folder = storage::StateFolder::open(scratch / "state").value();
  std::filesystem::remove_all(folder.path());
  const auto claimed = SingleInstance::claim(folder, {});
  REQUIRE_FALSE(claimed);
  CHECK(claimed.error().code == ErrorCode::kFileUnwritable);
}

TEST_CASE("the battery is asked in its own thread, and wakes only for news") {
  std::atomic<int> percent = 80, asked = 0;
  Waiter waiter;
  BatteryWatch watch(
      waiter.wake(),
      [&]() -> std::optional<BatteryReading> {
        ++asked;
        return BatteryReading{.percent = percent, .on_mains = false};
      },
      1ms);
  REQUIRE(waiter.until([&] { return watch.reading() == BatteryReading{80, false}; }));
  while (asked < 5) std::this_thread::yield();
  CHECK(waiter.wakes() == 1);
  percent = 19;
  CHECK(waiter.until([&] { return watch.reading() == BatteryReading{19, false}; }));
}

TEST_CASE("a battery that is slow to answer does not hold up the main thread") {
  std::promise<void> go_on;
  auto gate = go_on.get_future().share();
  BatteryWatch watch({}, [gate]() -> std::optional<BatteryReading> {
    gate.wait();
    return std::nullopt;
  });
  CHECK_FALSE(watch.reading());
  go_on.set_value();
}
