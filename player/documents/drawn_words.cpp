// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/drawn_words.h"

#include <algorithm>
#include <cmath>

#include "player/documents/page_text.h"

namespace mallette::documents {

void DrawnWords::begin_mark(bool artifact, std::optional<int> number, const std::optional<std::string>& instead) {
  Mark mark = here();
  if (artifact) mark = {.artifact = true};
  if (number && !mark.artifact) mark.number = *number;
  if (instead && !mark.replaced) {
    put(*instead, mark);
    mark.replaced = true;
  }
  marked_.push_back(mark);
}

void DrawnWords::end_mark() {
  if (!marked_.empty()) marked_.pop_back();
}

void DrawnWords::draw(const Glyph& glyph, const std::string& letters) {
  const Mark mark = here();
  if (mark.number >= 0) put(gap_before(glyph, mark.number), mark);
  put(letters, mark);
  last_[mark.number] = glyph;
  latest_ = mark.number;
}

void DrawnWords::put(const std::string& words, const Mark& mark) {
  if (mark.artifact || bytes_ + words.size() > kMaxPageTextBytes) return;
  bytes_ += words.size();
  if (mark.number >= 0) content_.words[mark.number] += words;
  else content_.untagged_bytes += static_cast<std::size_t>(std::ranges::count_if(words, [](char c) { return c != ' '; }));
}

/// A space where the page shows one, or begins another line; none behind a hyphen at a line's end.
/// What begins is held against what was drawn before it: a mark and its item are often two contents.
std::string DrawnWords::gap_before(const Glyph& glyph, int number) const {
  const auto own = last_.find(number);
  const auto before = own != last_.end() ? own : last_.find(latest_);
  if (before == last_.end()) return {};
  const Glyph& from = before->second;
  const double size = std::max(glyph.size, from.size);
  // Along the line, and across it.
  double along_x = from.end_x - from.x, along_y = from.end_y - from.y;
  const double length = std::hypot(along_x, along_y);
  if (!(length > 0)) return {};
  along_x /= length;
  along_y /= length;
  const double gap = (glyph.x - from.end_x) * along_x + (glyph.y - from.end_y) * along_y;
  const double across = std::abs((glyph.x - from.end_x) * along_y - (glyph.y - from.end_y) * along_x);
  constexpr double kSpace = 0.15, kLine = 0.5;  // of the type's size
  if (across > kLine * size || gap < -2 * size) {
    const auto so_far = content_.words.find(before->first);
    const bool hyphen = so_far != content_.words.end() && (so_far->second.ends_with('-') || so_far->second.ends_with("\u2010"));
    return hyphen ? "" : " ";
  }
  return gap > kSpace * size ? " " : "";
}

}  // namespace mallette::documents
