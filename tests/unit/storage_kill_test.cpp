// SPDX-License-Identifier: GPL-3.0-or-later
// The program is killed at any moment while it saves without pause.
#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>

#include "player/storage/journal.h"
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

/// In the child: saves as fast as it can, telling each number once it is on disk. Never returns.
[[noreturn]] void save_for_ever(const StateFolder& folder, std::uint64_t number, int told) {
  Journal journal(folder);
  while (true) {
    journal.save(numbered(++number));
    journal.save(numbered(++number));
    if (!journal.flush(10s)) ::_exit(1);
    if (::write(told, &number, sizeof number) != sizeof number) ::_exit(1);
  }
}

/// Lets a child save for a while, kills it, and gives back the last number it told.
std::uint64_t save_and_kill(const StateFolder& folder, std::uint64_t from, std::chrono::microseconds after) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    save_for_ever(folder, from, ends[1]);
  }
  ::close(ends[1]);
  std::uint64_t last = 0;
  REQUIRE(::read(ends[0], &last, sizeof last) == sizeof last);  // it is under way
  ::usleep(static_cast<useconds_t>(after.count()));
  REQUIRE(::kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  for (std::uint64_t number = 0; ::read(ends[0], &number, sizeof number) == sizeof number;) last = number;
  ::close(ends[0]);
  return last;
}

}  // namespace

TEST_CASE("a killed program leaves a whole record, and none older than what it was told was written") {
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
