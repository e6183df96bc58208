// SPDX-License-Identifier: GPL-3.0-or-later
// Seen by the room: nothing here may read notes, expected points, follow-ups or remarks.
#include <algorithm>
#include <cmath>

#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr float kGap = 12;

/// What is shown, where that may be said: a title may name the violence, so a calm screen has none.
std::string shown_words(const Desk& desk) {
  const auto& s = desk.session();
  const OnTheWall now = on_the_wall(desk.words, s);
  const bool calm = now.covered || (s.film && s.film->phase == session::FilmPhase::kWarning);
  if (calm) return now.words;
  if (s.film) return s.film->title;
  return s.label.empty() ? type_word(desk.words, s.type) : s.label;
}

void head_of_bar(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  std::string words = shown_words(desk);
  if (s.once_more == session::Direction::kForward) words = desk.tr("Once more goes on to the next step");
  if (s.once_more == session::Direction::kBack) words = desk.tr("Once more goes back to the previous step");
  if (s.uncovers) words = desk.tr("Once more brings the picture back");
  status(desk.frame, flow, "shown", words, accessibility::Live::kPolite,
         {.type = {TypeSize::kBody, Weight::kStrong}});
  const auto told = messages_of(desk);
  if (!told.empty())
    status(desk.frame, flow, "message", told.front(), accessibility::Live::kAssertive,
           {.icon = Icon::kWarning});
}

void bar(Desk& desk) {
  Frame& frame = desk.frame;
  const Rect all = frame.area();
  const float gap = frame.px(kGap);
  const float height = std::min(frame.known_height(frame.id_of("transport")), all.height - 2 * gap);
  auto region = Region::at(frame, {gap, all.height - gap - height, all.width - 2 * gap, height}, "transport",
                           {.name = desk.tr("Transport"), .heading = false, .gap = 4, .padding = 12});
  head_of_bar(desk, region.flow());
  transport_part(desk, region.flow(), TransportFor::kOverlay);
  tracks_part(desk, region.flow());
}

/// Title, next step, time: what may be read by everyone.
void strip(Desk& desk) {
  Frame& frame = desk.frame;
  const Rect all = frame.area();
  const float gap = frame.px(kGap);
  const float height = std::min(frame.known_height(frame.id_of("strip")), std::round(all.height * 0.4F));
  auto region = Region::at(frame, {gap, gap, all.width - 2 * gap, height}, "strip",
                           {.name = desk.tr("Strip"), .heading = false, .padding = 12});
  const ButtonSpec open{.words = desk.tr("Notes and expected points"), .icon = Icon::kNotes};
  const Rect area = region.flow().area();
  const float aside = button_width(frame, open) + frame.px(24);
  const bool beside = area.width - aside >= frame.theme().mark(360);
  Flow lines =
      Flow::down({area.x, area.y, beside ? area.width - aside : area.width, area.height}, frame.px(2));
  text(frame, lines, "shown", shown_words(desk), {.type = {TypeSize::kBody, Weight::kStrong}});
  text(frame, lines, "next", filled(desk.tr("Next: {}"), next_words(desk)));
  const TimeLeft step = step_time(desk), session = session_time(desk);
  text(frame, lines, "time",
       fmt::format("{}{}{} · {}{}{}", step.name, desk.tr(": "), step.big, session.name, desk.tr(": "),
                   session.big),
       {.ink = step.late || session.late ? Ink::kWarm : Ink::kQuiet});
  Flow corner = beside
                    ? Flow::down({area.right() - aside + frame.px(24), area.y, aside, area.height}, 0)
                    : Flow::down({area.x, area.y + lines.used() + frame.px(8), area.width, area.height}, 0);
  if (button(frame, corner, "open", open)) desk.state.dialog = DeskDialog::kScreenIsPrivate;
  region.flow().skip(std::max(lines.used(), corner.area().y - area.y + corner.used()));
}

}  // namespace

void overlay_screen(Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state,
                    Orders& orders) {
  Desk desk{frame, words, model, state, orders};
  if (state.strip) strip(desk);
  if (state.controls || model.session.stage == session::Stage::kFinished) bar(desk);
  open_dialog(desk);
}

}  // namespace mallette::views
