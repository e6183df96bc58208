// SPDX-License-Identifier: GPL-3.0-or-later
// A cue's text as words that may be set in rows, and the breaking of rows. No pixels here.
// Internal to subtitles/. Pure functions: any thread. Widths are in any unit, the same throughout.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/palette.h"
#include "subtitles/row_raster.h"

namespace mallette::subtitles {

/// What is never broken: a word, with the punctuation that French sets apart from it ("Quoi ?", "« Oui »").
struct Word {
  std::vector<TextRun> runs;
  bool space_before = true;     ///< false: it goes on from the word before (a long word, cut)
  bool row_before = false;      ///< the author begins a row here
  bool speaker_before = false;  ///< and another speaker: that row stays, however the text is set
  double width = 0;
};

struct CaptionText {
  std::vector<Word> words;
  bool dialogue = false;  ///< two rows or more begin with a dash: they are aligned on it
  double space = 0;       ///< the width of the blank between two words
};

/// At most this much of a cue is drawn, then "…": no caption is longer.
inline constexpr std::size_t kMaxDrawnBytes = 1200;

[[nodiscard]] CaptionText caption_text(const Cue& cue, Palette palette);

/// The words of any text, however long, in one look; widths are still to be measured.
[[nodiscard]] std::vector<Word> words_of(std::string_view text, const TextRun& look);

/// Index of the first word of each row.
using RowStarts = std::vector<std::size_t>;

/// The author's own rows; nothing when there are more than `max_rows`, or one is too wide.
[[nodiscard]] std::optional<RowStarts> author_rows(const CaptionText& text, double max_width,
                                                   std::size_t max_rows);

/// Set anew: as few rows as will do, of like width, speakers kept apart; nothing when it takes more
/// than `max_rows`, or one word is too wide.
[[nodiscard]] std::optional<RowStarts> balanced_rows(const CaptionText& text, double max_width,
                                                     std::size_t max_rows);

/// Each row as full as it goes, wherever the author began one; nothing when one word is too wide.
[[nodiscard]] std::optional<RowStarts> filled_rows(const CaptionText& text, double max_width);

/// The runs of the words [first, last), spaces between them, ready to be drawn.
[[nodiscard]] std::vector<TextRun> row_runs(const CaptionText& text, std::size_t first, std::size_t last);

}  // namespace mallette::subtitles
