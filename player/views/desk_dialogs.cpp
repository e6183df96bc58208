// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "kits/base/timecode.h"
#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

void close(Desk& desk) { desk.state.dialog = DeskDialog::kNone; }

void menu_dialog(Desk& desk) {
  Dialog dialog(desk.frame, "menu", desk.tr("Menu"), 440);
  Flow& flow = dialog.flow();
  if (close_button(desk.frame, desk.words, dialog) || dialog.dismissed()) close(desk);
  Flow items = flow.inner_down(desk.frame.px(2));
  const auto item = [&](const char* key, const char* words, Icon icon, bool disabled = false) {
    const bool pressed =
        button(desk.frame, items, key,
               {.words = words, .icon = icon, .look = ButtonLook::kPlain, .disabled = disabled});
    if (pressed) close(desk);
    return pressed;
  };
  const auto& s = desk.session();
  const bool no_film = !film_range(desk.model) || is_held(s);
  if (item("time", desk.tr("Go to a time"), Icon::kTimer, no_film))
    open_by_action(desk.state, desk.model, Action::kGoToTime);
  if (item("documents", desk.tr("Documents of the kit"), Icon::kSheet, s.stage != session::Stage::kUnderWay))
    open_by_action(desk.state, desk.model, Action::kDocuments);
  if (desk.model.sign_can_move && item("move-sign", desk.tr("Move the sign language"), Icon::kSign))
    desk.order(Action::kMoveSign);
  if (item("suspend", desk.tr("Pause the session"), Icon::kBreak, is_held(s)))
    desk.send(session::event::Suspend{});
  if (desk.model.one_screen) {
    const bool covered = s.neutral || s.suspended;
    const char* freeze = s.frozen ? desk.tr("Unfreeze the picture") : desk.tr("Freeze the picture");
    if (item("freeze", freeze, Icon::kFreeze, covered && !s.frozen))
      desk.send(session::event::ToggleFreeze{});
    if (item("help", desk.tr("Help numbers"), Icon::kPhone))
      open_by_action(desk.state, desk.model, Action::kHelpNumbers);
    const char* strip = desk.state.strip ? desk.tr("Close the strip") : desk.tr("Strip: next step and time");
    if (item("strip", strip, Icon::kSteps)) open_by_action(desk.state, desk.model, Action::kStrip);
  } else if (item("swap", desk.tr("Swap the screens"), Icon::kSwap, desk.model.room_is_window)) {
    desk.order(Action::kSwapScreens);
  }
  if (item("disclosure", desk.tr("If somebody confides in you"), Icon::kPeople))
    desk.state.dialog = DeskDialog::kDisclosure;
  if (!desk.model.is_rehearsal && item("report", desk.tr("Session report"), Icon::kNotes)) desk.state.dialog = DeskDialog::kReport;
  if (desk.model.no_copies.empty() && item("papers", desk.tr("Running order to print"), Icon::kPrint)) desk.state.dialog = DeskDialog::kPapers;
  if (item("sound", desk.tr("Sound and headphones"), Icon::kHeadphones)) desk.state.dialog = DeskDialog::kSound;
  if (item("keys", desk.tr("Keys"), Icon::kKeyboard)) desk.state.dialog = DeskDialog::kKeys;
  if (item("settings", desk.tr("Settings"), Icon::kSettings)) desk.state.dialog = DeskDialog::kSettings;
  if (item("leave", desk.tr("Leave the session"), Icon::kLeave)) desk.state.dialog = DeskDialog::kLeave;
  flow.skip(items.used());
}

void steps_dialog(Desk& desk) {
  Dialog dialog(desk.frame, "steps", desk.tr("All the steps"), 680);
  if (close_button(desk.frame, desk.words, dialog) || dialog.dismissed()) close(desk);
  Flow list = dialog.flow().inner_down(desk.frame.px(2));
  steps_part(desk, list);
  dialog.flow().skip(list.used());
}

/// "1:05" is what a hurried hand writes for "01:05".
std::optional<Milliseconds> typed_time(const std::string& text) {
  if (const auto time = parse_time(text)) return time;
  return text.find(':') == 1 ? parse_time("0" + text) : std::nullopt;
}

