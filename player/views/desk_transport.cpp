// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "player/views/desk_parts.h"
#include "player/views/desk_words.h"

namespace mallette::views {

using namespace ui;
using session::FilmPhase;

namespace {

constexpr float kGap = 8;
constexpr float kLeastSlider = 220;  ///< units at the text's scale, with its times
constexpr double kArrow_s = 5;

double seconds(Milliseconds time) { return std::chrono::duration<double>(time).count(); }

struct Key {
  std::string_view key;
  ButtonSpec spec;
};

float width_of(Frame& frame, const std::vector<Key>& keys) {
  float width = 0;
  for (const Key& key : keys) width += button_width(frame, key.spec) + frame.px(kGap);
  return width;
}

/// Play, pause, or what stands in their place.
ButtonSpec play_button(const Desk& desk) {
  const auto& s = desk.session();
  if (desk.model.step_is_signed && !is_held(s)) return {.words = desk.tr("Sign again"), .icon = Icon::kSign};
  if (!s.film || is_held(s) || s.document) return {.words = desk.tr("Play"), .icon = Icon::kPlay, .disabled = true};
  switch (s.film->phase) {
    case FilmPhase::kWarning:
      return {.words = desk.tr("Start the film"), .icon = Icon::kPlay};
    case FilmPhase::kFailed:
      return {.words = desk.tr("Try again"), .icon = Icon::kReplay};
    case FilmPhase::kTail:
    case FilmPhase::kEnded:
      return {.words = desk.tr("Play again"), .icon = Icon::kReplay};
    case FilmPhase::kRunning:
      break;
  }
  if (s.film->playing) return {.words = desk.tr("Pause"), .icon = Icon::kPause, .look = ButtonLook::kPrimary};
  return {.words = desk.tr("Play"), .icon = Icon::kPlay, .look = ButtonLook::kPrimary};
}

void press_play(Desk& desk) {
  if (desk.model.step_is_signed && !is_held(desk.session())) return desk.order(order::SignAgain{});
  const auto phase = desk.session().film ? desk.session().film->phase : FilmPhase::kRunning;
  if (phase == FilmPhase::kRunning || phase == FilmPhase::kWarning)
    return desk.send(session::event::PlayPause{});
  desk.send(session::event::Restart{});
}

bool is_last(const Desk& desk) {
  const auto& s = desk.session();
  const bool replaying = s.film && s.film->is_replay;
  return s.stage == session::Stage::kUnderWay && !s.next && !replaying && !s.document;
}

std::vector<Key> moving_keys(const Desk& desk, TransportFor whom) {
  const auto& s = desk.session();
  // On the desk the button stands in the step's place.
  if (s.stage == session::Stage::kFinished && whom == TransportFor::kOverlay) {
    std::vector<Key> keys{{"library", {.words = desk.tr("Back to the kits")}}};
    if (!desk.model.is_rehearsal)
      keys.insert(keys.begin(), {"report", {.words = desk.tr("Write the report"), .icon = Icon::kNotes, .look = ButtonLook::kPrimary}});
    return keys;
  }
  const bool held = is_held(s);
  const ButtonSpec play = play_button(desk);
  const auto look = play.look == ButtonLook::kPrimary || held ? ButtonLook::kQuiet : ButtonLook::kPrimary;
  const bool first = s.number <= 1 && !(s.film && s.film->is_replay) && s.number != 0 && !s.document;
  const bool last = is_last(desk);
  return {{"previous", {.words = desk.tr("Previous"), .icon = Icon::kPrevious, .disabled = held || first}},
          {"play", play},
          {"next",
           {.words = last ? desk.tr("End the session") : desk.tr("Next"),
            .icon = last ? Icon::kTick : Icon::kNext,
            .look = look,
            .disabled = held}}};
}

void emit_moving(Desk& desk, Flow& row, const std::vector<Key>& keys) {
  for (const Key& key : keys) {
    if (!button(desk.frame, row, key.key, key.spec)) continue;
    if (key.key == "report") desk.state.dialog = DeskDialog::kReport;
    if (key.key == "library") desk.order(order::BackToLibrary{});
    if (key.key == "previous") desk.send(session::event::PreviousStep{});
    if (key.key == "play") press_play(desk);
    if (key.key != "next") continue;
    if (is_last(desk)) {
      desk.state.dialog = DeskDialog::kFinish;
    } else {
      desk.send(session::event::NextStep{});
    }
  }
}

std::vector<Key> wall_keys(const Desk& desk, TransportFor whom) {
  const auto& s = desk.session();
  const bool covered = s.neutral || s.suspended;
  const bool under_way = s.stage == session::Stage::kUnderWay;
  std::vector<Key> keys;
  if (covered) {
    keys.push_back(
        {"resume", {.words = desk.tr("Resume"), .icon = Icon::kPlay, .look = ButtonLook::kPrimary}});
  } else {
    keys.push_back(
        {"cover",
         {.words = desk.tr("Neutral screen"), .icon = Icon::kNeutralScreen, .disabled = !under_way}});
  }
  if (whom == TransportFor::kOverlay) return keys;
  keys.push_back({"freeze",
                  {.words = s.frozen ? desk.tr("Unfreeze") : desk.tr("Freeze"),
                   .icon = Icon::kFreeze,
                   .disabled = !under_way || (covered && !s.frozen)}});
  keys.push_back({"help", {.words = desk.tr("Help numbers"), .icon = Icon::kPhone}});
  return keys;
}

void emit_wall(Desk& desk, Flow& row, const std::vector<Key>& keys) {
  for (const Key& key : keys) {
    if (!button(desk.frame, row, key.key, key.spec)) continue;
    if (key.key == "resume") desk.send(session::event::Resume{});
    if (key.key == "cover") desk.send(session::event::Cover{});
    if (key.key == "freeze") desk.send(session::event::ToggleFreeze{});
    if (key.key == "help") open_by_action(desk.state, desk.model, Action::kHelpNumbers);
  }
}

/// A short text on the middle of a row of buttons.
void time_text(Desk& desk, Flow& row, std::string_view key, const std::string& words, Ink ink) {
  Frame& frame = desk.frame;
  const float line = frame.theme().line_height(TypeSize::kBody);
  const float height = std::max(frame.px(kMainTarget), line + frame.px(16));
  const Rect rect = row.take({frame.paint().measure({TypeSize::kBody}, words).width, height});
  Flow spot = Flow::down({rect.x, rect.y + std::round((height - line) / 2), rect.width + 1, line}, 0);
  text(frame, spot, key, words, {.ink = ink});
}

/// The position, over `width` pixels of the row.
void position_part(Desk& desk, Flow& row, float width) {
  const auto range = film_range(desk.model);
  if (!range) return;
  Frame& frame = desk.frame;
  const auto& film = *desk.session().film;
  const auto [from, to] = *range;
  const std::string now = clock_text(film.position), end = clock_text(to);
  const float times = frame.paint().measure({TypeSize::kBody}, now).width +
                      frame.paint().measure({TypeSize::kBody}, end).width + 2 * frame.px(kGap);
  time_text(desk, row, "now", now, Ink::kText);
  std::vector<double> marks;
  const ChapterMark* chapter = nullptr;
  for (const ChapterMark& mark : desk.model.chapters) {
    marks.push_back(seconds(mark.at));
    if (mark.at <= film.position) chapter = &mark;
  }
  std::string value = filled(desk.tr("{} of {}"), now, end);
  if (chapter != nullptr && !chapter->title.empty()) value += ", " + chapter->title;
  const SliderSpec spec{.name = desk.tr("Position in the film"),
                        .value = value,
                        .range = {seconds(from), seconds(to), seconds(film.position), kArrow_s},
                        .width = std::max(1.0F, (width - times) / frame.theme().mark(1000) * 1000),
                        .disabled = is_held(desk.session()) || desk.session().document,
                        .marks = marks};
  if (const auto asked = slider(frame, row, "position", spec)) {
    const auto at = std::chrono::duration_cast<Milliseconds>(std::chrono::duration<double>(*asked));
    desk.send(session::event::SeekTo{at});
  }
  time_text(desk, row, "end", end, Ink::kQuiet);
}

/// "1.25", as the language writes it.
std::string speed_text(const Desk& desk) {
  std::string number = fmt::format("{:g}", std::round(desk.model.speed * 100) / 100);
  const std::string point = desk.tr(".");  // between a number's whole and its parts
  if (const auto at = number.find('.'); at != std::string::npos) number.replace(at, 1, point);
  return number;
}

/// How fast the film goes; one press and it is normal again.
void speed_part(Desk& desk, Flow& row) {
  if (!film_range(desk.model)) return;
  const std::string now = speed_text(desk);
  const bool normal = desk.model.speed == 1;
  const std::string words = filled(desk.tr("Speed × {}"), now);
  if (button(desk.frame, row, "normal-speed",
             {.words = words, .icon = Icon::kTimer, .look = normal ? ButtonLook::kPlain : ButtonLook::kQuiet,
              .description = normal ? "" : desk.tr("Back to normal speed"), .disabled = normal}))
    desk.order(Action::kNormalSpeed);
  const SliderSpec speed{.name = desk.tr("Speed of the film"),
                         .value = normal ? std::string(desk.tr("normal")) : filled(desk.tr("{} times"), now),
                         .range = {0.5, 2, desk.model.speed, 0.25},
                         .width = 110};
  if (const auto asked = slider(desk.frame, row, "speed", speed)) desk.order(order::SetSpeed{std::round(*asked * 20) / 20});
}

std::string hour_and_power(const Desk& desk) {
  std::string words = desk.model.time_of_day;
  if (desk.model.battery && !desk.model.battery->on_mains) {
    if (!words.empty()) words += " · ";
    words += filled(desk.tr("battery {} %"), desk.model.battery->percent);
  }
  return words;
}

}  // namespace

std::optional<std::pair<Milliseconds, Milliseconds>> film_range(const DeskModel& model) {
  const auto& film = model.session.film;
  if (!film || film->phase == FilmPhase::kWarning || film->phase == FilmPhase::kFailed) return std::nullopt;
  const Milliseconds to = film->to.value_or(model.film_duration);
  if (to <= film->from) return std::nullopt;
  return std::pair(film->from, to);
}

void transport_part(Desk& desk, Flow& flow, TransportFor whom) {
  Frame& frame = desk.frame;
  const auto moving = moving_keys(desk, whom);
  const auto wall = wall_keys(desk, whom);
  const float free = flow.area().width - width_of(frame, moving) - width_of(frame, wall);
  const bool has_film = film_range(desk.model).has_value();
  const bool beside = free - frame.px(4 * kGap) >= frame.theme().mark(kLeastSlider);
  if (has_film && !beside) {
    Flow line = flow.inner_across(frame.px(kGap));
    position_part(desk, line, line.area().width);
    flow.skip(line.used());
  }
  Flow row = flow.inner_across(frame.px(kGap));
  emit_moving(desk, row, moving);
  if (has_film && beside) {
    row.take({frame.px(kGap), 1});
    position_part(desk, row, free - frame.px(4 * kGap));
    row.take({frame.px(kGap), 1});
  } else if (free > 0) {
    row.take({free, 1});
  }
  emit_wall(desk, row, wall);
  flow.skip(row.used());
}

/// As their keys do: which language, and which kind of description, comes on is the program's to know.
void tracks_part(Desk& desk, Flow& flow) {
  Frame& frame = desk.frame;
  const Tracks& tracks = desk.model.tracks;
  Flow row = flow.inner_across(frame.px(kGap));
  const char* captions = tracks.has_captions ? desk.tr("Captions") : desk.tr("No captions");
  if (toggle(frame, row, "captions", captions, tracks.has_captions && tracks.captions, !tracks.has_captions))
    desk.order(Action::kCaptions);
  const char* sign = tracks.has_sign ? desk.tr("Sign language") : desk.tr("No sign language");
  if (toggle(frame, row, "sign", sign, tracks.has_sign && tracks.sign, !tracks.has_sign))
    desk.order(Action::kSign);
  const bool described = tracks.has_description && tracks.description;
  const SoundChoices& sound = desk.model.sound;
  const bool apart = sound.description_to_headphones && !sound.headphones.empty();
  const char* description = !tracks.has_description ? desk.tr("No audio description")
                            : apart                 ? desk.tr("Audio description (headphones)")
                                                    : desk.tr("Audio description");
  if (toggle(frame, row, "description", description, described, !tracks.has_description))
    desk.order(Action::kDescription);

  const bool muted = desk.model.muted;
  if (button(frame, row, "mute",
             {.words = muted ? desk.tr("Sound on") : desk.tr("Mute"),
              .icon = muted ? Icon::kMuted : Icon::kSound,
              .look = ButtonLook::kPlain}))
    desk.order(Action::kMute);
  const double percent = std::clamp(desk.model.volume, 0.0, 1.0) * 100;
  const SliderSpec volume{.name = desk.tr("Volume"),
                          .value = filled(muted ? desk.tr("{:.0f} %, muted") : desk.tr("{:.0f} %"), percent),
                          .range = {0, 1, desk.model.volume, 0.05},
                          .width = 130,
                          .disabled = muted};
  if (const auto asked = slider(frame, row, "volume", volume)) desk.order(order::SetVolume{*asked});
  speed_part(desk, row);

  const ButtonSpec menu{.words = desk.tr("Menu"),
                        .icon = Icon::kMenu,
                        .look = ButtonLook::kPlain,
                        .expanded = desk.state.dialog == DeskDialog::kMenu};
  const std::string hour = hour_and_power(desk);
  const float hour_width = frame.paint().measure({TypeSize::kBody}, hour).width + frame.px(kGap);
  const ButtonSpec disclosure{.words = desk.tr("Disclosure"),
                              .icon = Icon::kPeople,
                              .look = ButtonLook::kPlain,
                              .description = desk.tr("If somebody confides in you"),
                              .expanded = desk.state.dialog == DeskDialog::kDisclosure};
  float free = row.width_left() - button_width(frame, menu) - frame.px(kGap);
  // Where there is no room for it, it is in the menu.
  const bool has_disclosure = free >= button_width(frame, disclosure) + frame.px(kGap);
  if (has_disclosure) free -= button_width(frame, disclosure) + frame.px(kGap);
  const bool has_hour = !hour.empty() && free >= hour_width;
  if (free > 0) row.take({free - (has_hour ? hour_width : 0), 1});
  if (has_disclosure && button(frame, row, "disclosure", disclosure)) desk.state.dialog = DeskDialog::kDisclosure;
  if (has_hour) time_text(desk, row, "hour", hour, Ink::kQuiet);
  if (button(frame, row, "menu", menu)) desk.state.dialog = DeskDialog::kMenu;
  flow.skip(row.used());
}

}  // namespace mallette::views
