// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/natural_order.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace mallette::app {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

/// As it is where it is not UTF-8.
std::string folded(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &out,
                                 static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                                UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(out);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string natural_key(std::string_view utf8) {
  const std::string text = folded(utf8);
  std::string key;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      key += text[at++];
      continue;
    }
    // A number is written as how many digits it has, then these: a longer one is a larger one. '0' before
    // it keeps numbers where digits stand among other signs.
    auto end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    while (at + 1 < end && text[at] == '0') ++at;
    key += '0';
    key += static_cast<char>(std::min<std::size_t>(end - at, 255));
    key.append(text, at, end - at);
    at = end;
  }
  return key;
}

}  // namespace mallette::app
