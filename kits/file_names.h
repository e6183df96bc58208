// SPDX-License-Identifier: GPL-3.0-or-later
// Between std::filesystem's paths and the UTF-8 of everything else. Internal to kits/.
// Pure functions: any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mallette::kits {

inline std::filesystem::path to_path(std::string_view utf8) {
  return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

/// With "/" between the parts on every system.
inline std::string to_utf8(const std::filesystem::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

}  // namespace mallette::kits
