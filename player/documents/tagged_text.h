// SPDX-License-Identifier: GPL-3.0-or-later
// A page's text in the order of the document's tags (ISO 32000-1, 14.7 and 14.8): headings, paragraphs,
// items of lists, rows of tables, and what figures say instead of their picture.
//
//   structure tree ──PdfCore──> TagOrder, page by page ─┐
//   page's drawing ──PdfCore──> content by number ──────┴─ tagged_blocks() ──> TextBlocks
//
// Plain values and pure functions: any thread. Texts are UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mallette::documents {

enum class BlockKind : std::uint8_t {
  kParagraph,
  kHeading,  ///< level: 1 to 6
  kItem,     ///< level: 1, and more for lists in lists
  kRow,      ///< of a table: its cells parted by " · "
  kFigure,   ///< its words are what stands for the picture; empty: it says nothing
};

struct TextBlock {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;
  std::string words;
  friend bool operator==(const TextBlock&, const TextBlock&) = default;
};

/// What stands between two tags: content of the page, by its number there (MCID), or words that the tags
/// give themselves.
struct TagPiece {
  int content = -1;  ///< below 0: `words`
  std::string words;
};
/// The part of one tagged element that lies on one page.
struct TagBlock {
  std::uint32_t element = 0;  ///< tells it from others
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;
  std::vector<TagPiece> pieces;
};
using TagOrder = std::vector<TagBlock>;  ///< of one page

/// What was drawn on a page.
struct TaggedContent {
  std::map<int, std::string> words;  ///< by number
  std::size_t untagged_bytes = 0;    ///< of words that stand under none, and are no artifact either
};

/// White space of any length becomes one space; what is empty is left out, but figures. Nothing where the
/// tags leave out more than a twentieth of the words: who follows them would not know what is missing.
[[nodiscard]] std::vector<TextBlock> tagged_blocks(const TagOrder& order, const TaggedContent& content);

/// Whether they hold most of a page's text. Where half of it is called an artifact, the order of the page
/// itself is worth more.
[[nodiscard]] bool hold_most_of(const std::vector<TextBlock>& blocks, const std::string& page_text);

}  // namespace mallette::documents
