// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that are whole or not there.
#include <doctest/doctest.h>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include <cstdlib>

#include "player/storage/atomic_file.h"
#include "player/storage/state_folder.h"
#include "tests/support/environment.h"
#include "tests/support/kit_files.h"
#include "tests/support/storage_faults.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::storage;
using namespace mallette::test;

namespace {

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

/// Where files have owners of their own; on Windows they take over what the folder above says.
void check_mode(const std::string& path, unsigned mode) {
#ifdef _WIN32
  static_cast<void>(path), static_cast<void>(mode);
#else
  struct stat there {};
  REQUIRE(::stat(path.c_str(), &there) == 0);
  CHECK((there.st_mode & 0777U) == mode);
#endif
}

}  // namespace

TEST_CASE("a file is replaced whole, for its owner alone, and nothing else is left in the folder") {
  const ScratchFolder folder("atomic");
  const std::string path = folder / "réglages.toml";
  REQUIRE(write_atomically(path, "un"));
  REQUIRE(write_atomically(path, "deux"));
  CHECK(read_whole(path, 100).value() == "deux");
  check_mode(path, 0600);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("what was there before stays as a backup when it is asked for") {
  const ScratchFolder folder("atomic-bak");
  const std::string path = folder / "séance";
  REQUIRE(write_atomically(path, "un", Backup::kKeep));
  CHECK_FALSE(read_whole(path + ".bak", 100));
  REQUIRE(write_atomically(path, "deux", Backup::kKeep));
  CHECK(read_whole(path, 100).value() == "deux");
  CHECK(read_whole(path + ".bak", 100).value() == "un");
}

TEST_CASE("a folder that is not there, or a file in its place, is told in the system's words") {
  const ScratchFolder folder("atomic-none");
  const auto written = write_atomically(folder / "nulle/part", "x");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kFileUnwritable);
  CHECK(written.error().detail == "No such file or directory");
  std::filesystem::create_directory(folder.path() / "dossier");
  CHECK(write_atomically(folder / "dossier", "x").error().code == ErrorCode::kFileUnwritable);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a read-only disk is told, and the file that was there stays") {
  const SmallDisk disk("read-only", 1 << 20);
  if (!disk.mounted()) return;
  const std::string path = disk / "séance";
  REQUIRE(write_atomically(path, "un"));
  REQUIRE(disk.make_read_only());
  const auto written = write_atomically(path, "deux");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kFileUnwritable);
  CHECK(written.error().detail == "Read-only file system");
  CHECK(read_whole(path, 100).value() == "un");
}

