// SPDX-License-Identifier: GPL-3.0-or-later
// Breaking a text into lines: at spaces and after hyphens, at every line break, and inside a word
// only where the word alone is wider than the line. No-break spaces (U+00A0, U+202F) hold, as French
// asks before ? ! : ; and inside « ». Pure; any thread.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace mallette::ui {

/// The advance of a code point, in pixels.
using Advance = std::function<float(char32_t)>;

struct TextLine {
  std::string_view text;  ///< into the text given; without the space or break at its end
  float width = 0;
};

/// At least one line, also for an empty text.
[[nodiscard]] std::vector<TextLine> break_lines(std::string_view text, float width, const Advance& advance);

}  // namespace mallette::ui
