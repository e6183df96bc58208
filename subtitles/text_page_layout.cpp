// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_page_layout.h"

#include <algorithm>
#include <cmath>

namespace mallette::subtitles {
namespace {

/// A comfortable row: 60 characters of Inter, whose mean advance in French is about 0.52 em.
constexpr double kMeasureEms = 60 * 0.52;
/// Below this scale large letters matter more than short rows.
constexpr double kMeasuredScale = 0.6;
constexpr double kColumnGap = 5;         // units
constexpr double kRuleSpace = 1.5;       // units, between a rule and the text under it
constexpr double kCellRowSpace = 2.5;    // units, between rows of cells
constexpr double kRuleShare = 0.0018;    // of the page's height
constexpr double kParagraphSpace = 0.3;  // line heights
/// Long paragraphs gain nothing from rows of like width.
constexpr std::size_t kEvenWords = 120;

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
    const bool wide = role == TextRole::kQuestion || role == TextRole::kSmallQuestion ||
                      role == TextRole::kTitle || ready.face.figures || with_.scale < kMeasuredScale;
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
