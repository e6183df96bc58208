// SPDX-License-Identifier: GPL-3.0-or-later
// mallette: the program's entry. `mallette [KIT]` opens the program; `mallette COMMAND ...` does one job.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "player/app/places.h"
#include "player/app/portable.h"
#include "player/cli/command.h"
#include "player/cli/entry.h"
#include "player/language/describe.h"

namespace mallette::cli {
namespace {

struct Command {
  const char* name;
  const char* summary;
  int (*run)(const Surroundings&, Arguments);
};

/// A mark for xgettext only: the text is translated where it is shown.
constexpr const char* tr(const char* source) { return source; }

constexpr std::array kCommands = {
    Command{"session", tr("lead a session of a kit: room and desk"), &session},
    Command{"play", tr("play one film of a kit, and nothing else"), &play},
    Command{"info", tr("say what a kit holds"), &info},
    Command{"pack", tr("make one kit file of a folder"), &pack},
    Command{"outline", tr("write the running order of a session, to print"), &outline},
    Command{"report", tr("add up the reports of many sessions"), &report_sum},
    Command{"captions", tr("convert a caption file"), &captions},
    Command{"sign", tr("put a publisher's signature into a kit"), &sign},
    Command{"policy", tr("say what the IT department allows here"), &show_policy},
};

/// As given on the command line, if it is.
std::optional<std::string> language_argument(const std::vector<std::string>& arguments) {
  std::optional<std::string> value;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i].starts_with("--lang=")) value = arguments[i].substr(7);
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) value = arguments[i + 1];
  }
  return value;
}

/// --lang, wherever it stands; French whatever the environment says.
Result<language::Language> chosen_language(const std::vector<std::string>& arguments) {
  const std::string value = language_argument(arguments).value_or("fr");
  if (value == "fr") return language::Language::kFrench;
  if (value == "en") return language::Language::kEnglish;
  return fail({.code = ErrorCode::kUsage, .subject = "--lang", .key = "--lang", .found = value, .allowed = "fr, en"});
}

void print_help(const Surroundings& around) {
  std::string text = fmt::format("{}\n\n", around.tr("Mallette, the offline player of training kits"));
  text += fmt::format("{} mallette [KIT]\n", around.tr("Usage:"));
  for (const Command& command : kCommands) text += fmt::format("  mallette {:<10} {}\n", command.name, around.tr(command.summary));
  text += fmt::format("\n  --lang fr|en   {}\n", around.tr("language of the messages (fr unless given)"));
  text += fmt::format("  --version      {}\n", around.tr("show the version"));
  text += fmt::format("  --help         {}\n", around.tr("show this help; also behind each command"));
  std::fputs(text.c_str(), stdout);
}

int run(std::vector<std::string> arguments) {
  const auto wanted = chosen_language(arguments);
  const auto paths = app::find_paths();
  language::Catalogue words;
  if (paths) {
    auto loaded = language::Catalogue::load(wanted.value_or(language::Language::kFrench), paths->translations);
    if (!loaded) return report_no_start(loaded.error(), words);
    words = std::move(*loaded);
  }
  if (!paths) return report_no_start(paths.error(), words);
  if (!wanted) return report_failure(wanted.error(), words);
  if (auto kept = app::leave_nothing_behind(*paths); !kept) return report_no_start(kept.error(), words);
  const auto policy = policy::InForce::read({.machine = app::machine_policy_file(),
                                             .key = paths->data.empty() ? std::string() : paths->beside + "/policy.toml"});
  const Surroundings around{words, *paths, policy, language_argument(arguments)};

  // What stands before the command, other than --lang, is not looked for behind it.
  std::size_t first = 0;
  while (first < arguments.size() && (arguments[first] == "--lang" || arguments[first].starts_with("--lang="))) {
    first += arguments[first] == "--lang" ? 2 : 1;
  }
  if (first >= arguments.size()) return program(around, {});
  const std::string& word = arguments[first];
  if (word == "--help") {
    print_help(around);
    return kDone;
  }
  if (word == "--version") return print_version();
  const auto* command = std::ranges::find_if(kCommands, [&](const Command& c) { return word == c.name; });
  if (command != kCommands.end()) return command->run(around, Arguments(arguments).subspan(first + 1));
  return program(around, Arguments(arguments).subspan(first));
}

}  // namespace
}  // namespace mallette::cli

int main(int argc, char** argv) { return mallette::cli::run(mallette::cli::begin(argc, argv)); }
