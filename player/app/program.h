// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself: one loop that takes what people do, hands it to the mode that is on, draws the
// interface when there is time for it and the wall when it is due.
//
//   events, script ─> key() ─> urgent ones, interface, mode      orders ─> carried out
//   interface_turn()   the desk, drawn in the time that film frames leave
//   wall_turn()        the film by its pacer, anything else when it changes
//
// Main thread only.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/app/auto_lead.h"
#include "player/app/background.h"
#include "player/app/battery.h"
#include "player/app/film_pacer.h"
#include "player/app/library_mode.h"
#include "player/app/script.h"
#include "player/app/session_mode.h"
#include "player/app/single_instance.h"
#include "player/app/start_mode.h"

namespace mallette::app {

struct ProgramOrder {
  std::string kit;                       ///< to begin with; empty: the library
  std::optional<SessionChoice> session;  ///< leads it at once
  std::vector<ScriptCommand> script;
  bool leave_after_script = false;
  bool leads_itself = false;             ///< nobody is there: goes from step to step
  bool leave_after_session = false;
  bool windowed = false;                 ///< never goes full screen by itself
};

struct ProgramReport {
  FilmReport film;
  std::vector<StepRecord> steps;
  std::vector<double> interface_ms;          ///< of each frame of the interface
  std::vector<double> interface_in_film_ms;  ///< of those that were drawn while a film played
  std::vector<std::string> unmet;    ///< expectations of the script, as sentences
  std::vector<Error> errors;         ///< what the job failed of
};

class Program {
 public:
  /// The workplace's picture is set here. `instance` may be null.
  static Result<std::unique_ptr<Program>> make(ProgramOrder order, Workplace& work, std::unique_ptr<SingleInstance> instance);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  ProgramReport run();

 private:
  struct NoClipboard;
  Program(ProgramOrder order, Workplace& work, std::unique_ptr<SingleInstance> instance);
  void turn();
  void begin();
  void stay_in_memory();
  void take_event(const void* sdl_event);
  void take_key(const ui::Key& key, bool repeated);
  bool act(ui::Action action);
  bool is_bounce(ui::Action action);
  void begin_session_asked_for();
  void change_mode();
  void enter(std::unique_ptr<Mode> mode);
  void enter_session(ToSession session);
  void close_session();
  void take(const views::Order& order);
  bool take_setting(const views::Order& order);
  bool take_report(const views::Order& order);
  void draw_reports(ui::Frame& frame, views::Orders& orders);
  void open(const std::string& path);
  void ask_to_leave();
  void look_around();
  void set_density(float density);
  void meet_screens();

  void interface_turn();
  [[nodiscard]] bool interface_is_due() const;
  void draw_interface();
  void draw_shared_dialogs(ui::Frame& frame, views::Orders& orders);
  void take_wall_preview();
  void wall_turn();
  void draw_wall(const Wall& wall);
  void wall_changed();
  [[nodiscard]] media::WallTime next_look() const;

  void script_turn();
  [[nodiscard]] bool settled();
  [[nodiscard]] bool is_opening() const;
  bool run_command(const ScriptCommand& command);
  bool meets(const ScriptCommand& command);
  void expect(const ScriptCommand& command);
  void tell_unreached();
  void press(const ScriptCommand& command);
  void focus(const ScriptCommand& command);
  void write_tree(const ScriptCommand& command);
  void take_picture(const ScriptCommand& command);
  void fail_script(const ScriptCommand& command, const std::string& found);

  /// The wall's stage, with the interface over it on one screen.
  class WallStage final : public Stage {
   public:
    explicit WallStage(Screens& screens) : screens_(screens) {}
    render::Size size() const override { return screens_.room().size(); }
    Result<void> prepare(const render::Scene& scene) override;
    /// What was prepared last, under what lies over it now; as far as it can be where the size is another.
    Result<void> prepare_again();
    Result<void> present() override { return screens_.room().present(); }
    Result<render::Picture> capture() override { return screens_.room().capture(); }
    Result<render::Picture> capture_scaled(render::Size size) override { return screens_.room().capture_scaled(size); }
    std::string renderer_name() const override { return screens_.room().renderer_name(); }
    subtitles::CaptionPicturePtr overlay;

   private:
    Screens& screens_;
    render::Scene last_;
    render::Size last_size_{};
  };

  ProgramOrder order_;
  Workplace& work_;
  std::unique_ptr<SingleInstance> instance_;
  std::unique_ptr<ui::Clipboard> clipboard_;
  std::unique_ptr<ui::Interface> interface_;
  std::unique_ptr<InterfacePicture> picture_;
  SoundCheck sound_;
  ReportDesk reports_;
  std::unique_ptr<BatteryWatch> battery_;
  BatteryWarnings battery_warnings_;
  WallStage wall_stage_;
  FilmPacer pacer_;
  std::optional<Background<std::size_t>> resident_;  ///< of a program on a key
  views::DeskState desk_;
  std::unique_ptr<Mode> mode_;
  LibraryMode* library_ = nullptr;  ///< mode_, while it is that
  SessionMode* session_ = nullptr;
  std::unique_ptr<AutoLead> lead_;
  bool session_begun_ = false;  ///< the one that was asked for
  bool leaving_ = false;
  bool one_screen_ = true;
  std::vector<Display> displays_;

  bool interface_stale_ = true;
  media::WallTime interface_drawn_at_{};
  media::Duration interface_cost_{};
  std::optional<media::WallTime> preview_at_;
  std::unique_ptr<MemoryStage> preview_stage_;  ///< of the wall that an only screen's desk hides
  bool wall_stale_ = true;
  std::optional<render::Scene> still_shown_;  ///< on the wall; none: a film
  std::optional<media::WallTime> escape_down_;
  std::optional<std::pair<ui::Action, media::WallTime>> clicked_;  ///< for the debounce

  std::size_t next_command_ = 0;
  std::optional<media::WallTime> script_waits_until_;
  std::optional<media::WallTime> expecting_until_;
  std::chrono::steady_clock::time_point expecting_since_{};
  std::vector<std::future<Result<void>>> pictures_;
  ProgramReport report_;
};

}  // namespace mallette::app
