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
/// Of a link's height: what is further apart is two links to one place.
constexpr double kOneLinkGap = 1;
/// Of a link's words.
constexpr std::size_t kMostLinkWords_bytes = 300;

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

Box around(const Box& a, const Box& b) {
  const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// They go on where the other ends.
bool is_one_link(const PageLink& a, const PageLink& b) {
  if (a.page != b.page || a.address != b.address || !on_one_line(a.box, b.box)) return false;
  const double gap = std::max(b.box.x - a.box.right(), a.box.x - b.box.right());
  return gap < kOneLinkGap * std::max(a.box.height, b.box.height);
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

std::string words_in(const PageText& page, const Box& box) {
  std::string words;
  for (const Word& word : page.words) {
    const double x = word.box.x + word.box.width / 2, y = word.box.y + word.box.height / 2;
    if (x < box.x || x > box.right() || y < box.y || y > box.bottom()) continue;
    if (words.size() + word.size > kMostLinkWords_bytes) break;
    words += (words.empty() ? "" : " ") + page.text.substr(word.begin, word.size);
  }
  return words;
}

std::vector<PageLink> name_links(std::vector<PageLink> links, const PageText& page) {
  std::vector<PageLink> named;
  for (PageLink& link : links) {
    if (!named.empty() && is_one_link(named.back(), link)) named.back().box = around(named.back().box, link.box);
    else named.push_back(std::move(link));
  }
  for (PageLink& link : named) {
    link.words = words_in(page, link.box);
    while (!link.words.empty() && std::string_view(",;:.").find(link.words.back()) != std::string_view::npos) link.words.pop_back();
  }
  return named;
}

std::size_t bytes_of(const PageText& page) {
  std::size_t bytes = sizeof(PageText) + page.text.size() + page.words.size() * sizeof(Word);
  for (const PageLink& link : page.links) bytes += sizeof(PageLink) + link.address.size() + link.words.size();
  for (const PageField& field : page.fields) bytes += sizeof(PageField) + field.name.size() + field.value.size();
  for (const TextBlock& block : page.blocks) bytes += sizeof(TextBlock) + block.words.size();
  return bytes;
}

}  // namespace mallette::documents
