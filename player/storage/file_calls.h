// SPDX-License-Identifier: GPL-3.0-or-later
// The few calls of the system that crash-safe files need: the seam between systems. Internal to
// player/storage/. Each returns 0 or the system's error number (errno's meaning everywhere).
// Any thread. Paths are UTF-8.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace mallette::storage::calls {

/// A new file of a name made from the pattern (its XXXXXX is replaced), for its owner alone, written
/// whole and brought to the disk. On a fault nothing is left behind.
[[nodiscard]] int write_new_file(std::string& pattern, std::string_view bytes);
/// Replaces `to`.
[[nodiscard]] int rename_file(const std::string& from, const std::string& to);
/// Replaces nothing: EEXIST where `to` is there.
[[nodiscard]] int rename_new_file(const std::string& from, const std::string& to);
/// Open for writing, made by this call: null with errno, EEXIST where it is there.
[[nodiscard]] std::FILE* make_new_file(const std::string& path);
/// With what the stream still holds.
[[nodiscard]] int sync_file(std::FILE* file);
[[nodiscard]] int remove_file(const std::string& path);
/// Brings a folder's names to the disk. File systems that cannot (FAT, some of the network) are no fault.
[[nodiscard]] int sync_folder(const std::string& folder);
/// The folder and those above it, for its owner alone where they are made.
[[nodiscard]] int make_private_folder(const std::string& folder);

}  // namespace mallette::storage::calls
