// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "player/views/desk_parts.h"
#include "player/views/sound_parts.h"

namespace mallette::views {

using namespace ui;

namespace {

class SoundSliders {
 public:
  SoundSliders(Desk& desk, Flow& flow) : desk_(desk), flow_(flow) {}

  void title(const char* key, const char* words) { heading(desk_.frame, flow_, key, words, 2); }
  void volume(const char* key, const char* name, double& factor, double most) {
    ask({.key = key, .name = name, .value = filled(desk_.tr("{:.0f} %"), factor * 100),
         .range = {0, most, std::clamp(factor, 0.0, most), 0.05}}, factor);
  }
  void milliseconds(const char* key, const char* name, double& ms, double least, double most, double step) {
    ask({.key = key, .name = name, .value = filled(desk_.tr("{:.0f} ms"), ms),
         .range = {least, most, std::clamp(ms, least, most), step}}, ms);
  }
  void ask(const LabelledSlider& spec, double& value) {
    changed = labelled_slider(desk_.frame, flow_, desk_.words, spec, value) || changed;
  }
  bool changed = false;

 private:
  Desk& desk_;
  Flow& flow_;
};

}  // namespace

void sound_dialog(Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state, Orders& orders) {
  if (state.dialog != DeskDialog::kSound) return;
  Desk desk{frame, words, model, state, orders};
  Dialog dialog(frame, "sound", words.tr("Sound and headphones"), 640);
  if (close_button(frame, words, dialog) || dialog.dismissed()) state.dialog = DeskDialog::kNone;
  Flow& flow = dialog.flow();
  SoundChoices sound = model.sound;
  SoundSliders sliders(desk, flow);
  sliders.title("in-room", words.tr("In the room"));
  sliders.volume("film", words.tr("Film in the room"), sound.film, 1);
  sliders.volume("description", words.tr("Audio description in the room"), sound.description, 2);
  const bool match = sound.match_loudness;
  if (toggle(frame, flow, "match", words.tr("Films and descriptions equally loud"), match)) {
    sound.match_loudness = !match;
    sliders.changed = true;
  }
  sliders.title("in-headphones", words.tr("In headphones"));
  const HeadphonesModel headphones{model.sound_devices, model.sound_device, model.headphones_are_lost};
  bool changed = choose_headphones(frame, flow, words, headphones, sound);
  changed = choose_routing(frame, flow, words, sound) || changed;
  if (!sound.headphones.empty()) {
    sliders.volume("headphones-film", words.tr("Film in the headphones"), sound.headphones_film, 1);
    sliders.volume("headphones-description", words.tr("Audio description in the headphones"), sound.headphones_description, 2);
    changed = choose_delay(frame, flow, words, sound) || changed;
  }
  sliders.title("ducking", words.tr("While a description speaks, the film goes down"));
  sliders.ask({.key = "depth", .name = words.tr("The film goes down by"), .value = filled(words.tr("{:.0f} dB"), sound.duck_depth_db),
               .range = {0, 24, std::clamp(sound.duck_depth_db, 0.0, 24.0), 1}}, sound.duck_depth_db);
  sliders.milliseconds("attack", words.tr("Time to go down, before the voice"), sound.duck_attack_ms, 50, 300, 50);
  sliders.milliseconds("release", words.tr("Time to come back, behind the voice"), sound.duck_release_ms, 100, 3000, 100);
  if (changed || sliders.changed) desk.order(order::SetSound{std::move(sound)});
}

}  // namespace mallette::views
