// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "player/views/desk_words.h"
#include "player/views/documents_parts.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr std::array kScales = {0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0};
constexpr float kPageField = 72, kTextWidth = 760, kItemIndent = 20;
constexpr double kAside = 0.25;
constexpr float kThumbnailWidth = 92, kThumbnailHeight = 116;
/// A narrower place, in units at the text's scale, is the page's alone.
constexpr float kStripFrom = 700;
/// A longer document's pages are found by number, search and contents.
constexpr int kMostThumbnails = 500;
constexpr TextLook kSmallQuiet{.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};
// On white paper, whatever the theme.
constexpr Colour kHit{0xFF, 0xC3, 0x00, 0x50}, kThisHit{0x0B, 0x57, 0xD0, 0xFF}, kLinkOver{0x0B, 0x57, 0xD0, 0x28};

DocumentsState& state_of(Desk& desk) { return desk.state.documents; }
const ReaderModel& reader_of(const Desk& desk) { return desk.model.documents.reader; }

void pin_key(Desk& desk, Flow& flow, const DocumentLine& line) {
  if (!desk.model.in_session || !line.can_be_read || line.only_text) return;
  const bool pinned = is_pinned(desk.session(), line.entry, static_cast<std::uint32_t>(state_of(desk).page + 1));
  const auto event = toggle_pin(desk.model.documents, state_of(desk), desk.session());
  const char* words = pinned ? desk.tr("No longer at hand for this step") : desk.tr("Keep this page at hand for this step");
  if (button(desk.frame, flow, "pin", {.words = words, .icon = pinned ? Icon::kClose : Icon::kFlag, .disabled = !event})) desk.send(*event);
}

void actions(Desk& desk, Flow& flow, const DocumentLine& line) {
  Frame& frame = desk.frame;
  const ReaderModel& reader = reader_of(desk);
  const auto& s = desk.session();
  const bool page_is_on_wall = s.document && s.document->shown.document == line.entry &&
                               static_cast<int>(s.document->shown.page) == state_of(desk).page + 1;
  Flow items = flow.inner_down(frame.px(8));
  const std::string show = filled(desk.tr("Show page {} to the room"), state_of(desk).page + 1);
  if (desk.model.in_session && line.can_be_read && !line.only_text && button(frame, items, "show",
                                 {.words = show, .icon = Icon::kWall, .look = page_is_on_wall ? ButtonLook::kQuiet : ButtonLook::kPrimary,
                                  .disabled = reader.pages == 0 || page_is_on_wall || is_held(s)}))
    show_to_room(desk, line, static_cast<std::uint32_t>(state_of(desk).page + 1));
  pin_key(desk, items, line);
  if (!desk.model.no_copies.empty()) text(frame, items, "no-copies", desk.model.no_copies, {.ink = Ink::kQuiet, .icon = Icon::kLock});
  else if (button(frame, items, "hand-out", {.words = desk.tr("Hand out a copy"), .icon = Icon::kCopy})) desk.state.dialog = DeskDialog::kHandOut;
  flow.skip(items.used());
}

void step_hit(Desk& desk, int by) {
  DocumentsState& state = state_of(desk);
  const auto all = static_cast<long>(reader_of(desk).hits_in_all);
  if (all == 0) return;
  state.hit = static_cast<std::size_t>((static_cast<long>(state.hit) + by + all) % all);
  state.go_to_hit = true;
  state.drawn_hit.reset();
}

void search_part(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  DocumentsState& state = state_of(desk);
  const ReaderModel& reader = reader_of(desk);
  const FieldEvent typed = text_field(frame, flow, "find", state.query, {.name = desk.tr("Find in this document"), .icon = Icon::kSearch});
  if (typed == FieldEvent::kChanged) {
    state.hit = 0;
    state.go_to_hit = true;
    state.drawn_hit.reset();
  }
  if (typed == FieldEvent::kSubmitted) step_hit(desk, 1);
  if (state.query.empty()) return;
  const bool none = reader.hits_in_all == 0;
  std::string words = filled(desk.tr("Result {} of {}, page {}"), state.hit + 1, reader.hits_in_all, state.page + 1);
  if (none) words = reader.searching ? desk.tr("Searching…") : desk.tr("Not found in this document.");
  status(frame, flow, "found", words, accessibility::Live::kPolite);
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "hit-back", {.words = desk.tr("Result before"), .icon = Icon::kUp, .disabled = none})) step_hit(desk, -1);
  if (button(frame, row, "hit-on", {.words = desk.tr("Next result"), .icon = Icon::kOpen, .disabled = none})) step_hit(desk, 1);
  flow.skip(row.used());
}

