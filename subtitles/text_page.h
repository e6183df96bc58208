// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out a page of text that a room reads from its last row: titles, a question, lists, numbers.
//
//   ┌ page ─────────────────────────────────┐    section   cells side by side, row after row
//   │        margin                         │    cell      blocks, one under the other
//   │   ┌ section ──────────────────────┐   │    block     a text of one role, wrapped
//   │   │ block                         │   │
//   │   └───────────────────────────────┘   │    The first section begins at `start`, where there is
//   │   ┌ section ─────┐┌───────────────┐   │    room; what is said to stand at the foot stands
//   │   │ cell         ││ cell          │   │    there; the rest follows from the top.
//   │   └──────────────┘└───────────────┘   │
//   └───────────────────────────────────────┘
//
// Sizes are shares of the page's height, times text_scale. Everything shrinks together, step by step,
// when it does not all fit; columns become fewer before that. Nothing is cut, nothing leaves the
// margins, no block meets another: down to letters that nobody can read, for a text of 64 KiB.
// Text is text: no markup of any kind is read in it, controls are blanks, '\n' begins a paragraph.
//
// One thread at a time. The outcome depends on the page and the fonts alone. Pixels of the page.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "subtitles/caption_picture.h"
#include "subtitles/cue.h"
#include "subtitles/renderer.h"

namespace mallette::subtitles {

enum class TextRole : std::uint8_t {
  kQuestion,
  kTitle,
  kLead,  ///< the text of a page that has little else
  kBody,
  kSmall,
  kNumber,  ///< a telephone number
  kTimer,   ///< as kClock, beside other things
  kClock,   ///< figures of one width: they do not shift while they count
};

/// The height of its letters (their em) as a share of the page's height, at a scale of 1.
[[nodiscard]] double em_share(TextRole role);

enum class TextSide : std::uint8_t { kStart, kEnd };  ///< kStart: left, or right for Hebrew and Arabic

struct TextBlock {
  TextRole role = TextRole::kBody;
  std::string text;
  Colour colour = {255, 255, 255};
  std::string marker = {};  ///< hung before the first row: "–", "3"
  TextSide side = TextSide::kStart;
  double space_before = 2;  ///< in kUnits of the page; not before the first of a cell
  friend bool operator==(const TextBlock&, const TextBlock&) = default;
};

struct TextCell {
  std::vector<TextBlock> blocks;
  friend bool operator==(const TextCell&, const TextCell&) = default;
};

struct TextSection {
  std::vector<TextCell> cells;
  int columns = 1;          ///< at most; fewer where more are too narrow
  double first_column = 0;  ///< its share of the width; 0: all alike
  double space_before = 4;  ///< in kUnits; not before the first section of the page
  bool ruled = false;       ///< a thin line above each row of cells
  bool at_foot = false;
  friend bool operator==(const TextSection&, const TextSection&) = default;
};

struct TextPage {
  int width = 0;  ///< a side beyond kMaxCanvasSide, or below 16: nothing is drawn
  int height = 0;
  double text_scale = 1;  ///< the viewer's choice, 1 to 3
  double start = 0;       ///< share of the height above the first section, where there is room for it
  Colour rule = {128, 128, 128};
  std::vector<TextSection> sections;
  friend bool operator==(const TextPage&, const TextPage&) = default;
};

/// A page's height in the unit of its spacing.
inline constexpr double kUnits = 90;
/// What stays free at each side, as shares of the width and of the height.
inline constexpr double kSideMargin = 0.06;
inline constexpr double kTopMargin = 0.085;
/// Of each block; what is longer ends in "…".
inline constexpr std::size_t kMaxPageTextBytes = 64 << 10;

/// Where a block's rows stand.
struct TextPlace {
  std::size_t section = 0;
  std::size_t cell = 0;
  std::size_t block = 0;
  Box box;
};

struct DrawnPage {
  CaptionPicturePtr picture;      ///< null when there is nothing to read
  std::vector<TextPlace> places;  ///< of blocks with text, in reading order
  double scale = 1;               ///< of the sizes asked for by the roles; below text_scale: it shrank
};

class TextPageRenderer {
 public:
  /// Fails, in one English sentence naming the file, when no font can be used.
  [[nodiscard]] static tl::expected<std::unique_ptr<TextPageRenderer>, std::string> create(
      const FontSet& fonts);
  ~TextPageRenderer();
  TextPageRenderer(const TextPageRenderer&) = delete;
  TextPageRenderer& operator=(const TextPageRenderer&) = delete;

  [[nodiscard]] DrawnPage draw(const TextPage& page);

 private:
  struct Impl;
  explicit TextPageRenderer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mallette::subtitles
