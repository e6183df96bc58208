// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/documents/pdf_catalogue.h"

#include <poppler/Catalog.h>
#include <poppler/GfxState.h>
#include <poppler/Link.h>
#include <poppler/Object.h>
#include <poppler/Outline.h>
#include <poppler/OutputDev.h>
#include <poppler/PDFDoc.h>
#include <poppler/PDFDocEncoding.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <type_traits>

#include "player/documents/drawn_words.h"
#include "player/documents/tag_role.h"
#include "player/documents/unicode_text.h"

namespace mallette::documents {
namespace {

constexpr int kMaxOutlineDepth = 16;
constexpr int kMaxOutlineItems = 10'000;
constexpr std::size_t kMaxTitleChars = 1000;
constexpr std::size_t kMaxLanguageChars = 35;  // RFC 5646, 4.4.1
constexpr int kMaxAnnotations = 2'000;          ///< of a page
constexpr std::size_t kMaxAddressBytes = 2'000;
constexpr int kMaxFieldDepth = 16;
constexpr int kMaxChoices = 1'000;
constexpr int kMaxTagDepth = 64;
constexpr int kMaxTagPieces = 200'000;  ///< elements and pieces of content
/// Well below the time that a page's text may take (DocumentLimits): what is not reached by then is read in
/// the order of its pages.
constexpr std::chrono::milliseconds kMostTagTime{1000};
constexpr int kTagsBetweenLooks = 256;  ///< at the clock
constexpr int kMaxRoleSteps = 8;
constexpr std::size_t kMaxTagTextBytes = 4 << 20;  ///< that stands in the tags of a document
constexpr std::size_t kMaxStringBytes = 64 * 1024;  ///< of a field's value, a figure's text; the rest is left out

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

  /// "The next one", from a page, is a place too (ISO 32000-1, table 211).
  std::optional<int> page_named(std::string_view name, int here) const {
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

/// Read here: not every poppler lets others know its class for it.
std::string action_name(const Object& annotation) {
  const Object action = annotation.dictLookup("A");
  if (!action.isDict() || !is_named(action.dictLookup("S"), "Named")) return {};
  const Object name = action.dictLookup("N");
  return name.isName() ? name.getName() : std::string();
}

/// Of a link out of the document; never opened.
std::string address_of(const LinkAction& action) {
  if (action.getKind() != actionURI) return {};
  std::u32string text;
  const std::string address = bytes_of(static_cast<const LinkURI&>(action).getURI());
  for (const char c : address.substr(0, kMaxAddressBytes)) text += static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'\uFFFD';
  return clean_text(text);
}

/// ISO 32000-1, 7.9.2.2: UTF-16 with its mark, PDFDocEncoding without one; 32000-2 adds UTF-8.
std::string text_of(const Object& string) {
  if (!string.isString()) return {};
  const std::string bytes = bytes_of(string.getString()).substr(0, kMaxStringBytes);
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool big = bytes.starts_with("\xFE\xFF"), little = bytes.starts_with("\xFF\xFE");
  if (big || little) {
    std::vector<unsigned short> units;
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) units.push_back(static_cast<unsigned short>(big ? at(i) << 8 | at(i + 1) : at(i + 1) << 8 | at(i)));
    return clean_text_utf16(units);
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) return clean_text_utf8(std::string_view(bytes).substr(3));
  std::u32string text;
  for (const char c : bytes) text += static_cast<char32_t>(pdfDocEncoding[static_cast<unsigned char>(c)]);
  return clean_text(text);
}

/// A field of a form, through one of its widgets: what it does not say itself, its parents do.
class Field {
 public:
  explicit Field(const Object& widget) {
    for (Object at = widget.copy(); at.isDict() && line_.size() < kMaxFieldDepth;) {
      Object parent = at.dictLookup("Parent");
      line_.push_back(std::move(at));
      at = std::move(parent);
    }
  }

  std::optional<PageField> read() const {
    const Object kind = inherited("FT");
    const Object flag_bits = inherited("Ff");
    const int flags = flag_bits.isInt() ? flag_bits.getInt() : 0;
    if (is_named(kind, "Tx") && (flags & kPassword) == 0) return PageField{.name = name(), .value = text_of(inherited("V"))};
    if (is_named(kind, "Ch")) return PageField{.name = name(), .value = chosen()};
    if (!is_named(kind, "Btn") || (flags & kPushButton) != 0) return std::nullopt;
    const Object look = line_.front().dictLookup("AS"), value = inherited("V");
    const Object& stands = look.isName() ? look : value;
    const bool on = stands.isName() && !is_named(stands, "Off");
    if ((flags & kRadio) == 0) return PageField{.name = name(), .kind = PageField::Kind::kBox, .value = {}, .ticked = on};
    const Object of_all = inherited("V");
    return PageField{.name = name(), .value = of_all.isName() && !is_named(of_all, "Off") ? name_text(of_all) : std::string()};
  }

