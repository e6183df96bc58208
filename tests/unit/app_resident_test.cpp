// SPDX-License-Identifier: GPL-3.0-or-later
// What a program is made of, once the key that it lies on is gone. (That it runs on then: e2e/portable.py.)
#include "player/app/resident.h"

#include <dlfcn.h>
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/test_data.h"

using namespace mallette;
namespace fs = std::filesystem;

namespace {

/// How much of the process is still to be read from the file when it is needed: kB, of proc_pid_smaps(5).
long read_from(const fs::path& file) {
  std::ifstream maps("/proc/self/smaps");
  long rest = 0;
  bool ours = false;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::string name;
    long kilobytes = 0;
    fields >> name >> kilobytes;
    const bool is_head = !name.empty() && name.back() != ':';
    if (is_head) ours = line.ends_with(file.string()) && line.find(" ---p ") == std::string::npos;
    if (ours && name == "Size:") rest += kilobytes;
    if (ours && name == "Anonymous:") rest -= kilobytes;
  }
  return rest;
}

}  // namespace

TEST_CASE("a library that is kept in memory wants nothing more of its file, and goes on in the thread that is in it") {
  const test::ScratchFolder key("resident");
  void* known = ::dlsym(RTLD_DEFAULT, "zip_libzip_version");
  Dl_info where{};
  REQUIRE(known != nullptr);
  REQUIRE(::dladdr(known, &where) != 0);
  const fs::path file = key.path() / "libzip.so";
  fs::copy_file(fs::canonical(where.dli_fname), file);
  void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  REQUIRE(library != nullptr);
  using Version = const char* (*)();
  const auto version = reinterpret_cast<Version>(::dlsym(library, "zip_libzip_version"));
  REQUIRE((version != nullptr));
  REQUIRE(read_from(file) > 50);
  std::atomic<int> calls = 0, wrong = 0;
  {
    const std::string right = reinterpret_cast<Version>(known)();
    std::jthread within([&](std::stop_token stop) {
      for (; !stop.stop_requested(); ++calls) wrong += version() != right;
    });
    CHECK(app::keep_in_memory(key.path().string() + "/nowhere") == 0);
    CHECK(app::keep_in_memory(key.path().string()) > 50'000);
    for (const int before = calls; calls < before + 1000;) std::this_thread::yield();
  }
  CHECK(wrong == 0);
  CHECK(read_from(file) == 0);
  ::dlclose(library);
}
