// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a kit.toml to a Manifest, checked, with defaults filled in.
//
// Unknown keys are warnings, everything else that is wrong is an error: of several, the one
// that stands first in the text is returned. Errors carry file, line and column, the key with
// its tables ("film.captions.kind"), what was found, and what is allowed.
//
// Pure functions: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "kits/manifest.h"
#include "kits/warning.h"

namespace mallette::kits {

inline constexpr std::uint64_t kManifestLimit = 1ULL << 20;
inline constexpr std::uint32_t kNewestFormat = 1;

struct ManifestRead {
  Manifest manifest;
  std::vector<Warning> warnings;  ///< in order of place
};

/// subject: the file's name for errors and warnings.
[[nodiscard]] Result<ManifestRead> read_manifest(std::string_view toml, const std::string& subject);

/// Every key of the format with its tables ("film.captions.path"), in the order of FORMAT.md.
[[nodiscard]] std::vector<std::string> known_keys();

}  // namespace mallette::kits
