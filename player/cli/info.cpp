// SPDX-License-Identifier: GPL-3.0-or-later
// mallette info: what a kit holds, for people or as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "kits/base/timecode.h"
#include "kits/kit.h"
#include "kits/digests.h"
#include "kits/manifest_json.h"
#include "player/cli/command.h"
#include "player/cli/publisher_key.h"
#include "player/language/describe.h"
#include "player/language/origin_text.h"
#include "player/language/warning_text.h"

namespace mallette::cli {
namespace {

void append_film(std::string& text, const kits::Film& film, const Surroundings& around) {
  fmt::format_to(std::back_inserter(text), "  {} ({})\n", film.title, film.id);
  const auto list = [&](const char* what, const auto& tracks) {
    for (const auto& track : tracks) fmt::format_to(std::back_inserter(text), "    {} {} – {}\n", what, track.language, track.path);
  };
  list(around.tr("captions"), film.captions);
  list(around.tr("sign language"), film.sign);
  list(around.tr("audio description"), film.description);
  list(around.tr("version"), film.version);
}

template <class Items>
void append_items(std::string& text, const char* heading, const Items& items) {
  if (items.empty()) return;
  fmt::format_to(std::back_inserter(text), "{}\n", heading);
  for (const auto& item : items) fmt::format_to(std::back_inserter(text), "  {} ({})\n", item.title, item.id);
}

std::string kit_text(const kits::Kit& kit, const Surroundings& around) {
  std::string text;
  const auto out = std::back_inserter(text);
  const kits::Manifest& m = kit.manifest();
  fmt::format_to(out, "{} – {} {}\n", m.kit.title, m.kit.id, m.kit.version);
  if (!m.kit.publisher.empty()) fmt::format_to(out, "{}\n", m.kit.publisher);
  fmt::format_to(out, "{}\n", language::origin_text(kit.origin(), around.words));
  if (!kit.origin().comment.empty()) fmt::format_to(out, "  {}\n", kit.origin().comment);
  if (!m.film.empty()) fmt::format_to(out, "{}\n", around.tr("Films"));
  for (const auto& film : m.film) append_film(text, film, around);
  if (!m.clip.empty()) fmt::format_to(out, "{}\n", around.tr("Clips"));
  for (const auto& clip : m.clip) append_film(text, clip, around);
  append_items(text, around.tr("Booklets"), m.booklet);
  append_items(text, around.tr("Sheets"), m.sheet);
  append_items(text, around.tr("Slides"), m.slides);
  append_items(text, around.tr("Templates"), m.templates);
  append_items(text, around.tr("Letters"), m.letter);
  append_items(text, around.tr("Questionnaires"), m.questionnaire);
  if (!m.plan.empty()) fmt::format_to(out, "{}\n", around.tr("Session plans"));
  for (const auto& plan : m.plan) {
    fmt::format_to(out, "  {} ({}) – {}\n", plan.title, plan.id,
               fmt::format(fmt::runtime(around.tr("{n} steps")), fmt::arg("n", plan.step.size())));
  }
  return text;
}

Error error_of(const kits::Mismatch& mismatch, const std::string& kit) {
  if (mismatch.error) return *mismatch.error;
  if (mismatch.kind == kits::MismatchKind::kMissing) return {.code = ErrorCode::kEntryNotFound, .subject = mismatch.entry, .container = kit};
  Error error{.code = ErrorCode::kEntryDamaged, .subject = mismatch.entry, .container = kit};
  if (mismatch.kind == kits::MismatchKind::kUnlisted) error.detail = "not among the digests";
  return error;
}

/// What was read to say so: a signature alone is not the films.
std::string checked_text(const kits::Kit& kit, bool whole, const Surroundings& around) {
  if (whole) {
    return fmt::format(fmt::runtime(around.tr("Checked: all {n} files, from beginning to end.")), fmt::arg("n", kit.entries().size())) + "\n";
  }
  if (kit.origin().state == kits::OriginState::kUnsigned) return {};
  return std::string(around.tr("Checked: the manifest, the names and sizes of all files, and the signature where its key is known. With --verify, all of every file.")) + "\n";
}

}  // namespace

int info(const Surroundings& around, Arguments arguments) {
  std::string path;
  std::string key_file;
  bool json = false, whole = false;
  Syntax syntax{.command = "mallette info",
                .summary = around.tr("Says what a kit holds."),
                .positionals = {{"KIT", around.tr("a .mallette file, a folder with kit.toml, or a film"), &path}},
                .options = {{"--json", "", around.tr("as JSON, with the manifest's own names"), set_flag(json)},
                            {"--verify", "", around.tr("reads all of every file, and holds it against the kit's digests"), set_flag(whole)},
                            {"--publisher-key", "FILE.pub", around.tr("a minisign public key, to verify the signature with"), set_text(key_file)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  std::vector<kits::Publisher> also;
  if (!key_file.empty()) {
    auto publisher = read_publisher(key_file);
    if (!publisher) return report_failure(publisher.error(), around.words);
    also.push_back(std::move(*publisher));
  }
  const auto kit = around.policy.open_kit(path, also);
  if (!kit) return report_failure(kit.error(), around.words);
  std::vector<kits::Mismatch> mismatches;
  if (whole) {
    auto found = kits::verify(*kit);
    if (!found) return report_failure(found.error(), around.words);
    mismatches = std::move(*found);
  }
  const std::string text = json ? kits::to_json(*kit, whole ? &mismatches : nullptr) + "\n" : kit_text(*kit, around) + checked_text(*kit, whole, around);
  int status = print(text, around.words);
  for (const kits::Mismatch& mismatch : mismatches) status = std::max(status, report_failure(error_of(mismatch, path), around.words));
  for (const auto& warning : kit->warnings()) {
    std::fprintf(stderr, "mallette: %s\n", language::describe(warning, around.words).c_str());
  }
  return status;
}

}  // namespace mallette::cli
