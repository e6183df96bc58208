// SPDX-License-Identifier: GPL-3.0-or-later
// Archives that others made, read entry by entry below the level of kits.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>

#include "kits/zip_archive.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;
using namespace std::chrono_literals;

TEST_CASE("the entries of every outside archive are read or refused, at once") {
  const auto data = test::outside_data("zip");
  if (!data) return;
  int read = 0;
  int refused = 0;
  for (const auto& item : std::filesystem::recursive_directory_iterator(*data)) {
    if (!item.is_regular_file()) continue;
    CAPTURE(item.path().generic_string());
    const auto start = std::chrono::steady_clock::now();
    const auto archive = ZipArchive::open(item.path().generic_string());
    if (archive && !(*archive)->check()) {
      for (const std::string& entry : (*archive)->entries()) {
        const auto resource = (*archive)->resource(entry);
        REQUIRE(resource);
        const auto bytes = read_all(*resource, 16 << 20);
        ++(bytes ? read : refused);
        if (bytes) CHECK(bytes->size() == (*archive)->size(entry).value());
      }
    }
    CHECK(std::chrono::steady_clock::now() - start < 1s);
  }
  CHECK(read > 100);
  CHECK(refused > 10);
}
