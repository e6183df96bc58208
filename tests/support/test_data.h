// SPDX-License-Identifier: GPL-3.0-or-later
// Real files from elsewhere, which some tests run against where they are at hand.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <unistd.h>

namespace mallette::test {

/// A folder of the outside data, or nothing after saying that the test is skipped. Use:
///     const auto folder = outside_data("zip/libzip");
///     if (!folder) return;
inline std::optional<std::filesystem::path> outside_data(const std::string& relative) {
  const char* root = std::getenv("MALLETTE_TEST_DATA");
  if (root == nullptr || *root == '\0') {
    std::puts("SKIPPED: MALLETTE_TEST_DATA is not set");
    return std::nullopt;
  }
  auto path = std::filesystem::path(root) / relative;
  if (!std::filesystem::exists(path)) {
    std::printf("SKIPPED: %s is not there\n", path.string().c_str());
    return std::nullopt;
  }
  return path;
}

/// A folder of this test's own, emptied at the start and removed at the end.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("mallette-test-" + name + "-" + std::to_string(std::hash<std::string>{}(unique())))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  static std::string unique() {
    static int count = 0;
    return std::to_string(::getpid()) + "/" + std::to_string(++count);
  }
  std::filesystem::path path_;
};

}  // namespace mallette::test
