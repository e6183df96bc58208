// SPDX-License-Identifier: GPL-3.0-or-later
// The program is killed at any moment while it saves without pause.
#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "player/storage/journal.h"
#include "tests/support/doomed_child.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::storage;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

int kills_wanted() {
  const char* wanted = std::getenv("MALLETTE_KILLS");
  return wanted != nullptr ? std::max(1, std::atoi(wanted)) : 30;
}

SessionRecord numbered(std::uint64_t number) {
  return {.kit_id = "k",
          .step_title = std::to_string(number),
          .snapshot = std::string(20'000, 'x') + std::to_string(number)};
}

constexpr const char* kCase = "a killed program leaves a whole record, and none older than what it was told was written";

/// In the child: saves as fast as it can, telling each number once it is on disk. Comes back only when it cannot.
/// The argument: the last number, a blank, the folder.
void save_for_ever(const std::string& argument, const Telling& told) {
  const std::size_t blank = argument.find(' ');
  std::uint64_t number = std::stoull(argument.substr(0, blank));
  const auto folder = StateFolder::open(argument.substr(blank + 1));
  if (!folder) return;
  Journal journal(*folder);
  while (true) {
    journal.save(numbered(++number));
    journal.save(numbered(++number));
    if (!journal.flush(10s)) return;
    told.number(number);
  }
}

/// Lets a child save for a while, kills it, and gives back the last number it told.
std::uint64_t save_and_kill(const StateFolder& folder, std::uint64_t from, std::chrono::microseconds after) {
  const DoomedChild child(kCase, save_for_ever, std::to_string(from) + " " + folder.path());
  REQUIRE(child.started());
  std::uint64_t last = 0;
  REQUIRE(child.hear(last));  // it is under way
  std::this_thread::sleep_for(after);
  CHECK(child.kill());
  for (std::uint64_t number = 0; child.hear(number);) last = number;
  return last;
}

}  // namespace

TEST_CASE("a killed program leaves a whole record, and none older than what it was told was written") {
  DoomedChild::serve(save_for_ever);
  const ScratchFolder scratch("kill");
  const StateFolder folder = StateFolder::open(scratch / "state").value();
  std::mt19937 dice(20231125);
  std::uint64_t reached = 0;
  const int kills = kills_wanted();
  for (int i = 0; i < kills; ++i) {
    const std::uint64_t told = save_and_kill(folder, reached, std::chrono::microseconds(dice() % 15'000));
    const auto record = read_journal(folder, "k");
    REQUIRE_MESSAGE(record.has_value(), (record ? "" : to_log_line(record.error())));
    const std::uint64_t found = std::stoull(record->step_title);
    CHECK(found >= told);
    CHECK(*record == numbered(found));
    reached = found;
  }
  MESSAGE(kills, " kills, ", reached, " records");
  CHECK(reached >= static_cast<std::uint64_t>(kills));
}
