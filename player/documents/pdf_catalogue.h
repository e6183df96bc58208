// SPDX-License-Identifier: GPL-3.0-or-later
// What poppler-cpp does not tell of a PDF: its language, whether it is tagged, and the pages to which
// its outline leads. Read through poppler's core, whose headers change between versions; they are
// included in pdf_catalogue.cpp alone.
#pragma once

#include <string>
#include <vector>

#include "player/documents/document_info.h"
#include "player/documents/document_reader.h"

namespace mallette::documents {

struct PdfCatalogue {
  std::string language;
  bool tagged = false;
  std::vector<OutlineItem> outline;
};

/// Empty where the document cannot be read this way. While it runs, a poppler::document must be alive:
/// poppler-cpp holds the core's global state for as long as it has one.
[[nodiscard]] PdfCatalogue read_catalogue(const std::vector<std::byte>& bytes, int page_count);

}  // namespace mallette::documents
