// SPDX-License-Identifier: GPL-3.0-or-later
// Names of entries from paths. Internal to kits/.
// Pure functions: any thread.
#pragma once

#include <filesystem>
#include <string>

#include "kits/base/utf8_path.h"

namespace mallette::kits {

inline std::string to_utf8(const std::filesystem::path& path) { return utf8(path); }

}  // namespace mallette::kits