void outline_part(Desk& desk, Flow& flow) {
  const auto& outline = reader_of(desk).outline;
  if (outline.empty()) return;
  Frame& frame = desk.frame;
  heading(frame, flow, "contents", desk.tr("Contents"), 2, {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
  Flow lines = flow.inner_down(frame.px(2));
  List list(frame, "outline", desk.tr("Contents"));
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const OutlineLine& line = outline[i];
    const std::string indent(static_cast<std::size_t>(2 * line.level), ' ');
    const std::string page = line.page ? filled(desk.tr("page {}"), *line.page + 1) : std::string();
    if (list.item(lines, fmt::format("{}", i), {.words = indent + line.title, .detail = page, .one_line = true}) && line.page) follow_link(state_of(desk), *line.page);
  }
  flow.skip(lines.used());
}

/// "3", where there are so many pages; else it is said what may be typed.
void go_to_typed_page(Desk& desk) {
  DocumentsState& state = state_of(desk);
  int page = 0;
  const std::string& typed = state.typed_page;
  const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), page);
  state.page_refused = fault != std::errc{} || end != typed.data() + typed.size() || page < 1 || page > reader_of(desk).pages;
  if (state.page_refused) return;
  state.page = page - 1;
  state.typed_page.clear();
}

void page_keys(Desk& desk, Flow& row) {
  Frame& frame = desk.frame;
  DocumentsState& state = state_of(desk);
  const ReaderModel& reader = reader_of(desk);
  if (button(frame, row, "page-back", {.words = desk.tr("Previous page"), .icon = Icon::kBack, .disabled = state.page <= 0})) turn_reader(desk.model.documents, state, -1);
  if (button(frame, row, "page-on", {.words = desk.tr("Next page"), .icon = Icon::kFolded, .disabled = state.page + 1 >= reader.pages})) turn_reader(desk.model.documents, state, 1);
  const std::string name = filled(desk.tr("Page {} of {}"), state.page + 1, reader.pages);
  const FieldEvent typed = text_field(frame, row, "page-field", state.typed_page, {.name = name, .name_inside = true, .width = kPageField * 2});
  if (typed == FieldEvent::kChanged) state.page_refused = false;
  if (typed == FieldEvent::kSubmitted) go_to_typed_page(desk);
}

void step_zoom(Desk& desk, bool larger) {
  DocumentsState& state = state_of(desk);
  const double now = reader_of(desk).scale;
  const auto next = std::ranges::find_if(kScales, [&](double scale) { return scale > now * 1.01; });
  const auto before = std::find_if(kScales.rbegin(), kScales.rend(), [&](double scale) { return scale < now * 0.99; });
  state.scale = larger ? (next != kScales.end() ? *next : kScales.back()) : (before != kScales.rend() ? *before : kScales.front());
  state.zoom = PageZoom::kScale;
}

