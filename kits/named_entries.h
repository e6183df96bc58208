// SPDX-License-Identifier: GPL-3.0-or-later
// The entries that a manifest names. Pure function: any thread.
#pragma once

#include <string>
#include <vector>

#include "kits/manifest.h"

namespace mallette::kits {

struct NamedEntry {
  std::string path;
  std::string key;  ///< with its tables: "film.captions.path"
  TextPlace place;  ///< of the table that names it
};

/// In the order of FORMAT.md; an entry that is named twice is there twice.
[[nodiscard]] std::vector<NamedEntry> named_entries(const Manifest& manifest);

}  // namespace mallette::kits
