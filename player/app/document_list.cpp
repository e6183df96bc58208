// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/document_list.h"

#include <algorithm>
#include <cctype>

#include "player/app/file_paths.h"

namespace mallette::app {
namespace {

using views::DocumentKind;

bool has_ending(const std::string& entry, std::initializer_list<std::string_view> endings) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == b; };
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return entry.size() >= ending.size() && std::ranges::equal(entry.substr(entry.size() - ending.size()), ending, same);
  });
}

class Collector {
 public:
  Collector(const std::vector<std::string>& in_room, const language::Catalogue& words) : in_room_(in_room), words_(words) {}

  void add(DocumentKind kind, const kits::Document& document) {
    KitDocument one{.line = {.entry = document.path, .title = document.title, .kind = kind, .restricted = document.restricted, .pages = {}, .fault = {}},
                    .text = document.text, .audiences = document.audiences};
    one.line.for_room = kind == DocumentKind::kSheet && is_for_room(document.audiences);
    keep(one);
    if (document.easy.empty()) return;
    one.line.entry = document.easy;
    one.line.easy = true;
    one.line.title += std::string(", ") + words_.tr("easy to read");
    one.text.clear();
    keep(std::move(one));
  }
  void add_note(const kits::Template& model) {
    if (model.note.empty()) return;
    keep({.line = {.entry = model.note, .title = model.title + words_.tr(": ") + words_.tr("Explanatory note"), .kind = DocumentKind::kNote, .restricted = model.restricted, .pages = {}, .fault = {}},
          .text = {}, .audiences = model.audiences});
  }
  void add_handout(const kits::Step& step) {
    if (step.document.empty()) return;
    keep({.line = {.entry = step.document, .title = step.title.empty() ? name_of(step.document) : step.title, .kind = DocumentKind::kHandout, .restricted = step.restricted, .pages = {}, .fault = {}},
          .text = {}, .audiences = step.audiences});
  }
  std::vector<KitDocument> take() {
    std::ranges::stable_partition(all_, [](const KitDocument& one) { return one.line.for_room; });
    return std::move(all_);
  }

 private:
  bool is_for_room(const std::vector<std::string>& audiences) const {
    return std::ranges::any_of(audiences, [&](const std::string& id) { return std::ranges::find(in_room_, id) != in_room_.end(); });
  }
  void keep(KitDocument one) {
    const auto same = [&](const KitDocument& other) { return other.line.entry == one.line.entry; };
    if (one.line.entry.empty() || std::ranges::any_of(all_, same)) return;
    one.line.only_text = has_ending(one.line.entry, {".md", ".markdown", ".txt"});
    one.line.can_be_read = one.line.only_text || has_ending(one.line.entry, {".pdf"});
    if (one.line.only_text) one.text = one.line.entry;
    all_.push_back(std::move(one));
  }

  const std::vector<std::string>& in_room_;
  const language::Catalogue& words_;
  std::vector<KitDocument> all_;
};

std::string_view trimmed(std::string_view line) {
  const auto from = line.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return line.substr(from, line.find_last_not_of(" \t\r") - from + 1);
}

/// "# Title": its level, and the mark taken off.
int heading_of(std::string_view& line) {
  const auto level = line.find_first_not_of('#');
  if (level == std::string_view::npos || level == 0 || level > 6 || line[level] != ' ') return 0;
  line = trimmed(line.substr(level));
  return static_cast<int>(level);
}

/// Emphasis, code, and what a line says of its own look ("{: .lead}").
std::string without_marks(std::string_view line) {
  if (line.ends_with('}')) line = trimmed(line.substr(0, line.rfind("{:")));
  std::string text(line);
  for (const std::string_view mark : {"**", "__", "`"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
  }
  return text;
}

bool begins_item(std::string_view line) { return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") || line.starts_with("• "); }

/// Of the alphabets of Western Europe; digits and marks number an item.
bool begins_with_letter(std::string_view words) {
  if (words.empty()) return false;
  const auto first = static_cast<unsigned char>(words.front());
  return std::isalpha(first) != 0 || (first >= 0xC3 && first <= 0xCA);
}

}  // namespace

std::vector<KitDocument> documents_of(const kits::Manifest& manifest, const std::vector<std::string>& in_room, const language::Catalogue& words) {
  Collector all(in_room, words);
  for (const auto& one : manifest.booklet) all.add(DocumentKind::kBooklet, one);
  for (const auto& one : manifest.sheet) all.add(DocumentKind::kSheet, one);
  for (const auto& one : manifest.slides) all.add(DocumentKind::kSlides, one);
  for (const auto& one : manifest.templates) {
    all.add(DocumentKind::kTemplate, one);
    all.add_note(one);
  }
  for (const auto& one : manifest.letter) all.add(DocumentKind::kLetter, one);
  for (const auto& one : manifest.questionnaire) all.add(DocumentKind::kQuestionnaire, one);
  for (const auto& plan : manifest.plan) {
    for (const auto& step : plan.step) all.add_handout(step);
  }
  return all.take();
}

std::vector<views::TextLine> lines_of_text(std::string_view text, bool markdown, std::size_t most_bytes, bool& cut) {
  cut = text.size() > most_bytes;
  if (cut) {
    text = text.substr(0, most_bytes);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.remove_suffix(1);
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  std::vector<views::TextLine> lines;
  std::string paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) lines.push_back({std::exchange(paragraph, {}), 0});
  };
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const int level = markdown ? heading_of(line) : 0;
    if (line.empty() || level > 0 || begins_item(line)) end_paragraph();
    if (level > 0) lines.push_back({without_marks(line), level});
    else if (const std::string words = markdown ? without_marks(line) : std::string(line); !words.empty()) paragraph += (paragraph.empty() ? "" : " ") + words;
  }
  end_paragraph();
  return lines;
}

std::vector<views::TextLine> lines_of_blocks(const std::vector<documents::TextBlock>& blocks, std::size_t most_bytes, bool& cut) {
  using documents::BlockKind;
  std::vector<views::TextLine> lines;
  std::size_t bytes = 0;
  cut = false;
  for (const documents::TextBlock& block : blocks) {
    bytes += block.words.size();
    cut = bytes > most_bytes;
    if (cut) break;
    const bool is_item = block.kind == BlockKind::kItem;
    lines.push_back({.words = is_item && begins_with_letter(block.words) ? "• " + block.words : block.words,
                     .heading = block.kind == BlockKind::kHeading ? std::max(block.level, 1) : 0,
                     .item = is_item ? std::max(block.level, 1) : 0,
                     .figure = block.kind == BlockKind::kFigure});
  }
  return lines;
}

}  // namespace mallette::app
