// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before a document leaves the desk.
#include <algorithm>
#include <utility>

#include "player/views/desk_words.h"
#include "player/views/documents_parts.h"

namespace mallette::views {

using namespace ui;

namespace {

void close(Desk& desk) { desk.state.dialog = DeskDialog::kNone; }

void carry_out(Desk& desk, Order what, bool to_room) {
  desk.orders.push_back(std::move(what));
  // On an only screen the room's picture is beneath this view: it is to be seen now.
  if (!to_room || !desk.model.one_screen) return;
  desk.state.documents.open = false;
  desk.state.strip = false;
}

}  // namespace

void ask_or_order(Desk& desk, const DocumentLine& line, Order what, bool to_room) {
  if (!line.restricted) return carry_out(desk, std::move(what), to_room);
  desk.state.documents.ask = {std::move(what), to_room};
  desk.state.dialog = DeskDialog::kRestricted;
}

bool is_pinned(const session::DeskView& session, const std::string& entry, std::uint32_t page) {
  return std::ranges::any_of(session.pinned, [&](const session::DocumentPage& one) { return one.document == entry && one.page == page; });
}

void show_to_room(Desk& desk, const DocumentLine& line, std::uint32_t page) {
  ask_or_order(desk, line, session::EventKind(session::event::ShowDocument{line.entry, page, line.title}), true);
}

void restricted_dialog(Desk& desk) {
  DocumentsState& state = desk.state.documents;
  if (!state.ask.order) return close(desk);
  const bool to_room = state.ask.to_room;
  Dialog dialog(desk.frame, "restricted", to_room ? desk.tr("Show a restricted document to the room?") : desk.tr("Hand out a restricted document?"), 620);
  Flow& flow = dialog.flow();
  text(desk.frame, flow, "why", desk.tr("Its distribution is restricted: it is meant for those named by its publisher alone."), {.icon = Icon::kLock});
  Flow row = flow.inner_across(desk.frame.px(8));
  // The first one has focus: a hasty Enter changes nothing.
  const bool no = button(desk.frame, row, "no", {.words = to_room ? desk.tr("Do not show it") : desk.tr("Do not hand it out")});
  if (button(desk.frame, row, "yes", {.words = to_room ? desk.tr("Show it all the same") : desk.tr("Hand it out all the same")})) {
    close(desk);
    carry_out(desk, *std::exchange(state.ask.order, std::nullopt), to_room);
  } else if (no || dialog.dismissed()) {
    state.ask.order.reset();
    close(desk);
  }
  flow.skip(row.used());
}

void hand_out_dialog(Desk& desk) {
  const DocumentLine* line = read_line(desk.model.documents, desk.state.documents);
  if (line == nullptr) return close(desk);
  Dialog dialog(desk.frame, "hand-out", desk.tr("Hand out a copy"), 620);
  Flow& flow = dialog.flow();
  if (close_button(desk.frame, desk.words, dialog) || dialog.dismissed()) close(desk);
  text(desk.frame, flow, "what", line->title, {.type = {TypeSize::kBody, Weight::kStrong}});
  if (!desk.model.no_copies.empty()) return text(desk.frame, flow, "no-copies", desk.model.no_copies, {.icon = Icon::kLock});
  Flow items = flow.inner_down(desk.frame.px(8));
  if (button(desk.frame, items, "save", {.words = desk.tr("Save a copy in a folder"), .icon = Icon::kFolder, .look = ButtonLook::kPrimary, .disabled = desk.model.documents.copying})) {
    close(desk);
    ask_or_order(desk, *line, order::SaveDocument{line->entry}, false);
  }
  if (line->can_be_read && button(desk.frame, items, "large", {.words = desk.tr("Save it in large print, as a web page"), .icon = Icon::kLarger, .disabled = desk.model.documents.copying})) {
    close(desk);
    ask_or_order(desk, *line, order::SaveLargePrint{line->entry}, false);
  }
  if (button(desk.frame, items, "print", {.words = desk.tr("Open it in this computer’s reader, to print it"), .icon = Icon::kPrint, .disabled = desk.model.documents.copying})) {
    close(desk);
    ask_or_order(desk, *line, order::OpenOutside{line->entry}, false);
  }
  flow.skip(items.used());
  if (line->can_be_read) text(desk.frame, flow, "large-note", desk.tr("In large print, its text alone: headings and order as the document gives them, and a note where a picture’s text is missing."), {.ink = Ink::kQuiet});
  text(desk.frame, flow, "note", desk.tr("What is opened so is a copy that cannot be changed; the kit stays as it is."), {.ink = Ink::kQuiet});
}

void hand_out_several_dialog(Desk& desk) {
  const DocumentsModel& model = desk.model.documents;
  Dialog dialog(desk.frame, "several", desk.tr("Hand out several documents"), 620);
  Flow& flow = dialog.flow();
  if (close_button(desk.frame, desk.words, dialog) || dialog.dismissed()) close(desk);
  if (!desk.model.no_copies.empty()) return text(desk.frame, flow, "no-copies", desk.model.no_copies, {.icon = Icon::kLock});
  text(desk.frame, flow, "where", desk.tr("Copies go into a folder that you choose next: a USB key, for instance."), {.ink = Ink::kQuiet});
  bool& large = desk.state.documents.large_print;
  if (toggle(desk.frame, flow, "large", desk.tr("In large print, as web pages"), large)) large = !large;
  Flow items = flow.inner_down(desk.frame.px(4));
  const auto save = [&](const std::string& audience, bool restricted) {
    close(desk);
    const auto as = large ? order::HandOutAs::kLargePrint : order::HandOutAs::kCopies;
    ask_or_order(desk, {.entry = {}, .title = {}, .restricted = restricted}, order::SaveDocumentsFor{audience, as}, false);
  };
  for (const auto& profession : model.professions) {
    const std::string words = filled(desk.tr("Documents for: {}"), profession.name);
    if (button(desk.frame, items, "for-" + profession.id, {.words = words, .icon = Icon::kPeople, .disabled = model.copying})) save(profession.id, profession.restricted);
  }
  const bool any_restricted = std::ranges::any_of(model.lines, &DocumentLine::restricted);
  if (button(desk.frame, items, "all", {.words = desk.tr("All the documents of the kit"), .icon = Icon::kCopy, .disabled = model.copying})) save({}, any_restricted);
  flow.skip(items.used());
}

}  // namespace mallette::views
