// SPDX-License-Identifier: GPL-3.0-or-later
// The pages that a step shows, walked by index: 0 is the first page shown, whatever its number.
//
//     pages = "2, 5-6" of a document of 9:   index 0 1 2  ->  page 2 5 6
//
// A document's page count is not known until it has been opened; ranges that a kit names may lie
// beyond it, and are cut then. Ranges are never spread out: a kit may name four thousand million pages.
//
// Pure functions: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kits/plan.h"

namespace mallette::session {

/// How many pages there are to show; nothing while that is not known.
[[nodiscard]] std::optional<std::uint64_t> page_total(const std::vector<kits::PageRange>& ranges,
                                                      std::optional<std::uint32_t> document_pages);

/// The page number at index; nothing beyond the last.
[[nodiscard]] std::optional<std::uint32_t> page_at(const std::vector<kits::PageRange>& ranges,
                                                   std::optional<std::uint32_t> document_pages,
                                                   std::uint64_t index);

}  // namespace mallette::session
