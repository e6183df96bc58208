// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/page_text.h"

#include <algorithm>
#include <string_view>

namespace mallette::documents {
namespace {

/// Of the line's height: nearer than this, two pieces are one word set in two fonts.
constexpr double kJoinedGap = 0.15;
/// Of the line's height: lines further apart than this belong to two blocks.
constexpr double kBlockGap = 0.7;

/// What stands between two words.
std::string_view separator(const PlacedWord& before, const PlacedWord& after) {
  if (before.space_after) return " ";
  const Box& a = before.box;
  const Box& b = after.box;
  const double height = std::max(a.height, b.height);
  if (on_one_line(a, b)) {
    const double gap = std::max(b.x - a.right(), a.x - b.right());  // the second for what is written leftwards
    return gap < kJoinedGap * height ? "" : "\n";
  }
  const double down = b.y - a.bottom();
  const bool next_line = down > -height && down < kBlockGap * height;
  return next_line ? "\n" : "\n\n";
}

}  // namespace

bool on_one_line(const Box& a, const Box& b) {
  const double shared = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return shared >= 0.5 * std::min(a.height, b.height);
}

PageText assemble_text(const std::vector<PlacedWord>& words) {
  PageText page;
  page.words.reserve(words.size());
  const PlacedWord* before = nullptr;
  for (const PlacedWord& word : words) {
    if (word.text.empty()) continue;
    const std::string_view between = before == nullptr ? "" : separator(*before, word);
    if (page.text.size() + between.size() + word.text.size() > kMaxPageTextBytes) break;
    page.text += between;
    page.words.push_back({word.box, static_cast<std::uint32_t>(page.text.size()), static_cast<std::uint32_t>(word.text.size())});
    page.text += word.text;
    before = &word;
  }
  return page;
}

}  // namespace mallette::documents
