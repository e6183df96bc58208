// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/tagged_text.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "player/documents/page_text.h"

namespace mallette::documents {
namespace {

/// With one space between words, none at the ends.
void add_words(std::string& to, std::string_view words) {
  for (const char c : words) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (space && (to.empty() || to.back() == ' ')) continue;
    to += space ? ' ' : c;
  }
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c != ' ' && c != '\n'; }));
}

bool leave_much_out(const TagOrder& order, const TaggedContent& content) {
  std::set<int> told;
  bool is_replaced = false;  // words that tags give themselves stand for content that no tag names
  for (const TagBlock& block : order) {
    for (const TagPiece& piece : block.pieces) {
      told.insert(piece.content);
      is_replaced = is_replaced || (piece.content < 0 && letters(piece.words) > 2);
    }
  }
  std::size_t left_out = content.untagged_bytes, all = content.untagged_bytes;
  for (const auto& [number, words] : content.words) {
    all += letters(words);
    if (!told.contains(number) && !is_replaced) left_out += letters(words);
  }
  return left_out * 20 > all;
}

}  // namespace

std::vector<TextBlock> tagged_blocks(const TagOrder& order, const TaggedContent& content) {
  std::vector<TextBlock> blocks;
  if (leave_much_out(order, content)) return blocks;
  std::size_t bytes = 0;
  for (const TagBlock& tagged : order) {
    TextBlock block{tagged.kind, tagged.level, {}};
    for (const TagPiece& piece : tagged.pieces) {
      const auto found = content.words.find(piece.content);
      if (piece.content < 0) add_words(block.words, piece.words);
      else if (found != content.words.end()) add_words(block.words, found->second);
    }
    while (block.words.ends_with(' ')) block.words.pop_back();
    bytes += block.words.size();
    if (bytes > kMaxPageTextBytes) break;
    if (!block.words.empty() || block.kind == BlockKind::kFigure) blocks.push_back(std::move(block));
  }
  return blocks;
}

bool hold_most_of(const std::vector<TextBlock>& blocks, const std::string& page_text) {
  std::size_t held = 0;
  for (const TextBlock& block : blocks) held += letters(block.words);
  return !blocks.empty() && 2 * held >= letters(page_text);
}

}  // namespace mallette::documents
