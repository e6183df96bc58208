// SPDX-License-Identifier: GPL-3.0-or-later
// A page's texts made ready to be set: cleaned, cut into words, measured.
#include <algorithm>
#include <array>
#include <utility>

#include "subtitles/code_points.h"
#include "subtitles/encoding.h"
#include "subtitles/text_page_layout.h"

namespace mallette::subtitles {
namespace {

/// Fine enough that a sum of 60 advances is off by less than one letter.
constexpr double kMeasuredAt = 256;
/// What has no width still has some here, so that no row holds thousands of them.
constexpr double kLeastAdvance = 0.02;
constexpr double kMarkerGapEms = 0.45;
constexpr double kMarkerEms = 1.1;

bool reads_right_to_left(char32_t c) {
  return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

bool is_letter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000);
}

/// Controls, and what turns the direction of the text around it: characters without a look of their own.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

/// Stands upon the character before it, in any script, or joins two.
bool is_mark(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 10> kRanges{{{0x300, 0x36F},
                                                                   {0x483, 0x489},
                                                                   {0x591, 0x5BD},
                                                                   {0x610, 0x61A},
                                                                   {0x64B, 0x65F},
                                                                   {0x1AB0, 0x1AFF},
                                                                   {0x1DC0, 0x1DFF},
                                                                   {0x200B, 0x200F},
                                                                   {0x20D0, 0x20FF},
                                                                   {0xFE00, 0xFE2F}}};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [c](const auto& range) { return c >= range.first && c <= range.second; });
}

/// What can be laid out: valid UTF-8, '\n' for every end of a line, no controls, no more marks upon one
/// character than Unicode's stream-safe text has (UAX #15, section 13), within the limit.
std::string plain(std::string_view text) {
  constexpr int kMostMarks = 30;
  const std::string valid = mend_utf8(utf8_prefix(text, kMaxPageTextBytes));
  const std::string_view kept = utf8_prefix(valid, kMaxPageTextBytes);
  std::string out;
  out.reserve(kept.size());
  int marks = 0;
  for (std::string_view rest = kept; !rest.empty();) {
    const std::size_t length = code_point_length(rest);
    const char32_t c = code_point_at(rest);
    marks = is_mark(c) ? marks + 1 : 0;
    if (c == '\n' || (c == '\r' && !rest.starts_with("\r\n")) || c == 0x85 || c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (is_control(c)) {
      if (c < 0x20 && c != '\r') out += ' ';
    } else if (marks <= kMostMarks) {
      out.append(rest.substr(0, length));
    }
    rest.remove_prefix(length);
  }
  if (text.size() > kMaxPageTextBytes || kept.size() < valid.size()) out += "\u2026";
  return out;
}

void measure(CaptionText& text, Advances& advances, const Face& face) {
  text.space = advances.of(U' ', face.bold);
  double widest_digit = 0;
  for (char32_t digit = U'0'; face.figures && digit <= U'9'; ++digit) {
    widest_digit = std::max(widest_digit, advances.of(digit, face.bold));
  }
  for (Word& word : text.words) {
    word.width = 0;
    for (const TextRun& run : word.runs) word.width += advances.of(run.text, face.bold);
    const char first = word.runs.front().text.front();
    if (face.figures && first >= '0' && first <= '9') word.width = widest_digit;
  }
}

/// A clock's figures: one word each, so that each is drawn in its own place.
std::vector<Word> figures_of(std::string_view text, const TextRun& look) {
  std::vector<Word> words;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(code_point_length(rest))) {
    TextRun run = look;
    run.text = rest.substr(0, code_point_length(rest));
    words.push_back({.runs = {run}, .space_before = false});
  }
  return words;
}

