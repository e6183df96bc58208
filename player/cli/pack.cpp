// SPDX-License-Identifier: GPL-3.0-or-later
// mallette pack: one kit file of a folder.
#include <fmt/format.h>

#include <cstdio>

#include "kits/pack.h"
#include "player/cli/command.h"
#include "player/language/phrases.h"
#include "player/language/warning_text.h"

namespace mallette::cli {

int pack(const Surroundings& around, Arguments arguments) {
  std::string folder, target;
  Syntax syntax{.command = "mallette pack",
                .summary = around.tr("Makes one kit file of a folder: what kit.toml names, and nothing else."),
                .positionals = {{"DIR", around.tr("a folder with kit.toml in it"), &folder}},
                .options = {{"-o", "FILE.mallette", around.tr("the file to make"), set_text(target)}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  if (target.empty()) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "-o", .key = "-o", .allowed = "FILE.mallette"}, around.words);
  }
  if (auto allowed = around.policy.may_copy(folder); !allowed) return report_failure(allowed.error(), around.words);
  const auto report = kits::pack(folder, target);
  if (!report) return report_failure(report.error(), around.words);
  for (const auto& warning : report->warnings) {
    std::fprintf(stderr, "mallette: %s\n", language::describe(warning, around.words).c_str());
  }
  std::string text = fmt::format(fmt::runtime(around.tr("{file}: {files} files, {size}")), fmt::arg("file", target),
                                 fmt::arg("files", report->packed.size()),
                                 fmt::arg("size", language::size_text(report->file_size, around.words))) + "\n";
  if (!report->left_out.empty()) text += std::string(around.tr("Left out, because the manifest does not name them:")) + "\n";
  for (const std::string& name : report->left_out) text += "  " + name + "\n";
  return print(text, around.words);
}

}  // namespace mallette::cli
