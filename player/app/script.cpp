// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/script.h"

#include <fmt/format.h>

#include <optional>

#include "kits/base/timecode.h"

namespace mallette::app {
namespace {

using Kind = ScriptCommand::Kind;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<ScriptCommand> parse_line(std::string_view line) {
  const auto space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? "" : trimmed(line.substr(space));
  ScriptCommand command;
  const auto bare = [&](Kind kind) -> std::optional<ScriptCommand> {
    command.kind = kind;
    return rest.empty() ? std::optional(command) : std::nullopt;
  };
  const auto timed = [&](Kind kind) -> std::optional<ScriptCommand> {
    const auto time = parse_time(rest);
    if (!time) return std::nullopt;
    command.kind = kind;
    command.time = *time;
    return command;
  };
  if (word == "play") return bare(Kind::kPlay);
  if (word == "pause") return bare(Kind::kPause);
  if (word == "quit") return bare(Kind::kQuit);
  if (word == "seek") return timed(Kind::kSeek);
  if (word == "wait") return timed(Kind::kWait);
  if (word == "key") {
    const auto key = ui::parse_key(rest);
    if (!key) return std::nullopt;
    command.kind = Kind::kKey;
    command.key = *key;
    return command;
  }
  if (word == "screenshot" && !rest.empty()) {
    command.kind = Kind::kScreenshot;
    command.file = rest;
    return command;
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<ScriptCommand>> parse_script(std::string_view text, const std::string& name) {
  std::vector<ScriptCommand> commands;
  std::uint32_t number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto command = parse_line(line);
    if (!command) {
      return fail({.code = ErrorCode::kUsage,
                   .subject = name,
                   .key = fmt::format("{}:{}", name, number),
                   .found = std::string(line),
                   .allowed = std::string(kScriptCommands),
                   .place = TextPlace{number, 1}});
    }
    commands.push_back(std::move(*command));
  }
  return commands;
}

}  // namespace mallette::app
