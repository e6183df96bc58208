// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a session: which plan, who is in the room, and "Vérifier la salle" with a test card on
// the wall.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "player/app/background.h"
#include "player/app/mode.h"
#include "player/app/test_tone.h"
#include "player/media/playback.h"
#include "player/views/start_view.h"

namespace mallette::app {

class StartMode final : public Mode {
 public:
  StartMode(Workplace& work, SoundCheck& sound, kits::Kit kit);
  ~StartMode() override;
  std::string title() const override;
  bool update() override;
  void draw(ui::Frame& frame, views::Orders& orders) override;
  bool take(const views::Order& order) override;
  bool act(ui::Action action) override;
  bool act_first(ui::Action action) override;
  void see_key(const ui::Key& key) override;
  Wall wall(render::Size output) override;
  accessibility::Tree wall_tree(render::Size output) override;
  bool wants_room() const override { return true; }
  std::optional<PaperSource> papers() const override;
  /// It is known whether a session of this kit can be taken up again; and whether there is one.
  [[nodiscard]] bool saved_known() const { return !reading_saved_; }
  /// As order::CheckRoom and BeginSession.
  void begin(SessionChoice choice) { next_ = ToSession{kit_, std::move(choice), std::nullopt}; }
  [[nodiscard]] bool has_saved() const { return saved_.has_value(); }

 private:
  void fill_start();
  void fill_check();
  void read_saved();
  void take_saved();
  void look_at_signer();
  void test_sound();
  void test_headphones();
  bool look_for_picture();
  [[nodiscard]] room::TestCard card() const;

  Workplace& work_;
  SoundCheck& sound_;
  kits::Kit kit_;
  views::StartModel start_;
  views::StartState state_;
  using Saved = std::optional<storage::SessionRecord>;
  std::unique_ptr<Background<Saved>> reading_saved_;
  Saved saved_;  ///< of this kit
  bool checking_ = false;
  bool sound_failed_ = false;  ///< the chosen output, the last time it was tried
  SessionChoice choice_;
  views::CheckModel check_;
  std::unique_ptr<media::Playback> signer_;  ///< one picture of it, for the test card
  media::FramePtr signer_picture_;
  render::Scene scene_;
};

}  // namespace mallette::app
