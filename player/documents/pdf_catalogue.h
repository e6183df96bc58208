// SPDX-License-Identifier: GPL-3.0-or-later
// What poppler-cpp does not tell of a PDF: its language, whether it is tagged, the pages to which its
// outline leads, the links on a page, what its form's fields hold, and its text in the order of its tags.
// Read through poppler's core, whose headers change between versions; they are included in
// pdf_catalogue.cpp alone.
//
// Of what is asked for, nothing beyond the limits in pdf_catalogue.cpp is read. One thread at a time.
#pragma once

#include <memory>
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

class PdfCore {
 public:
  /// The bytes outlive it, and so does a poppler::document of them: poppler-cpp holds the core's global
  /// state for as long as it has one. Null where the document cannot be read this way.
  [[nodiscard]] static std::unique_ptr<PdfCore> open(const std::vector<std::byte>& bytes, int page_count);
  ~PdfCore();
  PdfCore(const PdfCore&) = delete;
  PdfCore& operator=(const PdfCore&) = delete;

  [[nodiscard]] PdfCatalogue catalogue();
  /// Without their words. Those that lead nowhere, run something or open a file are left out.
  [[nodiscard]] std::vector<PageLink> links(int page);
  /// Of the form, as it is filled in. Buttons, signatures and passwords are left out.
  [[nodiscard]] std::vector<PageField> fields(int page);
  /// Of a tree of tags that is broken, what of it makes sense; nothing where the page has no tags.
  [[nodiscard]] std::vector<TextBlock> blocks(int page);

 private:
  struct Parts;
  explicit PdfCore(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace mallette::documents
