// SPDX-License-Identifier: GPL-3.0-or-later
// A document as a web page in large print, made of its text: for whoever cannot read it as it is printed.
// What of it is missing there is said: pages that are only pictures, pictures that nothing describes, an
// order that was guessed.
//
// Pure: any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "player/documents/page_text.h"
#include "player/language/catalogue.h"
#include "player/report/page.h"
#include "player/views/documents_view.h"

namespace mallette::app {

/// No document gives more of it; what comes behind is left out, which is said.
inline constexpr std::size_t kLargePrintLimit_bytes = 16 << 20;

struct LargePrintPage {
  std::vector<views::TextLine> lines;
  std::vector<documents::PageField> fields;
  std::vector<std::string> addresses;
  bool by_tags = true;
  bool unread = false;  ///< it could not be
};
struct LargePrint {
  std::string title;
  std::string language;  ///< a BCP 47 tag; empty: the interface's
  std::vector<LargePrintPage> pages;
  bool is_kit_text = false;  ///< of the kit beside the document: one page, which is not counted
  bool cut = false;
};

[[nodiscard]] LargePrintPage large_print_page(const documents::PageText& text);
[[nodiscard]] std::size_t bytes_of(const LargePrintPage& page);

[[nodiscard]] report::Page large_print(const LargePrint& document, const language::Catalogue& words);

/// "livret (large print).html", of the entry's own name.
[[nodiscard]] std::string large_print_name(const std::string& entry, const language::Catalogue& words);

}  // namespace mallette::app
