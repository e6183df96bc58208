// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "subtitles/colour.h"
#include "subtitles/reading.h"

namespace mallette::subtitles {
namespace {

std::string format_timestamp(std::chrono::microseconds time, char point) {
  const std::int64_t ms = std::max<std::int64_t>(0, (time.count() + 500) / 1000);
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, point,
                     ms % 1000);
}

// ---- SubRip ----

std::string subrip_span(const Span& span) {
  std::string open;
  std::string close;
  const auto wrap = [&](const std::string& start, std::string_view end) {
    open += start;
    close.insert(0, end);
  };
  if (span.style.foreground)
    wrap(fmt::format("<font color=\"{}\">", to_hex(*span.style.foreground)), "</font>");
  if (span.style.bold) wrap("<b>", "</b>");
  if (span.style.italic) wrap("<i>", "</i>");
  if (span.style.underline) wrap("<u>", "</u>");
  return open + span.text + close;
}

// ---- WebVTT ----

/// The class of a colour: the specification's name where it has one, else one of ours.
std::string class_of(Colour colour, bool background) {
  constexpr std::array<std::pair<std::string_view, Colour>, 8> kDefault{{{"white", {255, 255, 255}},
                                                                         {"lime", {0, 255, 0}},
                                                                         {"cyan", {0, 255, 255}},
                                                                         {"red", {255, 0, 0}},
                                                                         {"yellow", {255, 255, 0}},
                                                                         {"magenta", {255, 0, 255}},
                                                                         {"blue", {0, 0, 255}},
                                                                         {"black", {0, 0, 0}}}};
  const std::string_view prefix = background ? "bg_" : "";
  colour.alpha = 255;
  for (const auto& [name, known] : kDefault) {
    if (known == colour) return fmt::format("{}{}", prefix, name);
  }
  return fmt::format("{}rgb-{:02x}{:02x}{:02x}", prefix, colour.red, colour.green, colour.blue);
}

bool is_colour_class(std::string_view name) {
  if (name.starts_with("bg_")) name.remove_prefix(3);
  constexpr std::array<std::string_view, 8> kNames{"white",  "lime",    "cyan", "red",
                                                   "yellow", "magenta", "blue", "black"};
  return name.starts_with("rgb-") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// A class as a selector or a tag can hold it.
bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";  // "-->" must not appear in a cue
    } else {
      result += c;
    }
  }
  return result;
}

std::string class_list(const Span& span) {
  std::string classes;
  for (const std::string& name : span.classes) {
    if (is_plain_name(name) && !is_colour_class(name)) classes += fmt::format(".{}", name);
  }
  if (span.style.foreground) classes += fmt::format(".{}", class_of(*span.style.foreground, false));
  if (span.style.background) classes += fmt::format(".{}", class_of(*span.style.background, true));
  return classes;
}

std::string webvtt_span(const Span& span) {
  std::string open;
  std::string close;
  const auto wrap = [&](const std::string& start, std::string_view end) {
    open += start;
    close.insert(0, end);
  };
  if (!span.voice.empty()) wrap(fmt::format("<v {}>", escaped(span.voice)), "</v>");
  if (!span.language.empty()) wrap(fmt::format("<lang {}>", escaped(span.language)), "</lang>");
  if (const std::string classes = class_list(span); !classes.empty())
    wrap(fmt::format("<c{}>", classes), "</c>");
  if (span.style.bold) wrap("<b>", "</b>");
  if (span.style.italic) wrap("<i>", "</i>");
  if (span.style.underline) wrap("<u>", "</u>");
  if (span.ruby) wrap("<ruby><rt>", "</rt></ruby>");
  return open + escaped(span.text) + close;
}

std::string percent(double value) { return fmt::format("{:g}%", value); }

std::string_view name_of(LineAlign align) {
  return align == LineAlign::kStart ? "start" : align == LineAlign::kCentre ? "center" : "end";
}

std::string_view name_of(TextAlign align) {
  switch (align) {
    case TextAlign::kStart:
      return "start";
    case TextAlign::kCentre:
      return "center";
    case TextAlign::kEnd:
      return "end";
    case TextAlign::kLeft:
      return "left";
    case TextAlign::kRight:
      return "right";
  }
  return "center";
}

