// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/pdf_catalogue.h"

#include <poppler/Catalog.h>
#include <poppler/Link.h>
#include <poppler/Object.h>
#include <poppler/Outline.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <type_traits>

#include "player/documents/unicode_text.h"

namespace mallette::documents {
namespace {

constexpr int kMaxOutlineDepth = 16;
constexpr int kMaxOutlineItems = 10'000;
constexpr std::size_t kMaxTitleChars = 1000;
constexpr std::size_t kMaxLanguageChars = 35;  // RFC 5646, 4.4.1
constexpr int kMaxAnnotations = 2'000;          ///< of a page
constexpr std::size_t kMaxAddressBytes = 2'000;

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

/// Where links and outline entries lead.
class Targets {
 public:
  Targets(PDFDoc& doc, int page_count) : doc_(doc), page_count_(page_count) {}

  /// From 0; nothing: outside of the document, or nowhere.
  std::optional<int> page_of(const LinkAction* action) const {
    if (action == nullptr || action->getKind() != actionGoTo) return std::nullopt;
    const auto& link = static_cast<const LinkGoTo&>(*action);
    const LinkDest* target = link.getDest();
    std::unique_ptr<LinkDest> named;
    if (target == nullptr && link.getNamedDest() != nullptr) {
      named = doc_.findDest(link.getNamedDest());
      target = named.get();
    }
    if (target == nullptr || !target->isOk()) return std::nullopt;
    return known(target->isPageRef() ? doc_.findPage(target->getPageRef()) : target->getPageNum());
  }

  /// The same, from a page: "the next one" is a place too (ISO 32000-1, table 211).
  std::optional<int> page_from(const LinkAction* action, int here) const {
    if (action == nullptr || action->getKind() != actionNamed) return page_of(action);
    const std::string name = bytes_of(static_cast<const LinkNamed&>(*action).getName());
    if (name == "NextPage") return known(here + 2);
    if (name == "PrevPage") return known(here);
    if (name == "FirstPage") return known(1);
    if (name == "LastPage") return known(page_count_);
    return std::nullopt;
  }

 private:
  std::optional<int> known(int number) const {
    if (number < 1 || number > page_count_) return std::nullopt;
    return number - 1;
  }

  PDFDoc& doc_;
  const int page_count_;
};

class OutlineReader {
 public:
  explicit OutlineReader(const Targets& targets) : targets_(targets) {}

  template <class Items>
  std::vector<OutlineItem> read(const Items* items, int depth) {
    std::vector<OutlineItem> found;
    if (items == nullptr || depth > kMaxOutlineDepth) return found;
    for (const auto& item : *items) {
      if (++count_ > kMaxOutlineItems) break;
      OutlineItem entry{.title = clean_text(title_of(*item)), .page = targets_.page_of(item->getAction()), .children = {}};
      if (item->hasKids()) {
        item->open();
        entry.children = read(item->getKids(), depth + 1);
      }
      found.push_back(std::move(entry));
    }
    return found;
  }

 private:
  const Targets& targets_;
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

// --- What lies on a page ---

/// From the document's space, y upwards, to the page as it is shown.
class Placing {
 public:
  explicit Placing(const Page& page) : crop_(*page.getCropBox()), turn_(((page.getRotate() % 360) + 360) % 360) {}

  /// Nothing where it is no rectangle, or has no area.
  std::optional<Box> place(const Object& rect) const {
    if (!rect.isArray() || rect.arrayGetLength() != 4) return std::nullopt;
    std::array<double, 4> side{};
    for (int i = 0; i < 4; ++i) {
      const Object number = rect.arrayGet(i, 0);
      if (!number.isNum() || !std::isfinite(number.getNum())) return std::nullopt;
      side[static_cast<std::size_t>(i)] = number.getNum();
    }
    const auto [x1, y1] = turned(side[0], side[1]);
    const auto [x2, y2] = turned(side[2], side[3]);
    const Box box{std::min(x1, x2), std::min(y1, y2), std::abs(x2 - x1), std::abs(y2 - y1)};
    return within(box);
  }

