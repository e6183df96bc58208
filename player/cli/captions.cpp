// SPDX-License-Identifier: GPL-3.0-or-later
// mallette captions: a caption file in another format, to standard output.
#include "kits/base/byte_source.h"
#include "player/app/caption_loader.h"
#include "player/cli/command.h"
#include "subtitles/read.h"
#include "subtitles/write.h"

namespace mallette::cli {

int captions(const Surroundings& around, Arguments arguments) {
  std::string path, format;
  Syntax syntax{.command = "mallette captions",
                .summary = around.tr("Converts a caption file (SubRip, WebVTT) and writes it to standard output."),
                .positionals = {{"FILE", around.tr("a caption file"), &path}},
                .options = {{"--to", "srt|vtt", around.tr("the format to write"),
                             [&](const std::string& v) -> std::optional<std::string> {
                               if (v != "srt" && v != "vtt") return "srt, vtt";
                               format = v;
                               return std::nullopt;
                             }}}};
  if (const auto status = parse_or_answer(syntax, arguments, around)) return *status;
  if (format.empty()) {
    return report_failure({.code = ErrorCode::kUsage, .subject = "--to", .key = "--to", .allowed = "srt, vtt"}, around.words);
  }
  auto bytes = read_all(file_resource(path), subtitles::kMaxFileBytes);
  if (!bytes) return report_failure(bytes.error(), around.words);
  const auto list = subtitles::read(*bytes, path);
  if (!list) return report_failure(app::caption_error(list.error(), path), around.words);
  const std::string text = format == "srt" ? subtitles::write_subrip(*list) : subtitles::write_webvtt(*list);
  return print(text, around.words);
}

}  // namespace mallette::cli
