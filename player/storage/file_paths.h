// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 text and paths, on every system. Internal to player/storage/. Pure functions: any thread.
#pragma once

#include <filesystem>
#include <string>

namespace mallette::storage {

inline std::filesystem::path to_path(const std::string& utf8) {
  return {std::u8string(utf8.begin(), utf8.end())};
}

inline std::string utf8(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

inline std::string folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? utf8(file.parent_path()) : std::string(".");
}

}  // namespace mallette::storage
