// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a table: what a subcommand takes, in words for --help, and where each value
// goes. Faults come back as kUsage errors that name the option, what was found and what is allowed.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "player/language/catalogue.h"

namespace mallette::cli {

/// One option. Flags have no value name. take() is given the value ("" for a flag) and returns what
/// is allowed when it is not that.
struct Option {
  std::string name;        ///< "--size"
  std::string value_name;  ///< "WxH"; empty: a flag
  std::string help;
  std::function<std::optional<std::string>(const std::string& value)> take;
};

struct Positional {
  std::string name;  ///< "KIT"
  std::string help;
  std::string* value;
  bool optional = false;  ///< only the last
};

struct Syntax {
  std::string command;  ///< "mallette play"
  std::string summary;
  std::vector<Positional> positionals;
  std::vector<Option> options;
};

/// "--size 1280x720" and "--size=1280x720" alike; "--" ends the options.
[[nodiscard]] Result<void> parse(const Syntax& syntax, std::span<const std::string> arguments);

[[nodiscard]] std::string help_text(const Syntax& syntax, const language::Catalogue& words);

}  // namespace mallette::cli
