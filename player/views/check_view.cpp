// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "player/views/layout.h"
#include "player/views/sound_parts.h"
#include "player/views/start_view.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

constexpr float kMostWidth = 1280;
constexpr float kBesideWidth = 500;  ///< of a part that holds a picture and words

constexpr TextLook kSmallQuiet{.type = {TypeSize::kSmall}, .ink = Ink::kQuiet};

void title(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model) {
  Flow close = flow.inner_down(frame.px(2));
  heading(frame, close, "title", words.tr("Check the room"), 1);
  text(frame, close, "session", joined({model.kit_title, model.plan_title}), {.ink = Ink::kQuiet});
  flow.skip(close.used());
  trouble(frame, flow, model.message);
}

std::string use_of(const DisplayChoice& display, const Catalogue& words) {
  if (display.is_room && display.is_desk) return words.tr("the room and this desk");
  if (display.is_room) return words.tr("the room's screen");
  return display.is_desk ? words.tr("this desk") : words.tr("not used");
}

void displays(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  for (std::size_t i = 0; i < model.displays.size(); ++i) {
    const DisplayChoice& display = model.displays[i];
    text(frame, flow, fmt::format("display-{}", i),
         fmt::format(fmt::runtime(words.tr("{display}: {use}")), fmt::arg("display", display.name),
                     fmt::arg("use", use_of(display, words))),
         {.ink = display.is_room ? Ink::kText : Ink::kQuiet,
          .icon = display.is_room ? Icon::kWall : Icon::kNone});
  }
  if (model.displays.size() < 2) return;
  if (lone_button(frame, flow, "swap", {.words = words.tr("Swap the screens"), .icon = Icon::kSwap})) {
    orders.emplace_back(order::SwapScreens{});
  }
}

void one_screen(Frame& frame, Flow& flow, const Catalogue& words) {
  text(frame, flow, "one-screen",
       words.tr("There is one screen: the room sees what you see, without notes or expected points. With a "
                "projector plugged in, choose “Extend” in the system's display settings to have a desk of "
                "your own."),
       {.type = {TypeSize::kSmall}, .ink = Ink::kWarm, .icon = Icon::kInformation});
}

/// Which screen is which: beside the picture of the wall where there is room, else below it.
void picture_part(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  Part part(frame, flow, "picture", words.tr("1. Picture"), 8);
  const Rect area = part.flow().next_area();
  const float aspect = std::clamp(model.wall_aspect, 0.5F, 4.0F), gap = frame.px(16);
  const bool beside = area.width >= frame.theme().mark(kBesideWidth);
  const float width = beside ? std::round(area.width * 0.56F) : std::min(area.width, column(frame, 420));
  const Rect rect{area.x, area.y, width, std::round(width / aspect)};
  ui::picture(frame, rect, "wall", words.tr("The room's screen, as it is"), model.wall);
  const float x = beside ? rect.right() + gap : area.x, y = beside ? area.y : rect.bottom() + gap;
  Flow told = Flow::down({x, y, area.right() - x, area.height}, frame.px(8));
  text(frame, told, "look", words.tr("Is this what the wall shows?"),
       {.type = {TypeSize::kBody, Weight::kStrong}});
  displays(frame, told, words, model, orders);
  part.flow().skip(std::max(rect.bottom(), y + told.used()) - area.y);
  if (model.displays.size() < 2) one_screen(frame, part.flow(), words);
}

struct TrackLine {
  std::string_view key;
  Icon icon;
  bool there, wanted;
  const char* absent;
  const char* unwanted;
  const char* seen;
};

void track_line(Frame& frame, Flow& flow, const TrackLine& line) {
  const bool shows = line.there && line.wanted;
  text(frame, flow, line.key,
       !line.there ? line.absent
       : shows     ? line.seen
                   : line.unwanted,
       {.ink = shows ? Ink::kText : Ink::kQuiet, .icon = line.icon});
}