 private:
  // ISO 32000-1, tables 226 and 228: the bits of /Ff.
  static constexpr int kPassword = 1 << 13, kRadio = 1 << 15, kPushButton = 1 << 16;

  Object inherited(const char* key) const {
    for (const Object& at : line_) {
      if (Object found = at.dictLookup(key); !found.isNull()) return found;
    }
    return Object(objNull);
  }
  std::string name() const {
    std::string told = text_of(inherited("TU"));
    if (!told.empty()) return told;
    std::string path;
    for (auto at = line_.rbegin(); at != line_.rend(); ++at) {
      const std::string part = text_of(at->dictLookup("T"));
      if (!part.empty()) path += (path.empty() ? "" : ".") + part;
    }
    return path;
  }
  static std::string name_text(const Object& name) {
    std::u32string text;
    for (const unsigned char c : std::string_view(name.getName()).substr(0, kMaxTitleChars)) text += static_cast<char32_t>(pdfDocEncoding[c]);
    return clean_text(text);
  }
  std::string chosen() const {
    const Object value = inherited("V");
    if (!value.isArray()) return shown(text_of(value));
    std::string all;
    for (int i = 0; i < std::min(value.arrayGetLength(), kMaxChoices) && all.size() < kMaxStringBytes; ++i) {
      all += (all.empty() ? "" : ", ") + shown(text_of(value.arrayGet(i, 0)));
    }
    return all;
  }
  /// What stands on the page for a value that is kept: ISO 32000-1, table 231, /Opt.
  std::string shown(std::string value) const {
    const Object options = inherited("Opt");
    const int count = options.isArray() ? std::min(options.arrayGetLength(), kMaxChoices) : 0;
    for (int i = 0; i < count; ++i) {
      const Object option = options.arrayGet(i, 0);
      if (!option.isArray() || option.arrayGetLength() != 2) continue;
      if (text_of(option.arrayGet(0, 0)) == value) return text_of(option.arrayGet(1, 0));
    }
    return value;
  }

  std::vector<Object> line_;  ///< the widget, its field, that one's parents
};

// --- The tags ---

/// Walks through the tree once, and notes for each page what stands on it, in the order of the tags.
class TagReader {
 public:
  TagReader(PDFDoc& doc, int page_count) : xref_(doc.getXRef()), pages_(static_cast<std::size_t>(page_count)) {
    for (int i = 0; i < page_count; ++i) {
      const Ref* ref = doc.getCatalog()->getPageRef(i + 1);
      if (ref != nullptr) page_by_ref_[{ref->num, ref->gen}] = i;
    }
    const Object root = doc.getXRef()->getCatalog();
    const Object tree = root.isDict() ? root.dictLookup("StructTreeRoot") : Object(objNull);
    if (!tree.isDict()) return;
    roles_ = tree.dictLookup("RoleMap");
    walk_kids(tree, {}, 0);
  }
  std::vector<TagOrder> take() { return std::move(pages_); }

 private:
  /// Of an element's surroundings, what its content belongs to.
  struct Place {
    std::uint32_t element = 0;
    BlockKind kind = BlockKind::kParagraph;
    int level = 0;
    std::optional<int> page;
  };

  std::optional<int> page_of(const Object& dict) const {
    const Object& ref = dict.dictLookupNF("Pg");
    if (!ref.isRef()) return std::nullopt;
    const auto found = page_by_ref_.find({ref.getRef().num, ref.getRef().gen});
    return found != page_by_ref_.end() ? std::optional(found->second) : std::nullopt;
  }

  TagRole role_of_element(const Object& element) const {
    Object type = element.dictLookup("S");
    for (int step = 0; step < kMaxRoleSteps && type.isName() && roles_.isDict(); ++step) {
      if (role_of(type.getName()).part != TagRole::Part::kGroup) break;
      Object mapped = roles_.dictLookup(type.getName());
      if (!mapped.isName()) break;
      type = std::move(mapped);
    }
    return type.isName() ? role_of(type.getName()) : TagRole{};
  }

