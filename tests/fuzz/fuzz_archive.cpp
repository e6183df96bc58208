// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any bytes as a packed kit open or are refused, and so is each entry.
// The file lies in memory (memfd), so that nothing is written to a disk. Linux only.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kits/digests.h"
#include "kits/kit.h"
#include "kits/zip_archive.h"

namespace {

void read_entries(const std::string& path) {
  const auto archive = mallette::kits::ZipArchive::open(path);
  if (!archive || (*archive)->check()) return;
  for (const std::string& entry : (*archive)->entries()) {
    const auto resource = (*archive)->resource(entry);
    if (!resource) std::abort();
    static_cast<void>(mallette::read_all(*resource, 1 << 20));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("fuzz", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  read_entries(path);
  const auto kit = mallette::kits::Kit::open(path);
  if (kit) static_cast<void>(mallette::kits::verify(*kit));
  return 0;
}