void tracks_part(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model) {
  Part part(frame, flow, "tracks", words.tr("2. Captions and LSF"), 8);
  Flow& in = part.flow();
  track_line(frame, in,
             {"captions", Icon::kCaptions, model.has_captions, model.needs.captions,
              words.tr("No film of this kit has captions."), words.tr("Captions are off."),
              words.tr("Captions are on: both their lines must be readable from the last row.")});
  track_line(frame, in,
             {"sign", Icon::kSign, model.has_sign, model.needs.sign,
              words.tr("No film of this kit is translated into LSF."), words.tr("LSF is off."),
              words.tr("LSF is on: hands and face must be seen whole from every seat, uncovered.")});
  track_line(
      frame, in,
      {"description", Icon::kDescription, model.has_description, model.needs.description,
       words.tr("No film of this kit has an audio description."), words.tr("Audio description is off."),
       model.sound.description_to_headphones && !model.sound.headphones.empty()
           ? words.tr("Audio description is on: the headphones hear it, the room hears the film alone.")
           : words.tr("Audio description is on: the room hears it with the film.")});
}

/// Two devices of one name are told apart by their number.
std::string device_name(const CheckModel& model, std::size_t at) {
  const std::string& name = model.sound_devices[at];
  const auto before = std::ranges::count(model.sound_devices.begin(),
                                         model.sound_devices.begin() + static_cast<std::ptrdiff_t>(at), name);
  return before == 0 ? name : fmt::format("{} ({})", name, before + 1);
}

void devices(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  List list(frame, "devices", words.tr("Sound output"));
  if (list.item(flow, "system",
                {.words = words.tr("The system's own choice"),
                 .icon = Icon::kSound,
                 .selected = model.sound_device.empty()})) {
    orders.emplace_back(order::ChooseSoundDevice{});
  }
  for (std::size_t i = 0; i < model.sound_devices.size(); ++i) {
    const std::string name = device_name(model, i);
    const bool first = name == model.sound_devices[i];
    if (list.item(flow, "device " + name,
                  {.words = name, .icon = Icon::kSound, .selected = first && name == model.sound_device})) {
      orders.emplace_back(order::ChooseSoundDevice{model.sound_devices[i]});
    }
  }
}

void sound_part(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  Part part(frame, flow, "sound", words.tr("3. Sound"), 8);
  Flow& in = part.flow();
  if (model.sound_devices.empty() && model.sound_in_use.empty()) {
    status(frame, in, "in-use",
           words.tr("No sound output is there. The film will play in silence. Plug in loudspeakers, or the "
                    "projector's cable: they appear here by themselves."),
           accessibility::Live::kPolite, {.ink = Ink::kWarm, .icon = Icon::kWarning});
    return;
  }
  Flow rows = in.inner_down(frame.px(2));
  devices(frame, rows, words, model, orders);
  in.skip(rows.used());
  Flow row = in.inner_across(frame.px(8));
  if (button(frame, row, "test", {.words = words.tr("Play a sound"), .icon = Icon::kSound})) {
    orders.emplace_back(order::TestSound{});
  }
  const SliderSpec volume{.name = words.tr("Volume"),
                          .value = fmt::format(fmt::runtime(words.tr("{percent} %")),
                                               fmt::arg("percent", std::lround(model.volume * 100))),
                          .range = {0, 1, std::clamp(model.volume, 0.0, 1.0), 0.05},
                          .width = 160,
                          .icon = Icon::kSound};
  if (const auto asked = slider(frame, row, "volume", volume)) orders.emplace_back(order::SetVolume{*asked});
  in.skip(row.used());
  if (model.sound_in_use.empty()) {
    status(frame, in, "in-use", words.tr("This output does not answer. Choose another one."),
           accessibility::Live::kPolite, {.ink = Ink::kWarm, .icon = Icon::kWarning});
  }
  sound_in_use(frame, in, words, {model.sound_in_use, model.sound_is_playing});
}

/// Which sound comes from where, while it does.
std::pair<const char*, Ink> headphones_heard(const Catalogue& words, CheckModel::HeadphonesTest test) {
  switch (test) {
    case CheckModel::HeadphonesTest::kNone: return {"", Ink::kText};
    case CheckModel::HeadphonesTest::kInRoom: return {words.tr("The room hears this: low notes."), Ink::kAccent};
    case CheckModel::HeadphonesTest::kInHeadphones: return {words.tr("The headphones hear this: high notes."), Ink::kAccent};
    case CheckModel::HeadphonesTest::kHeard:
      return {words.tr("The low notes belong in the room, the high ones in the headphones alone. If it was otherwise, choose other outputs."), Ink::kText};
  }
  return {"", Ink::kText};
}