  void walk_kids(const Object& element, const Place& place, int depth) {
    if (depth >= kMaxTagDepth) return;
    const Object& kids = element.dictLookupNF("K");
    if (!kids.isArray() && !kids.isRef()) return walk_kid(kids, place, depth);
    const Object list = kids.isRef() ? element.dictLookup("K") : kids.copy();
    if (!list.isArray()) return walk_kid(kids, place, depth);
    for (int i = 0; i < list.arrayGetLength() && !is_over(); ++i) walk_kid(list.arrayGetNF(i), place, depth);
  }

  void walk_kid(const Object& kid, const Place& place, int depth) {
    ++count_;
    if (is_over()) return;
    if (kid.isInt()) return add_content(place, place.page, kid.getInt());
    if (!kid.isRef()) return walk_dict(kid, place, depth);
    // Each element has one parent: who comes again goes in a circle.
    if (!seen_.insert({kid.getRef().num, kid.getRef().gen}).second) return;
    walk_dict(kid.fetch(xref_), place, depth);
  }

  bool is_over() {
    if (count_ % kTagsBetweenLooks == 0 && std::chrono::steady_clock::now() > until_) count_ = kMaxTagPieces;
    return count_ >= kMaxTagPieces;
  }

  void walk_dict(const Object& dict, const Place& place, int depth) {
    if (!dict.isDict()) return;
    const Object type = dict.dictLookup("Type");
    if (is_named(type, "OBJR")) return;  // links and fields are told of by themselves
    if (is_named(type, "MCR")) {
      const Object number = dict.dictLookup("MCID");
      const auto own_page = page_of(dict);
      if (number.isInt()) add_content(place, own_page ? own_page : place.page, number.getInt());
      return;
    }
    walk_element(dict, place, depth);
  }

  void walk_element(const Object& element, Place place, int depth) {
    if (const auto page = page_of(element)) place.page = page;
    const TagRole role = role_of_element(element);
    const bool stays = place.kind == BlockKind::kItem || place.kind == BlockKind::kRow;  // paragraphs in them do not part them
    const bool opens = role.part == TagRole::Part::kBlock && (role.kind != BlockKind::kParagraph || !stays);
    if (role.part == TagRole::Part::kCell) between_ = " · ";
    else if (role.part != TagRole::Part::kInline && between_.empty()) between_ = " ";
    if (opens) {
      const bool deeper = role.kind == BlockKind::kItem && place.kind == BlockKind::kItem;
      place = {.element = ++last_element_, .kind = role.kind, .level = deeper ? place.level + 1 : role.level, .page = place.page};
    } else if (role.part == TagRole::Part::kGroup && !stays) {
      place = {.element = ++last_element_, .page = place.page};
    }
    const std::string instead = words_instead(element, role);
    if (instead.empty()) return walk_kids(element, place, depth + 1);
    const auto page = place.page ? place.page : first_page(element, 0);
    if (page) add(*page, place, {.words = instead});
  }

  /// What it says in its content's stead.
  std::string words_instead(const Object& element, const TagRole& role) {
    if (text_bytes_ >= kMaxTagTextBytes) return {};
    std::string words = text_of(element.dictLookup("ActualText"));
    if (words.empty() && role.kind == BlockKind::kFigure) words = text_of(element.dictLookup("Alt"));
    text_bytes_ += words.size();
    return words;
  }

  /// Where its first content lies.
  std::optional<int> first_page(const Object& element, int depth) {
    if (const auto page = page_of(element)) return page;
    if (depth >= kMaxTagDepth || ++count_ > kMaxTagPieces) return std::nullopt;
    const Object kids = element.dictLookup("K");
    if (kids.isDict()) return first_page(kids, depth + 1);
    if (!kids.isArray() || kids.arrayGetLength() == 0) return std::nullopt;
    const Object first = kids.arrayGet(0, 0);
    return first.isDict() ? first_page(first, depth + 1) : std::nullopt;
  }

  void add_content(const Place& place, const std::optional<int>& page, int number) {
    if (page && number >= 0) add(*page, place, {.content = number, .words = {}});
  }

  void add(int page, const Place& place, TagPiece piece) {
    TagOrder& order = pages_[static_cast<std::size_t>(page)];
    if (order.empty() || order.back().element != place.element) order.push_back({place.element, place.kind, place.level, {}});
    else if (!between_.empty()) order.back().pieces.push_back({.words = between_});
    between_.clear();
    order.back().pieces.push_back(std::move(piece));
  }

