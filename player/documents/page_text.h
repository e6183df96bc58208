// SPDX-License-Identifier: GPL-3.0-or-later
// The text of one page in reading order, and where each of its words stands.
//
// The order is the one that columns and blocks on the page suggest, not that of the tags. Immutable
// once made; any thread. Texts are UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "player/documents/page.h"

namespace mallette::documents {

/// No page's text is longer; what comes behind is left out.
inline constexpr std::size_t kMaxPageTextBytes = 1 << 20;

struct Word {
  Box box;
  std::uint32_t begin = 0;  ///< bytes into PageText::text
  std::uint32_t size = 0;   ///< bytes
};

struct PageText {
  /// Words parted by a space, lines by a line break, blocks by an empty line. Empty when the page
  /// is only pictures.
  std::string text;
  std::vector<Word> words;  ///< by growing begin
};

using PageTextPtr = std::shared_ptr<const PageText>;

/// A word as a reader of documents finds it.
struct PlacedWord {
  std::string text;
  Box box;
  bool space_after = false;
};

/// Puts words together; what parts two of them, where no space was found, follows from their boxes.
[[nodiscard]] PageText assemble_text(const std::vector<PlacedWord>& words);

/// Both stand on one line: they share at least half of the lower one's height.
[[nodiscard]] bool on_one_line(const Box& a, const Box& b);

}  // namespace mallette::documents
