// SPDX-License-Identifier: GPL-3.0-or-later
// Seen by the room: nothing here may read notes, expected points, follow-ups or remarks.
#include <algorithm>
#include <cmath>

#include "player/render/layout.h"
#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr float kGap = 12;
// Units at the text's scale: narrower rooms beside the signer are none.
constexpr float kLeastBar = 460;
constexpr float kLeastPanel = 320;

/// What the same key does once more, or what a film that stopped by itself waits for; empty: nothing waits.
std::string waiting_words(const Desk& desk) {
  const auto& s = desk.session();
  if (s.uncovers) return desk.tr("Once more brings the picture back");
  if (!s.once_more) return s.film && s.film->broke_off && !is_beneath(s) ? broke_off_words(desk.words) : std::string();
  return *s.once_more == session::Direction::kForward ? desk.tr("Once more goes on to the next step") : desk.tr("Once more goes back to the previous step");
}

/// What is shown, where that may be said: a title may name the violence, so a calm screen has none.
std::string shown_words(const Desk& desk) {
  if (std::string words = waiting_words(desk); !words.empty()) return words;
  const auto& s = desk.session();
  const OnTheWall now = on_the_wall(desk.words, s);
  const bool calm = now.covered || (s.film && s.film->phase == session::FilmPhase::kWarning);
  if (calm) return now.words;
  if (s.film) return s.film->title;
  return s.label.empty() ? type_word(desk.words, s.type) : s.label;
}

void head_of_bar(Desk& desk, Flow& flow) {
  status(desk.frame, flow, "shown", shown_words(desk), accessibility::Live::kPolite,
         {.type = {TypeSize::kBody, Weight::kStrong}});
  const auto told = messages_of(desk);
  if (!told.empty())
    status(desk.frame, flow, "message", told.front(), accessibility::Live::kAssertive,
           {.icon = Icon::kWarning});
}

/// Room for something of this width in units, and of the height it had when last drawn: clear of the signer.
Rect clear_of_signer(const Desk& desk, std::string_view key, float least, render::Edge edge) {
  const Frame& frame = desk.frame;
  const Rect all = frame.area();
  const float gap = frame.px(kGap);
  render::Rect signer;
  if (const auto& part = desk.model.signer) {
    const auto scaled = [](float share, float whole) { return static_cast<int>(std::lround(share * whole)); };
    signer = {scaled(part->x, all.width), scaled(part->y, all.height), scaled(part->width, all.width),
              scaled(part->height, all.height)};
  }
  const auto pixels = [](float length) { return static_cast<int>(std::ceil(length)); };
  const render::Size wanted{pixels(std::min(frame.theme().mark(least), all.width)),
                            pixels(frame.known_height(frame.id_of(key)) + 2 * gap)};
  const render::Rect room = render::chrome_room({pixels(all.width), pixels(all.height)}, signer, wanted, edge);
  return {static_cast<float>(room.x) + gap, static_cast<float>(room.y) + gap, static_cast<float>(room.width) - 2 * gap,
          static_cast<float>(room.height) - 2 * gap};
}

/// At the bottom, or as near to it as the signer leaves room. Film and signer do not move for it.
void bar(Desk& desk) {
  Frame& frame = desk.frame;
  Rect room = clear_of_signer(desk, "transport", kLeastBar, render::Edge::kBottom);
  // In the same narrow room, with large text, both scroll.
  const Rect& strip = desk.state.chrome[1];
  const bool beneath = !strip.empty() && strip.x < room.right() && room.x < strip.right();
  const float top = beneath ? strip.bottom() + frame.px(kGap) : room.y;
  if (top > room.y) room = {room.x, top, room.width, std::max(0.0F, room.bottom() - top)};
  const float height = std::min(frame.known_height(frame.id_of("transport")), room.height);
  const Rect place{room.x, room.bottom() - height, room.width, height};
  desk.state.chrome[0] = place;
  auto region = Region::at(frame, place, "transport",
                           {.name = desk.tr("Transport"), .heading = false, .gap = 4, .padding = 12});
  head_of_bar(desk, region.flow());
  if (desk.session().document) document_keys(desk, region.flow());
  transport_part(desk, region.flow(), TransportFor::kOverlay);
  tracks_part(desk, region.flow());
}

/// While the signer is moved, nothing else lies over the picture.
void moving(Desk& desk) {
  Frame& frame = desk.frame;
  sign_frame(desk, frame.area());
  const Rect room = clear_of_signer(desk, "moving", kLeastPanel, render::Edge::kTop);
  const float height = std::min(frame.known_height(frame.id_of("moving")), room.height);
  const Rect place{room.x, room.y, room.width, height};
  desk.state.chrome[1] = place;
  auto region = Region::at(frame, place, "moving",
                           {.name = desk.tr("Move the sign language"), .heading = false, .gap = 8, .padding = 12});
  sign_moving_part(desk, region.flow());
}

/// A key that seems to do nothing says what it waits for, also to who has neither transport nor strip open; so does a film.
void waits(Desk& desk) {
  const std::string words = waiting_words(desk);
  if (words.empty()) return;
  Frame& frame = desk.frame;
  const Rect room = clear_of_signer(desk, "waits", kLeastPanel, render::Edge::kTop);
  const float height = std::min(frame.known_height(frame.id_of("waits")), room.height);
  const Rect place{room.x, room.y, std::min(room.width, frame.theme().mark(kLeastBar)), height};
  desk.state.chrome[1] = place;
  auto region = Region::at(frame, place, "waits", {.name = desk.tr("Waiting"), .heading = false, .padding = 12});
  status(frame, region.flow(), "words", words, accessibility::Live::kPolite, {.type = {TypeSize::kBody, Weight::kStrong}});
}

/// Title, next step, time: what may be read by everyone.
void strip(Desk& desk) {
  Frame& frame = desk.frame;
  const Rect all = frame.area();
  const Rect room = clear_of_signer(desk, "strip", kLeastPanel, render::Edge::kTop);
  // In one narrow room with the bar, half of it is the bar's, or what it needs.
  const bool shared = desk.state.controls && clear_of_signer(desk, "transport", kLeastBar, render::Edge::kBottom) == room;
  const float bar = frame.known_height(frame.id_of("transport")) + frame.px(kGap);
  const float most = shared ? std::max(std::floor(room.height / 2), room.height - bar) : room.height;
  const float height = std::min({frame.known_height(frame.id_of("strip")), std::round(all.height * 0.4F), most});
  const Rect place{room.x, room.y, room.width, height};
  desk.state.chrome[1] = place;
  auto region =
      Region::at(frame, place, "strip", {.name = desk.tr("Strip"), .heading = false, .padding = 12});
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
  state.chrome = {};
  if (model.sign_moves) {
    moving(desk);
    return open_dialog(desk);
  }
  const bool has_bar = state.controls || model.session.stage == session::Stage::kFinished;
  if (state.strip) strip(desk);
  if (has_bar) bar(desk);
  if (!state.strip && !has_bar) waits(desk);
  // With the transport, behind which Tab comes to it.
  if (state.controls) sign_frame(desk, frame.area());
  open_dialog(desk);
}

}  // namespace mallette::views
