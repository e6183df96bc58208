// SPDX-License-Identifier: GPL-3.0-or-later
// Real files from elsewhere, which some tests run against where they are at hand.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "kits/base/utf8_path.h"

namespace mallette::test {

/// Takes and gives names as UTF-8, as the sources of the tests have them: std::filesystem takes them for another
/// encoding on Windows.
class Path : public std::filesystem::path {
 public:
  Path(std::filesystem::path other) : std::filesystem::path(std::move(other)) {}
  Path(std::string_view utf8) : std::filesystem::path(to_path(utf8)) {}
  Path(const char* utf8) : Path(std::string_view(utf8)) {}
  Path(const std::string& utf8) : Path(std::string_view(utf8)) {}
  friend Path operator/(const Path& folder, std::string_view utf8) {
    return static_cast<const std::filesystem::path&>(folder) / to_path(utf8);
  }
  /// With "/" between the parts.
  [[nodiscard]] std::string generic_string() const { return utf8(*this); }
};

/// Stands before a path from the root that is to say where it is.
inline constexpr const char* kRoot = std::filesystem::path::preferred_separator == '/' ? "" : "C:";

/// Whether this is a program for Windows that wine runs. In main.cpp.
#ifdef _WIN32
bool is_under_wine();
#else
inline bool is_under_wine() { return false; }
#endif

/// False where the system's library cannot make links.
inline bool make_link(const std::filesystem::path& to, const std::filesystem::path& link) {
  std::error_code fault;
  std::filesystem::create_symlink(to, link, fault);
  return !fault;
}

/// A folder of the outside data, or nothing after saying that the test is skipped. Use:
///     const auto folder = outside_data("zip/libzip");
///     if (!folder) return;
inline std::optional<Path> outside_data(const std::string& relative) {
  const char* root = std::getenv("MALLETTE_TEST_DATA");
  if (root == nullptr || *root == '\0') {
    std::puts("SKIPPED: MALLETTE_TEST_DATA is not set");
    return std::nullopt;
  }
  Path path = Path(root) / relative;
  if (!std::filesystem::exists(path)) {
    std::printf("SKIPPED: %s is not there\n", path.generic_string().c_str());
    return std::nullopt;
  }
  return path;
}

/// A folder of this test's own, emptied at the start and removed at the end.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::string& name)
      : path_(Path(is_under_wine() ? "Z:/tmp" : std::filesystem::temp_directory_path()) /
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
  const Path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).generic_string(); }

 private:
  static std::string unique() {
    static int count = 0;
    return std::to_string(::getpid()) + "/" + std::to_string(++count);
  }
  Path path_;
};

}  // namespace mallette::test
