// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a ZIP file, read by us before libzip sees it. Internal to kits/.
//
//   | entries ... | central directory | [ZIP64 end record] [its locator] | end record | comment |
//
// libzip reads the whole central directory when it opens a file, believing what the end
// record says of it, and it tries every end record that it finds in the last 64 KiB (a comment,
// or a stored ODT at the end, may hold another). So each of them must be within the limits,
// and only one may hold together: a file with two directories shows different content to
// different programs.
// Layouts: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16.
//
// Pure function of the source's bytes.
#pragma once

#include <cstdint>
#include <string>

#include "kits/base/byte_source.h"
#include "kits/base/error.h"

namespace mallette::kits {

inline constexpr std::uint64_t kDirectoryLimit = 64ULL << 20;

struct DirectoryEnd {
  std::uint64_t entries = 0;
  std::uint64_t size = 0;    ///< of the central directory, in bytes
  std::uint64_t offset = 0;  ///< of the central directory in the file
};

/// kArchiveNotZip, kArchiveDamaged, kArchiveLimit, or what the one end record says.
[[nodiscard]] Result<DirectoryEnd> read_directory_end(ByteSource& file, const std::string& subject);

}  // namespace mallette::kits
