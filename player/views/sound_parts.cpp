// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/views/sound_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "player/ui/widgets.h"

namespace mallette::views {

using namespace ui;
using language::Catalogue;

bool labelled_slider(Frame& frame, Flow& flow, const Catalogue& words, const LabelledSlider& spec, double& value) {
  Flow close = flow.inner_down(frame.px(2));
  text(frame, close, fmt::format("{}-name", spec.key),
       fmt::format(fmt::runtime(words.tr("{name}: {value}")), fmt::arg("name", spec.name), fmt::arg("value", spec.value)),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  const auto asked = slider(frame, close, spec.key, {.name = spec.name, .value = spec.value, .range = spec.range});
  flow.skip(close.used());
  if (!asked) return false;
  value = *asked;
  return true;
}

bool choose_headphones(Frame& frame, Flow& flow, const Catalogue& words, const HeadphonesModel& model, SoundChoices& sound) {
  text(frame, flow, "second-output",
       words.tr("Participants can hear the audio description in headphones while the room hears the film alone. "
                "That takes a second sound output, such as a USB adapter for headphones."),
       {.type = {TypeSize::kSmall}, .ink = Ink::kQuiet});
  std::vector<std::string> names{words.tr("None")};
  std::vector<std::string> devices{""};
  for (const std::string& device : model.devices) {
    if (device == model.room || std::ranges::find(devices, device) != devices.end()) continue;
    names.push_back(device);
    devices.push_back(device);
  }
  // One that was chosen on another day, and is not plugged in.
  const bool absent = std::ranges::find(devices, sound.headphones) == devices.end();
  if (absent) {
    names.push_back(fmt::format(fmt::runtime(words.tr("{device} (not plugged in)")), fmt::arg("device", sound.headphones)));
    devices.push_back(sound.headphones);
  }
  if (absent || model.are_lost) {
    status(frame, flow, "headphones-lost",
           words.tr("The headphones do not answer. Plug them in again: they come back by themselves."),
           accessibility::Live::kPolite, {.ink = Ink::kWarm, .icon = Icon::kWarning});
  }
  bool changed = false;
  List list(frame, "headphones", words.tr("Output for the headphones"));
  Flow rows = flow.inner_down(frame.px(2));
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const Icon icon = i == 0 ? Icon::kMuted : Icon::kHeadphones;
    if (!list.item(rows, fmt::format("headphones {}", devices[i]),
                   {.words = names[i], .icon = icon, .selected = devices[i] == sound.headphones})) continue;
    changed = devices[i] != sound.headphones;
    sound.headphones = devices[i];
  }
  flow.skip(rows.used());
  return changed;
}

bool choose_routing(Frame& frame, Flow& flow, const Catalogue& words, SoundChoices& sound) {
  if (sound.headphones.empty()) return false;
  const std::vector<std::string> places{words.tr("In the room"), words.tr("In the headphones only")};
  const auto place = choice(frame, flow, "description-to",
                            {.name = words.tr("The audio description is heard"), .options = places,
                             .chosen = sound.description_to_headphones ? 1U : 0U});
  if (place) sound.description_to_headphones = *place == 1;
  if (!sound.description_to_headphones) return place.has_value();
  const std::vector<std::string> contents{words.tr("The film and the description"), words.tr("The description alone")};
  const auto content = choice(frame, flow, "headphones-hear",
                              {.name = words.tr("The headphones hear"), .options = contents,
                               .chosen = sound.film_in_headphones ? 0U : 1U});
  if (content) sound.film_in_headphones = *content == 0;
  return place || content;
}

bool choose_delay(Frame& frame, Flow& flow, const Catalogue& words, SoundChoices& sound) {
  if (sound.headphones.empty()) return false;
  const LabelledSlider spec{.key = "delay",
                            .name = words.tr("These headphones are late by (wireless ones often are)"),
                            .value = fmt::format(fmt::runtime(words.tr("{:.0f} ms")), sound.delay_ms),
                            .range = {-300, 300, std::clamp(sound.delay_ms, -300.0, 300.0), 10}};
  return labelled_slider(frame, flow, words, spec, sound.delay_ms);
}

}  // namespace mallette::views