 private:
  std::pair<double, double> turned(double x, double y) const {
    switch (turn_) {
      case 90: return {y - crop_.y1, x - crop_.x1};
      case 180: return {crop_.x2 - x, y - crop_.y1};
      case 270: return {crop_.y2 - y, crop_.x2 - x};
      default: return {x - crop_.x1, crop_.y2 - y};
    }
  }
  /// The part of it that lies on the page.
  std::optional<Box> within(const Box& box) const {
    const bool lying = turn_ == 90 || turn_ == 270;
    const double width = crop_.x2 - crop_.x1, height = crop_.y2 - crop_.y1;
    const double x = std::max(box.x, 0.0), y = std::max(box.y, 0.0);
    const Box part{x, y, std::min(box.right(), lying ? height : width) - x, std::min(box.bottom(), lying ? width : height) - y};
    if (!(part.width > 0) || !(part.height > 0)) return std::nullopt;
    return part;
  }

  const PDFRectangle crop_;
  const int turn_;
};

bool is_named(const Object& object, const char* name) { return object.isName() && std::string_view(object.getName()) == name; }

/// ISO 32000-1, table 165: hidden, or not for a screen.
bool is_hidden(const Object& annotation) {
  constexpr int kHidden = 1 << 1, kNoView = 1 << 5;
  const Object flags = annotation.dictLookup("F");
  return flags.isInt() && (flags.getInt() & (kHidden | kNoView)) != 0;
}

/// Each that is to be seen, of this kind.
template <class Take>
void each_annotation(Page& page, const char* kind, Take take) {
  const Object all = page.getAnnotsObject();
  if (!all.isArray()) return;
  const int count = std::min(all.arrayGetLength(), kMaxAnnotations);
  for (int i = 0; i < count; ++i) {
    const Object annotation = all.arrayGet(i, 0);
    if (annotation.isDict() && is_named(annotation.dictLookup("Subtype"), kind) && !is_hidden(annotation)) take(annotation);
  }
}

std::unique_ptr<LinkAction> action_of(const Object& annotation) {
  const Object target = annotation.dictLookup("Dest");
  if (!target.isNull()) return LinkAction::parseDest(&target);
  const Object action = annotation.dictLookup("A");
  return action.isDict() ? LinkAction::parseAction(&action) : nullptr;
}

/// Of a link out of the document; never opened.
std::string address_of(const LinkAction& action) {
  if (action.getKind() != actionURI) return {};
  std::u32string text;
  const std::string address = bytes_of(static_cast<const LinkURI&>(action).getURI());
  for (const char c : address.substr(0, kMaxAddressBytes)) text += static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'\uFFFD';
  return clean_text(text);
}

}  // namespace

struct PdfCore::Parts {
  std::unique_ptr<PDFDoc> doc;
  Targets targets;

  Page* page(int number) { return doc->getPage(number + 1); }
};

PdfCore::PdfCore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PdfCore::~PdfCore() = default;

std::unique_ptr<PdfCore> PdfCore::open(const std::vector<std::byte>& bytes, int page_count) {
  auto doc = open_core<PDFDoc>(std::make_unique<MemStream>(reinterpret_cast<const char*>(bytes.data()), 0,
                                                           static_cast<Goffset>(bytes.size()), Object(objNull)));
  if (!doc->isOk()) return nullptr;
  const Targets targets(*doc, page_count);
  return std::unique_ptr<PdfCore>(new PdfCore(std::make_unique<Parts>(Parts{std::move(doc), targets})));
}

PdfCatalogue PdfCore::catalogue() {
  PDFDoc& doc = *parts_->doc;
  PdfCatalogue catalogue;
  const Object root = doc.getXRef()->getCatalog();
  if (!root.isDict()) return catalogue;
  catalogue.language = language_of(root);
  const bool marked = (doc.getCatalog()->getMarkInfo() & Catalog::markInfoMarked) != 0;
  catalogue.tagged = marked && root.dictLookup("StructTreeRoot").isDict();
  if (Outline* outline = doc.getOutline()) catalogue.outline = OutlineReader(parts_->targets).read(outline->getItems(), 1);
  return catalogue;
}

std::vector<PageLink> PdfCore::links(int page) {
  std::vector<PageLink> links;
  Page* const on = parts_->page(page);
  if (on == nullptr) return links;
  const Placing placing(*on);
  each_annotation(*on, "Link", [&](const Object& annotation) {
    const auto box = placing.place(annotation.dictLookup("Rect"));
    const auto action = box ? action_of(annotation) : nullptr;
    if (action == nullptr) return;
    PageLink link{.box = *box, .page = parts_->targets.page_from(action.get(), page), .address = {}, .words = {}};
    if (!link.page) link.address = address_of(*action);
    if (link.page || !link.address.empty()) links.push_back(std::move(link));
  });
  return links;
}

}  // namespace mallette::documents