/// Those of the excerpt, to be jumped to.
void chapter_list(Desk& desk, Flow& flow, Milliseconds from, Milliseconds to) {
  const Milliseconds here = desk.session().film->position;
  Flow list = flow.inner_down(desk.frame.px(2));
  const auto& chapters = desk.model.chapters;
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    if (chapters[i].at < from || chapters[i].at >= to) continue;
    if (list.used() == 0) heading(desk.frame, list, "chapters", desk.tr("Chapters"), 2, {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
    const bool current = chapters[i].at <= here && (i + 1 == chapters.size() || here < chapters[i + 1].at);
    const std::string words = clock_text(chapters[i].at) + "  " + (chapters[i].title.empty() ? filled(desk.tr("Chapter {}"), i + 1) : chapters[i].title);
    if (button(desk.frame, list, fmt::format("chapter-{}", i),
               {.words = words, .icon = current ? Icon::kPlay : Icon::kNone, .look = ButtonLook::kPlain,
                .description = current ? desk.tr("the film is here") : ""})) {
      desk.send(session::event::SeekTo{chapters[i].at});
      close(desk);
    }
  }
  if (list.used() > 0) flow.skip(list.used());
}

void go_to_time_dialog(Desk& desk) {
  const auto range = film_range(desk.model);
  if (!range || is_held(desk.session())) return close(desk);
  Dialog dialog(desk.frame, "time", desk.tr("Go to a time"), 480);
  Flow& flow = dialog.flow();
  const auto [from, to] = *range;
  text(desk.frame, flow, "range",
       filled(desk.tr("The excerpt goes from {} to {}."), clock_text(from), clock_text(to)),
       {.ink = Ink::kQuiet});
  const FieldEvent typed = text_field(desk.frame, flow, "field", desk.state.time_text,
                                      {.name = desk.tr("Time in the film, such as 01:05")});
  if (typed == FieldEvent::kChanged) desk.state.time_refused = false;
  if (desk.state.time_refused) {
    status(desk.frame, flow, "refused",
           filled(desk.tr("Write minutes and seconds between {} and {}, such as 01:05."), clock_text(from),
                  clock_text(to)),
           accessibility::Live::kAssertive, {.ink = Ink::kBroken, .icon = Icon::kBroken});
  }
  Flow row = flow.inner_across(desk.frame.px(8));
  const bool go =
      button(desk.frame, row, "go", {.words = desk.tr("Go there"), .look = ButtonLook::kPrimary}) ||
      typed == FieldEvent::kSubmitted;
  if (button(desk.frame, row, "stay", {.words = desk.tr("Stay here")}) || dialog.dismissed()) close(desk);
  flow.skip(row.used());
  chapter_list(desk, flow, from, to);
  if (!go) return;
  const auto time = typed_time(desk.state.time_text);
  desk.state.time_refused = !time || *time < from || *time > to;
  if (desk.state.time_refused) return;
  desk.send(session::event::SeekTo{*time});
  close(desk);
}

void private_dialog(Desk& desk) {
  Dialog dialog(desk.frame, "private", desk.tr("Can the room see this screen?"), 620);
  Flow& flow = dialog.flow();
  text(desk.frame, flow, "why",
       desk.tr("Notes and expected points are not for the room. If this screen is copied to the projector, "
               "everyone will read them."));
  text(desk.frame, flow, "better",
       desk.tr("Better: plug in the projector and extend the display instead of duplicating it. The room "
               "then has its screen, and you have yours."),
       {.ink = Ink::kQuiet, .icon = Icon::kInformation});
  Flow row = flow.inner_across(desk.frame.px(8));
  if (button(desk.frame, row, "keep", {.words = desk.tr("Keep them hidden")}) || dialog.dismissed()) {
    desk.state.documents.wanted = false;
    close(desk);
  }
  if (button(desk.frame, row, "private",
             {.words = desk.tr("This screen is not projected"), .icon = Icon::kNotes})) {
    desk.order(order::ScreenIsPrivate{true});
    desk.state.strip = true;
    desk.state.documents.open = std::exchange(desk.state.documents.wanted, false);
    close(desk);
  }
  flow.skip(row.used());
}

void leave_dialog(Desk& desk) {
  Dialog dialog(desk.frame, "leave", desk.tr("Leave the session?"));
  Flow& flow = dialog.flow();
  text(desk.frame, flow, "kept",
       desk.model.is_rehearsal
           ? desk.tr("It is a rehearsal: nothing of it is kept.")
           : desk.tr("It is saved. You can take it up again at this very step and second."));
  Flow row = flow.inner_across(desk.frame.px(8));
  if (button(desk.frame, row, "leave",
             {.words = desk.tr("Leave the session"), .icon = Icon::kLeave, .look = ButtonLook::kPrimary})) {
    desk.order(order::LeaveSession{});
    close(desk);
  }
  if (button(desk.frame, row, "stay", {.words = desk.tr("Stay in the session")}) || dialog.dismissed())
    close(desk);
  flow.skip(row.used());
}

void finish_dialog(Desk& desk) {
  Dialog dialog(desk.frame, "finish", desk.tr("End the session?"));
  Flow& flow = dialog.flow();
  text(desk.frame, flow, "for-good",
       desk.tr("An ended session cannot be taken up again. The room’s screen becomes neutral."));
  Flow row = flow.inner_across(desk.frame.px(8));
  // The first one has focus: a hasty Enter changes nothing.
  if (button(desk.frame, row, "stay", {.words = desk.tr("Stay in the session")}) || dialog.dismissed())
    close(desk);
  if (button(desk.frame, row, "finish", {.words = desk.tr("End the session"), .icon = Icon::kTick})) {
    desk.send(session::event::Finish{});
    close(desk);
  }
  flow.skip(row.used());
}

}  // namespace

