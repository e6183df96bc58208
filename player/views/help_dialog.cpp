// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/language/dates.h"
#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr float kColumn = 340;  ///< units at the text's scale

std::string_view tongue(const Desk& desk) {
  return desk.words.language() == language::Language::kFrench ? "fr" : "en";
}

/// How it is reached: nobody is to call a number that takes text messages alone.
std::string number_words(const Desk& desk, const help::HelpNumber& number) {
  if (number.kind == help::HelpKind::kText) return filled(desk.tr("{}, by text message"), number.number);
  return number.number;
}

std::string for_whom(const Desk& desk, const help::HelpNumber& number) {
  std::vector<std::string> words{number.hours.in(tongue(desk))};
  if (number.free) words.emplace_back(desk.tr("free"));
  if (number.anonymous) words.emplace_back(desk.tr("anonymous"));
  if (number.deaf) words.emplace_back(desk.tr("for deaf people too"));
  std::erase(words, std::string());
  return fmt::format("{}", fmt::join(words, " · "));
}

void number_part(Desk& desk, Flow& column, std::size_t index) {
  const help::HelpNumber& number = desk.model.help_numbers->numbers[index];
  const auto key = [&](const char* part) { return fmt::format("number-{}-{}", index, part); };
  Flow lines = column.inner_down(0);
  text(desk.frame, lines, key("number"), number_words(desk, number),
       {.type = {TypeSize::kLead, Weight::kStrong}});
  text(desk.frame, lines, key("name"), number.name.in(tongue(desk)));
  text(desk.frame, lines, key("hours"), for_whom(desk, number),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  column.skip(lines.used());
}

void numbers_part(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  const Rect area = flow.next_area();
  const float gap = frame.px(24);
  const auto& numbers = desk.model.help_numbers->numbers;
  const auto fit =
      static_cast<std::size_t>(std::max(1.0F, (area.width + gap) / (frame.theme().mark(kColumn) + gap)));
  const std::size_t columns = std::min<std::size_t>(fit, 2);
  const std::size_t rows = (numbers.size() + columns - 1) / columns;
  const auto count = static_cast<float>(columns);
  const float width = std::floor((area.width - gap * (count - 1)) / count);
  float used = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    Flow column = Flow::down({area.x + static_cast<float>(c) * (width + gap), area.y, width, area.height},
                             frame.px(10));
    for (std::size_t i = c * rows; i < std::min(numbers.size(), (c + 1) * rows); ++i)
      number_part(desk, column, i);
    used = std::max(used, column.used());
  }
  flow.skip(used);
}

}  // namespace

void help_dialog(Desk& desk) {
  Frame& frame = desk.frame;
  Dialog dialog(frame, "help", desk.tr("Help numbers"), 860);
  Flow& flow = dialog.flow();
  const bool closed = close_button(frame, desk.words, dialog) || dialog.dismissed();
  if (closed) desk.state.dialog = DeskDialog::kNone;
  const bool shown = desk.session().help;
  const bool can_show = desk.session().stage == session::Stage::kUnderWay;
  Flow row = flow.inner_across(frame.px(8));
  const char* words = shown ? desk.tr("Take them off the wall") : desk.tr("Show them on the wall");
  if (button(frame, row, "wall",
             {.words = words, .icon = Icon::kWall, .look = ButtonLook::kPrimary, .disabled = !can_show}))
    desk.send(session::event::ToggleHelp{});
  flow.skip(row.used());
  if (text_field(frame, flow, "contacts", desk.state.contacts,
                 {.name = desk.tr("Your local contacts, shown with the numbers")}) != FieldEvent::kNone)
    desk.order(order::SetLocalContacts{desk.state.contacts});
  numbers_part(desk, flow);
  text(frame, flow, "date",
       filled(desk.tr("Numbers and hours as of {}"), language::month_text(desk.model.help_numbers->date, desk.words)),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
}

}  // namespace mallette::views
