// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/text_search.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace mallette::documents {
namespace {

/// A text made comparable, and from which byte of it each character came.
struct Folded {
  std::u32string chars;
  std::vector<std::uint32_t> from;

  void add(char32_t code, std::size_t at) {
    if (code == U' ' && (chars.empty() || chars.back() == U' ')) return;
    chars += code;
    from.push_back(static_cast<std::uint32_t>(at));
  }
};

bool is_hyphen(char32_t code) { return code == U'-' || code == 0x00AD || code == 0x2010 || code == 0x2011; }

bool is_space(char32_t code) {
  return code == U'\n' || code == U'\t' || utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_ZS;
}

void fold_letter(char32_t code, std::size_t at, Folded& to) {
  switch (code) {
    case 0x2018: case 0x2019: case 0x02BC: return to.add(U'\'', at);
    case 0x0152: case 0x0153: to.add(U'o', at); return to.add(U'e', at);
    case 0x00C6: case 0x00E6: to.add(U'a', at); return to.add(U'e', at);
    default: break;
  }
  std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition has 18 (U+FDFA)
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
  for (std::size_t i = 0; i < static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)) && i < parts.size(); ++i) {
    to.add(static_cast<char32_t>(parts[i]), at);
  }
}

Folded fold(std::string_view text) {
  Folded folded;
  folded.chars.reserve(text.size());
  folded.from.reserve(text.size());
  bool behind_hyphen = false;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (size <= 0) {  // not UTF-8: a byte that matches nothing
      folded.add(0xFFFD, at++);
      continue;
    }
    const auto letter = static_cast<char32_t>(code);
    if (is_space(letter)) {
      if (!(behind_hyphen && letter == U'\n')) folded.add(U' ', at);
    } else if (!is_hyphen(letter)) {
      fold_letter(letter, at, folded);
    }
    behind_hyphen = is_hyphen(letter);
    at += static_cast<std::size_t>(size);
  }
  return folded;
}

/// Where the character that begins at `at` ends.
std::uint32_t end_of(std::string_view text, std::uint32_t at) {
  do ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}

Box around(const Box& a, const Box& b) {
  const double x = std::min(a.x, b.x);
  const double y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

std::vector<Box> boxes_of(const PageText& page, std::uint32_t begin, std::uint32_t end) {
  auto word = std::ranges::partition_point(page.words, [&](const Word& w) { return w.begin + w.size <= begin; });
  std::vector<Box> boxes;
  for (; word != page.words.end() && word->begin < end; ++word) {
    if (!boxes.empty() && on_one_line(boxes.back(), word->box)) {
      boxes.back() = around(boxes.back(), word->box);
    } else {
      boxes.push_back(word->box);
    }
  }
  return boxes;
}

}  // namespace

std::u32string fold_query(std::string_view utf8) {
  std::u32string folded = fold(utf8).chars;
  if (!folded.empty() && folded.back() == U' ') folded.pop_back();
  return folded;
}

std::vector<SearchHit> find_in_page(const PageText& page, const std::u32string& folded_query) {
  std::vector<SearchHit> hits;
  if (folded_query.empty()) return hits;
  const Folded folded = fold(page.text);
  for (std::size_t at = folded.chars.find(folded_query); at != std::u32string::npos && hits.size() < kMaxHitsOnPage;
       at = folded.chars.find(folded_query, at + folded_query.size())) {
    const std::uint32_t begin = folded.from[at];
    const std::uint32_t end = end_of(page.text, folded.from[at + folded_query.size() - 1]);
    hits.push_back({begin, end - begin, boxes_of(page, begin, end)});
  }
  return hits;
}

}  // namespace mallette::documents
