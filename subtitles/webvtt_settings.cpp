// SPDX-License-Identifier: GPL-3.0-or-later
// Cue settings: W3C WebVTT, section 6.3, "parse the WebVTT settings".
#include <algorithm>

#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"
#include "subtitles/webvtt_file.h"
#include "subtitles/webvtt_values.h"

namespace mallette::subtitles {
namespace {

struct ValueAndAlign {
  std::string_view value;
  std::optional<std::string_view> align;
};

ValueAndAlign split_at_comma(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, comma), text.substr(comma + 1)};
}

/// -?digits[.digits], with at least one digit.
std::optional<double> parse_line_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view magnitude = negative ? text.substr(1) : text;
  if (magnitude.empty() || !is_digit(magnitude.front())) return std::nullopt;
  const auto value = parse_decimal(magnitude);
  if (!value || *value > 1e18) return std::nullopt;
  return negative ? -*value : *value;
}

bool set_line(std::string_view text, Placement& placement) {
  const auto [value, align] = split_at_comma(text);
  LineAlign line_align = LineAlign::kStart;
  if (align) {
    if (*align == "start") {
      line_align = LineAlign::kStart;
    } else if (*align == "center" || *align == "middle") {
      line_align = LineAlign::kCentre;
    } else if (*align == "end") {
      line_align = LineAlign::kEnd;
    } else {
      return false;
    }
  }
  const bool percent = value.ends_with('%');
  const auto number = percent ? parse_webvtt_percentage(value) : parse_line_number(value);
  if (!number) return false;
  placement.line = *number;
  placement.snap_to_lines = !percent;
  placement.line_align = line_align;
  return true;
}

bool set_position(std::string_view text, Placement& placement) {
  const auto [value, align] = split_at_comma(text);
  PositionAlign position_align = PositionAlign::kAuto;
  if (align) {
    if (*align == "line-left" || *align == "start") {
      position_align = PositionAlign::kLineLeft;
    } else if (*align == "center" || *align == "middle") {
      position_align = PositionAlign::kCentre;
    } else if (*align == "line-right" || *align == "end") {
      position_align = PositionAlign::kLineRight;
    } else {
      return false;
    }
  }
  const auto number = parse_webvtt_percentage(value);
  if (!number) return false;
  placement.position = *number;
  placement.position_align = position_align;
  return true;
}

bool set_align(std::string_view value, Placement& placement) {
  if (value == "start") {
    placement.align = TextAlign::kStart;
  } else if (value == "center" || value == "middle") {
    placement.align = TextAlign::kCentre;
  } else if (value == "end") {
    placement.align = TextAlign::kEnd;
  } else if (value == "left") {
    placement.align = TextAlign::kLeft;
  } else if (value == "right") {
    placement.align = TextAlign::kRight;
  } else {
    return false;
  }
  return true;
}

bool set_vertical(std::string_view value, Placement& placement) {
  if (value == "rl") {
    placement.writing = Writing::kVerticalGrowingLeft;
  } else if (value == "lr") {
    placement.writing = Writing::kVerticalGrowingRight;
  } else {
    return false;
  }
  return true;
}

bool set_one(std::string_view name, std::string_view value, Placement& placement) {
  if (name == "line") return set_line(value, placement);
  if (name == "position") return set_position(value, placement);
  if (name == "align") return set_align(value, placement);
  if (name == "vertical") return set_vertical(value, placement);
  if (name == "region") {
    placement.region = utf8_prefix(value, kMaxNameBytes);
    return true;
  }
  if (name == "size") {
    const auto size = parse_webvtt_percentage(value);
    if (size) placement.size = *size;
    return size.has_value();
  }
  return false;
}

}  // namespace

void parse_webvtt_settings(std::string_view settings, std::uint32_t line, WarningLog& warnings,
                           Placement& placement) {
  for_each_word(settings, [&](std::string_view word) {
    const auto colon = word.find(':');
    const bool complete = colon != std::string_view::npos && colon > 0 && colon + 1 < word.size();
    if (!complete || !set_one(word.substr(0, colon), word.substr(colon + 1), placement)) {
      warnings.add(WarningCode::kBadSetting, line, word);
    }
  });
  if (placement.writing != Writing::kHorizontal) warnings.add(WarningCode::kVertical, line);
  // "If cue's line is not auto, or its size is not 100, or it is vertical, its region is null."
  const bool placed = placement.line || placement.size < 100 || placement.writing != Writing::kHorizontal;
  if (placed) placement.region.clear();
}

}  // namespace mallette::subtitles
