// SPDX-License-Identifier: GPL-3.0-or-later
// The start of a session: which plan, who is in the room, and "Vérifier la salle" with a test card on
// the wall.
#pragma once

#include <memory>
#include <string>
#include <vector>

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

 private:
  void fill_start();
  void fill_check();
  void look_at_signer();
  void test_sound();
  [[nodiscard]] room::TestCard card() const;

  Workplace& work_;
  SoundCheck& sound_;
  kits::Kit kit_;
  views::StartModel start_;
  views::StartState state_;
  bool checking_ = false;
  bool sound_failed_ = false;  ///< the chosen output, the last time it was tried
  SessionChoice choice_;
  views::CheckModel check_;
  std::unique_ptr<media::Playback> signer_;  ///< one picture of it, for the test card
  media::FramePtr signer_picture_;
  render::Scene scene_;
};

/// What a kit has to offer to those who need it, of any film.
struct KitTracks {
  bool captions = false, sign = false, description = false;
};
[[nodiscard]] KitTracks tracks_of(const kits::Manifest& manifest);
[[nodiscard]] KitTracks tracks_of(const kits::Film& film);

}  // namespace mallette::app
