// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files. Internal to player/storage/. Pure functions: any thread.
#pragma once

#include <filesystem>
#include <string>

#include "kits/base/utf8_path.h"

namespace mallette::storage {

inline std::string folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? utf8(file.parent_path()) : std::string(".");
}

}  // namespace mallette::storage
