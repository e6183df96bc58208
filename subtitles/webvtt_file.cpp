// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/webvtt_file.h"

#include <algorithm>

#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"
#include "subtitles/webvtt_values.h"

namespace mallette::subtitles {
namespace {

using std::chrono::microseconds;

constexpr std::string_view kSignature = "WEBVTT";
constexpr std::string_view kArrow = "-->";
/// Of the text before a cue's times, of a region, of a style sheet; what is longer is cut.
constexpr std::size_t kMaxBlockBytes = 64 * 1024;
constexpr std::size_t kMaxStyleSheets = 64;

/// Two digits exactly.
std::optional<std::int64_t> take_two_digits(std::string_view& text) {
  std::size_t digits = 0;
  const auto number = take_number(text, &digits);
  return digits == 2 ? number : std::nullopt;
}

bool set_anchor(std::string_view value, double& x, double& y) {
  const auto comma = value.find(',');
  if (comma == std::string_view::npos) return false;
  const auto first = parse_webvtt_percentage(value.substr(0, comma));
  const auto second = parse_webvtt_percentage(value.substr(comma + 1));
  if (!first || !second) return false;
  x = *first;
  y = *second;
  return true;
}

bool set_region_value(std::string_view name, std::string_view value, Region& region) {
  if (name == "id") {
    region.id = utf8_prefix(value, kMaxNameBytes);
    return true;
  }
  if (name == "width") {
    const auto width = parse_webvtt_percentage(value);
    if (width) region.width = *width;
    return width.has_value();
  }
  if (name == "lines") {
    const auto number = take_number(value);
    if (!number || !value.empty()) return false;
    region.lines = static_cast<int>(std::min<std::int64_t>(*number, 1000));
    return true;
  }
  if (name == "regionanchor") return set_anchor(value, region.region_anchor_x, region.region_anchor_y);
  if (name == "viewportanchor") return set_anchor(value, region.viewport_anchor_x, region.viewport_anchor_y);
  if (name == "scroll") {
    if (value == "up") region.scroll_up = true;
    return value == "up";
  }
  return false;
}

/// Collects the blocks of one file: section 6.1, "WebVTT parser algorithm" and "collect a WebVTT block".
class FileParser {
 public:
  FileParser(std::string_view text, WarningLog& warnings) : lines_(text), warnings_(warnings) {}

  WebVttFile parse() {
    static_cast<void>(lines_.next());
    read_header();
    while (!lines_.at_end()) {
      if (lines_.peek().empty()) {
        static_cast<void>(lines_.next());
      } else if (file_.blocks.size() == kMaxCues) {
        warnings_.add(WarningCode::kTooMany, lines_.number(), "cues");
        break;
      } else {
        read_block();
      }
    }
    return std::move(file_);
  }

 private:
  void read_header() {
    while (!lines_.at_end() && !lines_.peek().empty() &&
           lines_.peek().find(kArrow) == std::string_view::npos) {
      const std::string_view line = lines_.next();
      const auto colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string_view name = line.substr(0, colon);
      const std::string_view value = trim(line.substr(colon + 1));
      if (name == "Region") {
        read_region(value, '=', lines_.number());
      } else if (equals_ignoring_case(name, "language") || equals_ignoring_case(name, "lang")) {
        file_.language = utf8_prefix(value, kMaxNameBytes);
      } else if (equals_ignoring_case(name, "kind")) {
        file_.kind = to_lower(utf8_prefix(value, kMaxNameBytes));
      }
    }
  }

  void read_block() {
    std::string before;  // the lines so far: an identifier, STYLE, REGION, NOTE
    std::size_t line_count = 0;
    const std::uint32_t first_line = lines_.number() + 1;
    while (!lines_.at_end()) {
      const std::string_view line = lines_.peek();
      if (line.empty()) break;
      if (line.find(kArrow) != std::string_view::npos) {
        // Times stand on the first line of a block, or on the second, behind an identifier.
        if (line_count <= 1) {
          static_cast<void>(lines_.next());
          read_cue(before, line);
          return;
        }
        break;
      }
      static_cast<void>(lines_.next());
      ++line_count;
      if (before.size() + line.size() >= kMaxBlockBytes) continue;
      if (line_count > 1) before += '\n';
      before += line;
    }
    read_definition(before, first_line);
  }

  void read_definition(std::string_view block, std::uint32_t first_line) {
    const auto end = block.find('\n');
    const std::string_view head = block.substr(0, end);
    const std::string_view body = end == std::string_view::npos ? std::string_view() : block.substr(end + 1);
    const std::string_view word = trim(head);
    const bool is_note = head.starts_with("NOTE") && (head.size() == 4 || is_blank(head[4]));
    if (head.starts_with("STYLE") && word == "STYLE") {
      if (file_.style_sheets.size() < kMaxStyleSheets) {
        file_.style_sheets.push_back({std::string(body), first_line + 1});
      } else {
        warnings_.add(WarningCode::kBadStyle, first_line);
      }
    } else if (head.starts_with("REGION") && word == "REGION") {
      read_region(body, ':', first_line);
    } else if (!is_note) {
      warnings_.add(WarningCode::kOrphanText, first_line, head);
    }
  }

