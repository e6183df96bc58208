// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/utf8.h"

namespace mallette::ui {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < more) return kReplacement;
  char32_t point = lead & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if (!is_continuation(text[at + i])) return kReplacement;
    point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (point < kLeast[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return kReplacement;
  at += more;
  return point;
}

std::size_t previous_place(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  // As next_code_point() would walk: at most four bytes back, and only over a whole code point.
  for (std::size_t back = 4; back > 1; --back) {
    if (back > at) continue;
    std::size_t walked = at - back;
    if (next_code_point(text, walked) != kReplacement && walked == at) return at - back;
  }
  return at - 1;
}

}  // namespace mallette::ui
