// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;

namespace {

constexpr int kLowBattery_percent = 20;
constexpr TextLook kSmallQuiet{.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};

/// Of the picture: as wide as there is room, or as high.
Rect picture_place(Flow& flow, float aspect, float most) {
  const float width = flow.area().width;
  const float sane = std::clamp(std::isfinite(aspect) ? aspect : 1.0F, 0.5F, 4.0F);
  const float height = std::min(std::round(width / sane), most);
  Rect rect = flow.take({width, height});
  rect.width = std::min(width, std::round(height * sane));
  rect.x += std::floor((width - rect.width) / 2);
  return rect;
}

OnTheWall wall_words(const Desk& desk) {
  const auto& s = desk.session();
  // What the same key would do now says more than what is on the wall, for the two seconds it lasts.
  if (s.uncovers) return {desk.tr("Once more brings the picture back"), Icon::kNeutralScreen, true};
  if (s.once_more == session::Direction::kForward)
    return {desk.tr("Once more goes on to the next step"), Icon::kNext, true};
  if (s.once_more == session::Direction::kBack)
    return {desk.tr("Once more goes back to the previous step"), Icon::kPrevious, true};
  OnTheWall words = on_the_wall(desk.words, s);
  if (desk.model.film_waits && s.film && s.film->playing && !words.covered) words.words = desk.tr("On the wall: the film waits for its description");
  return words;
}

void clock_part(Desk& desk, Flow& column, std::string_view key, const TimeLeft& time) {
  const auto part = [&](const char* which) { return fmt::format("{}-{}", key, which); };
  const Ink ink = time.late ? Ink::kWarm : Ink::kQuiet;
  text(desk.frame, column, part("name"), time.name, {.type = {TypeSize::kSmall}, .ink = ink});
  text(desk.frame, column, part("big"), time.big,
       {.type = {TypeSize::kTitle, Weight::kStrong}, .ink = time.late ? Ink::kWarm : Ink::kText});
  text(desk.frame, column, part("small"), time.small, {.type = {TypeSize::kSmall}, .ink = ink});
}

void next_part(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  const bool to_a_step = s.next && *s.next < s.steps.size() && !(s.film && s.film->is_replay) && !s.document;
  const session::desk::Step* next = to_a_step ? &s.steps[*s.next] : nullptr;
  std::string kind = desk.tr("Then");
  if (next != nullptr) kind += " · " + type_word(desk.words, next->type);
  if (next != nullptr && next->planned) kind += " · " + span_text(*next->planned);
  text(desk.frame, flow, "next-kind", kind, kSmallQuiet);
  text(desk.frame, flow, "next", next_words(desk),
       {.type = {TypeSize::kLead, Weight::kStrong},
        .icon = next != nullptr ? type_icon(next->type) : Icon::kNone});
  flow.skip(0);
}

void clocks_part(Desk& desk, Flow& flow) {
  const bool finished = desk.session().stage == session::Stage::kFinished;
  const Rect area = flow.next_area();
  const float half = std::floor((area.width - desk.frame.px(16)) / 2);
  Flow left = Flow::down({area.x, area.y, half, area.height}, 0);
  if (!finished) clock_part(desk, left, "step", step_time(desk));
  Flow right = Flow::down({finished ? area.x : area.right() - half, area.y, half, area.height}, 0);
  clock_part(desk, right, "session", session_time(desk));
  flow.skip(std::max(left.used(), right.used()));
}

}  // namespace

TimeLeft step_time(const Desk& desk) {
  const Milliseconds spent = desk.session().step_elapsed;
  const auto& planned = desk.session().step_planned;
  if (!planned || planned->count() <= 0)
    return {desk.tr("Step, so far"), clock_text(spent), desk.tr("no planned time"), false};
  const Milliseconds left = *planned - spent;
  const bool over = left.count() < 0;
  return {over ? desk.tr("Step, over by") : desk.tr("Step, left"), left_text(left),
          filled(desk.tr("of {}"), span_text(*planned)), left < -session::kPaceTolerance};
}

TimeLeft session_time(const Desk& desk) {
  const auto& s = desk.session();
  if (s.planned.count() <= 0)
    return {desk.tr("Session, so far"), clock_text(s.elapsed), desk.tr("no planned time"), false};
  if (s.stage == session::Stage::kFinished)
    return {desk.tr("Session, so far"), clock_text(s.elapsed), filled(desk.tr("of {}"), span_text(s.planned)),
            false};
  TimeLeft time{desk.tr("Session, left"), left_text(s.planned_left),
                filled(desk.tr("of {}"), span_text(s.planned)), false};
  const std::string by = span_text(s.pace.late);
  if (s.pace.kind == session::PaceKind::kLate) {
    time.small = filled(desk.tr("{} late"), by);
    time.late = true;
  } else if (s.pace.kind == session::PaceKind::kAhead) {
    time.small = filled(desk.tr("{} ahead"), by);
  }
  return time;
}