bool close_button(Frame& frame, const language::Catalogue& words, Dialog& dialog) {
  const Rect area = dialog.flow().area();
  const ButtonSpec spec{.words = words.tr("Close"), .icon = Icon::kClose, .look = ButtonLook::kPlain};
  const float width = button_width(frame, spec);
  // On the line of the heading, that stands first in the dialog.
  const float line = frame.theme().line_height(TypeSize::kLead);
  const float height =
      std::max(frame.px(kMainTarget), frame.theme().line_height(TypeSize::kBody) + frame.px(16));
  Flow corner =
      Flow::across({area.right() - width, area.y + std::round((line - height) / 2), width, height}, 0);
  return button(frame, corner, "close", spec);
}

void open_dialog(Desk& desk) {
  switch (desk.state.dialog) {
    case DeskDialog::kNone:
    case DeskDialog::kReport:  // drawn by who holds what is typed there
    case DeskDialog::kPapers:
      return;
    case DeskDialog::kMenu:
      return menu_dialog(desk);
    case DeskDialog::kSteps:
      return steps_dialog(desk);
    case DeskDialog::kKeys:
      return keys_dialog(desk.frame, desk.words, desk.state, desk.orders);
    case DeskDialog::kHelpNumbers:
      return help_dialog(desk);
    case DeskDialog::kDisclosure:
      return disclosure_dialog(desk);
    case DeskDialog::kGoToTime:
      return go_to_time_dialog(desk);
    case DeskDialog::kSettings:
      return settings_dialog(desk.frame, desk.words, desk.model, desk.state, desk.orders);
    case DeskDialog::kSpeech:
      return speech_dialog(desk.frame, desk.words, desk.model, desk.state, desk.orders);
    case DeskDialog::kSound:
      return sound_dialog(desk.frame, desk.words, desk.model, desk.state, desk.orders);
    case DeskDialog::kScreenIsPrivate:
      return private_dialog(desk);
    case DeskDialog::kLeave:
      return leave_dialog(desk);
    case DeskDialog::kFinish:
      return finish_dialog(desk);
    case DeskDialog::kRestricted:
      return restricted_dialog(desk);
    case DeskDialog::kHandOut:
      return hand_out_dialog(desk);
    case DeskDialog::kHandOutSeveral:
      return hand_out_several_dialog(desk);
  }
}

}  // namespace mallette::views
