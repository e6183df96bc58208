// SPDX-License-Identifier: GPL-3.0-or-later
// A small archive made in memory: an office document is one. Its bytes depend on its content alone.
//
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "kits/base/error.h"

namespace mallette::kits {

struct ZipText {
  std::string entry;
  std::string text;
  bool deflated = true;
};

/// In the order given, each dated 1980-01-01. kFileUnwritable where there is no memory for it.
[[nodiscard]] Result<std::string> zip_bytes(const std::vector<ZipText>& texts);

}  // namespace mallette::kits
