// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a page of text stands: rows broken, columns counted, sizes shrunk. No pixels
// are drawn here. Internal to subtitles/. One thread at a time (it measures with the RowRaster).
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "subtitles/caption_text.h"
#include "subtitles/row_raster.h"
#include "subtitles/text_page.h"

namespace mallette::subtitles {

struct Face {
  double em = 0;       ///< share of the page's height
  double leading = 1;  ///< from row to row, in line heights
  bool bold = false;
  bool figures = false;  ///< digits of one width, each drawn by itself
};
[[nodiscard]] Face face_of(TextRole role);

/// From ascender to descender, in ems: Inter's own (hhea table: 1984 + 494 of 2048 units).
inline constexpr double kLineHeightEms = 1.21;

/// How far each character moves on, in line heights. Sums are close to what shaping gives; whoever
/// draws a row still looks at its width. Measured once for each character.
class Advances {
 public:
  explicit Advances(RowRaster& raster);
  [[nodiscard]] double of(char32_t character, bool bold);
  [[nodiscard]] double of(const std::string& text, bool bold);

 private:
  RowRaster& raster_;
  std::unordered_map<char32_t, double> known_[2];
  double pair_[2] = {};  ///< of "nn"
};

/// A block made ready: words measured, in line heights.
struct ReadyBlock {
  const TextBlock* block = nullptr;
  TextPlace place;  ///< which block it is; no box yet
  Face face;
  std::vector<CaptionText> paragraphs;
  double indent = 0;  ///< for the marker, in line heights
};
using ReadyCell = std::vector<ReadyBlock>;
struct ReadySection {
  const TextSection* section = nullptr;
  std::vector<ReadyCell> cells;
};
using ReadyPage = std::vector<ReadySection>;

enum class Paragraphs : std::uint8_t { kKept, kJoined };
/// The page outlives what is made of it.
[[nodiscard]] ReadyPage make_ready(const TextPage& page, Advances& advances, Paragraphs paragraphs);

/// The words [first, last) of one paragraph.
struct PlacedRow {
  const CaptionText* paragraph = nullptr;
  std::size_t first = 0;
  std::size_t last = 0;
  int y = 0;  ///< top of the line box
};

struct SetBlock {
  const ReadyBlock* ready = nullptr;
  Box box;
  double line_height = 0;
  int indent = 0;  ///< rows begin so far from the box's left
  bool at_foot = false;
  std::vector<PlacedRow> rows;
};

struct Rule {
  Box box;
  bool at_foot = false;
};

struct PageLayout {
  std::vector<SetBlock> blocks;  ///< in reading order
  std::vector<Rule> rules;
  double scale = 1;
};

/// At this size, with at most so many columns and this share of each width taken as the whole;
/// nothing when it does not fit.
struct LayoutTry {
  double scale = 1;
  int columns = 1;
  double width_share = 1;
};
[[nodiscard]] std::optional<PageLayout> try_layout(const TextPage& page, const ReadyPage& ready,
                                                   const LayoutTry& with);

/// Its first letter is of a script that is read from right to left.
[[nodiscard]] bool starts_from_the_right(const std::vector<TextRun>& runs);

}  // namespace mallette::subtitles
