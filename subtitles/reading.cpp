// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/reading.h"

#include "subtitles/encoding.h"
#include "subtitles/text_scan.h"

namespace mallette::subtitles {
namespace {

constexpr std::size_t kMaxFoundBytes = 80;

bool looks_alike(const Span& one, const Span& other) {
  return one.style == other.style && one.voice == other.voice && one.language == other.language &&
         one.classes == other.classes && one.ruby == other.ruby;
}

}  // namespace

void WarningLog::add(WarningCode code, std::uint32_t line, std::string_view found) {
  if (warnings_.size() >= kMaxWarnings) return;
  if (warnings_.size() == kMaxWarnings - 1) {
    warnings_.push_back({WarningCode::kTooMany, line, "warnings"});
    return;
  }
  warnings_.push_back({code, line, std::string(utf8_prefix(found, kMaxFoundBytes))});
}

std::string& SpanBuilder::text_for(const Span& look) {
  if (spans_.empty() || !looks_alike(spans_.back(), look)) {
    spans_.push_back(look);
    spans_.back().text.clear();
  }
  return spans_.back().text;
}

void SpanBuilder::append(std::string_view text, const Span& look) {
  if (!text.empty()) text_for(look) += text;
}

void SpanBuilder::append(char32_t code_point, const Span& look) { append_utf8(text_for(look), code_point); }

std::vector<Span> SpanBuilder::take_trimmed() { return trim_rows(std::move(spans_)); }

std::vector<Span> trim_rows(std::vector<Span> spans) {
  // Blanks and line breaks are held back until text follows: a break beats the blanks around it,
  // several breaks are one, and at both ends there is nothing to hold them back for.
  SpanBuilder kept;
  bool any_text = false;
  bool pending_break = false;
  std::vector<std::pair<std::string, const Span*>> pending_blanks;
  for (const Span& span : spans) {
    std::size_t i = 0;
    while (i < span.text.size()) {
      std::size_t end = i;
      if (is_blank(span.text[i])) {
        while (end < span.text.size() && is_blank(span.text[end])) ++end;
        const std::string_view blanks = std::string_view(span.text).substr(i, end - i);
        if (blanks.find('\n') != std::string_view::npos) {
          pending_break = any_text;
          pending_blanks.clear();
        } else if (any_text && !pending_break) {
          pending_blanks.emplace_back(blanks, &span);
        }
      } else {
        while (end < span.text.size() && !is_blank(span.text[end])) ++end;
        if (pending_break) kept.break_line();
        for (const auto& [blanks, look] : pending_blanks) kept.append(blanks, *look);
        kept.append(std::string_view(span.text).substr(i, end - i), span);
        pending_break = false;
        pending_blanks.clear();
        any_text = true;
      }
      i = end;
    }
  }
  return kept.take();
}

Placement placement_of_alignment(int keypad) {
  Placement placement;
  if (keypad < 1 || keypad > 9 || keypad == 2) return placement;
  const int column = (keypad - 1) % 3;
  const int row = (keypad - 1) / 3;
  if (column == 0) placement.align = TextAlign::kLeft;
  if (column == 2) placement.align = TextAlign::kRight;
  if (row == 1) {
    placement.line = 50;
    placement.snap_to_lines = false;
    placement.line_align = LineAlign::kCentre;
  }
  if (row == 2) placement.line = 0;
  return placement;
}

int alignment_of_placement(const Placement& placement) {
  int row = 0;
  if (placement.line) {
    const double line = *placement.line;
    if (placement.snap_to_lines) {
      row = line >= 0 && line < 5 ? 2 : 0;
    } else {
      row = line < 34 ? 2 : line < 67 ? 1 : 0;
    }
  }
  int column = 1;
  if (placement.align == TextAlign::kLeft || placement.align == TextAlign::kStart) column = 0;
  if (placement.align == TextAlign::kRight || placement.align == TextAlign::kEnd) column = 2;
  const int keypad = row * 3 + column + 1;
  return keypad == 2 ? 0 : keypad;
}

}  // namespace mallette::subtitles
