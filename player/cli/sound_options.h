// SPDX-License-Identifier: GPL-3.0-or-later
// What commands that sound take alike: the headphones' output, and where the description goes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "player/cli/command.h"
#include "player/storage/settings.h"

namespace mallette::cli {

struct SoundArguments {
  std::string headphones;                  ///< empty: as the settings say
  std::optional<bool> description_to_headphones;  ///< nothing: as the settings say

  void set(storage::SoundChoices& sound) const {
    if (!headphones.empty()) sound.headphones = headphones;
    if (description_to_headphones) sound.description_to_headphones = *description_to_headphones;
  }
};

/// Appended to a table of options. The arguments outlive it.
inline void add_sound_options(std::vector<Option>& options, SoundArguments& sound, const Surroundings& around) {
  options.push_back({"--headphones", "DEVICE", around.tr("a second sound output, for headphones: its name as the system shows it"),
                     [&sound](const std::string& value) -> std::optional<std::string> {
                       if (value.empty()) return "DEVICE";
                       sound.headphones = value;
                       return std::nullopt;
                     }});
  options.push_back({"--description-to", "room|headphones", around.tr("where the audio description is heard (room unless given)"),
                     [&sound](const std::string& value) -> std::optional<std::string> {
                       if (value != "room" && value != "headphones") return "room, headphones";
                       sound.description_to_headphones = value == "headphones";
                       return std::nullopt;
                     }});
}

}  // namespace mallette::cli
