// SPDX-License-Identifier: GPL-3.0-or-later
// Names of entries from paths. Internal to kits/.
// Pure functions: any thread.
#pragma once

#include <filesystem>
#include <string>

#include "kits/base/utf8_path.h"

namespace mallette::kits {

/// With "/" between the parts on every system.
inline std::string to_utf8(const std::filesystem::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

}  // namespace mallette::kits
