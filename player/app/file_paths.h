// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files. Internal to player/app/. Pure: any thread.
#pragma once

#include <filesystem>
#include <string>

#include "kits/base/utf8_path.h"

namespace mallette::app {

/// The last name in it: of "/a/b/" too, and "/" itself.
inline std::string name_of(const std::string& path) {
  const std::filesystem::path whole = to_path(path);
  const std::filesystem::path last = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  return last.empty() ? path : utf8(last);
}

}  // namespace mallette::app