std::string next_words(const Desk& desk) {
  const auto& s = desk.session();
  if (s.document || (s.film && s.film->is_replay)) return desk.tr("Back to this step");
  if (!s.next || *s.next >= s.steps.size()) return desk.tr("This is the last step");
  return step_words(desk.words, s.steps[*s.next]);
}

std::vector<std::string> messages_of(const Desk& desk) {
  std::vector<std::string> all = desk.model.messages;
  if (desk.model.room_is_window)
    all.emplace_back(desk.tr("The room’s display is gone: its picture is in a window."));
  const auto& battery = desk.model.battery;
  if (battery && !battery->on_mains && battery->percent <= kLowBattery_percent)
    all.push_back(filled(desk.tr("Battery at {} %: plug the computer in."), battery->percent));
  return all;
}

void wall_part(Desk& desk, Flow& flow, float most) {
  const OnTheWall now = wall_words(desk);
  const Rect rect = picture_place(flow, desk.model.wall_aspect, most);
  picture(desk.frame, rect, "picture", desk.tr("The room’s picture"), desk.model.wall);
  sign_frame(desk, rect);
  if (desk.model.sign_moves) return sign_moving_part(desk, flow);
  status(desk.frame, flow, "state", now.words, accessibility::Live::kAssertive,
         {.type = {TypeSize::kBody, Weight::kStrong},
          .ink = now.covered ? Ink::kAccent : Ink::kText,
          .icon = now.icon});
  if (desk.session().document) document_keys(desk, flow);
  if (!desk.model.one_screen || !desk.model.screen_is_private) return;
  Flow row = flow.inner_across(desk.frame.px(8));
  if (button(desk.frame, row, "to-room",
             {.words = desk.tr("Show the room’s picture here"), .icon = Icon::kWall}))
    desk.state.strip = false;
  flow.skip(row.used());
}

void document_keys(Desk& desk, Flow& flow) {
  const auto& shown = *desk.session().document;
  Frame& frame = desk.frame;
  const bool held = is_held(desk.session()) || desk.session().help;
  status(frame, flow, "document-page",
         shown.pages ? filled(desk.tr("Page {} of {}"), shown.shown.page, *shown.pages) : filled(desk.tr("Page {}"), shown.shown.page),
         accessibility::Live::kPolite, kSmallQuiet);
  Flow row = flow.inner_across(frame.px(8));
  const bool turns = shown.pages.value_or(2) > 1;
  if (turns && button(frame, row, "document-back", {.words = desk.tr("Wall: previous page"), .icon = Icon::kBack, .disabled = held || shown.shown.page <= 1}))
    desk.send(session::event::Previous{});
  if (turns && button(frame, row, "document-on",
             {.words = desk.tr("Wall: next page"), .icon = Icon::kFolded, .disabled = held || !shown.pages || shown.shown.page >= *shown.pages}))
    desk.send(session::event::Next{});
  if (button(frame, row, "document-off", {.words = desk.tr("Take it off the wall"), .icon = Icon::kClose, .look = ButtonLook::kPrimary}))
    desk.send(session::event::StopShowing{});
  flow.skip(row.used());
}

void time_part(Desk& desk, Flow& flow, bool list_button) {
  if (desk.session().stage != session::Stage::kFinished) next_part(desk, flow);
  clocks_part(desk, flow);
  if (!list_button) return;
  Flow row = flow.inner_across(desk.frame.px(8));
  const bool open = desk.state.dialog == DeskDialog::kSteps;
  if (button(desk.frame, row, "steps",
             {.words = desk.tr("All the steps"), .icon = Icon::kSteps, .expanded = open}))
    desk.state.dialog = DeskDialog::kSteps;
  flow.skip(row.used());
}

void steps_part(Desk& desk, Flow& flow) {
  const auto& s = desk.session();
  List list(desk.frame, "list", desk.tr("Steps"));
  std::size_t place = 0;
  for (const auto& step : s.steps) {
    const bool counts = step.in_room && !step.locked;
    if (counts) ++place;
    std::string words = (counts ? fmt::format("{}. ", place) : std::string()) + step_words(desk.words, step);
    if (!step.in_room) words += desk.tr(" (for others)");
    if (step.locked) words += desk.tr(" (restricted)");
    std::string detail = step.planned ? span_text(*step.planned) : std::string();
    if (step.done && !step.current) detail = desk.tr("done");
    const List::Item item{.words = words,
                          .detail = detail,
                          .icon = step.done && !step.current ? Icon::kTick : type_icon(step.type),
                          .selected = step.current};
    if (!list.item(flow, fmt::format("{}", step.index), item) || step.locked || is_held(s)) continue;
    if (!step.current) desk.send(session::event::Jump{step.index});
    if (desk.state.dialog == DeskDialog::kSteps) desk.state.dialog = DeskDialog::kNone;
  }
}

}  // namespace mallette::views
