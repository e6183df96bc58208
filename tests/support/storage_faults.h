// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that are full or read-only, and an environment that says something else, for tests.
#pragma once

#include <sys/mount.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "tests/support/test_data.h"

namespace mallette::test {

/// A disk in memory of so many bytes. Only root may mount one: elsewhere the test is skipped, said aloud.
class SmallDisk {
 public:
  SmallDisk(const std::string& name, std::size_t bytes) : folder_("disk-" + name) {
    const std::string options = "mode=0700,size=" + std::to_string(bytes);
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
    if (!mounted_) std::puts("SKIPPED: no small disk can be mounted here");
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] bool make_read_only() const {
    return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  const std::filesystem::path& path() const { return folder_.path(); }
  std::string operator/(const std::string& name) const { return folder_ / name; }

 private:
  ScratchFolder folder_;
  bool mounted_ = false;
};

/// One variable of the environment, put back at the end.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() {
    if (before_)
      ::setenv(name_, before_->c_str(), 1);
    else
      ::unsetenv(name_);
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace mallette::test