TEST_CASE("a full disk is told, the file that was there stays, and nothing is left behind") {
  const SmallDisk disk("full", 64 * 1024);
  if (!disk.mounted()) return;
  const std::string path = disk / "séance";
  REQUIRE(write_atomically(path, "un"));
  const auto written = write_atomically(path, noise(200'000));
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kFileUnwritable);
  CHECK(written.error().detail == "No space left on device");
  CHECK(read_whole(path, 100).value() == "un");
  CHECK(files_in(disk.path()) == 1);
  CHECK(write_atomically(path, noise(20'000)));
}

TEST_CASE("nothing is read past a limit, nor from what is not a file") {
  const ScratchFolder folder("read");
  REQUIRE(write_atomically(folder / "long", std::string(101, 'x')));
  CHECK(read_whole(folder / "long", 100).error().code == ErrorCode::kFileTooLarge);
  CHECK(read_whole(folder / "rien", 100).error().code == ErrorCode::kFileNotFound);
  CHECK(read_whole(folder.path().generic_string(), 100).error().code == ErrorCode::kFileUnreadable);
#ifndef _WIN32
  REQUIRE(::mkfifo((folder / "tube").c_str(), 0600) == 0);
  CHECK(read_whole(folder / "tube", 100).error().code == ErrorCode::kFileUnreadable);
#endif
}

TEST_CASE("the state folder is made where it is given, for its owner alone") {
  const ScratchFolder scratch("state");
  const auto folder = StateFolder::open(scratch / "a/b/");
  REQUIRE(folder);
  CHECK(folder->path() == scratch / "a/b");
  check_mode(folder->path(), 0700);
  check_mode(scratch / "a", 0700);
  CHECK(StateFolder::open(scratch / "a/b"));
}

#ifdef _WIN32
TEST_CASE("without a given folder, it lies in the part of the profile that stays on the machine") {
  const auto folder = StateFolder::open(std::nullopt);
  REQUIRE(folder);
  CHECK(folder->path().ends_with("/AppData/Local/Mallette"));
  CHECK(std::filesystem::is_directory(to_path(folder->path())));
}
#else
TEST_CASE("without a given folder, the environment says where it is") {
  const ScratchFolder scratch("state-env");
  const Environment xdg("XDG_STATE_HOME", scratch.path().generic_string());
  CHECK(StateFolder::open(std::nullopt).value().path() == scratch / "mallette");
  const Environment relative("XDG_STATE_HOME", "ici");
  const Environment home("HOME", scratch.path().generic_string());
  CHECK(StateFolder::open(std::nullopt).value().path() == scratch / ".local/state/mallette");
  const Environment homeless("HOME", "");
  CHECK(StateFolder::open(std::nullopt).error().code == ErrorCode::kFileNotFound);
}

#endif

TEST_CASE("a portable program's folder remembers what lies on its key by the way from there") {
  const ScratchFolder scratch("Clé USB é");
  const auto folder = StateFolder::open_portable(scratch / "data").value();
  CHECK(folder.kept(scratch / "kits/à l’essai.mallette") == "kits/à l’essai.mallette");
  CHECK(folder.found("kits/à l’essai.mallette") == scratch / "kits/à l’essai.mallette");
  for (const std::string& elsewhere : {kRoot + std::string("/srv/kits/un.mallette"), std::string(), scratch.path().generic_string() + "-2/un.mallette"}) {
    CHECK(folder.kept(elsewhere) == elsewhere);
    CHECK(folder.found(elsewhere) == elsewhere);
  }
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(scratch.path() / "data");
  CHECK(folder.kept("../kits/un.mallette") == "kits/un.mallette");
  CHECK(folder.kept("un.mallette") == "data/un.mallette");
  std::filesystem::current_path(here);
  const auto usual = StateFolder::open(scratch / "data").value();
  CHECK(usual.kept(scratch / "kits/un.mallette") == scratch / "kits/un.mallette");
}

#ifdef _WIN32
TEST_CASE("what is kept of a key's own folder is found under another letter, and letters and names by any case") {
  const ScratchFolder scratch("key");
  const auto first = StateFolder::open_portable(scratch / "Clé/data").value();
  const std::string kept = first.kept(scratch / "CLé/Kits/un.mallette");
  CHECK(kept == "Kits/un.mallette");
  std::filesystem::rename(scratch.path() / "Clé", scratch.path() / "F");
  CHECK(StateFolder::open_portable(scratch / "F/data").value().found(kept) == scratch / "F/Kits/un.mallette");
  std::string small_letter = scratch / "F/kits/un.mallette";
  small_letter[0] = static_cast<char>(small_letter[0] + ('a' - 'A'));
  CHECK(StateFolder::open_portable(scratch / "F/data").value().kept(small_letter) == "kits/un.mallette");
  CHECK(first.kept("\\\\SERVEUR\\Équipe\\kits\\..\\un.mallette") == "//SERVEUR/Équipe/un.mallette");
  CHECK(first.found("//SERVEUR/Équipe/un.mallette") == "//SERVEUR/Équipe/un.mallette");
}
#endif

TEST_CASE("a folder is tried with as much as a session writes, and nothing of that stays") {
  const SmallDisk disk("trial", 1 << 20);
  if (!disk.mounted()) return;
  const auto folder = StateFolder::open_portable(disk / "data").value();
  CHECK(folder.try_to_write());
  CHECK(files_in(folder.path()) == 0);
  write_file(disk.path() / "plein", noise(900'000));
  CHECK(folder.try_to_write().error().detail == "No space left on device");
  CHECK(files_in(folder.path()) == 0);
  std::filesystem::remove(disk.path() / "plein");
  CHECK(folder.try_to_write());
  REQUIRE(disk.make_read_only());
  CHECK(folder.try_to_write().error().detail == "Read-only file system");
  CHECK(folder.try_to_write().error().subject == folder.path());
}

TEST_CASE("a state folder whose name is a file's is refused") {
  const ScratchFolder scratch("state-file");
  REQUIRE(write_atomically(scratch / "occupé", "x"));
  CHECK(StateFolder::open(scratch / "occupé").error().code == ErrorCode::kFileUnwritable);
  CHECK(StateFolder::open(scratch / "occupé/dedans").error().detail == "Not a directory");
}

TEST_CASE("what a killed writer left is swept an hour later") {
  const ScratchFolder scratch("sweep");
  for (const char* name : {".vieux.abcdef.new", ".récent.abcdef.new", "garder.new"})
    write_file(scratch.path() / name, "x");
  for (const char* name : {".vieux.abcdef.new", "garder.new"}) {
    std::filesystem::last_write_time(scratch.path() / name,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  }
  REQUIRE(StateFolder::open(scratch.path().generic_string()));
  CHECK_FALSE(std::filesystem::exists(scratch.path() / ".vieux.abcdef.new"));
  CHECK(std::filesystem::exists(scratch.path() / ".récent.abcdef.new"));
  CHECK(std::filesystem::exists(scratch.path() / "garder.new"));
}
