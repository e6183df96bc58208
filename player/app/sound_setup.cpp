// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/sound_setup.h"

#include <algorithm>
#include <cmath>

namespace mallette::app {
namespace {

media::Duration milliseconds(double ms) { return std::chrono::milliseconds(std::lround(ms)); }

media::Levels levels(double film, double description) {
  return {.film = static_cast<float>(film), .description = static_cast<float>(description)};
}

}  // namespace

views::SoundChoices sound_choices(const storage::SoundChoices& kept) {
  const auto delay = kept.delay_ms.find(kept.headphones);
  return {.film = kept.film,
          .description = kept.description,
          .headphones_film = kept.headphones_film,
          .headphones_description = kept.headphones_description,
          .duck_depth_db = kept.duck_depth_db,
          .duck_attack_ms = kept.duck_attack_ms,
          .duck_release_ms = kept.duck_release_ms,
          .headphones = kept.headphones,
          .delay_ms = delay == kept.delay_ms.end() ? 0.0 : delay->second,
          .description_to_headphones = kept.description_to_headphones,
          .match_loudness = kept.match_loudness,
          .film_in_headphones = kept.film_in_headphones};
}

void keep(const views::SoundChoices& chosen, storage::SoundChoices& kept) {
  kept.film = std::clamp(chosen.film, 0.0, 1.0);
  kept.description = std::clamp(chosen.description, 0.0, 2.0);
  kept.headphones_film = std::clamp(chosen.headphones_film, 0.0, 1.0);
  kept.headphones_description = std::clamp(chosen.headphones_description, 0.0, 2.0);
  kept.duck_depth_db = std::clamp(chosen.duck_depth_db, 0.0, 24.0);
  kept.duck_attack_ms = std::clamp(chosen.duck_attack_ms, 50.0, 300.0);
  kept.duck_release_ms = std::clamp(chosen.duck_release_ms, 100.0, 3000.0);
  // The delay that was shown is that of the output before.
  if (chosen.headphones == kept.headphones && !kept.headphones.empty()) {
    kept.delay_ms[kept.headphones] = std::clamp(chosen.delay_ms, -300.0, 300.0);
    if (chosen.delay_ms == 0) kept.delay_ms.erase(kept.headphones);
  }
  kept.headphones = chosen.headphones;
  kept.description_to_headphones = chosen.description_to_headphones;
  kept.match_loudness = chosen.match_loudness;
  kept.film_in_headphones = chosen.film_in_headphones;
}

SoundSetup sound_setup(const storage::Settings& settings) {
  const storage::SoundChoices& sound = settings.sound;
  SoundSetup setup{.device = settings.sound_device, .headphones = sound.headphones, .headphones_delay = {}, .match_loudness = sound.match_loudness, .plan = {}};
  if (const auto delay = sound.delay_ms.find(sound.headphones); delay != sound.delay_ms.end()) {
    setup.headphones_delay = milliseconds(delay->second);
  }
  setup.plan.ducking = {.depth_db = static_cast<float>(sound.duck_depth_db),
                        .attack = milliseconds(sound.duck_attack_ms),
                        .release = milliseconds(sound.duck_release_ms)};
  setup.plan.room = levels(sound.film, sound.description);
  setup.plan.headphones = levels(sound.headphones_film, sound.headphones_description);
  setup.plan.film_in_headphones = sound.film_in_headphones;
  // Without headphones nobody would hear it: then it goes to the room.
  if (sound.description_to_headphones && !sound.headphones.empty()) setup.plan.description_to = media::Listener::kHeadphones;
  return setup;
}

}  // namespace mallette::app
