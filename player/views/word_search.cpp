// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/word_search.h"

#include <algorithm>
#include <array>

#include "player/ui/utf8.h"

namespace mallette::views {
namespace {

/// U+00C0 to U+017F (Latin-1 Supplement, Latin Extended-A) without case and accent; '.' stands for
/// what is no letter or takes two.
constexpr std::string_view kPlain =
    "aaaaaa.ceeeeiiii"
    "dnooooo.ouuuuy.."
    "aaaaaa.ceeeeiiii"
    "dnooooo.ouuuuy.y"
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "ii..jjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oo..rrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";
constexpr char32_t kFirst = 0xC0;
static_assert(kPlain.size() == 0x180 - kFirst);

std::string_view two_letters(char32_t point) {
  switch (point) {
    case U'Æ':
    case U'æ':
      return "ae";
    case U'Œ':
    case U'œ':
      return "oe";
    case U'ß':
      return "ss";
    default:
      return {};
  }
}

/// An apostrophe is an apostrophe, and a no-break space a space.
char plain_sign(char32_t point) {
  if (point == U'’') return '\'';
  return point == 0xA0 || point == 0x202F ? ' ' : '\0';
}

}  // namespace

std::string plain_letters(std::string_view utf8) {
  std::string plain;
  plain.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    const char32_t point = ui::next_code_point(utf8, at);
    if (point >= 0x300 && point < 0x370) continue;  // accents that stand alone, as macOS writes them
    const bool in_table = point >= kFirst && point < kFirst + kPlain.size();
    if (point >= U'A' && point <= U'Z') {
      plain += static_cast<char>(point - U'A' + U'a');
    } else if (const auto two = two_letters(point); !two.empty()) {
      plain += two;
    } else if (in_table && kPlain[point - kFirst] != '.') {
      plain += kPlain[point - kFirst];
    } else if (const char sign = plain_sign(point); sign != '\0') {
      plain += sign;
    } else {
      plain += utf8.substr(here, at - here);
    }
  }
  return plain;
}

WordSearch::WordSearch(std::string_view typed) {
  const std::string plain = plain_letters(typed);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find(' ', at), plain.size());
    if (end > at) words_.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
}

bool WordSearch::finds(std::initializer_list<std::string_view> texts) const {
  if (words_.empty()) return true;
  std::string all;
  for (const std::string_view text : texts) {
    all += plain_letters(text);
    all += '\n';
  }
  return std::ranges::all_of(words_,
                             [&](const std::string& word) { return all.find(word) != std::string::npos; });
}

}  // namespace mallette::views
