// SPDX-License-Identifier: GPL-3.0-or-later
// mallette info: what a kit holds, for people or as JSON.
#include <fmt/format.h>

#include <cstdio>

#include "kits/base/timecode.h"
#include "kits/kit.h"
#include "kits/manifest_json.h"
#include "player/cli/command.h"
#include "player/language/warning_text.h"

namespace mallette::cli {
namespace {

void print_films(const Surroundings& around, const kits::Film& film) {
  fmt::print("  {} ({})\n", film.title, film.id);
  const auto list = [&](const char* what, const auto& tracks) {
    for (const auto& track : tracks) fmt::print("    {} {} – {}\n", what, track.language, track.path);
  };
  list(around.tr("captions"), film.captions);
  list(around.tr("sign language"), film.sign);
  list(around.tr("audio description"), film.description);
  list(around.tr("version"), film.version);
}

template <class Items>
void print_items(const char* heading, const Items& items) {
  if (items.empty()) return;
  fmt::print("{}\n", heading);
  for (const auto& item : items) fmt::print("  {} ({})\n", item.title, item.id);
}

void print_kit(const kits::Kit& kit, const Surroundings& around) {
  const kits::Manifest& m = kit.manifest();
  fmt::print("{} – {} {}\n", m.kit.title, m.kit.id, m.kit.version);
  if (!m.kit.publisher.empty()) fmt::print("{}\n", m.kit.publisher);
  if (!m.film.empty()) fmt::print("{}\n", around.tr("Films"));
  for (const auto& film : m.film) print_films(around, film);
  if (!m.clip.empty()) fmt::print("{}\n", around.tr("Clips"));
  for (const auto& clip : m.clip) print_films(around, clip);
  print_items(around.tr("Booklets"), m.booklet);
  print_items(around.tr("Sheets"), m.sheet);
  print_items(around.tr("Slides"), m.slides);
  print_items(around.tr("Templates"), m.templates);
  print_items(around.tr("Letters"), m.letter);
  print_items(around.tr("Questionnaires"), m.questionnaire);
  if (!m.plan.empty()) fmt::print("{}\n", around.tr("Session plans"));
  for (const auto& plan : m.plan) {
    fmt::print("  {} ({}) – {}\n", plan.title, plan.id,
               fmt::format(fmt::runtime(around.tr("{n} steps")), fmt::arg("n", plan.step.size())));
  }
}

}  // namespace

int info(const Surroundings& around, Arguments arguments) {
  std::string path;
  bool json = false;
  Syntax syntax{.command = "mallette info",
                .summary = around.tr("Says what a kit holds."),
                .positionals = {{"KIT", around.tr("a .mallette file, a folder with kit.toml, or a film"), &path}},
                .options = {{"--json", "", around.tr("as JSON, with the manifest's own names"), set_flag(json)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  const auto kit = kits::Kit::open(path);
  if (!kit) return report_failure(kit.error(), around.words);
  if (json) {
    fmt::print("{}\n", kits::to_json(*kit));
  } else {
    print_kit(*kit, around);
  }
  for (const auto& warning : kit->warnings()) {
    fmt::print(stderr, "mallette: {}\n", language::describe(warning, around.words));
  }
  return kDone;
}

}  // namespace mallette::cli
