// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/pages.h"

#include <algorithm>
#include <limits>

namespace mallette::session {
namespace {

std::uint64_t size_of(kits::PageRange range, std::optional<std::uint32_t> document_pages) {
  const std::uint32_t last = std::min(range.last, document_pages.value_or(range.last));
  return range.first > last ? 0 : std::uint64_t{last} - range.first + 1;
}

}  // namespace

std::optional<std::uint64_t> page_total(const std::vector<kits::PageRange>& ranges,
                                        std::optional<std::uint32_t> document_pages) {
  if (ranges.empty()) return document_pages;
  std::uint64_t total = 0;
  for (const kits::PageRange range : ranges) total += size_of(range, document_pages);
  return total;
}

std::optional<std::uint32_t> page_at(const std::vector<kits::PageRange>& ranges,
                                     std::optional<std::uint32_t> document_pages, std::uint64_t index) {
  if (ranges.empty()) {
    if (index >= document_pages.value_or(std::numeric_limits<std::uint32_t>::max())) return std::nullopt;
    return static_cast<std::uint32_t>(index + 1);
  }
  for (const kits::PageRange range : ranges) {
    const std::uint64_t size = size_of(range, document_pages);
    if (index < size) return static_cast<std::uint32_t>(range.first + index);
    index -= size;
  }
  return std::nullopt;
}

}  // namespace mallette::session
