// SPDX-License-Identifier: GPL-3.0-or-later
// The session on disk.
#include <doctest/doctest.h>

#include <atomic>
#include <future>

#include "player/storage/atomic_file.h"
#include "player/storage/journal.h"
#include "tests/support/kit_files.h"
#include "tests/support/storage_faults.h"

using namespace mallette;
using namespace mallette::storage;
using namespace mallette::test;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 20s;  ///< far above what anything takes: reached only when a test fails

StateFolder open_folder(const std::string& path) { return StateFolder::open(path).value(); }

SessionRecord record(const std::string& kit, const std::string& step, int second = 0) {
  return {.kit_path = "/media/clé/" + kit + ".mallette",
          .kit_id = kit,
          .kit_title = "Accueillir la parole",
          .kit_version = "1.0",
          .plan_id = "demi-journee",
          .plan_title = "Demi-journée",
          .step_title = step,
          .saved_at = std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000 + second)),
          .snapshot = "{\"étape\": \"" + step + "\"}"};
}

/// A disk that fails when it is told to.
struct FaultyDisk {
  std::atomic<bool> full = false;
  std::atomic<int> tries = 0;
  JournalOptions options(std::chrono::milliseconds retry_after) {
    return {
        .retry_after = retry_after, .write = [this](const std::string& path, const std::string& bytes) {
          ++tries;
          if (!full) return write_atomically(path, bytes, Backup::kKeep);
          return Result<void>(fail({.code = ErrorCode::kFileUnwritable, .subject = path, .detail = "full"}));
        }};
  }
};

}  // namespace

TEST_CASE("what was saved is read back, by its kit and in the list") {
  const ScratchFolder scratch("journal");
  const StateFolder folder = open_folder(scratch / "state");
  Journal journal(folder);
  journal.save(record("fr.example.un", "Question", 1));
  journal.save(record("fr.example.deux", "Film", 2));
  REQUIRE(journal.flush(kPatience));
  CHECK(read_journal(folder, "fr.example.un").value() == record("fr.example.un", "Question", 1));
  const auto sessions = resumable_sessions(folder);
  REQUIRE(sessions.size() == 2);
  CHECK(sessions[0].kit_id == "fr.example.deux");
  CHECK(sessions[1].step_title == "Question");
  CHECK(read_journal(folder, "fr.example.trois").error().code == ErrorCode::kFileNotFound);
}

TEST_CASE("a change is on disk within a tenth of a second, without anyone waiting") {
  const ScratchFolder scratch("journal-quick");
  Journal journal(open_folder(scratch / "state"));
  const auto start = std::chrono::steady_clock::now();
  journal.save(record("k", "un"));
  const auto given = std::chrono::steady_clock::now() - start;
  REQUIRE(journal.flush(kPatience));
  const auto written = std::chrono::steady_clock::now() - start;
  MESSAGE("on disk after ", std::chrono::duration<double, std::milli>(written).count(), " ms");
  CHECK(given < 50ms);
  CHECK(written < 1s);
}

TEST_CASE("the latest record wins over those the disk had no time for") {
  const ScratchFolder scratch("journal-latest");
  const StateFolder folder = open_folder(scratch / "state");
  std::promise<void> go_on;
  std::shared_future<void> gate(go_on.get_future());
  std::atomic<int> writes = 0;
  Journal journal(folder, {.write = [&](const std::string& path, const std::string& bytes) {
                    gate.wait();
                    ++writes;
                    return write_atomically(path, bytes);
                  }});
  for (int i = 0; i < 100; ++i) journal.save(record("k", std::to_string(i)));
  CHECK_FALSE(journal.flush(1ms));
  go_on.set_value();
  REQUIRE(journal.flush(kPatience));
  CHECK(read_journal(folder, "k").value().step_title == "99");
  CHECK(writes <= 2);
}

TEST_CASE("a torn file falls back to the one before it") {
  const ScratchFolder scratch("journal-torn");
  const StateFolder folder = open_folder(scratch / "state");
  {
    Journal journal(folder);
    journal.save(record("k", "avant"));
    REQUIRE(journal.flush(kPatience));
    journal.save(record("k", "après"));
    REQUIRE(journal.flush(kPatience));
  }
  const std::string path = folder.file("session-k.journal");
  const std::string whole = read_whole(path, 1 << 20).value();
  for (const std::string& torn : {std::string(), whole.substr(0, whole.size() - 1), whole.substr(0, 30),
                                  whole.substr(0, whole.size() - 4) + std::string(4, '\0')}) {
    write_file(path, torn);
    CHECK(read_journal(folder, "k").value().step_title == "avant");
  }
  std::filesystem::remove(path);  // between the two renames
  CHECK(read_journal(folder, "k").value().step_title == "avant");
  CHECK(resumable_sessions(folder).size() == 1);
  write_file(path + ".bak", "x");
  write_file(path, "x");
  CHECK(read_journal(folder, "k").error().code == ErrorCode::kSessionDamaged);
  CHECK(resumable_sessions(folder).empty());
}

