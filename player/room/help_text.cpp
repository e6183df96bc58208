// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "player/language/dates.h"
#include "player/room/wall_colours.h"
#include "player/room/wall_text.h"

namespace mallette::room {
namespace {

using help::HelpKind;
using help::HelpNumber;
using subtitles::TextCell;
using subtitles::TextRole;
using subtitles::TextSection;

std::string_view language_tag(const language::Catalogue& words) {
  return words.language() == language::Language::kFrench ? "fr" : "en";
}

/// Rows break after a comma, not within "24 heures sur 24".
std::string hours_text(std::string_view hours) {
  std::string text;
  while (!hours.empty()) {
    const std::size_t comma = hours.find(", ");
    const std::size_t end = comma == std::string_view::npos ? hours.size() : comma + 1;
    text += unbroken(std::string(hours.substr(0, end)));
    if (end < hours.size()) text += ' ';
    hours.remove_prefix(std::min(hours.size(), end + 1));
  }
  return text;
}

/// What help sections are written with.
struct Pen {
  const WallColours& colours;
  const language::Catalogue& words;
  HelpDetail detail;

  TextCell number_cell(const HelpNumber& number) const {
    const bool by_text = number.kind == HelpKind::kText;
    const std::string shown =
        by_text ? fmt::format(fmt::runtime(words.tr("Text message to {}")), number.number) : number.number;
    const std::string_view tag = language_tag(words);
    TextCell cell{{{.role = TextRole::kNumber, .text = unbroken(shown), .colour = colours.text},
                   {.text = number.name.in(tag), .colour = colours.text, .space_before = 0}}};
    if (detail == HelpDetail::kHours) cell.blocks.push_back(small(hours_text(number.hours.in(tag))));
    return cell;
  }
  TextCell web_cell(const HelpNumber& site) const {
    TextCell cell{{{.text = site.number, .colour = colours.text}}};
    if (detail == HelpDetail::kHours) cell.blocks.push_back(small(site.purpose.in(language_tag(words))));
    return cell;
  }
  subtitles::TextBlock small(const std::string& text) const {
    return {.role = TextRole::kSmall, .text = text, .colour = colours.quiet_text, .space_before = 0.6};
  }
};

}  // namespace

void add_help_sections(subtitles::TextPage& page, const Surroundings& around, const Look& look,
                       const language::Catalogue& words, HelpDetail detail) {
  const Pen pen{wall_colours(look), words, detail};
  TextSection calls{.cells = {}, .columns = 4, .space_before = 4, .ruled = true};
  TextSection below{.cells = {}, .columns = 2, .space_before = 2.5, .ruled = true};
  if (!around.local_contacts.empty()) {
    below.cells.push_back({{{.text = around.local_contacts, .colour = pen.colours.text}}});
  }
  for (const HelpNumber& number : around.help_numbers->numbers) {
    if (number.kind == HelpKind::kWeb) {
      below.cells.push_back(pen.web_cell(number));
    } else {
      calls.cells.push_back(pen.number_cell(number));
    }
  }
  if (!calls.cells.empty()) page.sections.push_back(std::move(calls));
  if (!below.cells.empty()) page.sections.push_back(std::move(below));
  const std::string& date = around.help_numbers->date;
  if (date.empty()) return;
  const std::string sentence =
      fmt::format(fmt::runtime(words.tr("Numbers and hours as of {}")), language::month_text(date, words));
  page.sections.push_back({.cells = {{{pen.small(sentence)}}}, .at_foot = true});
}

}  // namespace mallette::room
