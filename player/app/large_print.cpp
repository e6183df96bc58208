// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/large_print.h"

#include <algorithm>
#include <iterator>

#include "player/app/document_list.h"
#include "player/app/file_paths.h"
#include "player/language/filled.h"

namespace mallette::app {
namespace {

using language::Catalogue;
using language::filled;

/// Of items, as documents write them; a list of the web brings its own.
constexpr std::string_view kBullets[] = {"• ", "● ", "○ ", "▪ ", "■ ", "– ", "- ", "\uF0B7 "};

/// Items that follow each other are one list.
void add_line(report::Page& page, const views::TextLine& line, const Catalogue& words) {
  if (line.item > 0) {
    std::string item = line.words;
    const auto* mark = std::ranges::find_if(kBullets, [&](std::string_view one) { return item.starts_with(one); });
    if (mark != std::end(kBullets)) item.erase(0, mark->size());
    if (page.blocks.empty() || !std::holds_alternative<report::Bullets>(page.blocks.back())) page.blocks.emplace_back(report::Bullets{});
    std::get<report::Bullets>(page.blocks.back()).items.push_back(std::move(item));
  } else if (line.heading > 0) {
    page.blocks.emplace_back(report::Heading{std::clamp(line.heading + 1, 2, 4), line.words});
  } else if (line.figure) {
    const std::string told = line.words.empty() ? words.tr("A picture that nothing describes.") : filled(words.tr("Picture: {}"), line.words);
    page.blocks.emplace_back(report::Paragraph{"[" + told + "]"});
  } else {
    page.blocks.emplace_back(report::Paragraph{line.words});
  }
}

void add_form(report::Page& page, const std::vector<documents::PageField>& fields, const Catalogue& words) {
  if (fields.empty()) return;
  page.blocks.emplace_back(report::Paragraph{words.tr("Fields of the form"), true});
  report::Bullets list;
  for (const documents::PageField& field : fields) {
    std::string value = field.value.empty() ? words.tr("(empty)") : field.value;
    if (field.kind == documents::PageField::Kind::kBox) value = field.ticked ? words.tr("ticked") : words.tr("not ticked");
    list.items.push_back((field.name.empty() ? words.tr("Field without a name") : field.name) + words.tr(": ") + value);
  }
  page.blocks.emplace_back(std::move(list));
}

void add_page(report::Page& page, const LargePrintPage& from, const std::string& number, bool told, const Catalogue& words) {
  if (!number.empty()) page.blocks.emplace_back(report::Paragraph{number, true});
  if (!from.by_tags && !told)
    page.blocks.emplace_back(report::Paragraph{words.tr("The order of this page’s text was worked out from the page, and may be wrong in columns and tables.")});
  if (from.unread) {
    page.blocks.emplace_back(report::Paragraph{words.tr("This page could not be read.")});
    return;
  }
  if (from.lines.empty()) page.blocks.emplace_back(report::Paragraph{words.tr("This page has no text, only pictures: it cannot be read out.")});
  for (const views::TextLine& line : from.lines) add_line(page, line, words);
  add_form(page, from.fields, words);
  if (from.addresses.empty()) return;
  page.blocks.emplace_back(report::Paragraph{words.tr("Addresses on this page"), true});
  page.blocks.emplace_back(report::Bullets{from.addresses});
}

/// As the document says, where it is one that pages are written in.
language::Language language_of(const LargePrint& document, const Catalogue& words) {
  if (document.language.starts_with("fr")) return language::Language::kFrench;
  if (document.language.starts_with("en")) return language::Language::kEnglish;
  return words.language();
}

}  // namespace

LargePrintPage large_print_page(const documents::PageText& text) {
  LargePrintPage page{.lines = {}, .fields = text.fields, .addresses = {}, .by_tags = !text.blocks.empty() || text.text.empty()};
  bool cut = false;  // a page's text is not longer than this
  page.lines = text.blocks.empty() ? lines_of_text(text.text, false, documents::kMaxPageTextBytes, cut)
                                   : lines_of_blocks(text.blocks, documents::kMaxPageTextBytes, cut);
  for (const documents::PageLink& link : text.links) {
    if (!link.page && std::ranges::find(page.addresses, link.address) == page.addresses.end()) page.addresses.push_back(link.address);
  }
  return page;
}

std::size_t bytes_of(const LargePrintPage& page) {
  std::size_t bytes = 0;
  for (const views::TextLine& line : page.lines) bytes += line.words.size();
  for (const documents::PageField& field : page.fields) bytes += field.name.size() + field.value.size();
  for (const std::string& address : page.addresses) bytes += address.size();
  return bytes;
}

report::Page large_print(const LargePrint& document, const Catalogue& words) {
  report::Page page{.language = language_of(document, words), .title = document.title, .large = true, .blocks = {}};
  // Of all pages it is said once.
  const bool guessed = !document.is_kit_text && std::ranges::none_of(document.pages, &LargePrintPage::by_tags);
  if (document.is_kit_text) page.blocks.emplace_back(report::Paragraph{words.tr("This is the text that the kit gives beside the document.")});
  if (guessed)
    page.blocks.emplace_back(report::Paragraph{words.tr("The order of this text was worked out from the pages, and may be wrong in columns and tables.")});
  for (std::size_t i = 0; i < document.pages.size(); ++i) {
    add_page(page, document.pages[i], document.is_kit_text ? std::string() : filled(words.tr("Page {}"), i + 1), guessed, words);
  }
  if (document.cut) page.blocks.emplace_back(report::Paragraph{words.tr("The document goes on; what follows is too long to be written here."), true});
  return page;
}

std::string large_print_name(const std::string& entry, const Catalogue& words) {
  std::string name = name_of(entry);
  if (const auto dot = name.rfind('.'); dot != std::string::npos && dot > 0) name.erase(dot);
  return name + " (" + words.tr("large print") + ").html";
}

}  // namespace mallette::app
