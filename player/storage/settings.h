// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept between starts, as one file of JSON in the state folder:
//
//     settings.json           { "version": 1, "language": "fr", ... }
//     settings.json.damaged   what could not be understood, as it was, for whoever can mend it
//
// Reading never fails as a whole: each value that is missing, of another type or out of its bounds
// is its default. Keys of a later program are kept and written back. Themes, type faces and
// placements are texts here: this room knows nothing of what they mean.
//
// Plain values and functions: any thread. read_settings() waits for the disk: before the first window.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kits/base/error.h"
#include "player/storage/disk_orders.h"
#include "player/storage/state_folder.h"

namespace mallette::storage {

inline constexpr std::size_t kRecentKits = 20;
inline constexpr std::size_t kLocalContactsLimit_bytes = 4096;

/// Where the signer stands, and how wide as a part of the room's picture; 0: the default rule.
struct SignLook {
  std::string placement = "right-bottom";
  double width = 0;
  double x = 0.5;  ///< its middle, as parts of the picture: where the placement is free
  double y = 0.5;
  friend bool operator==(const SignLook&, const SignLook&) = default;
};

/// How texts are spoken.
struct SpeechLook {
  std::string voice;           ///< empty: the language's own; as the speech room names them
  int words_per_minute = 170;  ///< 80 to 400
  int pitch = 50;              ///< 0 to 100
  bool film_waits = true;      ///< for a description that does not fit
  friend bool operator==(const SpeechLook&, const SpeechLook&) = default;
};

/// Who hears what, and how loud. Volumes are factors of the amplitude: 1 is as it was recorded.
struct SoundChoices {
  double film = 1, description = 1;                        ///< in the room; 0 to 1, 0 to 2
  double headphones_film = 1, headphones_description = 1;  ///< 0 to 1, 0 to 2
  double duck_depth_db = 9;       ///< how far the film goes down under a description; 0 to 24
  double duck_attack_ms = 200;    ///< 50 to 300
  double duck_release_ms = 500;   ///< 100 to 3000
  std::string headphones;         ///< their output; empty: none
  bool description_to_headphones = false;
  bool match_loudness = true;      ///< films and descriptions are brought to one loudness
  bool film_in_headphones = true;  ///< where the description goes there: with the film
  std::map<std::string, double> delay_ms;  ///< how much later than it says a device is heard; -300 to 300, by name
  friend bool operator==(const SoundChoices&, const SoundChoices&) = default;
};

struct Settings {
  std::string language = "fr";
  std::string theme = "dark";
  std::string type_face = "standard";
  double text_scale = 1;                 ///< 1 to 3
  double caption_scale = 1;              ///< 1 to 3
  bool captions_below = false;           ///< under the film instead of over it
  bool neutral_light = false;            ///< the neutral screen: light instead of dark
  double volume = 1;                     ///< 0 to 1
  std::string sound_device;              ///< the room's; empty: the system's own choice
  SoundChoices sound;
  std::string last_folder;               ///< absolute; of the file dialog
  std::string report_folder;             ///< absolute; where reports go; empty: the usual place
  std::vector<std::string> recent_kits;  ///< absolute paths, the latest first, kRecentKits at most
  std::string local_contacts;            ///< kLocalContactsLimit_bytes at most
  bool first_start_done = false;
  SpeechLook speech;
  SignLook sign;                                ///< for kits that were never changed
  std::map<std::string, SignLook> sign_by_kit;  ///< by kit id
  std::string others;  ///< keys that this program does not know, as JSON; empty: none
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Puts a kit first among the recent ones, once.
void remember_kit(Settings& settings, const std::string& path);

struct SettingsRead {
  Settings settings;           ///< whatever happened, what to go on with
  std::optional<Error> error;  ///< kSettingsDamaged, or why the file could not be read
};

/// No file yet: the defaults, and no error.
[[nodiscard]] SettingsRead read_settings(const StateFolder& folder);

[[nodiscard]] std::string write_settings(const Settings& settings);
/// of the file's content; subject: its name.
[[nodiscard]] SettingsRead parse_settings(const std::string& json, const std::string& subject);

/// Brings settings to the disk in a thread of its own: the latest win over those that the disk had no
/// time for. save() and take_error() from the main thread, at once; flush() waits.
class SettingsKeeper {
 public:
  explicit SettingsKeeper(StateFolder folder, DiskOrdersOptions options = {});

  /// What equals the last that was saved is not written again.
  void save(const Settings& settings);
  /// False when it failed, or the time is over.
  [[nodiscard]] bool flush(std::chrono::milliseconds at_most) { return orders_.flush(at_most); }
  /// The error to tell, if there is one; each once.
  [[nodiscard]] std::optional<Error> take_error() { return orders_.take_error(); }

 private:
  const StateFolder folder_;
  std::optional<Settings> saved_;
  DiskOrders orders_;
};

}  // namespace mallette::storage