void zoom_keys(Desk& desk, Flow& row) {
  Frame& frame = desk.frame;
  DocumentsState& state = state_of(desk);
  const ReaderModel& reader = reader_of(desk);
  if (toggle(frame, row, "whole", desk.tr("Whole page"), state.zoom == PageZoom::kWhole)) state.zoom = PageZoom::kWhole;
  if (toggle(frame, row, "width", desk.tr("Full width"), state.zoom == PageZoom::kWidth)) state.zoom = PageZoom::kWidth;
  const std::string percent = filled(desk.tr("{:.0f} %"), reader.scale * 100);
  if (button(frame, row, "smaller", {.words = desk.tr("Smaller"), .icon = Icon::kSmaller, .description = percent, .disabled = reader.scale <= kScales.front()})) step_zoom(desk, false);
  if (button(frame, row, "larger", {.words = desk.tr("Larger"), .icon = Icon::kLarger, .description = percent, .disabled = reader.scale >= kScales.back()})) step_zoom(desk, true);
  if (reader.width <= state.room.width + 1) return;
  if (button(frame, row, "left", {.words = desk.tr("To the left"), .icon = Icon::kBack, .disabled = state.aside <= 0})) state.aside = std::max(0.0, state.aside - kAside);
  if (button(frame, row, "right", {.words = desk.tr("To the right"), .icon = Icon::kFolded, .disabled = state.aside >= 1})) state.aside = std::min(1.0, state.aside + kAside);
}

void mark_hits(Desk& desk, const Rect& page) {
  const ReaderModel& reader = reader_of(desk);
  Frame& frame = desk.frame;
  const auto placed = [&](const Rect& part) {
    return Rect{page.x + part.x * page.width, page.y + part.y * page.height, part.width * page.width, part.height * page.height};
  };
  for (const Rect& hit : reader.hits) frame.paint().fill(placed(hit), kHit, frame.px(2));
  for (std::size_t i = 0; i < reader.hit.size(); ++i) {
    const Rect at = placed(reader.hit[i]), around{at.x - 2, at.y - 2, at.width + 4, at.height + 4};
    frame.paint().outline(around, kThisHit, frame.px(2), frame.px(3));
    const std::string key = fmt::format("hit-{}", i);
    const NodeId id = frame.emit(key, {.role = accessibility::Role::kText, .name = state_of(desk).query, .bounds = around});
    if (i > 0 || state_of(desk).drawn_hit == state_of(desk).hit) continue;
    state_of(desk).drawn_hit = state_of(desk).hit;
    frame.memory().reveal = id;
    frame.memory().unsettled = true;
  }
}

/// "Les relais, page 12": what can be told from the others of the page.
std::vector<std::string> link_names(Desk& desk, const std::vector<LinkLine>& links) {
  std::map<std::string, int> times;
  std::vector<std::string> names;
  for (const LinkLine& link : links) {
    const std::string where = link.page ? filled(desk.tr("page {}"), *link.page + 1) : link.address;
    std::string name = link.words.empty() || link.words == where ? where : link.words + ", " + where;
    if (const int before = times[name]++; before > 0) name += fmt::format(" ({})", before + 1);
    names.push_back(std::move(name));
  }
  return names;
}

/// Over the page, where they are seen; an address out of the document is told, and not followed.
void links_on_page(Desk& desk, const Rect& page) {
  Frame& frame = desk.frame;
  const auto& links = reader_of(desk).links;
  const auto names = link_names(desk, links);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Rect& part = links[i].place;
    const Rect at{page.x + part.x * page.width, page.y + part.y * page.height, part.width * page.width, part.height * page.height};
    const std::string key = fmt::format("link-{}", i);
    if (!links[i].page) {
      frame.emit(key, {.role = accessibility::Role::kText, .name = names[i], .description = desk.tr("An address outside of the document: it is not opened here."), .bounds = at});
      continue;
    }
    const NodeId id = frame.id_of(key);
    if (frame.pressed(id)) follow_link(state_of(desk), *links[i].page);
    if (frame.hovered(id)) frame.paint().fill(at, kLinkOver, frame.px(2));
    frame.paint().fill({at.x, at.bottom() - frame.px(1), at.width, frame.px(1)}, kThisHit);
    // The theme's own ring is made for the theme's ground, not for paper.
    if (frame.focused(id)) frame.paint().outline(at, kThisHit, frame.px(3), frame.px(2));
    frame.emit(key, {.role = accessibility::Role::kLink, .name = names[i],
                     .states = {accessibility::State::kFocusable}, .actions = {accessibility::NodeAction::kPress, accessibility::NodeAction::kFocus}, .bounds = at});
  }
}

