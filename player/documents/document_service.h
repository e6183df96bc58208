// SPDX-License-Identifier: GPL-3.0-or-later
// PDF documents as pictures, text and outline, beside the interface and never in its way.
//
// Every call returns at once; what takes time is done by one worker thread, and `wake` is called
// (from a thread of the service, under no lock) when there is something new to look at. All calls may
// come from any thread, in each turn of an immediate-mode interface: asking again for what was asked
// for costs nothing.
//
//   id = open(resource)      state(id): kOpening ──> kOpen with its info, or kFailed with an error
//   show(view, request)      shown(view): the last picture, then the one that was asked for
//   text(id, page)           nothing while it is read
//   thumbnail(id, page)      the same; after every page and text that is asked for
//   search(id, query)        found(id): grows page by page
//
// A view has one wish: a new one takes the place of one that was not begun. To have the next page
// ready, show it in a view of its own that nobody looks at: it comes out of the cache then.
//
// Poppler cannot be interrupted. A watching thread sees when a job goes beyond its time (DocumentLimits):
// the job fails with kDocumentSlow, its thread is left to finish by itself, and a new worker goes on
// with the rest, opening again what it needs from the bytes. When as many threads as allowed have been
// left that way, the worker is waited for, and what is asked meanwhile is refused with kDocumentSlow.
//
// Destroying the service waits for the page that is being drawn, but not beyond its time. A program that
// ends while abandoned_threads() is not 0 has to leave by std::_Exit: poppler's globals must outlive them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kits/base/byte_source.h"
#include "player/documents/document_reader.h"
#include "player/documents/requests.h"

namespace mallette::documents {

class DocumentService {
 public:
  using Wake = std::function<void()>;

  /// `wake` must be callable until the destructor has returned.
  explicit DocumentService(Wake wake, const DocumentLimits& limits = {}, OpenReader open_reader = open_pdf);
  ~DocumentService();
  DocumentService(const DocumentService&) = delete;
  DocumentService& operator=(const DocumentService&) = delete;

  DocumentId open(Resource resource);
  /// Views that show it become empty.
  void close(DocumentId document);
  [[nodiscard]] DocumentState state(DocumentId document) const;

  [[nodiscard]] View add_view();
  void remove_view(View view);
  /// May be called before the document is open.
  void show(View view, const PageRequest& request);
  [[nodiscard]] PageShown shown(View view) const;

  /// Nothing while it is being read; asking is what has it read.
  [[nodiscard]] std::optional<Result<PageTextPtr>> text(DocumentId document, int page);

  /// The whole page inside `within`, which is small. Nothing while it is being drawn; asking is what has it
  /// drawn. Of what was asked for and not begun, the latest 32 of a document are kept.
  [[nodiscard]] std::optional<Result<PagePicturePtr>> thumbnail(DocumentId document, int page, PixelSize within);

  /// Through all pages from the first; takes the place of a search under way. An empty query ends it.
  void search(DocumentId document, const std::string& query);
  [[nodiscard]] SearchState found(DocumentId document) const;

  [[nodiscard]] std::size_t picture_cache_bytes() const;
  /// Threads of any service of this program that were left behind and have not come back.
  [[nodiscard]] static int abandoned_threads();

 private:
  struct Shared;
  void asked();

  const std::shared_ptr<Shared> shared_;  ///< threads that were left behind hold it too
};

}  // namespace mallette::documents