  XRef* const xref_;
  const std::chrono::steady_clock::time_point until_ = std::chrono::steady_clock::now() + kMostTagTime;
  std::map<std::pair<int, int>, int> page_by_ref_;
  Object roles_ = Object(objNull);
  std::set<std::pair<int, int>> seen_;
  std::vector<TagOrder> pages_;
  std::string between_;  ///< to part the next piece from those before it in the same block
  std::uint32_t last_element_ = 0;
  int count_ = 0;
  std::size_t text_bytes_ = 0;
};

/// A page is drawn to it for its words alone.
class ContentTaker final : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return false; }

  /// Called only for properties that stand in the content itself; of those that are named elsewhere poppler
  /// tells the end alone. What follows then counts as untagged.
  void beginMarkedContent(const char* name, Dict* properties) override {
    const auto of = [&](const char* key) { return properties != nullptr ? properties->lookup(key) : Object(objNull); };
    const Object number = of("MCID"), instead = of("ActualText");
    words_.begin_mark(name != nullptr && std::string_view(name) == "Artifact", number.isInt() ? std::optional(number.getInt()) : std::nullopt,
                      instead.isString() ? std::optional(text_of(instead)) : std::nullopt);
  }
  void endMarkedContent(GfxState*) override { words_.end_mark(); }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode, int, const Unicode* u, int length) override {
    if (!words_.wanted()) return;
    Glyph glyph{.size = state->getTransformedFontSize()};
    state->transform(x, y, &glyph.x, &glyph.y);
    state->transform(x + dx, y + dy, &glyph.end_x, &glyph.end_y);
    std::u32string text;
    for (int i = 0; i < length; ++i) text += static_cast<char32_t>(u[i]);
    words_.draw(glyph, clean_text(text));
  }

  TaggedContent take() { return words_.take(); }

 private:
  DrawnWords words_;
};

}  // namespace

struct PdfCore::Parts {
  std::unique_ptr<PDFDoc> doc;
  Targets targets;
  int page_count = 0;
  std::optional<std::vector<TagOrder>> tags;  ///< by page, once they were asked for

  Page* page(int number) { return doc->getPage(number + 1); }
};

PdfCore::PdfCore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PdfCore::~PdfCore() = default;

std::unique_ptr<PdfCore> PdfCore::open(const std::vector<std::byte>& bytes, int page_count) {
  auto doc = open_core<PDFDoc>(std::make_unique<MemStream>(reinterpret_cast<const char*>(bytes.data()), 0,
                                                           static_cast<Goffset>(bytes.size()), Object(objNull)));
  if (!doc->isOk()) return nullptr;
  const Targets targets(*doc, page_count);
  return std::unique_ptr<PdfCore>(new PdfCore(std::make_unique<Parts>(Parts{.doc = std::move(doc), .targets = targets, .page_count = page_count, .tags = {}})));
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
    if (!box) return;
    PageLink link{.box = *box, .page = parts_->targets.page_named(action_name(annotation), page), .address = {}, .words = {}};
    const auto action = link.page ? nullptr : action_of(annotation);
    if (action != nullptr) link.page = parts_->targets.page_of(action.get());
    if (action != nullptr && !link.page) link.address = address_of(*action);
    if (link.page || !link.address.empty()) links.push_back(std::move(link));
  });
  return links;
}

std::vector<PageField> PdfCore::fields(int page) {
  std::vector<PageField> fields;
  Page* const on = parts_->page(page);
  if (on == nullptr) return fields;
  std::size_t bytes = 0;
  each_annotation(*on, "Widget", [&](const Object& annotation) {
    auto field = bytes < kMaxStringBytes ? Field(annotation).read() : std::nullopt;
    if (!field || std::ranges::find(fields, *field) != fields.end()) return;  // several widgets show one field
    bytes += field->name.size() + field->value.size();
    fields.push_back(std::move(*field));
  });
  return fields;
}

std::vector<TextBlock> PdfCore::blocks(int page) {
  if (page < 0 || page >= parts_->page_count) return {};
  if (!parts_->tags) parts_->tags = TagReader(*parts_->doc, parts_->page_count).take();
  const TagOrder& order = (*parts_->tags)[static_cast<std::size_t>(page)];
  if (order.empty()) return {};
  constexpr double kDpi = 72;
  ContentTaker taker;
  // Without what lies over the page: links and fields are told of by themselves.
  parts_->doc->displayPage(&taker, page + 1, kDpi, kDpi, 0, false, true, false, nullptr, nullptr, [](Annot*, void*) { return false; }, nullptr);
  return tagged_blocks(order, taker.take());
}

}  // namespace mallette::documents
