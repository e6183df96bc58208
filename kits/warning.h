// SPDX-License-Identifier: GPL-3.0-or-later
// Something about a kit that its author should know, and that does not keep it from opening.
// Plain values, any thread. The sentence is made elsewhere, as for Error.
#pragma once

#include <string>
#include <string_view>

#include "kits/base/error.h"

namespace mallette::kits {

enum class WarningCode {
  kUnknownKey,       ///< key is not of the format; allowed: the nearest known key, if one is near
  kUnusedKey,        ///< key is known, but not for this type of step; found: the type
  kEntryMissing,     ///< subject is named by the manifest under key, and is not in the kit
  kMimetypeMissing,  ///< the archive's first entry is not a stored "mimetype"
  kMimetypeWrong,    ///< it is, and holds something else (found)
};

struct Warning {
  WarningCode code;
  std::string subject;   ///< the file or entry, as a person knows it
  std::string key = {};  ///< with its tables: "film.captions.pth"
  std::string found = {};
  std::string allowed = {};
  TextPlace place = {};  ///< 0:0 where there is none
  friend bool operator==(const Warning&, const Warning&) = default;
};

/// "kUnknownKey" -> "unknown-key", for logs, tests, and reports.
[[nodiscard]] std::string_view code_name(WarningCode code);

}  // namespace mallette::kits
