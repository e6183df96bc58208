// SPDX-License-Identifier: GPL-3.0-or-later
// A session that is led: the runner, its wall, and the desk or what lies over the room's picture.
#pragma once

#include <memory>
#include <optional>

#include "player/app/document_desk.h"
#include "player/app/mode.h"
#include "player/app/session_runner.h"
#include "player/views/desk_screen.h"

namespace mallette::app {

class SessionMode final : public Mode {
 public:
  /// Errors: those of make_deck() and read_snapshot().
  static Result<std::unique_ptr<SessionMode>> make(Workplace& work, ToSession session, views::DeskState& desk);
  std::string title() const override;
  bool update() override;
  void draw(ui::Frame& frame, views::Orders& orders) override;
  bool take(const views::Order& order) override;
  bool act(ui::Action action) override;
  bool act_first(ui::Action action) override;
  bool take_key(const ui::Key& key) override;
  bool wants_no_focus() override { return std::exchange(no_focus_, false); }
  Wall wall(render::Size output) override;
  accessibility::Tree wall_tree(render::Size output) override;
  bool over_wall() const override;
  bool wants_room() const override { return true; }
  bool wants_full_screen() const override { return true; }
  std::optional<PaperSource> papers() const override;
  /// For the report.
  [[nodiscard]] const std::string& runner_id() const { return runner_->id(); }
  [[nodiscard]] report::Facts facts() const;
  [[nodiscard]] std::vector<std::string> professions() const;
  void meet_displays() override;
  bool asks_before_leaving() override;

  [[nodiscard]] SessionRunner& runner() { return *runner_; }
  /// The person is there: on one screen the transport shows, for a while.
  void stir(bool by_key);
  /// On an only screen, which is the wall, nobody sees a pointer but while somebody moves it.
  [[nodiscard]] bool shows_pointer() const { return !over_wall() || (desk_.controls && !stirred_by_key_); }
  /// Escape's first use: the strip, or the notes on an only screen. False: nothing lies over the picture.
  bool close_layer();
  /// Ctrl+F was pressed: focus goes to the documents' search.
  [[nodiscard]] bool wants_search() { return documents_.wants_search(); }
  /// What the desk asked of documents and folders is there.
  [[nodiscard]] bool documents_settled() const { return documents_.settled(); }
  /// Whether something of the interface has focus, as of its last drawing.
  void note_focus(bool focused) { focused_ = focused; }

 private:
  SessionMode(Workplace& work, std::unique_ptr<SessionRunner> runner, views::DeskState& desk);
  void fill_model();
  void fill_tracks();
  [[nodiscard]] bool act_on_session(ui::Action action);
  void send(const session::EventKind& what) { runner_->send(what); }
  void let_controls_go();
  void keep_tracks();
  bool take_faults();
  void keep_sign_stand();
  void fill_sign();
  /// A film's signer is on the wall, to be moved.
  [[nodiscard]] bool sign_can_move() const;
  bool take_sign_order(const views::Order& order);
  void begin_move();
  void end_move(bool keep);
  [[nodiscard]] Result<kits::Plan> led_plan() const;
  [[nodiscard]] room::Surroundings surroundings();
  [[nodiscard]] std::array<render::Rect, 2> chrome() const;

  Workplace& work_;
  std::unique_ptr<SessionRunner> runner_;
  views::DeskState& desk_;
  views::DeskModel model_;
  DocumentDesk documents_;
  bool screen_is_private_ = false;
  std::optional<media::WallTime> stirred_at_;
  bool stirred_by_key_ = false;
  bool focused_ = false;
  std::optional<render::SignStand> move_from_;  ///< the signer is being moved by keys: where it stood
  bool dragging_ = false;
  bool no_focus_ = false;
  std::optional<media::WallTime> leaving_since_;  ///< the journal is being brought to the disk
  std::string room_fault_, headphones_fault_;     ///< told, until the output is back
  session::DeskView shown_;                       ///< as of the last drawing
};

[[nodiscard]] TrackWish wish_of(const views::Needs& needs);

}  // namespace mallette::app
