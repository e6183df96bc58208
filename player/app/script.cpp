// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kits/base/timecode.h"

namespace mallette::app {
namespace {

using Kind = ScriptCommand::Kind;
using Screen = ScriptCommand::Screen;
using Parsed = std::optional<ScriptCommand>;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes the first word off.
std::string_view take_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

/// What stands between the first quotation mark and the last.
std::optional<std::string> quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  return std::string(text.substr(1, text.size() - 2));
}

Parsed bare(Kind kind, std::string_view rest) {
  if (!rest.empty()) return std::nullopt;
  ScriptCommand command;
  command.kind = kind;
  return command;
}

Parsed timed(Kind kind, std::string_view rest) {
  const auto time = parse_time(rest);
  if (!time) return std::nullopt;
  ScriptCommand command;
  command.kind = kind;
  command.time = *time;
  return command;
}

Parsed key(std::string_view rest) {
  const auto parsed = ui::parse_key(rest);
  if (!parsed) return std::nullopt;
  ScriptCommand command;
  command.kind = Kind::kKey;
  command.key = *parsed;
  return command;
}

Parsed to_file(Kind kind, Screen screen, std::string_view rest) {
  if (rest.empty()) return std::nullopt;
  ScriptCommand command;
  command.kind = kind;
  command.screen = screen;
  command.file = rest;
  return command;
}

Parsed screenshot(std::string_view rest) {
  if (rest.starts_with("room ")) return to_file(Kind::kScreenshot, Screen::kRoom, trimmed(rest.substr(5)));
  if (rest.starts_with("desk ")) return to_file(Kind::kScreenshot, Screen::kDesk, trimmed(rest.substr(5)));
  return to_file(Kind::kScreenshot, Screen::kRoom, rest);
}

Parsed press(std::string_view rest, Kind kind) {
  ScriptCommand command;
  command.kind = kind;
  command.role = accessibility::parse_role(take_word(rest));
  const auto name = quoted(rest);
  if (!command.role || !name) return std::nullopt;
  command.text = *name;
  return command;
}

Parsed type(std::string_view rest) {
  const auto text = quoted(rest);
  if (!text) return std::nullopt;
  ScriptCommand command;
  command.kind = Kind::kType;
  command.text = *text;
  return command;
}

Parsed expect(std::string_view rest) {
  ScriptCommand command;
  command.kind = Kind::kExpect;
  command.screen = Screen::kDesk;
  std::string_view word = take_word(rest);
  if (word == "no") {
    command.absent = true;
    word = take_word(rest);
  }
  if (word == "room") {
    command.screen = Screen::kRoom;
  } else if (word != "text") {
    command.role = accessibility::parse_role(word);
    if (!command.role) return std::nullopt;
  }
  const auto text = quoted(rest);
  if (!text || text->empty()) return std::nullopt;
  command.text = *text;
  return command;
}

Parsed parse_session_line(std::string_view word, std::string_view rest) {
  if (word == "next") return bare(Kind::kNext, rest);
  if (word == "previous") return bare(Kind::kPrevious, rest);
  if (word == "press") return press(rest, Kind::kPress);
  if (word == "focus") return press(rest, Kind::kFocus);
  if (word == "type") return type(rest);
  if (word == "expect") return expect(rest);
  if (word == "screenshot") return screenshot(rest);
  if (word == "tree" && rest.starts_with("room ")) return to_file(Kind::kTree, Screen::kRoom, trimmed(rest.substr(5)));
  if (word == "tree") return to_file(Kind::kTree, Screen::kDesk, rest);
  return std::nullopt;
}

Parsed parse_line(std::string_view line, ScriptFor what) {
  std::string_view rest = line;
  const std::string_view word = take_word(rest);
  if (what == ScriptFor::kSession) {
    if (auto command = parse_session_line(word, rest)) return command;
  }
  if (word == "play") return bare(Kind::kPlay, rest);
  if (word == "pause") return bare(Kind::kPause, rest);
  if (word == "quit") return bare(Kind::kQuit, rest);
  if (word == "seek") return timed(Kind::kSeek, rest);
  if (word == "wait") return timed(Kind::kWait, rest);
  if (word == "key") return key(rest);
  if (word == "screenshot" && what == ScriptFor::kFilm) return to_file(Kind::kScreenshot, Screen::kRoom, rest);
  return std::nullopt;
}

}  // namespace

Result<std::vector<ScriptCommand>> parse_script(std::string_view text, const std::string& name, ScriptFor what) {
  std::vector<ScriptCommand> commands;
  std::uint32_t number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::string place = fmt::format("{}:{}", name, number);
    auto command = parse_line(line, what);
    if (!command) {
      return fail({.code = ErrorCode::kUsage,
                   .subject = name,
                   .key = place,
                   .found = std::string(line),
                   .allowed = std::string(what == ScriptFor::kFilm ? kScriptCommands : kSessionScriptCommands),
                   .place = TextPlace{number, 1}});
    }
    command->place = place;
    commands.push_back(std::move(*command));
  }
  return commands;
}

}  // namespace mallette::app