  void read_region(std::string_view settings, char delimiter, std::uint32_t line) {
    Region region;
    for_each_word(settings, [&](std::string_view word) {
      const auto at = word.find(delimiter);
      const bool complete = at != std::string_view::npos && at > 0 && at + 1 < word.size();
      if (!complete || !set_region_value(word.substr(0, at), word.substr(at + 1), region)) {
        warnings_.add(WarningCode::kBadSetting, line, word);
      }
    });
    if (region.id.empty()) return;  // nothing could ever refer to it
    if (file_.regions.size() == kMaxRegions) {
      warnings_.add(WarningCode::kTooMany, line, "regions");
      return;
    }
    file_.regions.push_back(std::move(region));
  }

  void read_cue(std::string_view id, std::string_view timing_line) {
    WebVttBlock block;
    block.cue.line = lines_.number();
    block.cue.id = id;
    const bool timed = read_timing(timing_line, block.cue);
    if (!timed) warnings_.add(WarningCode::kBadTimestamp, block.cue.line, trim(timing_line));
    read_text(block);
    if (timed) file_.blocks.push_back(std::move(block));
  }

  bool read_timing(std::string_view line, Cue& cue) {
    line = trim(line);
    const auto begin = take_webvtt_time(line);
    if (!begin) return false;
    line = trim(line);
    if (!line.starts_with(kArrow)) return false;
    line = trim(line.substr(kArrow.size()));
    const auto end = take_webvtt_time(line);
    if (!end) return false;
    cue.begin = *begin;
    cue.end = *end;
    parse_webvtt_settings(line, cue.line, warnings_, cue.placement);
    if (!cue.placement.region.empty() && !is_defined(cue.placement.region)) {
      warnings_.add(WarningCode::kUnknownRegion, cue.line, cue.placement.region);
      cue.placement.region.clear();
    }
    return true;
  }

  bool is_defined(std::string_view id) const {
    return std::any_of(file_.regions.begin(), file_.regions.end(),
                       [id](const Region& region) { return region.id == id; });
  }

  void read_text(WebVttBlock& block) {
    bool cut = false;
    bool first = true;
    while (!lines_.at_end()) {
      const std::string_view line = lines_.peek();
      if (line.empty() || line.find(kArrow) != std::string_view::npos) break;
      static_cast<void>(lines_.next());
      const std::string_view kept =
          utf8_prefix(line, kMaxCueBytes - std::min(kMaxCueBytes, block.text.size()));
      cut = cut || kept.size() < line.size();
      if (!first) block.text += '\n';
      first = false;
      block.text += kept;
    }
    if (cut) warnings_.add(WarningCode::kCueTooLong, block.cue.line);
  }

  LineReader lines_;
  WarningLog& warnings_;
  WebVttFile file_;
};

}  // namespace

bool has_webvtt_signature(std::string_view text) {
  if (!text.starts_with(kSignature)) return false;
  return text.size() == kSignature.size() || is_blank(text[kSignature.size()]);
}

std::optional<microseconds> take_webvtt_time(std::string_view& text) {
  constexpr std::int64_t kMaxHours = 100'000;
  std::size_t digits = 0;
  const auto first = take_number(text, &digits);
  if (!first || !take(text, ':')) return std::nullopt;
  const auto second = take_two_digits(text);
  if (!second) return std::nullopt;
  std::int64_t hours = 0;
  std::int64_t minutes = *first;
  std::int64_t seconds = *second;
  // Not two digits, or above 59: these were hours, and another part must follow.
  const bool has_hours = digits != 2 || *first > 59;
  if (has_hours || text.starts_with(':')) {
    if (!take(text, ':')) return std::nullopt;
    const auto third = take_two_digits(text);
    if (!third) return std::nullopt;
    hours = *first;
    minutes = *second;
    seconds = *third;
  }
  if (!take(text, '.')) return std::nullopt;
  const auto ms = take_number(text, &digits);
  if (!ms || digits != 3 || minutes > 59 || seconds > 59 || hours > kMaxHours) return std::nullopt;
  return std::chrono::milliseconds(((hours * 60 + minutes) * 60 + seconds) * 1000 + *ms);
}

WebVttFile parse_webvtt_file(std::string_view text, WarningLog& warnings) {
  return FileParser(text, warnings).parse();
}

}  // namespace mallette::subtitles
