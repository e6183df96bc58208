// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

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

/// "2025-01" as it is written on paper.
std::string month_text(const std::string& date) {
  const auto dash = date.find('-');
  if (dash == std::string::npos) return date;
  return fmt::format("{}/{}", date.substr(dash + 1, 2), date.substr(0, dash));
}

TextCell number_cell(const HelpNumber& number, const WallColours& colours, const language::Catalogue& words) {
  const std::string_view tag = language_tag(words);
  const bool by_text = number.kind == HelpKind::kText;
  const std::string shown =
      by_text ? fmt::format(fmt::runtime(words.tr("Text message to {}")), number.number) : number.number;
  return {{{.role = TextRole::kNumber, .text = shown, .colour = colours.text},
           {.role = TextRole::kBody, .text = number.name.in(tag), .colour = colours.text, .space_before = 0},
           {.role = TextRole::kSmall,
            .text = number.hours.in(tag),
            .colour = colours.quiet_text,
            .space_before = 0.3}}};
}

TextCell web_cell(const HelpNumber& site, const WallColours& colours, const language::Catalogue& words) {
  return {{{.role = TextRole::kBody, .text = site.number, .colour = colours.text},
           {.role = TextRole::kSmall,
            .text = site.purpose.in(language_tag(words)),
            .colour = colours.quiet_text,
            .space_before = 0.3}}};
}

}  // namespace

void add_help_sections(subtitles::TextPage& page, const Surroundings& around, const Look& look,
                       const language::Catalogue& words) {
  const WallColours& colours = wall_colours(look);
  TextSection calls{.cells = {}, .columns = 4, .space_before = 4, .ruled = true};
  TextSection below{.cells = {}, .columns = 2, .space_before = 3, .ruled = true};
  if (!around.local_contacts.empty()) {
    below.cells.push_back({{{.text = around.local_contacts, .colour = colours.text}}});
  }
  for (const HelpNumber& number : around.help_numbers->numbers) {
    const bool is_web = number.kind == HelpKind::kWeb;
    (is_web ? below : calls)
        .cells.push_back(is_web ? web_cell(number, colours, words) : number_cell(number, colours, words));
  }
  if (!calls.cells.empty()) page.sections.push_back(std::move(calls));
  if (!below.cells.empty()) page.sections.push_back(std::move(below));
  if (around.help_numbers->date.empty()) return;
  const std::string date = fmt::format(fmt::runtime(words.tr("Numbers and hours as they were in {}")),
                                       month_text(around.help_numbers->date));
  page.sections.push_back(
      {.cells = {{{{.role = TextRole::kSmall, .text = date, .colour = colours.quiet_text}}}},
       .at_foot = true});
}

}  // namespace mallette::room