/// Below the page's text, what its form holds.
void fields_as_text(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  const auto& fields = reader_of(desk).fields;
  if (fields.empty()) return;
  heading(frame, flow, "fields", desk.tr("Fields of the form"), 2, {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FieldLine& field = fields[i];
    std::string value = field.value.empty() ? desk.tr("(empty)") : field.value;
    if (field.ticked) value = *field.ticked ? desk.tr("ticked") : desk.tr("not ticked");
    const std::string name = field.name.empty() ? desk.tr("Field without a name") : field.name;
    text(frame, flow, fmt::format("field-{}", i), name + desk.tr(": ") + value, {.type = {TypeSize::kLead}});
  }
}

/// Below the page's text: the same, one below the other.
void links_as_text(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  const auto& links = reader_of(desk).links;
  const auto names = link_names(desk, links);
  const auto leads = [](const LinkLine& link) { return link.page.has_value(); };
  if (std::ranges::any_of(links, leads)) {
    heading(frame, flow, "links", desk.tr("Links on this page"), 2, {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
    Flow lines = flow.inner_down(frame.px(2));
    List list(frame, "links-list", desk.tr("Links on this page"));
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (links[i].page && list.item(lines, fmt::format("{}", i), {.words = names[i], .icon = Icon::kOpen, .one_line = true})) follow_link(state_of(desk), *links[i].page);
    }
    flow.skip(lines.used());
  }
  if (std::ranges::all_of(links, leads)) return;
  heading(frame, flow, "addresses", desk.tr("Addresses on this page, not opened here"), 2, {.type = {TypeSize::kSmall, Weight::kStrong}, .ink = Ink::kAccent});
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (!links[i].page) text(frame, flow, fmt::format("address-{}", i), names[i], {.ink = Ink::kQuiet});
  }
}

void picture_part(Desk& desk, Flow& flow, const DocumentLine& line) {
  Frame& frame = desk.frame;
  const ReaderModel& reader = reader_of(desk);
  const DocumentsState& state = state_of(desk);
  if (reader.width <= 0) return;
  const Rect area = flow.take({flow.width_left(), reader.height});
  const float free = area.width - reader.width;
  const float x = free >= 0 ? std::floor(free / 2) : std::round(free * static_cast<float>(state.aside));
  const Rect page{area.x + x, area.y, reader.width, reader.height};
  frame.paint().fill(page, rgb(0xFFFFFF));
  if (reader.texture != nullptr) frame.paint().picture(page, reader.texture);
  const std::string name = filled(desk.tr("Page {} of {}"), state.page + 1, reader.pages) + ", " + line.title;
  frame.emit("picture", {.role = accessibility::Role::kImage,
                         .name = name,
                         .description = reader.texture == nullptr ? desk.tr("It is being drawn…") : desk.tr("“As text” gives its words."),
                         .bounds = page});
  mark_hits(desk, page);
  links_on_page(desk, page);
}

void text_line(Desk& desk, Flow& flow, const std::string& key, const TextLine& line) {
  Frame& frame = desk.frame;
  if (line.heading > 0) return heading(frame, flow, key, line.words, std::min(line.heading + 1, 6), {.type = {TypeSize::kLead, Weight::kStrong}});
  if (line.figure) {
    const std::string words = line.words.empty() ? desk.tr("A picture that nothing describes.") : filled(desk.tr("Picture: {}"), line.words);
    return text(frame, flow, key, words, {.type = {TypeSize::kLead}, .ink = Ink::kQuiet, .icon = Icon::kInformation});
  }
  const Rect area = flow.next_area();
  const float indent = line.item > 0 ? frame.theme().mark(kItemIndent) * static_cast<float>(std::min(line.item, 6)) : 0;
  Flow column = Flow::down({area.x + indent, area.y, area.width - indent, area.height}, 0);
  text(frame, column, key, line.words, {.type = {TypeSize::kLead}});
  flow.skip(column.used());
}

void text_part(Desk& desk, Flow& flow, const DocumentLine& line) {
  Frame& frame = desk.frame;
  const ReaderModel& reader = reader_of(desk);
  const bool kit_text = line.only_text || (reader.has_kit_text && state_of(desk).kit_text);
  if (reader.reading_text) return status(frame, flow, "reading", desk.tr("The text is being read…"), accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  if (kit_text && !line.only_text) {
    text(frame, flow, "source", desk.tr("This is the text that the kit gives beside the document."), kSmallQuiet);
  } else if (reader.text.empty()) {
    status(frame, flow, "no-text", desk.tr("This page has no text, only pictures: it cannot be read out."), accessibility::Live::kPolite, {.icon = Icon::kInformation});
  } else if (!kit_text && !reader.tagged) {
    text(frame, flow, "source", desk.tr("This document has no tags: the order of its text was worked out from the page, and may be wrong in columns and tables."),
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet, .icon = Icon::kInformation});
  } else if (!kit_text && !reader.by_tags) {
    text(frame, flow, "source", desk.tr("The tags of this page are missing or leave much out: the order of its text was worked out from the page, and may be wrong in columns and tables."),
         {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet, .icon = Icon::kInformation});
  }
  for (std::size_t i = 0; i < reader.text.size(); ++i) text_line(desk, flow, fmt::format("{}", i), reader.text[i]);
  if (reader.text_is_cut) text(frame, flow, "cut", desk.tr("The text goes on; what follows is too long to be shown here."), kSmallQuiet);
  if (kit_text) return;
  fields_as_text(desk, flow);
  links_as_text(desk, flow);
}

void tools(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  DocumentsState& state = state_of(desk);
  const ReaderModel& reader = reader_of(desk);
  Flow row = flow.inner_across(frame.px(8));
  const bool kit_text = state.as_text && reader.has_kit_text && state.kit_text;
  if (!kit_text) page_keys(desk, row);
  if (!kit_text && !state.back.empty() && button(frame, row, "page-return", {.words = filled(desk.tr("Back to page {}"), state.back.back() + 1), .icon = Icon::kBack})) {
    state.page = state.back.back();
    state.back.pop_back();
  }
  if (toggle(frame, row, "as-text", desk.tr("As text"), state.as_text)) state.as_text = !state.as_text;
  if (state.as_text && reader.has_kit_text && toggle(frame, row, "kit-text", desk.tr("The kit’s own text"), state.kit_text)) state.kit_text = !state.kit_text;
  flow.skip(row.used());
  if (!state.as_text) {
    Flow sizes = flow.inner_across(frame.px(8));
    zoom_keys(desk, sizes);
    flow.skip(sizes.used());
  }
  if (!state.page_refused) return;
  status(frame, flow, "page-refused", filled(desk.tr("Write a number between 1 and {}."), reader.pages), accessibility::Live::kAssertive,
         {.ink = Ink::kBroken, .icon = Icon::kBroken});
}

/// Where the page leaves room for it.
bool has_strip(const Desk& desk, const Rect& place, const DocumentLine& line) {
  const ReaderModel& reader = reader_of(desk);
  const float unit = desk.frame.theme().text_scale * desk.frame.theme().density;
  return !desk.state.documents.as_text && !line.only_text && reader.pages > 1 && reader.pages <= kMostThumbnails && place.width / unit >= kStripFrom;
}

/// All pages, small, one below the other; notes in the state which of them are in sight.
void strip(Desk& desk, const Rect& place) {
  Frame& frame = desk.frame;
  DocumentsState& state = state_of(desk);
  const ReaderModel& reader = reader_of(desk);
  state.thumbnail_room = {frame.px(kThumbnailWidth), frame.px(kThumbnailHeight)};
  const float height = state.thumbnail_room.height + frame.theme().line_height(TypeSize::kSmall) + frame.px(12);
  auto region = Region::at(frame, place, "strip", {.name = desk.tr("Thumbnails"), .heading = false, .look = RegionLook::kBare, .gap = 4, .padding = 5});
  List list(frame, "pages", desk.tr("Thumbnails"));
  std::optional<std::pair<int, int>> in_sight;
  for (int page = 0; page < reader.pages; ++page) {
    const Rect cell = region.flow().take({region.flow().width_left(), height});
    if (!intersection(cell, frame.clip()).empty()) in_sight = {in_sight ? in_sight->first : page, page};
    const auto known = reader.thumbnails.find(page);
    const bool drawn = known != reader.thumbnails.end();
    const std::string number = std::to_string(page + 1);
    const Extent paper{std::round(state.thumbnail_room.height * 0.7F), state.thumbnail_room.height};
    if (list.picture_item(cell, number, {.name = filled(desk.tr("Page {}"), page + 1), .words = number, .texture = drawn ? known->second.texture : nullptr,
                                         .picture = drawn ? Extent{known->second.width, known->second.height} : paper, .selected = page == state.page}))
      state.page = page;
  }
  state.thumbnails = in_sight;
}

/// A page begins at its top.
void settle_scroll(Desk& desk) {
  DocumentsState& state = state_of(desk);
  if (state.drawn_page == state.page) return;
  state.drawn_page = state.page;
  desk.frame.memory().scrolls[desk.frame.id_of("page")].offset = 0;
}

}  // namespace

