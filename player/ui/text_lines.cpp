// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/text_lines.h"

#include <optional>

#include "player/ui/utf8.h"

namespace mallette::ui {
namespace {

/// A place where the line may end: what stands before it, and where the next line begins.
struct Break {
  std::size_t end;
  std::size_t next;
  float width;
};

}  // namespace

std::vector<TextLine> break_lines(std::string_view text, float width, const Advance& advance) {
  std::vector<TextLine> lines;
  std::size_t start = 0;
  std::size_t at = 0;
  float used = 0;
  std::optional<Break> last;
  const auto end_line = [&](const Break& where) {
    lines.push_back({text.substr(start, where.end - start), where.width});
    start = at = where.next;
    used = 0;
    last.reset();
  };
  while (at < text.size()) {
    const std::size_t here = at;
    const char32_t point = next_code_point(text, at);
    if (point == '\n') {
      end_line({here, at, used});
      continue;
    }
    if (point == ' ') {
      // A space at the end of a line hangs over it.
      last = Break{here, at, used};
      used += advance(point);
      continue;
    }
    const float step = advance(point);
    if (used + step > width && here > start) {
      end_line(last ? *last : Break{here, here, used});
      continue;
    }
    used += step;
    if (point == '-' && here > start) last = Break{at, at, used};
  }
  lines.push_back({text.substr(start), used});
  return lines;
}

}  // namespace mallette::ui
