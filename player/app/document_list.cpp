// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/document_list.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "kits/entry_path.h"
#include "player/app/file_paths.h"

namespace mallette::app {
namespace {

using views::DocumentKind;

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
    one.line.only_text = is_markdown(one.line.entry) || kits::extension_of(one.line.entry) == "txt";
    one.line.can_be_read = one.line.only_text || kits::extension_of(one.line.entry) == "pdf";
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

/// What a line says of its own look ("{: .lead}").
std::string_view without_look(std::string_view line) { return line.ends_with('}') ? trimmed(line.substr(0, line.rfind("{:"))) : line; }

/// "[words](address)" as "words (address)"; what is no link stays. In one pass, as all here: a text may be long.
std::string with_plain_links(std::string_view text) {
  constexpr std::size_t kMostAddress_bytes = 2000;
  std::string out;
  auto open = std::string::npos;  // of the last bracket, in what is written
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool middle = open != std::string::npos && text.substr(i).starts_with("](");
    const auto length = middle ? text.substr(i + 2, kMostAddress_bytes).find(')') : std::string_view::npos;
    if (text[i] == '[') open = out.size();
    if (length == std::string_view::npos) {
      out += text[i];
      continue;
    }
    const std::string words = out.substr(open + 1);
    const std::string_view address = text.substr(i + 2, length);
    out.resize(open);
    out += words;
    if (!address.empty() && address != words && !address.starts_with('#')) out.append(" (").append(address).append(")");
    i += 2 + length;
    open = std::string::npos;
  }
  return out;
}

/// A star between spaces, or without another, is a star.
std::string without_stars(std::string_view text) {
  std::vector<std::size_t> stars;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*') stars.push_back(i);
  }
  std::set<std::size_t> marks;
  for (std::size_t i = 0; i + 1 < stars.size(); ++i) {
    const std::size_t open = stars[i], close = stars[i + 1];
    if (close == open + 1 || text[open + 1] == ' ' || text[close - 1] == ' ') continue;
    marks.insert({open, close});
    ++i;
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!marks.contains(i)) out += text[i];
  }
  return out;
}

/// Marks of emphasis and code are left out.
std::string without_marks(std::string_view line) {
  const std::string text = with_plain_links(line);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("**") || rest.starts_with("__")) ++i;
    else if (rest.front() != '`') out += text[i];
  }
  return without_stars(out);
}

bool begins_item(std::string_view line) { return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") || line.starts_with("• "); }

/// "1. words", "12) words".
bool begins_number(std::string_view line) {
  const auto digits = line.find_first_not_of("0123456789");
  return digits != std::string_view::npos && digits > 0 && digits < 4 && (line[digits] == '.' || line[digits] == ')') && line.substr(digits + 1).starts_with(' ');
}

/// "![words](file)": what stands for the picture.
std::optional<std::string_view> picture_words(std::string_view line) {
  if (!line.starts_with("![") || !line.ends_with(')')) return std::nullopt;
  const auto middle = line.find("](");
  if (middle == std::string_view::npos) return std::nullopt;
  return line.substr(2, middle - 2);
}

/// "| a | b |" as "a · b"; empty for the line below a table's head.
std::string row_words(std::string_view line) {
  if (line.find_first_not_of("|-: ") == std::string_view::npos) return {};
  std::string words;
  while (!line.empty()) {
    const auto end = std::min(line.find('|'), line.size());
    const std::string_view cell = trimmed(line.substr(0, end));
    if (!cell.empty()) words += (words.empty() ? "" : " · ") + without_marks(cell);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

/// Of the alphabets of Western Europe; digits and marks number an item.
bool begins_with_letter(std::string_view words) {
  if (words.empty()) return false;
  const auto first = static_cast<unsigned char>(words.front());
  return std::isalpha(first) != 0 || (first >= 0xC3 && first <= 0xCA);
}

/// Puts lines together to paragraphs, and knows what Markdown calls something else.
class TextLines {
 public:
  explicit TextLines(bool markdown) : markdown_(markdown) {}

  void add(std::string_view whole) {
    const std::string_view line = trimmed(whole);
    if (line.empty()) return end();
    if (markdown_) return add_markdown(line, whole.find_first_not_of(' '));
    if (begins_item(line)) end();
    go_on(line);
  }
  std::vector<views::TextLine> take() {
    end();
    return std::move(lines_);
  }

 private:
  void add_markdown(std::string_view line, std::size_t indent) {
    while (line.starts_with('>')) line = trimmed(line.substr(1));
    line = without_look(line);
    if (line.empty()) return;
    if (const int level = heading_of(line); level > 0) return put({.words = without_marks(line), .heading = level});
    if (const auto words = picture_words(line)) return put({.words = without_marks(*words), .figure = true});
    if (line.starts_with('|')) {
      if (std::string words = row_words(line); !words.empty()) put({.words = std::move(words)});
      return;
    }
    const bool marked = begins_item(line), numbered = begins_number(line);
    if (marked || numbered) {
      end();
      open_.item = static_cast<int>(std::min<std::size_t>(indent / 2, 5)) + 1;
    }
    if (marked) {
      open_.words = "•";
      line = line.substr(line.find(' ') + 1);
    }
    go_on(trimmed(line));
  }
  void go_on(std::string_view words) { open_.words += (open_.words.empty() ? "" : " ") + std::string(words); }
  void end() {
    views::TextLine line = std::exchange(open_, {});
    if (markdown_) line.words = without_marks(line.words);
    if (!line.words.empty()) lines_.push_back(std::move(line));
  }
  void put(views::TextLine line) {
    end();
    lines_.push_back(std::move(line));
  }

  const bool markdown_;
  std::vector<views::TextLine> lines_;
  views::TextLine open_;  ///< a paragraph or an item that may go on
};

}  // namespace

bool is_markdown(std::string_view entry) {
  const std::string extension = kits::extension_of(entry);
  return extension == "md" || extension == "markdown";
}

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
  TextLines lines(markdown);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.add(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines.take();
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
