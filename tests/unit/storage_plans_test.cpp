// SPDX-License-Identifier: GPL-3.0-or-later
// The trainer's own plans on disk.
#include <doctest/doctest.h>

#include "player/storage/atomic_file.h"
#include "player/storage/plan_store.h"
#include "player/storage/session_record.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::storage;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 20s;  ///< far above what anything takes: reached only when a test fails

}  // namespace

TEST_CASE("plans are kept one file each, with what was there before, and go with it") {
  const ScratchFolder scratch("plans");
  const StateFolder folder = StateFolder::open(scratch / "state").value();
  PlanStore store(folder);
  store.save("b", "un");
  REQUIRE(store.flush(kPatience));
  store.save("b", "deux");
  store.save("a", "autre");
  REQUIRE(store.flush(kPatience));
  auto plans = read_plans(folder);
  REQUIRE(plans.size() == 2);
  CHECK(plans[0].id == "a");
  CHECK(plans[1].bytes == "deux");
  CHECK(plans[1].before == "un");
  store.remove("b");
  REQUIRE(store.flush(kPatience));
  CHECK(read_plans(folder).size() == 1);
  CHECK_FALSE(read_whole(folder.file("plan-b.deroule.bak"), 100));
}

TEST_CASE("the latest of a plan that is typed faster than the disk takes it is what stays") {
  const ScratchFolder scratch("plans-fast");
  const StateFolder folder = StateFolder::open(scratch / "state").value();
  {
    PlanStore store(folder);
    for (int i = 0; i <= 200; ++i) store.save("a", std::to_string(i));
  }
  CHECK(read_plans(folder).at(0).bytes == "200");
}

TEST_CASE("an id leads to no other folder, a file too large is not read, another's file is not taken for a plan") {
  const ScratchFolder scratch("plans-bounds");
  const StateFolder folder = StateFolder::open(scratch / "state").value();
  REQUIRE(write_atomically(folder.file("plan-big.deroule"), std::string(kStoredPlanLimit_bytes + 1, 'x')));
  REQUIRE(write_atomically(folder.file("settings.json"), "{}"));
  REQUIRE(write_atomically(folder.file("plan-note.txt"), "x"));
  PlanStore store(folder);
  store.save("../../x", "dedans");
  REQUIRE(store.flush(kPatience));
  const auto plans = read_plans(folder);
  REQUIRE(plans.size() == 2);
  CHECK(plans[0].bytes == "dedans");
  CHECK(plans[1].id == "big");
  CHECK(plans[1].bytes.empty());
}

TEST_CASE("a plan whose file was lost between two renames is found by its backup") {
  const ScratchFolder scratch("plans-backup");
  const StateFolder folder = StateFolder::open(scratch / "state").value();
  REQUIRE(write_atomically(folder.file("plan-a.deroule.bak"), "avant"));
  const auto plans = read_plans(folder);
  REQUIRE(plans.size() == 1);
  CHECK(plans.front().bytes.empty());
  CHECK(plans.front().before == "avant");
}

TEST_CASE("a session's record holds the plan it was led from, one of an earlier program has none") {
  SessionRecord record{.kit_path = "k", .kit_id = "k", .plan_id = "own:1", .own_plan = "{\"é\": 1}\n", .snapshot = "{}"};
  CHECK(read_record(write_record(record), "x").value() == record);
  record.own_plan.clear();
  CHECK(write_record(record).find("own_plan") == std::string::npos);
  CHECK(read_record(write_record(record), "x").value() == record);
}
