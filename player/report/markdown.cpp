// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "player/report/escape.h"
#include "player/report/page.h"

namespace mallette::report {
namespace {

/// On one line: headings, cells.
std::string one_line(std::string_view text) {
  std::string flat(text);
  std::ranges::replace(flat, '\n', ' ');
  return markdown_text(flat);
}

class Markdown {
 public:
  void operator()(const Heading& heading) {
    text += std::string(static_cast<std::size_t>(std::clamp(heading.level, 2, 4)), '#') + " " + one_line(heading.text) + "\n\n";
  }
  void operator()(const Paragraph& paragraph) {
    const std::string words = markdown_text(paragraph.text);
    text += (paragraph.strong ? "**" + words + "**" : words) + "\n\n";
  }
  void operator()(const Bullets& bullets) {
    for (const std::string& item : bullets.items) text += (bullets.boxes ? "- ☐ " : "- ") + one_line(item) + "\n";
    if (!bullets.items.empty()) text += "\n";
  }
  void operator()(const Table& table) {
    if (!table.caption.empty()) text += "**" + one_line(table.caption) + "**\n\n";
    row(table.columns);
    for (std::size_t i = 0; i < table.columns.size(); ++i) text += "| --- ";
    text += "|\n";
    for (const auto& cells : table.rows) row(cells);
    text += "\n";
  }
  void operator()(const Chart& chart) { (*this)(chart.table); }
  void operator()(const BlankLines& lines) {
    for (int i = 0; i < lines.count; ++i) text += "…\n\n";
  }
  std::string text;

 private:
  void row(const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) text += "| " + one_line(cell) + " ";
    text += "|\n";
  }
};

}  // namespace

std::string write_markdown(const Page& page) {
  Markdown markdown;
  markdown.text = "# " + one_line(page.title) + "\n\n";
  for (const Block& block : page.blocks) std::visit(markdown, block);
  return std::move(markdown.text);
}

}  // namespace mallette::report
