// SPDX-License-Identifier: GPL-3.0-or-later
// Every document of a kit, in the order in which a trainer looks for them: the sheets of the
// professions that are in the room, then booklets, other sheets, slides, models with their notes,
// letters, questionnaires, what the case studies hand out. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kits/manifest.h"
#include "player/documents/tagged_text.h"
#include "player/language/catalogue.h"
#include "player/views/documents_view.h"

namespace mallette::app {

struct KitDocument {
  views::DocumentLine line;
  std::string text;                    ///< entry: the same content as text; empty: none
  std::vector<std::string> audiences;  ///< ids; empty: for everybody
};

/// `in_room`: professions, by id; empty: not said. Each entry once.
[[nodiscard]] std::vector<KitDocument> documents_of(const kits::Manifest& manifest, const std::vector<std::string>& in_room,
                                                    const language::Catalogue& words);

[[nodiscard]] bool is_markdown(std::string_view entry);

/// The lines of a text: paragraphs joined; of Markdown its headings, items, pictures and rows of tables are
/// known (a row's cells parted by " · "), and its marks left out. What goes beyond `most_bytes` is left out; `cut` says so.
[[nodiscard]] std::vector<views::TextLine> lines_of_text(std::string_view text, bool markdown, std::size_t most_bytes, bool& cut);

/// The same from a page's tags; an item that brings no mark of its own gets one.
[[nodiscard]] std::vector<views::TextLine> lines_of_blocks(const std::vector<documents::TextBlock>& blocks, std::size_t most_bytes, bool& cut);

}  // namespace mallette::app
