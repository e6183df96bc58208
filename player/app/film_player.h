// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of one film: waits for what is due, draws it ahead, hands it over at its instant; takes
// orders from keys and scripts; takes the pictures that were asked for.
// Main thread only.
#pragma once

#include <functional>
#include <future>
#include <string>
#include <vector>

#include "kits/kit.h"
#include "player/app/driver.h"
#include "player/app/film_controls.h"
#include "player/app/film_pacer.h"
#include "player/app/script.h"
#include "player/app/stage.h"
#include "player/ui/action.h"

namespace mallette::app {

struct Shot {
  media::MediaTime at;
  std::string file;
};

struct FilmOrder {
  TrackWish wish;
  media::MediaTime from{};
  std::optional<media::MediaTime> until;
  render::SignStand sign_stand = {};
  render::CaptionStand caption_stand = {};
  double speed = 1;
  std::vector<Shot> shots;              ///< in order of time
  std::vector<ScriptCommand> script;
  SoundSetup sound;
  bool leave_after_script = false;      ///< nobody is there to press a key
  std::vector<std::string> caption_fonts;
  std::optional<media::WallTime> asked_at;  ///< for the report: when the program was asked; now unless given
  std::function<std::string(const Error&)> tell;  ///< as ShowSpec's
  SpeechWish speech;                              ///< as ShowSpec's
};

class FilmPlayer {
 public:
  /// Begins to open the film, so that a stage can be made meanwhile. The driver outlives it.
  FilmPlayer(const kits::Kit& kit, FilmOrder order, FilmTracks tracks, Driver& driver);
  ~FilmPlayer();
  FilmPlayer(const FilmPlayer&) = delete;
  FilmPlayer& operator=(const FilmPlayer&) = delete;

  /// Plays to the end, `until`, or leave(). each_turn is called once a turn, for the window's events.
  FilmReport run(Stage& stage, const std::function<void()>& each_turn = {});
  void act(ui::Action action);
  void press(const ui::Key& key);
  void leave() { leaving_ = true; }
  void redraw() { show_.redraw(); }
  [[nodiscard]] bool is_playing() const;
  /// F11 was pressed since the last call.
  [[nodiscard]] bool take_full_screen_request() { return std::exchange(full_screen_wanted_, false); }

 private:
  void turn(FilmPacer& pacer);
  void start_when_loaded();
  void run_script();
  bool run_command(const ScriptCommand& command);
  void take_due_shots(media::MediaTime instant);
  void refuse_shots_behind_the_end();
  void go_to(const Chapter* chapter);
  void take_picture(const std::string& file);
  void note(Error error) { show_.note(std::move(error)); }

  FilmOrder order_;
  Driver& driver_;
  Stage* stage_ = nullptr;  ///< while it runs
  FilmShow show_;
  FilmControls controls_;
  Loudness loudness_;
  bool started_ = false;
  bool leaving_ = false;
  bool full_screen_wanted_ = false;
  std::size_t next_shot_ = 0;
  std::size_t next_command_ = 0;
  std::optional<media::WallTime> script_waits_until_;
  std::vector<std::future<Result<void>>> pictures_;  ///< being written
};

}  // namespace mallette::app
