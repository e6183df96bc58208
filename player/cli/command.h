// SPDX-License-Identifier: GPL-3.0-or-later
// The subcommands of `mallette`, one file each. A command parses its arguments, does its job and
// returns the exit status: 0 done, 1 the job failed, 2 wrong usage.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "player/app/paths.h"
#include "player/cli/options.h"
#include "player/language/catalogue.h"
#include "player/policy/policy.h"

namespace mallette::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// What every command is given.
struct Surroundings {
  const language::Catalogue& words;
  const app::Paths& paths;
  const policy::InForce& policy;        ///< what the IT department allows
  std::optional<std::string> language;  ///< as given on the command line
  [[nodiscard]] const char* tr(const char* source) const { return words.tr(source); }
};

using Arguments = std::span<const std::string>;

int play(const Surroundings& around, Arguments arguments);
int info(const Surroundings& around, Arguments arguments);
int pack(const Surroundings& around, Arguments arguments);
int session(const Surroundings& around, Arguments arguments);
/// The program itself: the library, or a kit that is given.
int program(const Surroundings& around, Arguments arguments);
int captions(const Surroundings& around, Arguments arguments);

/// mallette report
int report_sum(const Surroundings& around, Arguments arguments);
int outline(const Surroundings& around, Arguments arguments);
int sign(const Surroundings& around, Arguments arguments);
/// mallette policy
int show_policy(const Surroundings& around, Arguments arguments);

/// "mallette: sentence" on standard error, one line; the status that goes with the error.
int report_failure(const Error& error, const language::Catalogue& words);

/// The same of what keeps the program's windows from opening: also shown where standard error is not read.
int report_no_start(const Error& error, const language::Catalogue& words);

/// The whole of a command's answer on standard output; kFailed, and told, where it cannot be written.
int print(const std::string& text, const language::Catalogue& words);

/// A whole file of it, in the place of any that is there. kFileUnwritable.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view text);

/// The program's name and version on standard output; the status to leave with.
int print_version();

/// Parses, and answers --help and --version. Nothing: go on; otherwise the status to leave with.
std::optional<int> parse_or_answer(Syntax& syntax, Arguments arguments, const Surroundings& around);

/// A flag's or value's taker that sets a variable.
std::function<std::optional<std::string>(const std::string&)> set_flag(bool& flag);
std::function<std::optional<std::string>(const std::string&)> set_text(std::string& text);

}  // namespace mallette::cli
