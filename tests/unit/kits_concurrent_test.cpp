// SPDX-License-Identifier: GPL-3.0-or-later
// One kit, many readers.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "kits/kit.h"
#include "tests/support/kit_files.h"
#include "tests/support/test_data.h"

using namespace mallette;
using namespace mallette::kits;

namespace {

/// Reads a few blocks in an order of its own; counts what is not as it should be.
int wrong_reads(ByteSource& source, const std::string& expected, std::uint32_t seed) {
  int wrong = 0;
  for (int i = 0; i < 200; ++i) {
    seed = seed * 1664525u + 1013904223u;
    const std::size_t offset = seed % expected.size();
    std::byte buffer[777];
    const auto count = source.read(offset, buffer);
    const bool good = count &&
                      std::string_view(reinterpret_cast<const char*>(buffer), *count) ==
                          std::string_view(expected).substr(offset, *count) &&
                      *count > 0;
    wrong += good ? 0 : 1;
  }
  return wrong;
}

void read_from_threads(const Kit& kit, const std::string& entry, const std::string& expected) {
  const Resource resource = kit.resource(entry).value();
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t i = 0; i < 6; ++i) {
      threads.emplace_back([&, i] {
        const auto source = resource.open();
        wrong += source ? wrong_reads(**source, expected, i) : 1;
        wrong += kit.has(entry) && kit.manifest().film.size() == 1 ? 0 : 1;
      });
    }
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("six threads read one stored entry, each where it likes") {
  const test::ScratchFolder folder("threads");
  test::write_file(folder / "a.mallette", test::ZipBytes(test::small_kit_items()).bytes());
  read_from_threads(Kit::open(folder / "a.mallette").value(), "film/accueillir.mp4", test::noise(100'000));
}

TEST_CASE("six threads share one deflated entry, inflated once") {
  auto items = test::small_kit_items();
  items[2].deflated = true;
  const test::ScratchFolder folder("threads");
  test::write_file(folder / "a.mallette", test::ZipBytes(items).bytes());
  read_from_threads(Kit::open(folder / "a.mallette").value(), "film/accueillir.mp4", test::noise(100'000));
}

TEST_CASE("six threads read one file of a folder") {
  const test::ScratchFolder folder("threads");
  test::write_small_kit(folder.path());
  read_from_threads(Kit::open(folder.path().generic_string()).value(), "film/accueillir.mp4", test::noise(100'000));
}

TEST_CASE("several threads open the same kit at once") {
  const test::ScratchFolder folder("threads");
  test::write_file(folder / "a.mallette", test::ZipBytes(test::small_kit_items()).bytes());
  std::atomic<int> opened = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] { opened += Kit::open(folder / "a.mallette") ? 1 : 0; });
    }
  }
  CHECK(opened == 4);
}
