// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_page_layout.h"

#include <algorithm>
#include <cmath>

#include "subtitles/code_points.h"
#include "subtitles/encoding.h"

namespace mallette::subtitles {
namespace {

/// Fine enough that a sum of 60 advances is off by less than one letter.
constexpr double kMeasuredAt = 256;
/// A comfortable row: 60 characters of Inter, whose mean advance in French is about 0.52 em.
constexpr double kMeasureEms = 60 * 0.52;
constexpr double kColumnGap = 5;         // units
constexpr double kRuleSpace = 1.5;       // units, between a rule and the text under it
constexpr double kCellRowSpace = 2.5;    // units, between rows of cells
constexpr double kRuleShare = 0.0018;    // of the page's height
constexpr double kParagraphSpace = 0.3;  // line heights
constexpr double kMarkerGapEms = 0.45;
constexpr double kMarkerEms = 1.1;
/// Long paragraphs gain nothing from rows of like width.
constexpr std::size_t kEvenWords = 120;

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

/// What can be laid out: valid UTF-8, '\n' for every end of a line, no controls, within the limit.
std::string plain(std::string_view text) {
  const std::string_view kept = utf8_prefix(text, kMaxPageTextBytes);
  const std::string valid = mend_utf8(kept);
  std::string out;
  out.reserve(valid.size());
  for (std::string_view rest = valid; !rest.empty();) {
    const std::size_t length = code_point_length(rest);
    const char32_t c = code_point_at(rest);
    if (rest.starts_with("\r\n")) {
      // the '\n' that follows says it
    } else if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (is_control(c)) {
      if (c < 0x20) out += ' ';
    } else {
      out.append(rest.substr(0, length));
    }
    rest.remove_prefix(length);
  }
  if (kept.size() < text.size()) out += "\u2026";
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
      return {.em = 0.076, .leading = 1.08, .bold = false};
    case TextRole::kTitle:
      return {.em = 0.056, .leading = 1.08, .bold = true};
    case TextRole::kLead:
      return {.em = 0.054, .leading = 1.2, .bold = false};
    case TextRole::kBody:
      return {.em = 0.046, .leading = 1.15, .bold = false};
    case TextRole::kSmall:
      return {.em = 0.033, .leading = 1.12, .bold = false};
    case TextRole::kNumber:
      return {.em = 0.060, .leading = 1.05, .bold = true};
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
    entry->second = std::max(0.0, width / kMeasuredAt - pair_[bold ? 1 : 0]);
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

namespace {

/// One try: a column of the page is filled from the top, in pixels as they come; rows are rounded.
class Setter {
 public:
  Setter(const TextPage& page, const LayoutTry& with) : page_(page), with_(with) {
    // Where letters grow, blanks need not grow as much; where they shrink, blanks do too.
    unit_ = page.height / kUnits * std::clamp(with.scale, 0.0, 1.4);
    left_ = page.width * kSideMargin;
    width_ = page.width - 2 * left_;
    // On very wide screens the page keeps a shape that one reads, in the middle.
    const double widest = 1.75 * page.height;
    if (width_ > widest) {
      left_ += (width_ - widest) / 2;
      width_ = widest;
    }
  }

  std::optional<PageLayout> set(const ReadyPage& ready) {
    const double top = page_.height * kTopMargin;
    const double bottom = page_.height - top;
    const auto foot = set_sections(ready, true);
    const auto body = set_sections(ready, false);
    if (!foot || !body) return std::nullopt;
    const double gap = *foot > 0 && *body > 0 ? 4 * unit_ : 0;
    if (*foot + gap + *body > bottom - top) return std::nullopt;
    const double wished = std::max(top, page_.height * page_.start);
    move(false, std::min(wished, bottom - *foot - gap - *body));
    move(true, bottom - *foot);
    std::stable_sort(layout_.blocks.begin(), layout_.blocks.end(), [](const SetBlock& a, const SetBlock& b) {
      return a.ready->place.section < b.ready->place.section;
    });
    layout_.scale = with_.scale;
    return std::move(layout_);
  }

 private:
  /// From 0 down; the height it takes.
  std::optional<double> set_sections(const ReadyPage& ready, bool at_foot) {
    double y = 0;
    bool first = true;
    for (const ReadySection& section : ready) {
      if (section.section->at_foot != at_foot) continue;
      if (!first) y += section.section->space_before * unit_;
      first = false;
      const auto end = set_section(section, y);
      if (!end) return std::nullopt;
      y = *end;
    }
    return y;
  }

  std::optional<double> set_section(const ReadySection& section, double y) {
    const auto cells = section.cells.size();
    const int wished = std::clamp(section.section->columns, 1, 8);
    const auto columns =
        std::min(static_cast<std::size_t>(std::min(wished, with_.columns)), std::max<std::size_t>(cells, 1));
    for (std::size_t first = 0; first < cells; first += columns) {
      if (first > 0) y += kCellRowSpace * unit_;
      if (section.section->ruled) {
        add_rule(y, section.section->at_foot);
        y += kRuleSpace * unit_;
      }
      double lowest = y;
      for (std::size_t i = first; i < std::min(first + columns, cells); ++i) {
        const auto [x, width] = column(*section.section, i - first, columns);
        const auto end = set_cell(section.cells[i], x, width, y, section.section->at_foot);
        if (!end) return std::nullopt;
        lowest = std::max(lowest, *end);
      }
      y = lowest;
      if (y > page_.height) return std::nullopt;
    }
    return y;
  }

  struct Column {
    double x;
    double width;
  };
  Column column(const TextSection& section, std::size_t index, std::size_t columns) const {
    const double gap = kColumnGap * unit_;
    const double count = static_cast<double>(columns);
    const double shared = width_ - gap * (count - 1);
    if (columns == 1) return {left_, width_};
    const double first =
        shared * (section.first_column > 0 ? std::clamp(section.first_column, 0.1, 0.9) : 1 / count);
    if (index == 0) return {left_, first};
    const double other = (shared - first) / (count - 1);
    return {left_ + first + gap + (other + gap) * static_cast<double>(index - 1), other};
  }

  std::optional<double> set_cell(const ReadyCell& cell, double x, double width, double y, bool at_foot) {
    bool first = true;
    for (const ReadyBlock& block : cell) {
      if (!first) y += std::max(0.0, block.block->space_before) * unit_;
      first = false;
      const auto end = set_block(block, x, width, y, at_foot);
      if (!end) return std::nullopt;
      y = *end;
    }
    return y;
  }

  std::optional<double> set_block(const ReadyBlock& ready, double x, double width, double y, bool at_foot) {
    const double lh = std::min(page_.height * ready.face.em * kLineHeightEms * with_.scale, kMaxFontPixels);
    const double indent = ready.indent * lh;
    const TextRole role = ready.block->role;
    const bool wide = role == TextRole::kQuestion || role == TextRole::kTitle || ready.face.figures;
    const double measure = wide ? width : std::min(width, kMeasureEms / kLineHeightEms * lh + indent);
    const double room = (measure - indent) * with_.width_share / lh;  // in line heights
    SetBlock set{.ready = &ready,
                 .box = {},
                 .line_height = lh,
                 .indent = static_cast<int>(std::lround(indent)),
                 .at_foot = at_foot,
                 .rows = {}};
    const auto end = set_rows(set, room, y);
    if (!end) return std::nullopt;
    if (ready.block->side == TextSide::kEnd) x += width - measure;
    set.box = {floored(x), floored(y), floored(x + measure) - floored(x), floored(*end) - floored(y)};
    layout_.blocks.push_back(std::move(set));
    return end;
  }

  std::optional<double> set_rows(SetBlock& set, double room, double y) const {
    const ReadyBlock& ready = *set.ready;
    const double pitch = set.line_height * ready.face.leading;
    for (const CaptionText& paragraph : ready.paragraphs) {
      if (&paragraph != &ready.paragraphs.front()) y += kParagraphSpace * set.line_height;
      const auto starts = rows_of(paragraph, room, ready.face.figures);
      if (!starts || y + static_cast<double>(starts->size()) * pitch > 2.0 * page_.height)
        return std::nullopt;
      for (std::size_t i = 0; i < starts->size(); ++i, y += pitch) {
        const std::size_t last = i + 1 < starts->size() ? (*starts)[i + 1] : paragraph.words.size();
        set.rows.push_back({&paragraph, (*starts)[i], last, floored(y)});
      }
    }
    return y + set.line_height - pitch;  // the last row needs no leading under it
  }

  std::optional<RowStarts> rows_of(const CaptionText& paragraph, double room, bool figures) const {
    if (figures) {
      double width = 0;
      for (const Word& word : paragraph.words) width += word.width;
      if (width > room) return std::nullopt;
      return RowStarts{0};
    }
    if (paragraph.words.size() > kEvenWords) return filled_rows(paragraph, room);
    return balanced_rows(paragraph, room, paragraph.words.size());
  }

  void add_rule(double y, bool at_foot) {
    const int thickness = std::max(1, static_cast<int>(std::lround(page_.height * kRuleShare)));
    layout_.rules.push_back({{floored(left_), floored(y), floored(width_), thickness}, at_foot});
  }

  /// What was set from 0 down goes where it is to stand.
  void move(bool foot, double by) {
    const int down = floored(by);
    for (SetBlock& block : layout_.blocks) {
      if (block.at_foot != foot) continue;
      block.box.y += down;
      for (PlacedRow& row : block.rows) row.y += down;
    }
    for (Rule& rule : layout_.rules) {
      if (rule.at_foot == foot) rule.box.y += down;
    }
  }

  static int floored(double value) { return static_cast<int>(std::floor(value)); }

  const TextPage& page_;
  LayoutTry with_;
  double unit_ = 0;
  double left_ = 0;
  double width_ = 0;
  PageLayout layout_;
};

}  // namespace

std::optional<PageLayout> try_layout(const TextPage& page, const ReadyPage& ready, const LayoutTry& with) {
  return Setter(page, with).set(ready);
}

}  // namespace mallette::subtitles
