// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/warning_text.h"

#include <fmt/format.h>

namespace mallette::language {
namespace {

const char* sentence(kits::WarningCode code, const Catalogue& words) {
  const auto tr = [&](const char* source) { return words.tr(source); };
  switch (code) {
    case kits::WarningCode::kUnknownKey: return tr("{where}: “{key}” is not a key of the format and is passed over.");
    case kits::WarningCode::kUnusedKey: return tr("{where}: “{key}” has no use in a step of type {found}.");
    case kits::WarningCode::kEntryMissing: return tr("{where}: this file is named by “{key}” and is not in the kit.");
    case kits::WarningCode::kMimetypeMissing: return tr("{where}: the kit does not begin with its media type. Make it anew with “mallette pack”.");
    case kits::WarningCode::kMimetypeWrong: return tr("{where}: the kit begins with another media type ({found}). Make it anew with “mallette pack”.");
  }
  return "{where}";
}

}  // namespace

std::string describe(const kits::Warning& warning, const Catalogue& words) {
  std::string where = warning.subject;
  if (warning.place.line > 0) {
    where += fmt::format(fmt::runtime(words.tr(", line {line}, column {column}")),
                         fmt::arg("line", warning.place.line), fmt::arg("column", warning.place.column));
  }
  std::string text = fmt::format(fmt::runtime(sentence(warning.code, words)), fmt::arg("where", where),
                                 fmt::arg("key", warning.key), fmt::arg("found", warning.found));
  if (warning.code == kits::WarningCode::kUnknownKey && !warning.allowed.empty()) {
    text += fmt::format(fmt::runtime(words.tr(" Perhaps “{allowed}” is meant.")), fmt::arg("allowed", warning.allowed));
  }
  return text;
}

}  // namespace mallette::language
