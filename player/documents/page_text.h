// SPDX-License-Identifier: GPL-3.0-or-later
// The text of one page in reading order, and where each of its words stands; its links, its form.
//
// The order is the one that columns and blocks on the page suggest; that of the tags stands beside it.
// Immutable once made; any thread. Texts are UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/documents/page.h"
#include "player/documents/tagged_text.h"

namespace mallette::documents {

/// No page's text is longer; what comes behind is left out.
inline constexpr std::size_t kMaxPageTextBytes = 1 << 20;

struct Word {
  Box box;
  std::uint32_t begin = 0;  ///< bytes into PageText::text
  std::uint32_t size = 0;   ///< bytes
};

/// A link on the page. Within the document it is followed; an address outside of it is only told.
struct PageLink {
  Box box;
  std::optional<int> page;  ///< of this document
  std::string address;      ///< outside of it, where `page` is nothing
  std::string words;        ///< what stands there on the page; may be empty
  friend bool operator==(const PageLink&, const PageLink&) = default;
};

/// A field of a form, as it is filled in.
struct PageField {
  enum class Kind : std::uint8_t {
    kText,  ///< what was written or chosen; empty: nothing
    kBox,   ///< to be ticked
  };
  std::string name;  ///< as people are told it, or else as programs know it; may be empty
  Kind kind = Kind::kText;
  std::string value;  ///< of kText
  bool ticked = false;
  friend bool operator==(const PageField&, const PageField&) = default;
};

struct PageText {
  /// Words parted by a space, lines by a line break, blocks by an empty line. Empty when the page
  /// is only pictures.
  std::string text;
  std::vector<Word> words;      ///< by growing begin
  std::vector<PageLink> links;  ///< in the order of the document, no two of one target on one line side by side
  std::vector<PageField> fields;
  /// The same text in the order of the tags. Empty: there are none for this page, or they leave out
  /// half of it.
  std::vector<TextBlock> blocks;
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

/// The words whose middle lies in the box, parted by spaces.
[[nodiscard]] std::string words_in(const PageText& page, const Box& box);

/// Each with the words that stand there. What is set as two links beside each other on a line and leads
/// to one place becomes one.
[[nodiscard]] std::vector<PageLink> name_links(std::vector<PageLink> links, const PageText& page);

/// How much room it takes in memory.
[[nodiscard]] std::size_t bytes_of(const PageText& page);

/// Both stand on one line: they share at least half of the lower one's height.
[[nodiscard]] bool on_one_line(const Box& a, const Box& b);

}  // namespace mallette::documents
