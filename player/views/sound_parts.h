// SPDX-License-Identifier: GPL-3.0-or-later
// Who hears what: chosen where the room is checked, and in the dialog of the sound. Internal to views/.
// Main thread, within a Frame's life. True: something was chosen anew; the choices are the new ones.
#pragma once

#include <span>
#include <string>

#include "player/language/catalogue.h"
#include "player/ui/containers.h"
#include "player/views/orders.h"

namespace mallette::views {

struct HeadphonesModel {
  std::span<const std::string> devices;  ///< that are there
  std::string_view room;                 ///< the room's; empty: the system's own choice
  bool are_lost = false;
};

/// Which output the headphones are on. Says that it takes a second one.
[[nodiscard]] bool choose_headphones(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                                     const HeadphonesModel& model, SoundChoices& sound);
/// Where the description goes, and what else the headphones hear. Nothing where there are no headphones.
[[nodiscard]] bool choose_routing(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                                  SoundChoices& sound);
/// The delay of the output that the headphones are on.
[[nodiscard]] bool choose_delay(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                                SoundChoices& sound);

/// A slider below its name and value.
struct LabelledSlider {
  std::string_view key;
  const char* name;
  std::string value;
  accessibility::Range range;
};
[[nodiscard]] bool labelled_slider(ui::Frame& frame, ui::Flow& flow, const language::Catalogue& words,
                                   const LabelledSlider& spec, double& value);

}  // namespace mallette::views