ReadyBlock ready_block(const TextBlock& block, Advances& advances, Paragraphs paragraphs) {
  ReadyBlock ready{.block = &block, .place = {}, .face = face_of(block.role), .paragraphs = {}, .indent = 0};
  const TextRun look{.text = {}, .colour = block.colour, .bold = ready.face.bold};
  std::string text = plain(block.text);
  if (paragraphs == Paragraphs::kJoined) std::replace(text.begin(), text.end(), '\n', ' ');
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    CaptionText paragraph;
    paragraph.words =
        ready.face.figures ? figures_of(rest.substr(0, end), look) : words_of(rest.substr(0, end), look);
    measure(paragraph, advances, ready.face);
    if (!paragraph.words.empty()) ready.paragraphs.push_back(std::move(paragraph));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!block.marker.empty()) {
    const double marker = advances.of(plain(block.marker), ready.face.bold);
    ready.indent = std::max(kMarkerEms / kLineHeightEms, marker + kMarkerGapEms / kLineHeightEms);
  }
  return ready;
}

}  // namespace

bool starts_from_the_right(const std::vector<TextRun>& runs) {
  for (const TextRun& run : runs) {
    for (std::string_view rest = run.text; !rest.empty(); rest.remove_prefix(code_point_length(rest))) {
      const char32_t c = code_point_at(rest);
      if (reads_right_to_left(c)) return true;
      if (is_letter(c)) return false;
    }
  }
  return false;
}

double em_share(TextRole role) { return face_of(role).em; }

Face face_of(TextRole role) {
  switch (role) {
    case TextRole::kQuestion:
      return {.em = 0.09, .leading = 1.06, .bold = false};
    case TextRole::kSmallQuestion:
      return {.em = 0.072, .leading = 1.08, .bold = false};
    case TextRole::kTitle:
      return {.em = 0.056, .leading = 1.08, .bold = true};
    case TextRole::kLead:
      return {.em = 0.056, .leading = 1.2, .bold = false};
    case TextRole::kBody:
      return {.em = 0.046, .leading = 1.15, .bold = false};
    case TextRole::kSmall:
      return {.em = 0.036, .leading = 1.12, .bold = false};
    case TextRole::kNumber:
      return {.em = 0.078, .leading = 1.05, .bold = true};
    case TextRole::kTimer:
      return {.em = 0.085, .leading = 1, .bold = false, .figures = true};
    case TextRole::kClock:
      return {.em = 0.26, .leading = 1, .bold = false, .figures = true};
  }
  return {};
}

Advances::Advances(RowRaster& raster) : raster_(raster) {
  for (const bool bold : {false, true}) {
    pair_[bold ? 1 : 0] =
        raster_.measure({{.text = "nn", .colour = {255, 255, 255}, .bold = bold}}, kMeasuredAt) / kMeasuredAt;
  }
}

double Advances::of(char32_t character, bool bold) {
  // Beyond the alphabets widths hardly differ; one stands for all, so that no text makes this slow.
  constexpr char32_t kFirstIdeographic = 0x2E80;
  const char32_t measured = character >= kFirstIdeographic ? char32_t{0x6C38} : character;
  const auto [entry, is_new] = known_[bold ? 1 : 0].try_emplace(measured, 0.0);
  if (is_new) {
    std::string text = "n";
    append_utf8(text, measured);
    text += 'n';
    const int width = raster_.measure({{.text = text, .colour = {255, 255, 255}, .bold = bold}}, kMeasuredAt);
    entry->second = std::max(kLeastAdvance, width / kMeasuredAt - pair_[bold ? 1 : 0]);
  }
  return entry->second;
}

double Advances::of(const std::string& text, bool bold) {
  double width = 0;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(code_point_length(rest))) {
    width += of(code_point_at(rest), bold);
  }
  return width;
}

ReadyPage make_ready(const TextPage& page, Advances& advances, Paragraphs paragraphs) {
  ReadyPage ready;
  for (std::size_t s = 0; s < page.sections.size(); ++s) {
    ready.push_back({.section = &page.sections[s], .cells = {}});
    for (std::size_t c = 0; c < page.sections[s].cells.size(); ++c) {
      ReadyCell cell;
      const std::vector<TextBlock>& blocks = page.sections[s].cells[c].blocks;
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        ReadyBlock block = ready_block(blocks[b], advances, paragraphs);
        block.place = {.section = s, .cell = c, .block = b, .box = {}};
        if (!block.paragraphs.empty()) cell.push_back(std::move(block));
      }
      if (!cell.empty()) ready.back().cells.push_back(std::move(cell));
    }
    if (ready.back().cells.empty()) ready.pop_back();
  }
  return ready;
}

}  // namespace mallette::subtitles
