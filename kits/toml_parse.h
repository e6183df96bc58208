// SPDX-License-Identifier: GPL-3.0-or-later
// TOML text to a tree, safely: the only header that includes toml++. Outside kits/ it serves the
// program's own data (player/help/). Only for .cpp files, since it is slow to compile.
//
// toml++ is used without exceptions, and header-only because Debian's library is built with
// them. Pure functions: any thread.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>
#include <string>
#include <string_view>
#include <utility>

#include "kits/base/error.h"
#include "kits/toml_guard.h"

namespace mallette::kits {

inline TextPlace place_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

/// The tree, or kManifestSyntax with the place and the parser's own words.
inline Result<toml::table> parse_toml(std::string_view text, const std::string& subject) {
  if (const auto place = too_deeply_nested(text)) {
    return fail({.code = ErrorCode::kManifestSyntax,
                 .subject = subject,
                 .detail = "nested too deeply",
                 .place = *place});
  }
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return fail({.code = ErrorCode::kManifestSyntax,
                 .subject = subject,
                 .detail = std::string(parsed.error().description()),
                 .place = place_of(parsed.error().source())});
  }
  return std::move(parsed).table();
}

}  // namespace mallette::kits
