// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/documents_view.h"

#include <algorithm>
#include <cmath>

#include "player/views/desk_words.h"
#include "player/views/documents_parts.h"
#include "player/views/layout.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace ui;
using language::Catalogue;

namespace {

constexpr float kGap = 12;
constexpr float kSideWidth = 380, kListWidth = 1100;
/// Smaller than this, in units at the text's scale, what is done with a document stands above its page.
constexpr float kWideEnough = 820;
constexpr std::size_t kMostBack = 50;
constexpr TextLook kLabel{.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent};

void close_view(Desk& desk) { desk.state.documents.open = false; }

/// What the list's lines stand under.
const char* group_of(const Catalogue& words, const DocumentLine& line) {
  if (line.for_room) return words.tr("For the people in the room");
  switch (line.kind) {
    case DocumentKind::kSheet: return words.tr("Reference sheets");
    case DocumentKind::kBooklet: return words.tr("Booklets");
    case DocumentKind::kSlides: return words.tr("Slide shows");
    case DocumentKind::kTemplate:
    case DocumentKind::kNote: return words.tr("Models of certificates");
    case DocumentKind::kLetter: return words.tr("Letters and further reading");
    case DocumentKind::kQuestionnaire: return words.tr("Questionnaires");
    case DocumentKind::kHandout: return words.tr("For the case studies");
  }
  return "";
}

void told_part(Desk& desk, Flow& flow) {
  const DocumentsModel& model = desk.model.documents;
  if (model.copying) status(desk.frame, flow, "copying", desk.tr("Copying…"), accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  if (!model.told.empty()) status(desk.frame, flow, "told", model.told, accessibility::Live::kAssertive, {.icon = Icon::kTick});
  const auto all = messages_of(desk);
  if (!all.empty()) status(desk.frame, flow, "message", all.front(), accessibility::Live::kAssertive, {.ink = Ink::kWarm, .icon = Icon::kWarning});
}

void back_button(Desk& desk, Flow& row) {
  if (button(desk.frame, row, "back", {.words = desk.model.in_session ? desk.tr("Back to the session") : desk.tr("Back to the start of the session"), .icon = Icon::kBack})) close_view(desk);
}

/// What the room sees meanwhile, and how what was brought there comes off.
void room_part(Desk& desk, Flow& flow) {
  if (!desk.model.in_session) return;
  const OnTheWall now = on_the_wall(desk.words, desk.session());
  status(desk.frame, flow, "wall", now.words, accessibility::Live::kPolite,
         {.type = {TypeSize::kBody, Weight::kStrong}, .ink = now.covered ? Ink::kAccent : Ink::kText, .icon = now.icon});
  if (desk.session().document) document_keys(desk, flow);
}

void list_part(Desk& desk, Flow& flow) {
  const auto& lines = desk.model.documents.lines;
  Frame& frame = desk.frame;
  std::size_t group = 0;
  for (std::size_t i = 0; i < lines.size(); ++group) {
    const std::string name = group_of(desk.words, lines[i]);
    Flow part = flow.inner_down(frame.px(2));
    heading(frame, part, fmt::format("group-{}", group), name, 2, kLabel);
    List list(frame, fmt::format("list-{}", group), name);
    for (; i < lines.size() && name == group_of(desk.words, lines[i]); ++i) {
      const DocumentLine& line = lines[i];
      const std::string details = line_details(desk.words, line);
      if (list.item(part, line.entry, {.words = line.title, .detail = details, .icon = kind_icon(line), .one_line = true}))
        read_document(desk.state.documents, line.entry);
    }
    flow.skip(part.used());
  }
}

void list_screen(Desk& desk) {
  Frame& frame = desk.frame;
  PaddedPage page(frame, frame.area(), "documents", kListWidth);
  Flow& flow = page.flow();
  Flow row = flow.inner_across(frame.px(8));
  back_button(desk, row);
  const auto& model = desk.model.documents;
  if (!model.lines.empty() && desk.model.no_copies.empty() && button(frame, row, "save-several", {.words = desk.tr("Hand out several documents"), .icon = Icon::kCopy}))
    desk.state.dialog = DeskDialog::kHandOutSeveral;
  flow.skip(row.used());
  heading(frame, flow, "title", desk.tr("Documents of the kit"), 1, {.type = {TypeSize::kTitle, Weight::kStrong}});
  told_part(desk, flow);
  if (!desk.model.no_copies.empty()) text(frame, flow, "no-copies", desk.model.no_copies, {.ink = Ink::kQuiet, .icon = Icon::kLock});
  room_part(desk, flow);
  if (model.lines.empty()) text(frame, flow, "none", desk.tr("This kit has no documents."), {.ink = Ink::kQuiet});
  list_part(desk, flow);
}

void side_of(Desk& desk, Flow& flow, const DocumentLine& line) {
  Frame& frame = desk.frame;
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "all", {.words = desk.tr("All the documents"), .icon = Icon::kSteps})) desk.state.documents.entry.clear();
  back_button(desk, row);
  flow.skip(row.used());
  told_part(desk, flow);
  reader_head(desk, flow, line);
  room_part(desk, flow);
  reader_finder(desk, flow);
}

