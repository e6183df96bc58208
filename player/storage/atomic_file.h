// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that are whole or not there, whatever happens while they are written.
//
//   .name.XXXXXX.new  write ─> fsync ─> (name ─> name.bak) ─> rename to name ─> fsync of the folder
//
// A crash, a kill or a pulled plug at any moment leaves the old content or the new one under the
// name, or, between the two renames of Backup::kKeep, the old one under name.bak.
//
// Any thread; one writer a file at a time. Paths are UTF-8. Waits for the disk: not for the main thread.
// The system's calls stand in file_calls.h, one source a system.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kits/base/error.h"

namespace mallette::storage {

enum class Backup : std::uint8_t {
  kNone,
  kKeep,  ///< what was there before stays as name.bak
};

/// Readable by its owner alone (0600). The folder must exist. kFileUnwritable with the system's words.
[[nodiscard]] Result<void> write_atomically(const std::string& path, std::string_view bytes,
                                            Backup backup = Backup::kNone);

/// kFileNotFound, kFileUnreadable, or kFileTooLarge; nothing is read past the limit.
[[nodiscard]] Result<std::string> read_whole(const std::string& path, std::size_t limit_bytes);

/// Not there is as good as removed. The folder is synced.
[[nodiscard]] Result<void> remove_file(const std::string& path);

/// Removes what killed writers left in a folder an hour ago or more. Faults do not matter.
void sweep_leftovers(const std::string& folder);

}  // namespace mallette::storage
