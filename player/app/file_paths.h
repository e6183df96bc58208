// SPDX-License-Identifier: GPL-3.0-or-later
// Between UTF-8 text and std::filesystem's paths. Internal to player/app/. Pure: any thread.
#pragma once

#include <filesystem>
#include <string>

namespace mallette::app {

inline std::filesystem::path to_path(const std::string& utf8) {
  return {std::u8string(utf8.begin(), utf8.end())};
}

inline std::string utf8(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

/// The last name in it: of "/a/b/" too, and "/" itself.
inline std::string name_of(const std::string& path) {
  const std::filesystem::path whole = to_path(path);
  const std::filesystem::path last = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  return last.empty() ? path : utf8(last);
}

}  // namespace mallette::app
