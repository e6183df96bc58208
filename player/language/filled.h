// SPDX-License-Identifier: GPL-3.0-or-later
// A translated text with numbers and names set in for its {}. Pure; any thread.
#pragma once

#include <fmt/format.h>

#include <string>

namespace mallette::language {

template <class... Values>
[[nodiscard]] std::string filled(const char* text, const Values&... values) {
  return fmt::format(fmt::runtime(text), values...);
}

}  // namespace mallette::language
