// SPDX-License-Identifier: GPL-3.0-or-later
// What every part of the program works with: the machine's things, the person's settings, the words.
// Made once at the start, changed by the main thread alone; outlives every mode.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kits/audiences.h"
#include "player/app/background.h"
#include "player/app/driver.h"
#include "player/app/interface_picture.h"
#include "player/app/narrator.h"
#include "player/app/loudness_book.h"
#include "player/app/paths.h"
#include "player/app/plan_book.h"
#include "player/app/screens.h"
#include "player/documents/document_service.h"
#include "player/help/help_numbers.h"
#include "player/language/catalogue.h"
#include "player/media/reaper.h"
#include "player/policy/policy.h"
#include "player/room/room_scene.h"
#include "player/speech/voices.h"
#include "player/storage/journal.h"
#include "player/storage/settings.h"
#include "player/views/desk_screen.h"

namespace mallette::app {

/// What is kept on disk; none of it where nothing can be.
struct Keeping {
  explicit Keeping(storage::StateFolder state) : folder(std::move(state)), settings(folder), journal(folder) {}
  storage::StateFolder folder;
  storage::SettingsKeeper settings;
  storage::Journal journal;
  bool writable = true;  ///< what lay there is read all the same
};

struct Workplace {
  const Paths& paths;
  Driver& driver;
  Screens& screens;
  language::Catalogue words;
  kits::Audiences audiences;
  help::HelpNumbers help_numbers;
  storage::Settings settings;
  std::unique_ptr<Keeping> keeping;  ///< null: nothing is kept
  std::unique_ptr<PlanBook> plans;  ///< the trainer's own; kept where something is
  std::unique_ptr<LoudnessBook> loudness;  ///< null: nothing is kept, or time is stepped
  std::unique_ptr<documents::DocumentService> documents;
  std::shared_ptr<speech::Speaker> speaker;  ///< of texts
  std::unique_ptr<media::Reaper> closing;  ///< films that are closed: no mode waits for a disk
  std::unique_ptr<room::RoomScene> room_scene;
  InterfacePicture* picture = nullptr;                        ///< of the interface; set before any mode is made
  std::shared_ptr<const render::Picture> wall_preview;        ///< what the room sees, small
  ui::Theme theme;
  std::optional<views::Battery> battery;
  views::VoicesModel voices;  ///< of the machine; once they were asked for
  std::unique_ptr<Background<std::vector<speech::Voice>>> listing_voices;
  std::vector<std::string> sound_devices;  ///< outputs that are there, as of the last drawing
  policy::InForce policy;  ///< set before any mode is made
  std::vector<std::string> messages;  ///< what went wrong and still matters, latest first
  bool told_unkept = false;           ///< that the portable program's folder takes nothing
  /// Has the system open a file, by its path, in whatever it keeps for such files. False: it cannot. Waits for that
  /// program's start: not for the main thread.
  std::function<bool(const std::string&)> open_outside;

  [[nodiscard]] const char* tr(const char* source) const { return words.tr(source); }
  [[nodiscard]] room::Surroundings surroundings() const { return {&help_numbers, settings.local_contacts}; }
  [[nodiscard]] render::CaptionStand caption_stand() const {
    return {.scale = settings.caption_scale, .below = settings.captions_below};
  }
  [[nodiscard]] room::Look look() const {
    return {.light = settings.neutral_light, .text_scale = 1, .captions = caption_stand()};
  }
  /// How descriptions are spoken, as the settings say.
  [[nodiscard]] SpeechWish speech() const;
  /// Says it in words, where the trainer sees it. That a portable program's folder takes nothing is said once, of
  /// whatever was to be kept there.
  void tell(const Error& error);
  void say(std::string sentence);
  /// All but what is true for as long as this program runs.
  void forget_messages();
  /// Why nothing of a kit may be copied or printed; empty: it may.
  [[nodiscard]] std::string no_copies() const;
  /// Empty: nothing went wrong.
  [[nodiscard]] std::string latest_message() const { return messages.empty() ? std::string() : messages.front(); }
  /// Of a sound output; empty: the system's own choice.
  [[nodiscard]] std::string device_name(const std::string& device) const;
  /// What the room sees, for the next drawing, and its aspect.
  [[nodiscard]] std::pair<void*, float> wall_texture() const;
  /// What the settings' dialog shows.
  void fill_settings(views::DeskModel& model) const;
  /// Begins to ask the machine for its voices, once.
  void list_voices();
  /// Takes in what it said. Whether it did.
  bool take_voices();
  /// Hands what the settings say of the sound to the driver: heard at once, if a film plays.
  void apply_sound() { driver.set_sound(sound_setup(settings)); }
  void save_settings() {
    if (keeping) keeping->settings.save(settings);
  }
};

/// Width to height.
[[nodiscard]] float aspect(const render::Picture& picture);

/// Reads words, audiences and help numbers from the program's own files; the settings and the sessions
/// from the state folder, if there is one.
[[nodiscard]] Result<std::unique_ptr<Workplace>> make_workplace(const Paths& paths, Driver& driver, Screens& screens,
                                                                std::unique_ptr<Keeping> keeping,
                                                                std::optional<language::Language> language);

/// "14:05", and "22 novembre 2026, 14:05" in the words' language; the machine's time zone.
[[nodiscard]] std::string time_of_day(std::chrono::system_clock::time_point when);
/// `form` of fmt's: {0} year, {1} month, {2} day.
[[nodiscard]] std::string day_text(std::chrono::system_clock::time_point when, const char* form);
[[nodiscard]] std::string date_and_time(std::chrono::system_clock::time_point when, const language::Catalogue& words);

}  // namespace mallette::app
