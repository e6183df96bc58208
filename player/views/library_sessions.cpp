// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "player/views/layout.h"
#include "player/views/library_parts.h"
#include "player/views/texts.h"

namespace mallette::views {

using namespace mallette::ui;
using language::Catalogue;

namespace {

void session_words(Frame& frame, Flow& flow, const Catalogue& words, const SavedSession& saved) {
  heading(frame, flow, "kit", saved.kit_title, 3, {.type = {TypeSize::kLead, Weight::kStrong}});
  const std::string step = saved.step_title.empty() ? std::string()
                                                    : fmt::format(fmt::runtime(words.tr("Step: {step}")),
                                                                  fmt::arg("step", saved.step_title));
  text(frame, flow, "place", joined({saved.plan_title, step}));
  text(frame, flow, "when",
       fmt::format(fmt::runtime(words.tr("Left on {when}")), fmt::arg("when", saved.saved_at)),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  if (saved.kit_is_there) return;
  text(frame, flow, "missing",
       fmt::format(
           fmt::runtime(words.tr("The kit is not there. It lay here: {path}. Plug in the USB stick that "
                                 "holds it, or open the kit from where it is now.")),
           fmt::arg("path", saved.kit_path)),
       {.ink = Ink::kWarm, .icon = Icon::kWarning});
}

void saved_session(Frame& frame, Flow& flow, const Catalogue& words, const SavedSession& saved, bool is_first,
                   LibraryState& state, Orders& orders) {
  const std::string name = fmt::format(fmt::runtime(words.tr("Session to take up again: {kit}")),
                                       fmt::arg("kit", saved.kit_title));
  auto region = Region::in(frame, flow, saved.kit_id, {.name = name, .heading = false, .gap = 8});
  const bool there = saved.kit_is_there;
  const ButtonSpec take_up{.words = words.tr("Resume"),
                           .icon = Icon::kPlay,
                           .look = is_first && there ? ButtonLook::kPrimary : ButtonLook::kQuiet,
                           .description = saved.kit_title,
                           .disabled = !there};
  const ButtonSpec forget{
      .words = words.tr("Forget this session"), .look = ButtonLook::kPlain, .description = saved.kit_title};
  Line line = begin_line(frame, region.flow(),
                         button_width(frame, take_up) + button_width(frame, forget) + frame.px(9));
  session_words(frame, line.left, words, saved);
  turn_line(frame, line);
  if (button(frame, line.right, "take-up", take_up)) orders.emplace_back(order::TakeUp{saved.kit_id});
  if (button(frame, line.right, "forget", forget)) state.forgetting = saved.kit_id;
  end_line(region.flow(), line);
}

}  // namespace

void saved_sessions(Frame& frame, Flow& flow, const Catalogue& words, const LibraryModel& model,
                    LibraryState& state, Orders& orders) {
  if (model.saved.empty()) return;
  heading(frame, flow, "saved", words.tr("Take up again"), 2);
  bool is_first = true;
  for (const SavedSession& saved : model.saved) {
    saved_session(frame, flow, words, saved, std::exchange(is_first, false), state, orders);
  }
}

void forget_dialog(Frame& frame, const Catalogue& words, const LibraryModel& model, LibraryState& state,
                   Orders& orders) {
  if (!state.forgetting) return;
  const auto saved = std::ranges::find(model.saved, *state.forgetting, &SavedSession::kit_id);
  if (saved == model.saved.end()) {
    state.forgetting.reset();
    return;
  }
  Dialog dialog(frame, "forget", words.tr("Forget this session?"));
  text(frame, dialog.flow(), "which", joined({saved->kit_title, saved->plan_title, saved->step_title}),
       {.type = {TypeSize::kBody, Weight::kStrong}});
  text(frame, dialog.flow(), "what",
       words.tr("Its step, its times and its notes will be gone. The kit itself stays where it is."));
  Flow row = dialog.flow().inner_across(frame.px(8));
  const bool kept =
      button(frame, row, "keep", {.words = words.tr("Keep the session"), .look = ButtonLook::kPrimary});
  if (button(frame, row, "forget", {.words = words.tr("Forget")})) {
    orders.emplace_back(order::Forget{*state.forgetting});
    state.forgetting.reset();
  } else if (kept || dialog.dismissed()) {
    state.forgetting.reset();
  }
  dialog.flow().skip(row.used());
}

void first_start(Frame& frame, Flow& flow, const Catalogue& words, const LibraryModel& model,
                 Orders& orders) {
  if (!model.first_start) return;
  auto region = Region::in(frame, flow, "first", {.name = words.tr("To begin"), .gap = 8});
  Flow& in = region.flow();
  text(frame, in, "open", words.tr("Open a kit: from this computer or from a USB stick."),
       {.icon = Icon::kCase});
  text(frame, in, "drop", words.tr("A kit's file that is dropped on this window opens as well."),
       {.icon = Icon::kFolder});
  text(frame, in, "keys", words.tr("F1 shows all the keys, at any time."), {.icon = Icon::kKeyboard});
  const ButtonSpec spec{.words = words.tr("Play a sound"), .disabled = model.sound_is_playing};
  Line line = begin_line(frame, in, button_width(frame, spec));
  const float button_height = std::max(frame.px(kMainTarget), frame.theme().line_height(TypeSize::kBody));
  line.left.skip(std::max(
      0.0F, std::round((button_height - frame.theme().line_height(TypeSize::kBody)) / 2) - frame.px(2)));
  text(frame, line.left, "sound", words.tr("Try the sound before the group arrives."),
       {.icon = Icon::kSound});
  if (!model.sound_in_use.empty()) {
    status(frame, line.left, "sound-in-use",
           fmt::format(fmt::runtime(words.tr("The sound goes to: {device}")),
                       fmt::arg("device", model.sound_in_use)),
           accessibility::Live::kPolite, {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  }
  turn_line(frame, line);
  if (button(frame, line.right, "test-sound", spec)) orders.emplace_back(order::TestSound{});
  end_line(in, line);
}

}  // namespace mallette::views
