// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include "player/app/hidden_files.h"

namespace mallette::app {

bool is_hidden(const std::filesystem::path& path) {
  if (path.filename().native().starts_with(L'.')) return true;
  const DWORD attributes = ::GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM)) != 0;
}

}  // namespace mallette::app
