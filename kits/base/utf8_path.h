// SPDX-License-Identifier: GPL-3.0-or-later
// Between UTF-8, which names of files are everywhere else, and std::filesystem's paths. Pure functions: any thread.
// With "/" between the parts on every system: Windows takes it as it takes its own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mallette {

#ifdef _WIN32

/// What is no Unicode, on either side, becomes U+FFFD: names on a disk may be anything.
std::filesystem::path to_path(std::string_view utf8);
std::string utf8(const std::filesystem::path& path);

#else

inline std::filesystem::path to_path(std::string_view utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

inline std::string utf8(const std::filesystem::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

#endif

}  // namespace mallette
