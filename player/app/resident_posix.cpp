// SPDX-License-Identifier: GPL-3.0-or-later
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <sstream>
#include <vector>

#include "player/app/executable.h"
#include "player/app/file_paths.h"
#include "player/app/resident.h"

namespace mallette::app {
namespace {

/// A line of proc_pid_maps(5).
struct Mapping {
  std::uintptr_t begin = 0, end = 0;
  bool writable = false, executable = false;
  std::string path;
  std::byte* data() const { return reinterpret_cast<std::byte*>(begin); }
  std::size_t size() const { return end - begin; }
};

/// Of files below the folder, private, and readable.
std::vector<Mapping> mappings_of(const std::string& folder) {
  std::vector<Mapping> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    Mapping mapping;
    char dash = 0;
    std::string rights, offset, device, inode;
    fields >> std::hex >> mapping.begin >> dash >> mapping.end >> rights >> offset >> device >> inode >> std::ws;
    std::getline(fields, mapping.path);
    if (!fields || rights.size() != 4 || rights[0] != 'r' || rights[3] != 'p' || !mapping.path.starts_with(folder + "/")) continue;
    mapping.writable = rights[1] == 'w';
    mapping.executable = rights[2] == 'x';
    found.push_back(mapping);
  }
  return found;
}

/// Whether it stays where it is for good: the program itself, or a library, which no one unloads from now on. Not a font
/// that somebody reads just now.
bool stays(const std::string& path, const std::string& program) {
  return path == program || ::dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE) != nullptr;
}

/// The process's own memory as a file. Where a page cannot be read, a call that fails takes the place of a signal that kills.
class OwnMemory {
 public:
  OwnMemory() : file_(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)) {}
  ~OwnMemory() {
    if (file_ >= 0) ::close(file_);
  }
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;

  bool copy(const Mapping& mapping, std::byte* into) const {
    std::size_t done = 0;
    while (done < mapping.size()) {
      const ssize_t count = ::pread(file_, into + done, mapping.size() - done, static_cast<off_t>(mapping.begin + done));
      if (count <= 0) return false;
      done += static_cast<std::size_t>(count);
    }
    return true;
  }

 private:
  const int file_;
};

/// Pages of the process's own, as if each had been written to; other threads go on writing. Linux 5.14.
bool make_own(const Mapping& mapping) { return ::madvise(mapping.data(), mapping.size(), MADV_POPULATE_WRITE) == 0; }

/// A copy takes its place in one step: a thread that is in it right now is held by the kernel for that long.
bool replace(const Mapping& mapping, const OwnMemory& memory) {
  void* copy = ::mmap(nullptr, mapping.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (copy == MAP_FAILED) return false;
  const bool replaced = memory.copy(mapping, static_cast<std::byte*>(copy)) &&
                        ::mprotect(copy, mapping.size(), PROT_READ | (mapping.executable ? PROT_EXEC : 0)) == 0 &&
                        ::mremap(copy, mapping.size(), mapping.size(), MREMAP_MAYMOVE | MREMAP_FIXED, mapping.data()) != MAP_FAILED;
  if (!replaced) ::munmap(copy, mapping.size());
  return replaced;
}

}  // namespace

std::size_t keep_in_memory(const std::string& utf8_folder) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const std::string program = utf8(executable_file());
  std::vector<std::string> staying;
  for (const Mapping& mapping : mappings_of(utf8_folder)) {
    if ((staying.empty() || staying.back() != mapping.path) && stays(mapping.path, program)) staying.push_back(mapping.path);
  }
  const OwnMemory memory;
  std::size_t kept = 0;
  // Where they lay may be another's by now, but for those that stay.
  for (const Mapping& mapping : mappings_of(utf8_folder)) {
    if (std::ranges::find(staying, mapping.path) == staying.end()) continue;
    if (mapping.writable ? make_own(mapping) : replace(mapping, memory)) kept += mapping.size();
  }
  return kept;
}

}  // namespace mallette::app