void headphones_part(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  Part part(frame, flow, "headphones", words.tr("5. Headphones"), 8);
  Flow& in = part.flow();
  SoundChoices sound = model.sound;
  bool changed = choose_headphones(frame, in, words, {.devices = model.sound_devices, .room = model.sound_device}, sound);
  changed = choose_routing(frame, in, words, sound) || changed;
  if (!sound.headphones.empty()) {
    if (lone_button(frame, in, "test-headphones", {.words = words.tr("Test the headphones"), .icon = Icon::kHeadphones})) {
      orders.emplace_back(order::TestHeadphones{});
    }
    const auto [heard, ink] = headphones_heard(words, model.headphones_test);
    if (*heard != 0) status(frame, in, "heard", heard, accessibility::Live::kPolite, {.ink = ink, .icon = Icon::kHeadphones});
    changed = choose_delay(frame, in, words, sound) || changed;
  }
  if (changed) orders.emplace_back(order::SetSound{std::move(sound)});
}

void clicker_part(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model) {
  Part part(frame, flow, "clicker", words.tr("4. Clicker"), 8);
  Flow& in = part.flow();
  text(frame, in, "ask",
       words.tr("Press next, then previous. Without a clicker, the PageDown and PageUp keys do the same."));
  const auto seen = [&](std::string_view key, bool is_seen, const char* yes, const char* no) {
    status(frame, in, key, is_seen ? yes : no, accessibility::Live::kPolite,
           {.ink = is_seen ? Ink::kText : Ink::kQuiet, .icon = is_seen ? Icon::kTick : Icon::kClock});
  };
  seen("next", model.clicker_next_seen, words.tr("Next: seen"), words.tr("Next: awaited"));
  seen("previous", model.clicker_previous_seen, words.tr("Previous: seen"), words.tr("Previous: awaited"));
  if (model.last_key) {
    text(frame, in, "last",
         fmt::format(fmt::runtime(words.tr("Last key pressed: {key}")), fmt::arg("key", key_words(words, *model.last_key))),
         kSmallQuiet);
  }
}

void actions(Frame& frame, Flow& flow, const Catalogue& words, Orders& orders) {
  Flow row = flow.inner_across(frame.px(8));
  if (button(frame, row, "begin",
             {.words = words.tr("Begin the session"), .icon = Icon::kPlay, .look = ButtonLook::kPrimary, .answers_enter = true})) {
    orders.emplace_back(order::BeginSession{});
  }
  if (button(frame, row, "rehearse",
             {.words = words.tr("Rehearse"), .icon = Icon::kReplay,
              .description = words.tr("The whole session, each film by its last 5 seconds; nothing is kept")})) {
    orders.emplace_back(order::BeginSession{.rehearsal = true});
  }
  const ButtonSpec back{
      .words = words.tr("Back to the choices"), .icon = Icon::kBack, .look = ButtonLook::kPlain};
  if (end_button(frame, row, "back", back)) orders.emplace_back(order::BackToStart{});
  flow.skip(row.used());
}

void parts(Frame& frame, Flow& flow, const Catalogue& words, const CheckModel& model, Orders& orders) {
  const bool wide = is_wide(frame);
  const Rect area = flow.next_area();
  const float gap = frame.px(16), half = wide ? std::round((area.width - gap) / 2) : area.width;
  Flow first = Flow::down({area.x, area.y, half, area.height}, gap);
  picture_part(frame, first, words, model, orders);
  tracks_part(frame, first, words, model);
  const float x = wide ? area.x + half + gap : area.x, y = wide ? area.y : area.y + first.used() + gap;
  Flow second = Flow::down({x, y, area.right() - x, area.height}, gap);
  sound_part(frame, second, words, model, orders);
  clicker_part(frame, second, words, model);
  // Last, because few need it; below what is shorter.
  headphones_part(frame, wide ? first : second, words, model, orders);
  flow.skip(std::max(first.used(), y + second.used() - area.y));
}

}  // namespace

void check_view(Frame& frame, const Catalogue& words, const CheckModel& model, Orders& orders) {
  const Split split = with_bar(frame);
  {
    PaddedPage page(frame, split.above, "check", kMostWidth);
    title(frame, page.flow(), words, model);
    parts(frame, page.flow(), words, model, orders);
    if (!split.bar) actions(frame, page.flow(), words, orders);
  }
  if (!split.bar) return;
  Bar bar(frame, *split.bar, words.tr("Begin"), kMostWidth);
  actions(frame, bar.flow(), words, orders);
}

}  // namespace mallette::views
