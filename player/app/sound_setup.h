// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings say of the sound, as the driver and the mixer take it. Plain values.
#pragma once

#include <string>

#include "player/media/sound_plan.h"
#include "player/storage/settings.h"
#include "player/views/orders.h"

namespace mallette::app {

struct SoundSetup {
  std::string device;      ///< the room's; empty: the system's own choice
  std::string headphones;  ///< empty: none
  media::Duration headphones_delay{};
  bool match_loudness = true;
  media::SoundPlan plan;   ///< but whether there is a second mix: the driver knows
};

[[nodiscard]] SoundSetup sound_setup(const storage::Settings& settings);

/// As a view shows them, and back into what is kept: the delay is that of the headphones that are chosen.
[[nodiscard]] views::SoundChoices sound_choices(const storage::SoundChoices& kept);
void keep(const views::SoundChoices& chosen, storage::SoundChoices& kept);

}  // namespace mallette::app
