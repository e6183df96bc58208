// SPDX-License-Identifier: GPL-3.0-or-later
// One document, opened for reading: the seam between the service and the library that knows PDF.
//
// A reader belongs to one thread, on which it is made, used and destroyed. Its calls take as long as
// they take and cannot be interrupted: DocumentService puts it on a thread of its own and watches it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/documents/document_info.h"
#include "player/documents/page_text.h"

namespace mallette::documents {

using SharedBytes = std::shared_ptr<const std::vector<std::byte>>;

class DocumentReader {
 public:
  DocumentReader() = default;
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;
  virtual ~DocumentReader() = default;

  [[nodiscard]] virtual DocumentInfoPtr info() const = 0;
  /// The whole page in exactly this size, which fit_page() or scale_page() gave. kDocumentPage.
  [[nodiscard]] virtual Result<PagePicturePtr> draw(int page, PixelSize size) = 0;
  [[nodiscard]] virtual Result<PageTextPtr> read_text(int page) = 0;
};

/// `name` is for errors. kDocumentUnreadable, kDocumentEncrypted, kDocumentEmpty, kFileTooLarge (pages).
using OpenReader = std::function<Result<std::unique_ptr<DocumentReader>>(const std::string& name, const SharedBytes& bytes)>;

/// A PDF, by poppler. Scripts in it are not run, links out of it not followed, files beside it not
/// opened; fonts that it does not bring are looked for on this machine only.
[[nodiscard]] Result<std::unique_ptr<DocumentReader>> open_pdf(const std::string& name, const SharedBytes& bytes);

}  // namespace mallette::documents
