// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/pdf_catalogue.h"

#include <poppler/Catalog.h>
#include <poppler/Link.h>
#include <poppler/Object.h>
#include <poppler/Outline.h>
#include <poppler/PDFDoc.h>
#include <poppler/Stream.h>

#include <algorithm>
#include <cctype>
#include <type_traits>

#include "player/documents/unicode_text.h"

namespace mallette::documents {
namespace {

constexpr int kMaxOutlineDepth = 16;
constexpr int kMaxOutlineItems = 10'000;
constexpr std::size_t kMaxTitleChars = 1000;
constexpr std::size_t kMaxLanguageChars = 35;  // RFC 5646, 4.4.1

// Where poppler's versions differ, the form that this one has is chosen by its types.

template <class Doc>
std::unique_ptr<Doc> open_core(std::unique_ptr<BaseStream> stream) {
  if constexpr (std::is_constructible_v<Doc, std::unique_ptr<BaseStream>>) {
    return std::make_unique<Doc>(std::move(stream));
  } else {
    return std::make_unique<Doc>(stream.release());  // takes it over
  }
}

template <class Item>
std::u32string title_of(const Item& item) {
  std::u32string title;
  if constexpr (requires { item.getTitleLength(); }) {
    const int length = item.getTitle() == nullptr ? 0 : item.getTitleLength();
    for (int i = 0; i < length; ++i) title += static_cast<char32_t>(item.getTitle()[i]);
  } else {
    for (const auto code : item.getTitle()) title += static_cast<char32_t>(code);
  }
  return title.substr(0, kMaxTitleChars);
}

template <class Text>
std::string bytes_of(const Text& text) {
  if constexpr (std::is_pointer_v<Text>) {
    return text == nullptr ? std::string() : text->toStr();
  } else {
    return std::string(text);
  }
}

class OutlineReader {
 public:
  OutlineReader(PDFDoc& doc, int page_count) : doc_(doc), page_count_(page_count) {}

  template <class Items>
  std::vector<OutlineItem> read(const Items* items, int depth) {
    std::vector<OutlineItem> found;
    if (items == nullptr || depth > kMaxOutlineDepth) return found;
    for (const auto& item : *items) {
      if (++count_ > kMaxOutlineItems) break;
      OutlineItem entry{.title = clean_text(title_of(*item)), .page = page_of(item->getAction()), .children = {}};
      if (item->hasKids()) {
        item->open();
        entry.children = read(item->getKids(), depth + 1);
      }
      found.push_back(std::move(entry));
    }
    return found;
  }

 private:
  std::optional<int> page_of(const LinkAction* action) {
    if (action == nullptr || action->getKind() != actionGoTo) return std::nullopt;
    const auto& link = static_cast<const LinkGoTo&>(*action);
    const LinkDest* target = link.getDest();
    std::unique_ptr<LinkDest> named;
    if (target == nullptr && link.getNamedDest() != nullptr) {
      named = doc_.findDest(link.getNamedDest());
      target = named.get();
    }
    if (target == nullptr || !target->isOk()) return std::nullopt;
    const int number = target->isPageRef() ? doc_.findPage(target->getPageRef()) : target->getPageNum();
    if (number < 1 || number > page_count_) return std::nullopt;
    return number - 1;
  }

  PDFDoc& doc_;
  const int page_count_;
  int count_ = 0;
};

std::string language_of(const Object& root) {
  const Object lang = root.dictLookup("Lang");
  if (!lang.isString()) return {};
  const std::string tag = bytes_of(lang.getString());
  const auto of_a_tag = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; };
  if (tag.size() > kMaxLanguageChars || !std::ranges::all_of(tag, of_a_tag)) return {};
  return tag;
}

}  // namespace

PdfCatalogue read_catalogue(const std::vector<std::byte>& bytes, int page_count) {
  const auto doc = open_core<PDFDoc>(std::make_unique<MemStream>(reinterpret_cast<const char*>(bytes.data()), 0,
                                                                 static_cast<Goffset>(bytes.size()), Object(objNull)));
  PdfCatalogue catalogue;
  if (!doc->isOk()) return catalogue;
  const Object root = doc->getXRef()->getCatalog();
  if (!root.isDict()) return catalogue;
  catalogue.language = language_of(root);
  const bool marked = (doc->getCatalog()->getMarkInfo() & Catalog::markInfoMarked) != 0;
  catalogue.tagged = marked && root.dictLookup("StructTreeRoot").isDict();
  if (Outline* outline = doc->getOutline()) catalogue.outline = OutlineReader(*doc, page_count).read(outline->getItems(), 1);
  return catalogue;
}

}  // namespace mallette::documents