std::string settings_of(const Placement& placement) {
  std::string settings;
  if (placement.writing == Writing::kVerticalGrowingLeft) settings += " vertical:rl";
  if (placement.writing == Writing::kVerticalGrowingRight) settings += " vertical:lr";
  if (placement.line) {
    settings += placement.snap_to_lines ? fmt::format(" line:{:.0f}", *placement.line)
                                        : fmt::format(" line:{}", percent(*placement.line));
    if (placement.line_align != LineAlign::kStart)
      settings += fmt::format(",{}", name_of(placement.line_align));
  }
  if (placement.position) {
    settings += fmt::format(" position:{}", percent(*placement.position));
    if (placement.position_align == PositionAlign::kLineLeft) settings += ",line-left";
    if (placement.position_align == PositionAlign::kCentre) settings += ",center";
    if (placement.position_align == PositionAlign::kLineRight) settings += ",line-right";
  }
  if (placement.size < 100) settings += fmt::format(" size:{}", percent(placement.size));
  if (placement.align != TextAlign::kCentre) settings += fmt::format(" align:{}", name_of(placement.align));
  if (!placement.region.empty()) settings += fmt::format(" region:{}", placement.region);
  return settings;
}

std::string style_block(const CueList& list) {
  std::map<std::string, std::string> rules;
  for (const Cue& cue : list.cues) {
    for (const Span& span : cue.spans) {
      if (const auto& colour = span.style.foreground) {
        rules[class_of(*colour, false)] = "color: " + to_hex(*colour);
      }
      if (const auto& colour = span.style.background) {
        rules[class_of(*colour, true)] = "background-color: " + to_hex(*colour);
      }
    }
  }
  if (rules.empty()) return {};
  std::string block = "STYLE\n";
  for (const auto& [name, declaration] : rules)
    block += fmt::format("::cue(.{}) {{ {} }}\n", name, declaration);
  return block + "\n";
}

std::string region_block(const Region& region) {
  std::string block = fmt::format(
      "REGION\nid:{}\nwidth:{}\nlines:{}\nregionanchor:{},{}\nviewportanchor:{},{}\n", region.id,
      percent(region.width), region.lines, percent(region.region_anchor_x), percent(region.region_anchor_y),
      percent(region.viewport_anchor_x), percent(region.viewport_anchor_y));
  if (region.scroll_up) block += "scroll:up\n";
  return block + "\n";
}

/// An identifier may hold neither a line break nor an arrow, and must not look like a block of its own.
bool can_be_identifier(std::string_view id) {
  return !id.empty() && id.find_first_of("\r\n") == std::string_view::npos &&
         id.find("-->") == std::string_view::npos;
}

}  // namespace

std::string write_subrip(const CueList& list) {
  std::string text;
  std::size_t number = 0;
  for (const Cue& cue : list.cues) {
    text += fmt::format("{}\n{} --> {}\n", ++number, format_timestamp(cue.begin, ','),
                        format_timestamp(cue.end, ','));
    if (const int keypad = alignment_of_placement(cue.placement); keypad != 0)
      text += fmt::format("{{\\an{}}}", keypad);
    for (const Span& span : trim_rows(cue.spans)) text += subrip_span(span);
    text += "\n\n";
  }
  return text;
}

std::string write_webvtt(const CueList& list) {
  std::string text = "WEBVTT\n";
  if (!list.kind.empty()) text += fmt::format("Kind: {}\n", list.kind);
  if (!list.language.empty()) text += fmt::format("Language: {}\n", list.language);
  text += fmt::format("\n{}", style_block(list));
  for (const Region& region : list.regions) text += region_block(region);
  for (const Cue& cue : list.cues) {
    if (can_be_identifier(cue.id)) text += cue.id + "\n";
    text += fmt::format("{} --> {}{}\n", format_timestamp(cue.begin, '.'), format_timestamp(cue.end, '.'),
                        settings_of(cue.placement));
    for (const Span& span : trim_rows(cue.spans)) text += webvtt_span(span);
    text += "\n\n";
  }
  return text;
}

}  // namespace mallette::subtitles