void reader_head(Desk& desk, Flow& flow, const DocumentLine& line) {
  Frame& frame = desk.frame;
  heading(frame, flow, "title", line.title, 1, {.type = {TypeSize::kLead, Weight::kStrong}});
  text(frame, flow, "details", line_details(desk.words, line),
       {.type = {TypeSize::kSmall}, .ink = line.restricted ? Ink::kWarm : Ink::kQuiet, .icon = line.restricted ? Icon::kLock : Icon::kNone});
  actions(desk, flow, line);
}

void reader_finder(Desk& desk, Flow& flow) {
  if (reader_of(desk).pages == 0) return;
  search_part(desk, flow);
  outline_part(desk, flow);
}

void reader_page(Desk& desk, const Rect& place, const DocumentLine& line) {
  Frame& frame = desk.frame;
  const ReaderModel& reader = reader_of(desk);
  Flow flow = Flow::down(place, frame.px(8));
  if (reader.pages > 0) {
    Flow bar = flow.inner_down(frame.px(4));
    tools(desk, bar);
    flow.skip(bar.used());
  }
  Rect rest = flow.next_area();
  settle_scroll(desk);
  state_of(desk).thumbnails.reset();
  if (has_strip(desk, rest, line)) {
    const float width = frame.px(kThumbnailWidth + 28), gap = frame.px(8);
    strip(desk, {rest.x, rest.y, width, rest.height});
    rest = {rest.x + width + gap, rest.y, rest.width - width - gap, rest.height};
  }
  const bool as_text = state_of(desk).as_text || line.only_text;
  auto region = Region::at(frame, rest, "page",
                           {.name = desk.tr("Page"), .heading = false, .look = as_text ? RegionLook::kPanel : RegionLook::kBare, .gap = 12, .padding = as_text ? 20.0F : 2.0F});
  // The bar of what scrolls stands beside the page, not on it.
  state_of(desk).room = {std::max(1.0F, rest.width - frame.px(16)), std::max(1.0F, rest.height - frame.px(6))};
  Flow& inside = region.flow();
  if (!line.can_be_read) return text(frame, inside, "only", desk.tr("This document cannot be shown here: it can be handed out, and opened in this computer’s own programs."), {.icon = Icon::kInformation});
  if (reader.opening) return status(frame, inside, "opening", desk.tr("The document is being opened…"), accessibility::Live::kPolite, {.ink = Ink::kQuiet});
  if (!reader.fault.empty()) status(frame, inside, "fault", reader.fault, accessibility::Live::kAssertive, {.ink = Ink::kBroken, .icon = Icon::kBroken});
  if (reader.pages == 0 && !line.only_text) return;
  if (!as_text) return picture_part(desk, inside, line);
  const Rect& area = inside.area();
  Flow column = Flow::down({area.x, inside.next_area().y, std::min(area.width, frame.theme().mark(kTextWidth)), area.height}, frame.px(12));
  text_part(desk, column, line);
  inside.skip(column.used());
}

}  // namespace mallette::views
