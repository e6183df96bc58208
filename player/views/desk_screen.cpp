// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/desk_screen.h"

#include <algorithm>
#include <cmath>

#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr float kGap = 12;
/// Smaller than this, in units at the text's scale, everything stands in one column that scrolls.
constexpr float kWideEnough = 780, kHighEnough = 420;
constexpr float kListRoom = 112;  ///< a list that shows three steps is one
constexpr float kHeadedList = 240;
constexpr float kPictureShare = 0.3F;
constexpr std::size_t kMostMessages = 2;

/// How the window is shared out. Heights are those that the regions had when last drawn.
struct Places {
  Rect messages, upper, transport, tracks;
  bool wide = true;
  // At the lower edge, whatever scrolls above.
  bool transport_stays = true;
  bool tracks_stay = true;
};

Places share_out(const Desk& desk, bool has_messages) {
  const Frame& frame = desk.frame;
  const float gap = frame.px(kGap);
  const Rect all = frame.area();
  const auto known = [&](const char* key) { return frame.known_height(frame.id_of(key)); };
  Places places;
  const float width = all.width - 2 * gap;
  const float unit = frame.theme().text_scale * frame.theme().density;
  places.wide = all.width / unit >= kWideEnough && all.height / unit >= kHighEnough;
  float top = gap;
  if (has_messages) {
    const float height = std::min(known("messages"), std::round(all.height * 0.25F));
    places.messages = {gap, top, width, height};
    top += height + gap;
  }
  const float transport = known("transport"), tracks = known("tracks");
  places.transport_stays = places.wide || transport <= all.height * 0.5F;
  // Large text: the tracks scroll with the rest, what moves the session on stays.
  places.tracks_stay = places.wide || transport + tracks <= all.height * 0.4F;
  if (!places.transport_stays) {
    places.tracks_stay = false;
    places.upper = {gap, top, width, all.height - top - gap};
    return places;
  }
  float bottom = all.height - gap;
  if (places.tracks_stay) {
    places.tracks = {gap, bottom - tracks, width, tracks};
    bottom -= tracks + frame.px(kGap / 2);
  }
  places.transport = {gap, bottom - transport, width, transport};
  bottom -= transport + gap;
  places.upper = {gap, top, width, bottom - top};
  return places;
}

RegionSpec spec_of(const char* name, bool heading = true, float padding = 16) {
  return {.name = name, .heading = heading, .gap = 8, .padding = padding};
}

void messages(Desk& desk, const std::vector<std::string>& all, const Rect& rect) {
  auto region = Region::at(
      desk.frame, rect, "messages",
      {.name = desk.tr("Messages"), .heading = false, .look = RegionLook::kRaised, .gap = 4, .padding = 12});
  Flow row = region.flow().inner_across(desk.frame.px(32));
  for (std::size_t i = 0; i < std::min(all.size(), kMostMessages); ++i) {
    status(desk.frame, row, fmt::format("{}", i), all[i], accessibility::Live::kAssertive,
           {.icon = Icon::kWarning});
  }
  region.flow().skip(row.used());
}

/// The step gets what it needs, as long as the notes keep what they need, or a good third.
void left_column(Desk& desk, const Rect& area) {
  Frame& frame = desk.frame;
  if (desk.session().stage == session::Stage::kFinished) {
    auto region = Region::at(frame, area, "step", spec_of(desk.tr("Step"), false, 20));
    return step_part(desk, region.flow());
  }
  const float gap = frame.px(kGap);
  const float wanted = frame.known_height(frame.id_of("step"));
  const float notes = std::min(frame.known_height(frame.id_of("notes")), std::round(area.height * 0.32F));
  const float room = area.height - gap;
  const float step =
      std::clamp(wanted, std::round(room * 0.4F), std::max(std::round(room * 0.4F), room - notes));
  {
    auto region =
        Region::at(frame, {area.x, area.y, area.width, step}, "step", spec_of(desk.tr("Step"), false, 20));
    step_part(desk, region.flow());
  }
  auto region = Region::at(frame, {area.x, area.y + step + gap, area.width, room - step}, "notes",
                           spec_of(desk.tr("Notes"), true, 20));
  notes_part(desk, region.flow(), room - std::max(wanted, std::round(room * 0.4F)));
}

void right_column(Desk& desk, const Rect& area) {
  Frame& frame = desk.frame;
  Page page(frame, area, "side", kGap);
  {
    auto region = Region::in(frame, page.flow(), "wall", spec_of(desk.tr("The room’s screen"), false, 12));
    wall_part(desk, region.flow(), std::round(area.height * kPictureShare));
  }
  const float list_room = frame.theme().mark(kListRoom);
  const Rect after_wall = page.flow().next_area();
  const float time_height = frame.known_height(frame.id_of("time"));
  const bool has_list = area.bottom() - after_wall.y - time_height - frame.px(kGap) >= list_room;
  {
    auto region = Region::in(frame, page.flow(), "time", spec_of(desk.tr("What comes next"), false, 12));
    time_part(desk, region.flow(), !has_list);
  }
  if (!has_list) return;
  const Rect left = page.flow().next_area();
  const Rect rest{left.x, left.y, left.width, std::max(list_room, area.bottom() - left.y)};
  const bool headed = rest.height >= frame.theme().mark(kHeadedList);
  auto region = Region::at(
      frame, page.flow().take({rest.width, rest.height}), "steps",
      {.name = desk.tr("All the steps"), .heading = headed, .gap = 2, .padding = headed ? 12.0F : 4.0F});
  steps_part(desk, region.flow());
}

