// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a session: which plan, who is in the room and what they need; then the room is checked.
// Main thread, within a Frame's life. Models are plain values, made by the program.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kits/audiences.h"
#include "player/language/catalogue.h"
#include "player/ui/frame.h"
#include "player/views/library_view.h"
#include "player/views/orders.h"

namespace mallette::views {

struct PlanChoice {
  std::string id;
  std::string title;
  std::string summary;
  std::optional<std::chrono::milliseconds> duration;
  std::size_t steps = 0;
  bool own = false;  ///< the trainer's: it can be renamed, duplicated, given away, deleted
};

struct StartModel {
  std::string kit_title;
  std::string kit_summary;
  std::vector<PlanChoice> plans;               ///< at least one
  const kits::Audiences* audiences = nullptr;  ///< never null
  std::vector<std::string> kit_audiences;      ///< whom the kit is made for, ids: shown first
  bool has_captions = false, has_sign = false, has_description = false;
  std::optional<SavedSession> saved;  ///< of this kit: to be taken up again, or replaced
  std::string origin;     ///< who made the kit, as a sentence; empty: nothing is said
  bool origin_is_verified = false;
  bool may_print = true;  ///< the running order and the questionnaire
  std::string message;
  std::string done;  ///< what has just been done, as a sentence; empty: nothing to be told of
};
struct StartState {
  std::string plan_id;
  std::set<std::string> audiences;  ///< ids
  std::string search;               ///< among professions
  Needs needs;
  bool all_professions = false;  ///< shows those the kit does not name
  bool deleting = false;         ///< the chosen plan, asked about
};
/// Fills in what the state leaves open: the first plan, when plan_id names none.
void start_view(ui::Frame& frame, const language::Catalogue& words, const StartModel& model,
                StartState& state, Orders& orders);

struct DisplayChoice {
  std::string name;  ///< "HDMI-1, 1920 × 1080"
  bool is_room = false;
  bool is_desk = false;
};
struct CheckModel {
  std::vector<DisplayChoice> displays;
  void* wall = nullptr;  ///< SDL_Texture: the room's picture as it is
  float wall_aspect = 16.0F / 9.0F;
  std::vector<std::string> sound_devices;
  std::string sound_device;  ///< chosen; empty: the system's
  std::string sound_in_use;  ///< the name that really sounds; empty: none does
  bool sound_is_playing = false;
  double volume = 1;  ///< 0 to 1
  SoundChoices sound;
  enum class HeadphonesTest : std::uint8_t { kNone, kInRoom, kInHeadphones, kHeard };
  HeadphonesTest headphones_test = HeadphonesTest::kNone;
  bool clicker_next_seen = false, clicker_previous_seen = false;
  std::optional<ui::Key> last_key;  ///< what was pressed last
  Needs needs;
  bool has_captions = false, has_sign = false, has_description = false;
  std::string kit_title, plan_title;
  std::string message;
};
void check_view(ui::Frame& frame, const language::Catalogue& words, const CheckModel& model, Orders& orders);

}  // namespace mallette::views
