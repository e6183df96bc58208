// SPDX-License-Identifier: GPL-3.0-or-later
// Who wants what: documents, views, texts and searches, and the caches. Decides which job comes next
// and what its outcome means. No thread, no clock, no poppler: the service's lock guards it.
//
//   open ──> kRead ──> kParse ──> open      a view: wanted ──next()──> drawn, cached ──> shown
//               └── failed ──┘                        ^ show() puts the newest in its place
//
// Order: closing, reading and parsing first; then the view that has waited longest; then texts asked
// for; then thumbnails; then one page of a search. So neither of the last two ever stands before a page
// someone looks at.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "kits/base/byte_source.h"
#include "player/documents/document_reader.h"
#include "player/documents/lru_cache.h"
#include "player/documents/requests.h"

namespace mallette::documents {

enum class JobKind : std::uint8_t { kClose, kRead, kParse, kDraw, kText, kThumbnail, kSearch };

/// Everything a worker needs, so that it looks at nothing shared while it works.
struct Job {
  JobKind kind = JobKind::kClose;
  DocumentId document{};
  Resource resource;        ///< its name in every job, its bytes in kRead
  SharedBytes bytes;        ///< but in kRead and kClose
  int page = 0;
  PixelSize size;           ///< kDraw, kThumbnail
  std::u32string query;     ///< kSearch, folded
  PageTextPtr text;         ///< kSearch: where it is known already
  std::uint64_t serial = 0; ///< kSearch: of which search
};

/// What came of a job: the error, or what its kind brings.
struct Outcome {
  std::optional<Error> error = std::nullopt;
  bool try_again = false;  ///< the fault was not this document's: forget it once it is told
  SharedBytes bytes = nullptr;
  DocumentInfoPtr info = nullptr;
  PagePicturePtr picture = nullptr;
  PageTextPtr text = nullptr;
  PageHitsPtr hits = nullptr;
};

class RequestBook {
 public:
  explicit RequestBook(const DocumentLimits& limits);

  // --- What callers ask; see DocumentService ---
  DocumentId open(Resource resource);
  void close(DocumentId document);
  [[nodiscard]] DocumentState state(DocumentId document) const;
  View add_view();
  void remove_view(View view);
  /// True when there is something to do for it.
  bool show(View view, const PageRequest& request);
  [[nodiscard]] PageShown shown(View view) const;
  [[nodiscard]] std::optional<Result<PageTextPtr>> text(DocumentId document, int page);
  [[nodiscard]] std::optional<Result<PagePicturePtr>> thumbnail(DocumentId document, int page, PixelSize within);
  void search(DocumentId document, const std::string& query);
  [[nodiscard]] SearchState found(DocumentId document) const;

  // --- What the worker does ---
  /// Each job is given out once, and settled by finish().
  [[nodiscard]] std::optional<Job> next();
  void finish(const Job& job, Outcome outcome);

  [[nodiscard]] std::size_t picture_cache_bytes() const { return pictures_.bytes(); }

 private:
  using PictureKey = std::tuple<DocumentId, int, int, int>;  ///< page, width, height
  using TextKey = std::tuple<DocumentId, int>;

  struct FailedPage {
    std::int64_t pixels = 0;  ///< and anything larger
    Error error;
  };
  struct Search {
    SearchState state;
    std::u32string query;
    std::uint64_t serial = 0;
    bool page_is_out = false;  ///< a job for one of its pages has been given out
  };
  struct Document {
    Resource resource;
    SharedBytes bytes;
    DocumentState state;
    std::map<int, FailedPage> failed_pictures;
    std::map<int, Error> failed_texts;
    std::deque<int> wanted_texts;
    std::map<int, Error> failed_thumbnails;
    std::deque<std::pair<int, PixelSize>> wanted_thumbnails;  ///< page and size, the latest last
    Search search;
  };
  struct ViewState {
    std::optional<PageRequest> wanted;  ///< not answered yet
    std::uint64_t asked = 0;            ///< counts up: the smallest has waited longest
    bool try_again = false;             ///< the error that is shown may pass: asking anew is worth it
    PageShown shown;
  };

  Document* find(DocumentId document);
  static PixelSize size_for(const Document& document, const PageRequest& request);
  static Error no_such_page(const Document& document, int page);
  bool answer(ViewState& view);
  void answer_views();
  std::optional<Job> next_draw();
  std::optional<Job> next_text();
  std::optional<Job> next_thumbnail();
  std::optional<Job> next_search();
  void finish_read(Document& document, const Job& job, Outcome& outcome);
  void finish_parse(Document& document, Outcome& outcome);
  void finish_draw(Document& document, const Job& job, Outcome& outcome);
  void finish_text(Document& document, const Job& job, Outcome& outcome);
  void finish_thumbnail(Document& document, const Job& job, Outcome& outcome);
  void finish_search(Document& document, const Job& job, const Outcome& outcome);
  void keep_text(const Job& job, const PageTextPtr& text);

  std::uint32_t last_id_ = 0;
  std::uint64_t last_serial_ = 0;
  std::map<DocumentId, Document> documents_;
  std::map<View, ViewState> views_;
  std::deque<Job> closing_and_opening_;
  LruCache<PictureKey, PagePicturePtr> pictures_;
  LruCache<TextKey, PageTextPtr> texts_;
  LruCache<PictureKey, PagePicturePtr> thumbnails_;
};

}  // namespace mallette::documents
