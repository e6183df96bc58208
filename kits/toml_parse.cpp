// SPDX-License-Identifier: GPL-3.0-or-later
#define TOML_IMPLEMENTATION  // toml++'s own code goes here
#include "kits/toml_parse.h"

#include <utility>

#include "kits/toml_guard.h"

namespace mallette::kits {

Result<toml::table> parse_toml(std::string_view text, const std::string& subject) {
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
