// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/cli/command.h"

#include <cstdio>
#include <fstream>

#include "generated/version.h"
#include "kits/base/utf8_path.h"
#include "player/cli/entry.h"
#include "player/language/describe.h"

namespace mallette::cli {

int report_failure(const Error& error, const language::Catalogue& words) {
  std::fprintf(stderr, "mallette: %s\n", language::describe(error, words).c_str());
  return error.code == ErrorCode::kUsage ? kWrongUsage : kFailed;
}

int report_no_start(const Error& error, const language::Catalogue& words) {
  const int status = report_failure(error, words);
  show_where_nothing_is_read(language::describe(error, words));
  return status;
}

int print(const std::string& text, const language::Catalogue& words) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && whole) return kDone;
  return report_failure({.code = ErrorCode::kFileUnwritable, .subject = "stdout"}, words);
}

Result<void> write_file(const std::string& path, std::string_view text) {
  std::ofstream out(to_path(path), std::ios::binary);
  out << text;
  out.flush();
  if (!out) return fail({.code = ErrorCode::kFileUnwritable, .subject = path});
  return {};
}

int print_version() {
  std::printf("mallette %s\n", kVersion);
  return kDone;
}

std::optional<int> parse_or_answer(Syntax& syntax, Arguments arguments, const Surroundings& around) {
  bool help = false, version = false;
  std::string language;  // main has taken it already; it is allowed anywhere
  syntax.options.push_back({"--lang", "fr|en", around.tr("language of the messages (fr unless given)"), set_text(language)});
  syntax.options.push_back({"--version", "", around.tr("show the version"), set_flag(version)});
  syntax.options.push_back({"--help", "", around.tr("show this help"), set_flag(help)});
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--version") return print_version();
    if (argument != "--help") continue;
    std::fputs(help_text(syntax, around.words).c_str(), stdout);
    return kDone;
  }
  if (auto parsed = parse(syntax, arguments); !parsed) return report_failure(parsed.error(), around.words);
  return std::nullopt;
}

std::function<std::optional<std::string>(const std::string&)> set_flag(bool& flag) {
  return [&flag](const std::string&) -> std::optional<std::string> {
    flag = true;
    return std::nullopt;
  };
}

std::function<std::optional<std::string>(const std::string&)> set_text(std::string& text) {
  return [&text](const std::string& value) -> std::optional<std::string> {
    text = value;
    return std::nullopt;
  };
}

}  // namespace mallette::cli