TEST_CASE("a record of a later program is told as such") {
  std::string bytes = write_record(record("k", "x"));
  bytes.replace(bytes.find(" 1 "), 3, " 2 ");
  CHECK(read_record(bytes, "f").error().code == ErrorCode::kSessionOutdated);
}

TEST_CASE("no byte of a record can be changed unseen") {
  const std::string whole = write_record(record("k", "x"));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(read_record(changed, "f"));
  }
}

TEST_CASE("at its proper end nothing of a session stays, and others do") {
  const ScratchFolder scratch("journal-end");
  const StateFolder folder = open_folder(scratch / "state");
  Journal journal(folder);
  journal.save(record("un", "a"));
  journal.save(record("deux", "b"));
  REQUIRE(journal.flush(kPatience));
  journal.save(record("un", "c"));
  journal.remove("un");
  REQUIRE(journal.flush(kPatience));
  CHECK(read_journal(folder, "un").error().code == ErrorCode::kFileNotFound);
  CHECK(resumable_sessions(folder).size() == 1);
  journal.remove("un");
  CHECK(journal.flush(kPatience));
}

TEST_CASE("what was handed over is written when the journal goes away") {
  const ScratchFolder scratch("journal-close");
  const StateFolder folder = open_folder(scratch / "state");
  { Journal(folder).save(record("k", "dernier")); }
  CHECK(read_journal(folder, "k").value().step_title == "dernier");
}

TEST_CASE("a fault is told once, the session goes on, and the write is tried again until it succeeds") {
  const ScratchFolder scratch("journal-fault");
  const StateFolder folder = open_folder(scratch / "state");
  FaultyDisk disk;
  disk.full = true;
  Journal journal(folder, disk.options(1ms));
  journal.save(record("k", "un"));
  CHECK_FALSE(journal.flush(kPatience));
  const auto error = journal.take_error();
  REQUIRE(error);
  CHECK(error->code == ErrorCode::kFileUnwritable);
  journal.save(record("k", "deux"));
  while (disk.tries < 4) std::this_thread::yield();  // tried again by itself
  CHECK_FALSE(journal.take_error());
  disk.full = false;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!journal.flush(1ms) && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK(read_journal(folder, "k").value().step_title == "deux");
  disk.full = true;
  journal.save(record("k", "trois"));
  CHECK_FALSE(journal.flush(kPatience));
  CHECK(journal.take_error());  // a new fault after a success
}

TEST_CASE("a journal that goes away on a full disk does not hold the program up") {
  const ScratchFolder scratch("journal-fault-close");
  FaultyDisk disk;
  disk.full = true;
  const auto start = std::chrono::steady_clock::now();
  {
    Journal journal(open_folder(scratch / "state"), disk.options(1h));
    journal.save(record("k", "un"));
    CHECK_FALSE(journal.flush(kPatience));
  }
  CHECK(std::chrono::steady_clock::now() - start < kPatience);
}

TEST_CASE(
    "on a disk that really fills up, the last whole record stays, and saving goes on once there is room") {
  const SmallDisk disk("journal", 128 * 1024);
  if (!disk.mounted()) return;
  const StateFolder folder = open_folder(disk / "state");
  Journal journal(folder, {.retry_after = 1ms});
  journal.save(record("k", "avant"));
  REQUIRE(journal.flush(kPatience));
  write_file(disk.path() / "film", noise(128 * 1024));  // as much as fits
  SessionRecord large = record("k", "après");
  large.snapshot = std::string(30'000, 'x');
  journal.save(large);
  CHECK_FALSE(journal.flush(kPatience));
  REQUIRE(journal.take_error());
  CHECK(read_journal(folder, "k").value().step_title == "avant");
  std::filesystem::remove(disk.path() / "film");
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!journal.flush(1ms) && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK(read_journal(folder, "k").value().step_title == "après");
}

TEST_CASE("a kit's id cannot lead out of the folder") {
  const ScratchFolder scratch("journal-id");
  const StateFolder folder = open_folder(scratch / "state");
  Journal journal(folder);
  journal.save(record("../../évasion", "x"));
  REQUIRE(journal.flush(kPatience));
  CHECK(resumable_sessions(folder).size() == 1);
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 1);
}

TEST_CASE("a session of a kit on the key is taken up where the key is plugged in next") {
  const ScratchFolder scratch("journal-moved");
  SessionRecord saved = record("fr.example.un", "Question");
  saved.kit_path = scratch / "avant/kits/un.mallette";
  {
    Journal journal(StateFolder::open_portable(scratch / "avant/data").value());
    journal.save(saved);
    REQUIRE(journal.flush(kPatience));
  }
  std::filesystem::rename(scratch.path() / "avant", scratch.path() / "après");
  saved.kit_path = scratch / "après/kits/un.mallette";
  const StateFolder folder = StateFolder::open_portable(scratch / "après/data").value();
  CHECK(read_journal(folder, "fr.example.un").value() == saved);
  CHECK(resumable_sessions(folder) == std::vector<SessionRecord>{saved});
}
