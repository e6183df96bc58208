// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/byte_source.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/test_data.h"

using namespace mallette;

TEST_CASE("a file is read from anywhere, and a read behind its end gives nothing") {
  test::ScratchFolder folder("bytes");
  const std::string path = folder / "é à.bin";
  std::ofstream(path) << "0123456789";
  auto source = file_resource(path).open();
  REQUIRE(source);
  CHECK((*source)->size() == 10);
  std::byte buffer[4];
  CHECK((*source)->read(8, buffer).value() == 2);
  CHECK((*source)->read(2, buffer).value() == 4);
  CHECK(text_of(buffer) == "2345");
  CHECK((*source)->read(10, buffer).value() == 0);
  CHECK((*source)->read(1ULL << 62, buffer).value() == 0);
}

TEST_CASE("a missing file and a folder are refused by name") {
  test::ScratchFolder folder("bytes");
  auto missing = file_resource(folder / "absent.mp4").open();
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::kFileNotFound);
  CHECK(missing.error().subject == (folder / "absent.mp4"));
  auto is_folder = file_resource(folder.path().generic_string()).open();
  REQUIRE_FALSE(is_folder);
  CHECK(is_folder.error().code == ErrorCode::kFileUnreadable);
}

TEST_CASE("a whole read is refused above its limit") {
  auto bytes = std::make_shared<const std::vector<std::byte>>(100);
  CHECK(read_all(memory_resource("m", bytes), 100)->size() == 100);
  auto refused = read_all(memory_resource("m", bytes), 99);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::kFileTooLarge);
  CHECK(refused.error().found == "100 bytes");
}
