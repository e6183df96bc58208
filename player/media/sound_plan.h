// SPDX-License-Identifier: GPL-3.0-or-later
// What people set of the sound: who hears what, and how loud. Plain values.
//
//                                  the room hears             the headphones hear
//   description to the room        film and description       the same, at their own volumes
//   description to the headphones  the film, never ducked     film and description, or description alone
//
// A full mix stands for film and description: whoever is to hear a description hears it in the film's place.
#pragma once

#include <cstdint>

#include "player/media/time.h"

namespace mallette::media {

enum class SoundRole : std::uint8_t {
  kFilm,   ///< the film's sound
  kMix,    ///< film and description together: takes the film's place
  kVoice,  ///< the description alone: the film is ducked under it
};

enum class Listener : std::uint8_t { kRoom, kHeadphones };
inline constexpr std::size_t kListeners = 2, kRoles = 3;

struct Ducking {
  static constexpr Duration kMostAttack = std::chrono::milliseconds(300);  ///< SampleQueue::kRefill is more

  float depth_db = 9;           ///< how far the film goes down
  Duration attack = std::chrono::milliseconds(200);   ///< and this long before the voice begins
  Duration release = std::chrono::milliseconds(500);
  friend bool operator==(const Ducking&, const Ducking&) = default;
};

/// Factors of the amplitude.
struct Levels {
  float film = 1, description = 1;
  friend bool operator==(const Levels&, const Levels&) = default;
};

/// By how much each recording is played louder, in dB: what brings them to one loudness.
struct Matching {
  float film_db = 0, mix_db = 0, voice_db = 0;
  friend bool operator==(const Matching&, const Matching&) = default;

  [[nodiscard]] float of(SoundRole role) const {
    return role == SoundRole::kFilm ? film_db : role == SoundRole::kMix ? mix_db : voice_db;
  }
};

struct SoundPlan {
  Ducking ducking;
  Levels room, headphones;
  Listener description_to = Listener::kRoom;
  bool film_in_headphones = true;  ///< where the description goes to the headphones: with the film
  bool second_mix = false;         ///< there are headphones
  friend bool operator==(const SoundPlan&, const SoundPlan&) = default;

  [[nodiscard]] bool hears_description(Listener who) const {
    return who == Listener::kHeadphones || description_to == Listener::kRoom;
  }
  [[nodiscard]] bool hears_film(Listener who) const {
    return who == Listener::kRoom || description_to == Listener::kRoom || film_in_headphones;
  }
  [[nodiscard]] const Levels& levels(Listener who) const { return who == Listener::kRoom ? room : headphones; }
};

}  // namespace mallette::media
