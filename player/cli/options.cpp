// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mallette::cli {
namespace {

tl::unexpected<Error> usage(std::string key, std::string found, std::string allowed) {
  return fail({.code = ErrorCode::kUsage,
               .subject = key,
               .key = std::move(key),
               .found = std::move(found),
               .allowed = std::move(allowed)});
}

std::string option_names(const Syntax& syntax) {
  std::vector<std::string> names;
  for (const Option& option : syntax.options) names.push_back(option.name);
  return fmt::format("{}", fmt::join(names, " "));
}

/// Code points of UTF-8: what a terminal sets side by side, near enough.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

void append_row(std::string& text, const std::string& left, const std::string& right) {
  constexpr std::size_t kLeft = 26;
  text += "  " + left;
  if (columns(left) >= kLeft) {
    text += "\n" + std::string(kLeft + 2, ' ');
  } else {
    text += std::string(kLeft - columns(left), ' ');
  }
  text += right + "\n";
}

}  // namespace

Result<void> parse(const Syntax& syntax, std::span<const std::string> arguments) {
  std::size_t positional = 0;
  bool options_over = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!options_over && argument == "--") {
      options_over = true;
      continue;
    }
    if (options_over || argument.size() < 2 || argument[0] != '-') {
      if (positional == syntax.positionals.size()) return usage(syntax.command, argument, option_names(syntax));
      *syntax.positionals[positional++].value = argument;
      continue;
    }
    const auto equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const auto option = std::ranges::find(syntax.options, name, &Option::name);
    if (option == syntax.options.end()) return usage(syntax.command, name, option_names(syntax));
    std::string value;
    if (option->value_name.empty()) {
      if (equals != std::string::npos) return usage(name, argument, name);
    } else if (equals != std::string::npos) {
      value = argument.substr(equals + 1);
    } else if (i + 1 < arguments.size()) {
      value = arguments[++i];
    } else {
      return usage(name, "", option->value_name);
    }
    if (auto allowed = option->take(value)) return usage(name, value, std::move(*allowed));
  }
  if (positional < syntax.positionals.size() && !syntax.positionals[positional].optional) {
    return usage(syntax.command, "", syntax.positionals[positional].name);
  }
  return {};
}

std::string help_text(const Syntax& syntax, const language::Catalogue& words) {
  std::string usage_line = fmt::format("{} {}", words.tr("Usage:"), syntax.command);
  for (const Positional& positional : syntax.positionals) usage_line += positional.optional ? " [" + positional.name + "]" : " " + positional.name;
  if (!syntax.options.empty()) usage_line += fmt::format(" [{}]", words.tr("options"));
  std::string text = usage_line + "\n\n" + syntax.summary + "\n\n";
  for (const Positional& positional : syntax.positionals) append_row(text, positional.name, positional.help);
  if (!syntax.positionals.empty() && !syntax.options.empty()) text += "\n";
  for (const Option& option : syntax.options) {
    append_row(text, option.value_name.empty() ? option.name : option.name + " " + option.value_name, option.help);
  }
  return text;
}

}  // namespace mallette::cli
