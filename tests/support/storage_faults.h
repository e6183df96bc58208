// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that are full or read-only, for tests.
#pragma once

#ifndef _WIN32
#include <sys/mount.h>
#endif

#include <cstdio>
#include <string>

#include "tests/support/test_data.h"

namespace mallette::test {

/// A disk in memory of so many bytes. Only root may mount one, and nobody on Windows: elsewhere the test is skipped,
/// said aloud.
class SmallDisk {
 public:
  SmallDisk(const std::string& name, std::size_t bytes) : folder_("disk-" + name) {
    const std::string options = "mode=0700,size=" + std::to_string(bytes);
#ifndef _WIN32
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
#endif
    if (!mounted_) std::puts("SKIPPED: no small disk can be mounted here");
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
#ifndef _WIN32
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
#endif
  }
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] bool make_read_only() const {
#ifdef _WIN32
    return false;
#else
    return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
#endif
  }
  const Path& path() const { return folder_.path(); }
  std::string operator/(const std::string& name) const { return folder_ / name; }

 private:
  ScratchFolder folder_;
  bool mounted_ = false;
};

}  // namespace mallette::test
