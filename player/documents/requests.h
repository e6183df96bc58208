// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the document service, and what it answers. Plain values; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/documents/document_info.h"
#include "player/documents/page.h"
#include "player/documents/text_search.h"

namespace mallette::documents {

/// One opened document; never given twice by a service.
enum class DocumentId : std::uint32_t {};

/// A place that shows one page at a time (the room, the desk, a thumbnail, the page looked at next).
enum class View : std::uint32_t {};

struct DocumentLimits {
  std::uint64_t file_bytes = 256ULL << 20;         ///< the kit format's limit for one document
  std::chrono::milliseconds read{60'000};          ///< 256 MiB from a slow key
  std::chrono::milliseconds open{5'000};
  std::chrono::milliseconds page{5'000};           ///< drawing a page, or reading its text
  std::size_t picture_cache_bytes = 64ULL << 20;   ///< 15 pages at 1366x768, two at 4K
  std::size_t text_cache_bytes = 16ULL << 20;
  std::size_t thumbnail_cache_bytes = 16ULL << 20; ///< some 400 of 90x120
  int abandoned_threads = 2;                       ///< that may be left to finish by themselves
};

enum class DocumentStage : std::uint8_t { kOpening, kOpen, kFailed };

struct DocumentState {
  DocumentStage stage = DocumentStage::kFailed;
  DocumentInfoPtr info;        ///< where kOpen
  std::optional<Error> error;  ///< where kFailed; nothing for a document that was closed
};

/// The whole page, as large as its shape fits inside `within`; fit_page() says how large that is.
struct PageRequest {
  DocumentId document{};
  int page = 0;
  PixelSize within;
  friend bool operator==(const PageRequest&, const PageRequest&) = default;
};

/// What a view has. The last picture stays while the next is drawn, so that nothing flashes.
struct PageShown {
  std::optional<PageRequest> request;  ///< what `picture` or `error` answers
  PagePicturePtr picture;
  std::optional<Error> error;
  bool pending = false;                ///< a later request is not answered yet
};

struct SearchState {
  std::string query;               ///< as it was typed; empty: no search
  std::vector<PageHitsPtr> found;  ///< pages with hits, by growing page
  std::size_t hits = 0;
  int pages_searched = 0;
  int pages_unread = 0;            ///< among them those whose text could not be read
  bool finished = false;
  bool cut = false;                ///< kMaxHits were found: the rest was not looked for
};

inline constexpr std::size_t kMaxHits = 10'000;

}  // namespace mallette::documents
