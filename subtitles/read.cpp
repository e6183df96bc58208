// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "subtitles/encoding.h"
#include "subtitles/reading.h"
#include "subtitles/subrip.h"
#include "subtitles/text_scan.h"
#include "subtitles/webvtt_file.h"
#include "subtitles/webvtt_style.h"
#include "subtitles/webvtt_text.h"

namespace mallette::subtitles {
namespace {

constexpr std::string_view kAllowedFormats = "SubRip (.srt), WebVTT (.vtt)";

CueList read_webvtt(std::string_view text, WarningLog& warnings) {
  WebVttFile file = parse_webvtt_file(text, warnings);
  StyleSheet styles;
  for (const WebVttStyleSheet& sheet : file.style_sheets) styles.add(sheet, warnings);
  CueList list;
  list.format = Format::kWebVtt;
  list.language = std::move(file.language);
  list.kind = std::move(file.kind);
  list.regions = std::move(file.regions);
  TagBudget budget;
  for (WebVttBlock& block : file.blocks) {
    Cue& cue = block.cue;
    if (cue.end <= cue.begin) {
      warnings.add(WarningCode::kEndsBeforeBegin, cue.line);
      continue;
    }
    cue.spans = trim_rows(parse_webvtt_text(block.text, cue.id, styles, budget));
    if (cue.spans.empty()) {
      warnings.add(WarningCode::kEmptyCue, cue.line);
      continue;
    }
    list.cues.push_back(std::move(cue));
  }
  if (budget.tags == 0) warnings.add(WarningCode::kTooMany, 0, "tags");
  return list;
}

bool has_subrip_timing(std::string_view text) {
  for (auto arrow = text.find("-->"); arrow != std::string_view::npos;) {
    const auto before = text.find_last_of("\r\n", arrow);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    const auto end = std::min(text.find_first_of("\r\n", arrow), text.size());
    if (parse_subrip_timing(text.substr(begin, end - begin))) return true;
    arrow = text.find("-->", end);
  }
  return false;
}

/// Formats that people will hand us and that are not read here (yet): named, so that the message helps.
std::string_view known_elsewhere(std::string_view bytes, std::string_view text) {
  struct Mark {
    std::string_view start;
    std::string_view name;
  };
  constexpr std::array<Mark, 7> kMarks{{{"<?xml", "TTML"},
                                        {"<tt", "TTML"},
                                        {"[script info]", "ASS"},
                                        {"{1}", "MicroDVD"},
                                        {"<sami>", "SAMI"},
                                        {"# vobsub", "VobSub"},
                                        {"scenarist_scc", "SCC"}}};
  if (bytes.size() > 11 && bytes.substr(3, 3) == "STL" && is_digit(bytes[6])) return "EBU STL";
  const std::string start = to_lower(trim(text.substr(0, 256)).substr(0, 32));
  for (const Mark& mark : kMarks) {
    if (start.starts_with(mark.start)) return mark.name;
  }
  return {};
}

ReadError unknown_format(std::string_view bytes, std::string_view text, std::string_view file_name) {
  const std::string_view name = known_elsewhere(bytes, text);
  const std::string_view start = trim(LineReader(trim(text)).peek());
  return {.code = ReadErrorCode::kUnknownFormat,
          .file_name = std::string(file_name),
          .line = 1,
          .found = name.empty() ? std::string(utf8_prefix(start, 60)) : std::string(name),
          .allowed = std::string(kAllowedFormats)};
}

/// The first thing that went wrong says most about why nothing is left.
ReadError no_cue(const CueList& list, std::string_view file_name) {
  ReadError error{.code = ReadErrorCode::kNoCue, .file_name = std::string(file_name)};
  if (!list.warnings.empty()) {
    error.line = list.warnings.front().line;
    error.found = fmt::format("{} {}", code_name(list.warnings.front().code), list.warnings.front().found);
  }
  return error;
}

bool is_named_webvtt(std::string_view file_name) {
  return file_name.size() > 4 && equals_ignoring_case(file_name.substr(file_name.size() - 4), ".vtt");
}

}  // namespace

tl::expected<CueList, ReadError> read(std::span<const std::byte> bytes, std::string_view file_name) {
  if (bytes.size() > kMaxFileBytes) {
    return tl::unexpected(ReadError{.code = ReadErrorCode::kTooLarge,
                                    .file_name = std::string(file_name),
                                    .found = fmt::format("{} bytes", bytes.size()),
                                    .allowed = fmt::format("{} bytes", kMaxFileBytes)});
  }
  DecodedText decoded = decode_text(bytes);
  std::replace(decoded.text.begin(), decoded.text.end(), '\0', ' ');
  const std::string_view text = decoded.text;
  CueList list;
  WarningLog warnings;
  if (!trim(text).empty()) {
    if (has_webvtt_signature(text)) {
      list = read_webvtt(text, warnings);
    } else if (has_subrip_timing(text)) {
      if (is_named_webvtt(file_name)) warnings.add(WarningCode::kMissingHeader, 1);
      list = parse_subrip_file(text, warnings);
    } else if (text.find("-->") != std::string_view::npos) {
      list = parse_subrip_file(text, warnings);  // every timing line is bad: the warnings name them
    } else {
      const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return tl::unexpected(unknown_format(raw, text, file_name));
    }
    list.warnings = warnings.take();
    if (list.cues.empty()) return tl::unexpected(no_cue(list, file_name));
  }
  list.encoding = decoded.encoding;
  sort_cues(list.cues);
  return list;
}

std::string_view code_name(ReadErrorCode code) {
  switch (code) {
    case ReadErrorCode::kTooLarge:
      return "too-large";
    case ReadErrorCode::kUnknownFormat:
      return "unknown-format";
    case ReadErrorCode::kNoCue:
      return "no-cue";
  }
  return "unknown";
}

}  // namespace mallette::subtitles
