// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files. Internal to player/storage/. Pure functions: any thread.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>

#include "kits/base/utf8_path.h"
#include "kits/base/whole_path.h"

namespace mallette::storage {

inline std::string folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? utf8(file.parent_path()) : std::string(".");
}

/// The way from a folder to what lies in it; empty where it does not. Where drives have letters, neither these nor names
/// differ by their case, which is told apart here for ASCII alone.
inline std::string_view way_from(std::string_view folder, std::string_view path) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto alike = [&](char a, char b) { return a == b || (kHasDriveLetters && low(a) == low(b)); };
  const std::string_view start = path.substr(0, folder.size());
  if (path.size() <= folder.size() || path[folder.size()] != '/' || !std::ranges::equal(start, folder, alike)) return {};
  return path.substr(folder.size() + 1);
}

}  // namespace mallette::storage
