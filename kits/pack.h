// SPDX-License-Identifier: GPL-3.0-or-later
// A folder to one .mallette file.
//
//   mimetype               stored, first
//   kit.toml               deflated
//   what it names          in order of names: video, sound and pictures stored, the rest
//                          deflated where that makes it smaller
//   META-INF/digests.toml  of all the above
//
// The same folder gives the same bytes each time, on any clock and in any time zone (with the
// same zlib). Files are streamed: memory does not grow with a film. The target appears whole
// or not at all. Blocking, for as long as reading each file twice takes; one thread a target.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "kits/digests.h"
#include "kits/warning.h"

namespace mallette::kits {

struct PackReport {
  std::vector<Digest> packed;         ///< in the order of the file; without the digests' own entry
  std::vector<std::string> left_out;  ///< files of the folder that the manifest does not name
  std::vector<Warning> warnings;      ///< of the manifest
  std::uint64_t file_size = 0;        ///< of the target, in bytes
};

/// Refused: a manifest with errors; a file that it names and that is not there (kEntryNotFound,
/// with key and place); a target inside the folder (kPathNotAllowed); a target that exists and is
/// no ZIP file (kFileExists: most likely a slip of the hand); any file that is above its limit,
/// or changes while it is packed. An existing kit is replaced.
[[nodiscard]] Result<PackReport> pack(const std::string& utf8_folder, const std::string& utf8_target);

}  // namespace mallette::kits
