// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a page as it is drawn, by the number of the marked content that they stand in (ISO 32000-1, 14.6).
// One page's each. One thread; texts are UTF-8.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/documents/tagged_text.h"

namespace mallette::documents {

/// Where a letter begins and ends on its line, and the size of its type; all in one unit.
struct Glyph {
  double x = 0, y = 0, end_x = 0, end_y = 0, size = 0;
};

class DrawnWords {
 public:
  /// What is drawn until the end of the mark is an artifact, stands under the number, or is told in other words; else it is as in
  /// the mark around it.
  void begin_mark(bool artifact, std::optional<int> number, const std::optional<std::string>& instead);
  /// More ends than beginnings do no harm.
  void end_mark();
  /// Whether what is drawn now counts.
  [[nodiscard]] bool wanted() const { return !here().artifact && !here().replaced; }
  void draw(const Glyph& glyph, const std::string& letters);

  [[nodiscard]] TaggedContent take() { return std::move(content_); }

 private:
  /// The innermost mark, and what it has from those around it.
  struct Mark {
    int number = -1;        ///< below 0: none
    bool artifact = false;
    bool replaced = false;  ///< its words are told already
  };
  [[nodiscard]] Mark here() const { return marked_.empty() ? Mark{} : marked_.back(); }
  void put(const std::string& words, const Mark& mark);
  [[nodiscard]] std::string gap_before(const Glyph& glyph, int number) const;

  std::vector<Mark> marked_;
  TaggedContent content_;
  std::map<int, Glyph> last_;  ///< by number
  int latest_ = -1;
  std::size_t bytes_ = 0;
};

}  // namespace mallette::documents
