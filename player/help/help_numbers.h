// SPDX-License-Identifier: GPL-3.0-or-later
// Whom people in the room can turn to: assets/help-numbers.toml, dated.
// Plain values, read once: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"

namespace mallette::help {

enum class HelpKind : std::uint8_t {
  kCall,
  kText,  ///< by text message or application: never shown as a number to call
  kWeb,
};

struct Words {
  std::string french;
  std::string english;
  /// language: "fr", or anything else for English.
  [[nodiscard]] const std::string& in(std::string_view language) const {
    return language.starts_with("fr") ? french : english;
  }
};

struct HelpNumber {
  std::string number;  ///< as it is written: "116 006", or a site's name
  HelpKind kind = HelpKind::kCall;
  bool free = false;
  bool anonymous = false;
  bool deaf = false;  ///< deaf and hard-of-hearing people can use it as well
  std::string url;    ///< shown, never opened; may be empty
  Words name;
  Words purpose;
  Words hours;
};

struct HelpNumbers {
  std::string country;  ///< ISO 3166: "FR"
  std::string date;     ///< the state of numbers and hours, to be shown: "2025-01"
  std::vector<HelpNumber> numbers;
};

/// subject: the file's name, for errors. kManifestSyntax, kManifestMissing, kManifestType, kManifestValue.
[[nodiscard]] Result<HelpNumbers> read_help_numbers(std::string_view toml, const std::string& subject);

}  // namespace mallette::help
