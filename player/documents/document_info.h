// SPDX-License-Identifier: GPL-3.0-or-later
// What a document says of itself. Immutable once made; any thread. Texts are UTF-8.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/documents/page.h"

namespace mallette::documents {

/// An entry of the outline (bookmarks, table of contents).
struct OutlineItem {
  std::string title;
  std::optional<int> page;  ///< nothing: it leads nowhere, or outside of the document (never followed)
  std::vector<OutlineItem> children;
};

struct DocumentInfo {
  std::string title;                ///< empty where the document has none
  std::string language;             ///< a BCP 47 tag ("fr", "fr-FR"); empty where it says none
  bool tagged = false;              ///< it has a structure tree and calls itself tagged (ISO 32000-1, 14.7 and 14.8)
  std::vector<PageSize> pages;      ///< never empty
  std::vector<OutlineItem> outline;
};

using DocumentInfoPtr = std::shared_ptr<const DocumentInfo>;

}  // namespace mallette::documents
