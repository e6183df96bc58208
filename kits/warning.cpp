// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/warning.h"

namespace mallette::kits {

std::string_view code_name(WarningCode code) {
  switch (code) {
    case WarningCode::kUnknownKey:
      return "unknown-key";
    case WarningCode::kUnusedKey:
      return "unused-key";
    case WarningCode::kEntryMissing:
      return "entry-missing";
    case WarningCode::kMimetypeMissing:
      return "mimetype-missing";
    case WarningCode::kMimetypeWrong:
      return "mimetype-wrong";
  }
  return "?";
}

}  // namespace mallette::kits
