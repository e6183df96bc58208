// SPDX-License-Identifier: GPL-3.0-or-later
// Paths that say where they are whatever the working folder is. On Windows these begin with a drive or with a server,
// "//SERVER/SHARE", which std::filesystem as mingw-w64 has it takes for a name like any other: ask here, not there.
// One source a system. Any thread.
#pragma once

#include <filesystem>
#include <system_error>

namespace mallette {

/// As on Windows: some characters that are usual in names elsewhere stand for something, and case does not matter.
inline constexpr bool kHasDriveLetters = std::filesystem::path::preferred_separator == '\\';

[[nodiscard]] bool is_whole(const std::filesystem::path& path);

/// Without "." and ".."; pure.
[[nodiscard]] std::filesystem::path normal_path(const std::filesystem::path& path);

/// Whole and normal; it need not be there.
[[nodiscard]] std::filesystem::path whole_path(const std::filesystem::path& path, std::error_code& fault);

/// The same for every way that leads to a file, through links and whatever their kind; it must be there.
[[nodiscard]] std::filesystem::path real_path(const std::filesystem::path& path, std::error_code& fault);

}  // namespace mallette
