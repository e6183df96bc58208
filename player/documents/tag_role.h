// SPDX-License-Identifier: GPL-3.0-or-later
// What an element of a document's tags is, by its standard type (ISO 32000-1, 14.8.4; 32000-2 adds Title). Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "player/documents/tagged_text.h"

namespace mallette::documents {

struct TagRole {
  enum class Part : std::uint8_t {
    kGroup,   ///< holds others, or content that is a paragraph by itself
    kBlock,
    kCell,    ///< of a row
    kApart,   ///< in a block, with a space before it: an item's mark, and the item
    kInline,
  };
  Part part = Part::kGroup;
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;
};

/// A group, where the type is none of those.
[[nodiscard]] TagRole role_of(std::string_view type);

}  // namespace mallette::documents
