// SPDX-License-Identifier: GPL-3.0-or-later
// PDFs for tests: those of the demo kit, and small ones that a test writes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kits/base/byte_source.h"
#include "player/documents/document_reader.h"

namespace mallette::test {

using ReaderPtr = std::unique_ptr<documents::DocumentReader>;

inline const std::string kDemo = std::string(MALLETTE_SOURCE_DIR) + "/kits/demo/";
inline const std::string kBooklet = kDemo + "livret/livret.pdf";

inline documents::SharedBytes load(const std::string& path) {
  return std::make_shared<const std::vector<std::byte>>(read_all(file_resource(path), 256 << 20).value());
}

inline Result<ReaderPtr> open_file(const std::string& path) { return documents::open_pdf(path, load(path)); }

inline documents::SharedBytes bytes_of(const std::string& text) {
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return std::make_shared<const std::vector<std::byte>>(begin, begin + text.size());
}

inline std::string text_of_bytes(const documents::SharedBytes& bytes) { return {reinterpret_cast<const char*>(bytes->data()), bytes->size()}; }

/// A PDF of one page; without a table of its objects, which readers then make themselves.
inline documents::SharedBytes small_pdf(const std::string& page_keys, const std::string& drawing, const std::string& root_keys = {},
                      const std::string& more_objects = {}) {
  return bytes_of("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R " + root_keys + ">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
                  "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>> " + page_keys + ">>endobj\n4 0 obj<</Length " +
                  std::to_string(drawing.size()) + ">>stream\n" + drawing + "\nendstream endobj\n" + more_objects +
                  "trailer<</Root 1 0 R>>\n");
}

inline const std::uint8_t* pixel(const documents::PagePicture& picture, int x, int y) {
  return picture.bgra.data() + (std::ptrdiff_t{y} * picture.size.width + x) * 4;
}

inline std::vector<std::filesystem::path> pdfs_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace mallette::test
