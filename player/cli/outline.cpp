// SPDX-License-Identifier: GPL-3.0-or-later
// mallette outline: the running order of a plan, to print.
#include "player/report/outline.h"

#include "kits/kit.h"
#include "player/cli/command.h"
#include "player/session/deck.h"
#include "player/session/plans.h"

namespace mallette::cli {

int outline(const Surroundings& around, Arguments arguments) {
  std::string path, plan_id;
  bool large = false;
  Syntax syntax{.command = "mallette outline",
                .summary = around.tr("Writes the running order of a session plan to standard output, as a page to print."),
                .positionals = {{"KIT", around.tr("a .mallette file, a folder with kit.toml, or a film"), &path}},
                .options = {{"--plan", "ID", around.tr("the session plan (the first unless given)"), set_text(plan_id)},
                            {"--large", "", around.tr("in large print"), set_flag(large)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  if (auto allowed = around.policy.may_copy(path); !allowed) return report_failure(allowed.error(), around.words);
  const auto kit = around.policy.open_kit(path);
  if (!kit) return report_failure(kit.error(), around.words);
  const kits::Manifest& manifest = kit->manifest();
  const auto plan = session::plan_of(manifest, plan_id);
  if (!plan) return report_failure(plan.error(), around.words);
  const auto deck = session::make_deck(manifest, *plan, {});
  if (!deck) return report_failure(deck.error(), around.words);
  const auto print_as = large ? report::Print::kLarge : report::Print::kUsual;
  return print(report::write_html(report::outline_page(**deck, manifest.kit.title, around.words, print_as)), around.words);
}

}  // namespace mallette::cli
