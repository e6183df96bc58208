// SPDX-License-Identifier: GPL-3.0-or-later
// A film about violence is seen by people who live it. What the trainer does when one of them says so.
#include <iterator>

#include "player/views/desk_parts.h"

namespace mallette::views {

using namespace ui;

void disclosure_dialog(Desk& desk) {
  Frame& frame = desk.frame;
  Dialog dialog(frame, "disclosure", desk.tr("If somebody confides in you"), 720);
  if (close_button(frame, desk.words, dialog) || dialog.dismissed()) desk.state.dialog = DeskDialog::kNone;
  const struct {
    const char* do_this;
    const char* how;
  } parts[] = {
      {desk.tr("Listen, apart from the group"),
       desk.tr("Propose a quiet place, now or at the break. Let the person speak; do not ask for details.")},
      {desk.tr("Say it"), desk.tr("“I believe you. It is not your fault. The law forbids it. You can be helped.”")},
      {desk.tr("Ask about safety"),
       desk.tr("“Are you safe tonight? Are there children?” Where there is danger, call the emergency services together.")},
      {desk.tr("Pass on, with consent"),
       desk.tr("Give the help numbers and your local contacts. Offer to call together. Decide nothing in the person’s place.")},
      {desk.tr("Promise only what you can keep"),
       desk.tr("Do not promise secrecy where the law obliges you to report: a minor, a person who cannot protect themselves.")},
      {desk.tr("And afterwards"),
       desk.tr("Nothing of it is written in Mallette. Speak with your own contact person: you need not carry it alone.")},
  };
  Flow& flow = dialog.flow();
  for (std::size_t i = 0; i < std::size(parts); ++i) {
    Flow part = flow.inner_down(0);
    heading(frame, part, fmt::format("{}-what", i), parts[i].do_this, 2, {.type = {TypeSize::kBody, Weight::kStrong}, .ink = Ink::kAccent});
    text(frame, part, fmt::format("{}-how", i), parts[i].how);
    flow.skip(part.used());
  }
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "numbers", {.words = desk.tr("Help numbers"), .icon = Icon::kPhone}))
    open_by_action(desk.state, desk.model, Action::kHelpNumbers);
  if (button(frame, row, "pause", {.words = desk.tr("Pause the session"), .icon = Icon::kBreak, .disabled = desk.session().suspended}))
    desk.send(session::event::Suspend{});
  flow.skip(row.used());
}

}  // namespace mallette::views
