// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for words on a page, as a person types them: capitals, accents, hyphens, kinds of space and
// of apostrophe make no difference, "œ" is "oe", and a line break between two words or behind a hyphen
// does not hide them. "evaluer" finds "Évaluer", "peut-être" finds "peut-\nêtre".
//
// Pure functions: any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "player/documents/page_text.h"

namespace mallette::documents {

/// No page gives more; what comes behind is left out.
inline constexpr std::size_t kMaxHitsOnPage = 1000;

struct SearchHit {
  std::uint32_t begin = 0;  ///< bytes into the page's text
  std::uint32_t size = 0;
  std::vector<Box> boxes;   ///< the words it touches, one box a line
};

struct PageHits {
  int page = 0;
  std::vector<SearchHit> hits;  ///< in reading order, none over another
};

using PageHitsPtr = std::shared_ptr<const PageHits>;

/// What is compared: without case, accents and hyphens. Empty when nothing is left to look for.
[[nodiscard]] std::u32string fold_query(std::string_view utf8);

[[nodiscard]] std::vector<SearchHit> find_in_page(const PageText& page, const std::u32string& folded_query);

}  // namespace mallette::documents
