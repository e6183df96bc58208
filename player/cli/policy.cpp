// SPDX-License-Identifier: GPL-3.0-or-later
// mallette policy: what the IT department allows on this computer, and which file says so.
#include "player/policy/policy.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "player/app/places.h"
#include "player/cli/command.h"
#include "player/language/describe.h"

namespace mallette::cli {
namespace {

std::string policy_text(const policy::Policy& one, const Surroundings& around) {
  std::string text = one.file + "\n";
  const auto out = std::back_inserter(text);
  const auto list = [&](const char* heading, const auto& items, const auto& line_of) {
    fmt::format_to(out, "  {}\n", heading);
    for (const auto& item : items) fmt::format_to(out, "    {}\n", line_of(item));
  };
  if (one.publishers) {
    list(around.tr("Only kits signed by:"), *one.publishers, [](const kits::Publisher& p) { return fmt::format("{} ({})", p.name, kits::id_text(p.key.id)); });
  }
  if (one.folders) list(around.tr("Only kits in:"), *one.folders, [](const std::string& folder) { return folder; });
  if (!one.copies) fmt::format_to(out, "  {}\n", around.tr("No copies of what is in a kit; reports of sessions stay allowed."));
  if (!one.publishers && !one.folders && one.copies) fmt::format_to(out, "  {}\n", around.tr("It forbids nothing."));
  return text;
}

std::string text_of(const Surroundings& around) {
  std::string text;
  for (const policy::Policy& one : around.policy.policies()) text += policy_text(one, around);
  if (text.empty() && !around.policy.fault()) {
    text = fmt::format(fmt::runtime(around.tr("Everything is allowed: there is no {file}.")), fmt::arg("file", app::machine_policy_file())) + "\n";
  }
  return text;
}

std::string json_of(const Surroundings& around) {
  nlohmann::json json{{"policies", nlohmann::json::array()}, {"copies", around.policy.copies()}, {"fault", nullptr}};
  for (const policy::Policy& one : around.policy.policies()) {
    nlohmann::json entry{{"file", one.file}, {"copies", one.copies}, {"folders", nullptr}, {"publishers", nullptr}};
    if (one.folders) entry["folders"] = *one.folders;
    if (one.publishers) {
      entry["publishers"] = nlohmann::json::array();
      for (const kits::Publisher& p : *one.publishers) entry["publishers"].push_back({{"name", p.name}, {"key", kits::id_text(p.key.id)}});
    }
    json["policies"].push_back(std::move(entry));
  }
  if (const auto& fault = around.policy.fault()) {
    json["fault"] = {{"file", fault->subject},
                     {"line", fault->place ? fault->place->line : 0},
                     {"column", fault->place ? fault->place->column : 0},
                     {"key", fault->key},
                     {"sentence", language::describe(*fault, around.words)}};
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

int show_policy(const Surroundings& around, Arguments arguments) {
  bool json = false;
  Syntax syntax{.command = "mallette policy",
                .summary = around.tr("Says what the IT department allows on this computer, and which file says so."),
                .positionals = {},
                .options = {{"--json", "", around.tr("as JSON"), set_flag(json)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  const int status = print(json ? json_of(around) : text_of(around), around.words);
  return around.policy.fault() ? report_failure(*around.policy.fault(), around.words) : status;
}

}  // namespace mallette::cli