void wide(Desk& desk, const Places& places) {
  const Frame& frame = desk.frame;
  const float gap = frame.px(kGap);
  const Rect& upper = places.upper;
  const float least = std::round(frame.px(384) * std::sqrt(frame.theme().text_scale));
  const float right =
      std::min(std::max(least, std::round(upper.width * 0.3F)), std::round(upper.width * 0.45F));
  left_column(desk, {upper.x, upper.y, upper.width - right - gap, upper.height});
  right_column(desk, {upper.right() - right, upper.y, right, upper.height});
}

void transport_region(Desk& desk, const Rect& rect) {
  auto region = Region::at(desk.frame, rect, "transport", spec_of(desk.tr("Transport"), false, 12));
  transport_part(desk, region.flow(), TransportFor::kDesk);
}

void tracks_region(Desk& desk, const Rect& rect) {
  auto region = Region::at(
      desk.frame, rect, "tracks",
      {.name = desk.tr("Tracks"), .heading = false, .look = RegionLook::kBare, .gap = 4, .padding = 4});
  tracks_part(desk, region.flow());
}

void stacked(Desk& desk, const Places& places) {
  Frame& frame = desk.frame;
  Page page(frame, places.upper, "page", kGap);
  const auto part = [&](const char* key, const RegionSpec& spec, const auto& fill) {
    auto region = Region::in(frame, page.flow(), key, spec);
    fill(region.flow());
  };
  part("step", spec_of(desk.tr("Step"), false), [&](Flow& flow) { step_part(desk, flow); });
  if (desk.session().stage != session::Stage::kFinished)
    part("notes", spec_of(desk.tr("Notes")), [&](Flow& flow) { notes_part(desk, flow, 0); });
  part("wall", spec_of(desk.tr("The room’s screen"), false),
       [&](Flow& flow) { wall_part(desk, flow, std::round(frame.area().height * 0.5F)); });
  part("time", spec_of(desk.tr("What comes next"), false), [&](Flow& flow) { time_part(desk, flow, true); });
  if (!places.transport_stays)
    part("transport", spec_of(desk.tr("Transport"), false),
         [&](Flow& flow) { transport_part(desk, flow, TransportFor::kDesk); });
  if (!places.tracks_stay)
    part("tracks", spec_of(desk.tr("Tracks"), false), [&](Flow& flow) { tracks_part(desk, flow); });
}

}  // namespace

void desk_screen(Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state,
                 Orders& orders) {
  Desk desk{frame, words, model, state, orders};
  const auto told = messages_of(desk);
  const Places places = share_out(desk, !told.empty());
  if (!told.empty()) messages(desk, told, places.messages);
  places.wide ? wide(desk, places) : stacked(desk, places);
  if (places.transport_stays) transport_region(desk, places.transport);
  if (places.tracks_stay) tracks_region(desk, places.tracks);
  open_dialog(desk);
}

namespace {

/// Never on a screen that the room may see.
bool open_documents(DeskState& state, const DeskModel& model) {
  if (model.session.stage != session::Stage::kUnderWay) return false;
  if (model.one_screen && !model.screen_is_private) {
    state.documents.wanted = true;
    state.dialog = DeskDialog::kScreenIsPrivate;
    return true;
  }
  state.documents.open = !state.documents.open;
  state.dialog = DeskDialog::kNone;
  return true;
}

}  // namespace

bool open_by_action(DeskState& state, const DeskModel& model, Action action) {
  const auto toggle = [&](DeskDialog dialog) {
    state.dialog = state.dialog == dialog ? DeskDialog::kNone : dialog;
    return true;
  };
  switch (action) {
    case Action::kKeys:
      return toggle(DeskDialog::kKeys);
    case Action::kHelpNumbers:
      state.contacts = model.local_contacts;
      return toggle(DeskDialog::kHelpNumbers);
    case Action::kDisclosure:
      return toggle(DeskDialog::kDisclosure);
    case Action::kGoToTime:
      if (!film_range(model) || is_held(model.session)) return false;
      state.time_text.clear();
      state.time_refused = false;
      return toggle(DeskDialog::kGoToTime);
    case Action::kSettings:
      return toggle(DeskDialog::kSettings);
    case Action::kDocuments:
      return open_documents(state, model);
    case Action::kHandOut:
      if (!state.documents.open) return open_documents(state, model);
      return toggle(read_line(model.documents, state.documents) != nullptr ? DeskDialog::kHandOut : DeskDialog::kHandOutSeveral);
    case Action::kLeave:
      return toggle(DeskDialog::kLeave);
    case Action::kStrip:
      if (!model.one_screen) return false;
      state.strip = !state.strip;
      return true;
    default:
      return false;
  }
}

}  // namespace mallette::views
