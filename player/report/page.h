// SPDX-License-Identifier: GPL-3.0-or-later
// A printed paper as a value: a report, a running order, a questionnaire. Made once, written in each kind of
// file by a writer that escapes every word of it.
//
// Plain values and pure functions: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kits/base/error.h"
#include "player/language/catalogue.h"

namespace mallette::report {

struct Heading {
  int level = 2;  ///< 2 to 4: the title is 1
  std::string text;
};
/// Ends of lines stay ends of lines.
struct Paragraph {
  std::string text;
  bool strong = false;
};
struct Bullets {
  std::vector<std::string> items;
  bool boxes = false;  ///< to tick by hand
};
struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< the first of each names it
};
struct Bar {
  std::string label;
  double value = 0;
  std::string shown;  ///< the value in words
};
/// Drawn in HTML, with its table beside it; elsewhere the table alone.
struct Chart {
  Table table;
  std::vector<Bar> bars;
  double most = 0;  ///< of the scale; 0: the largest bar's
};
/// To be written on by hand.
struct BlankLines {
  int count = 3;
};
using Block = std::variant<Heading, Paragraph, Bullets, Table, Chart, BlankLines>;

struct Page {
  language::Language language = language::Language::kFrench;
  std::string title;
  bool large = false;  ///< large print: 20 pt and more
  std::vector<Block> blocks;
};

/// Whole and self-contained: no script, nothing from elsewhere; for a screen, a printer and a screen reader.
[[nodiscard]] std::string write_html(const Page& page);
/// CommonMark, with GitHub's tables.
[[nodiscard]] std::string write_markdown(const Page& page);
/// OpenDocument 1.2 text, as a ZIP. kFileUnwritable where there is no memory for it.
[[nodiscard]] Result<std::string> write_odt(const Page& page);

}  // namespace mallette::report
