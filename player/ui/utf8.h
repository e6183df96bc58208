// SPDX-License-Identifier: GPL-3.0-or-later
// Walking UTF-8 text. Any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace mallette::ui {

/// The code point at `at`, which moves behind it; U+FFFD for each byte that belongs to none.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
/// The place of the code point before `at`.
[[nodiscard]] std::size_t previous_place(std::string_view text, std::size_t at);

}  // namespace mallette::ui
