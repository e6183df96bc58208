// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a person is handed: whole, and never over another.
#include "player/storage/new_files.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/support/test_data.h"

using namespace mallette;
namespace fs = std::filesystem;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a new file is never written over another") {
  test::ScratchFolder folder("new-files");
  REQUIRE(storage::write_new(folder / "a.txt", "one"));
  const auto again = storage::write_new(folder / "a.txt", "two");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::kFileExists);
  CHECK(content(folder / "a.txt") == "one");
  CHECK(files_in(folder.path()) == 1);  // nothing is left behind
  if (!test::make_link("/nowhere", folder.path() / "link")) return;
  CHECK_FALSE(storage::write_new(folder / "link", "two"));
  CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("files of one name go together, and take the next name where one of them is there") {
  test::ScratchFolder folder("new-files");
  const std::string inside = folder / "bilans/2026";
  const std::vector<storage::NewFile> files{{".html", "h"}, {".odt", "o"}};
  const auto first = storage::write_together(inside, "séance", files);
  REQUIRE(first);
  CHECK(*first == std::vector<std::string>{inside + "/séance.html", inside + "/séance.odt"});
  fs::remove(to_path(inside + "/séance.html"));
  const auto second = storage::write_together(inside, "séance", files);
  REQUIRE(second);
  CHECK(second->front() == inside + "/séance-2.html");
  CHECK(content(second->back()) == "o");
  CHECK(files_in(inside) == 3);
}

TEST_CASE("where files cannot be written, that is told and nothing is left") {
  test::ScratchFolder folder("new-files");
  std::ofstream(folder / "file") << "x";
  const auto under_a_file = storage::write_together(folder / "file", "a", {{".html", "h"}});
  REQUIRE_FALSE(under_a_file);
  CHECK(under_a_file.error().code == ErrorCode::kFileUnwritable);
  // The second has no place: its ending leads into a folder that is not there.
  const auto half = storage::write_together(folder.path().generic_string(), "a", {{".html", "h"}, {"/b", "o"}});
  REQUIRE_FALSE(half);
  CHECK(half.error().code == ErrorCode::kFileUnwritable);
  CHECK(files_in(folder.path()) == 1);
  const auto full = storage::write_new("/dev/full", "x");
  CHECK_FALSE(full);
}