RegionSpec side_spec(Desk& desk) {
  return {.name = desk.tr("The document"), .heading = false, .gap = 8, .padding = 16};
}

void reader_screen(Desk& desk, const DocumentLine& line) {
  Frame& frame = desk.frame;
  const Rect all = frame.area();
  const float gap = frame.px(kGap);
  const float unit = frame.theme().text_scale * frame.theme().density;
  if (all.width / unit >= kWideEnough) {
    const float side = std::min(column(frame, kSideWidth), std::round(all.width * 0.42F));
    {
      auto region = Region::at(frame, {gap, gap, side, all.height - 2 * gap}, "document", side_spec(desk));
      side_of(desk, region.flow(), line);
    }
    return reader_page(desk, {side + 2 * gap, gap, all.width - side - 3 * gap, all.height - 2 * gap}, line);
  }
  Page page(frame, {gap, gap, all.width - 2 * gap, all.height - 2 * gap}, "reader", kGap);
  {
    auto region = Region::in(frame, page.flow(), "document", side_spec(desk));
    side_of(desk, region.flow(), line);
  }
  const float height = std::round(all.height * 0.9F);
  reader_page(desk, page.flow().take({page.flow().width_left(), height}), line);
}

}  // namespace

std::string kind_word(const Catalogue& words, DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kSheet: return words.tr("Reference sheet");
    case DocumentKind::kBooklet: return words.tr("Booklet");
    case DocumentKind::kSlides: return words.tr("Slide show");
    case DocumentKind::kTemplate: return words.tr("Model");
    case DocumentKind::kNote: return words.tr("Explanatory note");
    case DocumentKind::kLetter: return words.tr("Letter");
    case DocumentKind::kQuestionnaire: return words.tr("Questionnaire");
    case DocumentKind::kHandout: return words.tr("Case study");
  }
  return {};
}

Icon kind_icon(const DocumentLine& line) {
  if (line.restricted) return Icon::kLock;
  switch (line.kind) {
    case DocumentKind::kBooklet: return Icon::kBooklet;
    case DocumentKind::kSlides: return Icon::kWall;
    case DocumentKind::kTemplate:
    case DocumentKind::kNote: return Icon::kNotes;
    case DocumentKind::kQuestionnaire: return Icon::kQuestion;
    default: return Icon::kSheet;
  }
}

std::string line_details(const Catalogue& words, const DocumentLine& line) {
  std::string pages;
  if (line.pages) pages = counted(*line.pages, words.tr("{n} page"), words.tr("{n} pages"), words);
  if (!line.can_be_read) pages = words.tr("to hand out only");
  if (!line.fault.empty()) pages = words.tr("cannot be read");
  return joined({line.restricted ? words.tr("Restricted distribution") : "", kind_word(words, line.kind), pages});
}

accessibility::NodeId document_search() {
  accessibility::NodeId id;
  for (const std::string_view key : {"window", "document", "find"}) id = accessibility::child_id(id, key);
  return id;
}

void read_document(DocumentsState& state, const std::string& entry) {
  state.entry = entry;
  state.page = 0;
  state.back.clear();
  state.aside = 0;
  state.query.clear();
  state.hit = 0;
  state.go_to_hit = false;
  state.typed_page.clear();
  state.page_refused = false;
}

const DocumentLine* read_line(const DocumentsModel& model, const DocumentsState& state) {
  const auto found = std::ranges::find(model.lines, state.entry, &DocumentLine::entry);
  return found != model.lines.end() ? &*found : nullptr;
}

void follow_link(DocumentsState& state, int page) {
  if (page == state.page) return;
  if (state.back.size() == kMostBack) state.back.erase(state.back.begin());
  state.back.push_back(state.page);
  state.page = page;
}

std::optional<session::EventKind> toggle_pin(const DocumentsModel& model, const DocumentsState& state, const session::DeskView& session) {
  const DocumentLine* line = read_line(model, state);
  if (line == nullptr || line->only_text || model.reader.pages == 0 || session.stage != session::Stage::kUnderWay) return std::nullopt;
  const auto page = static_cast<std::uint32_t>(state.page + 1);
  if (is_pinned(session, line->entry, page)) return session::event::UnpinPage{line->entry, page};
  if (session.pinned.size() >= session::kPinLimit) return std::nullopt;
  return session::event::PinPage{line->entry, page, line->title};
}

void turn_reader(const DocumentsModel& model, DocumentsState& state, int by) {
  if (model.reader.pages == 0) return;
  state.page = std::clamp(state.page + by, 0, model.reader.pages - 1);
}

void documents_screen(Frame& frame, const Catalogue& words, const DeskModel& model, DeskState& state, Orders& orders) {
  Desk desk{frame, words, model, state, orders};
  const DocumentLine* line = read_line(model.documents, state.documents);
  line != nullptr ? reader_screen(desk, *line) : list_screen(desk);
  open_dialog(desk);
  if (model.documents.browser) browser_dialog(frame, words, *model.documents.browser, state.documents.browser, orders);
}

}  // namespace mallette::views
