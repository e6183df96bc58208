// SPDX-License-Identifier: GPL-3.0-or-later
// The program's windows on the machine's displays. Main thread only.
#pragma once

#include <optional>

#include "player/app/screens.h"
#include "player/app/window_stage.h"
#include "player/media/wall_clock.h"
#include "player/render/sdl.h"

namespace mallette::app {

/// Where it finds no screen, SDL draws into memory without a word: is that so? Asked for by name, it is
/// meant. Video is on.
[[nodiscard]] bool nobody_can_see();

struct SdlScreensOptions {
  std::optional<render::Size> size;  ///< of the trainer's window; unless given it fills its display
  render::RendererChoice renderer = render::RendererChoice::kAuto;
};

class SdlScreens final : public Screens {
 public:
  using MakeDisplays = std::function<std::unique_ptr<DisplaySource>()>;
  /// Opens the trainer's window. Errors: kDisplay (also where nobody could see it), kRenderer.
  static Result<std::unique_ptr<SdlScreens>> open(const SdlScreensOptions& options, const MakeDisplays& make_displays);
  ~SdlScreens() override;

  Stage& primary() override { return *primary_stage_; }
  Stage* second() override { return second_stage_ ? &*second_stage_ : nullptr; }
  bool update() override;
  void poll(const EventTaker& take) override;
  std::uint32_t interface_window() const override { return primary_->id(); }
  float density() const override { return plan_.desk.density; }
  float pixels_per_point() const override;
  void want_room(bool wanted) override;
  void set_full_screen(bool on) override { primary_->set_fullscreen(on); }
  bool is_full_screen() const override { return primary_->is_fullscreen(); }
  void show_pointer(bool shown) override;
  void keep_awake(bool awake) override;
  void to_front() override;
  void swap() override;
  WindowPlan plan() const override { return plan_; }
  std::vector<Display> displays() const override { return displays_; }

 private:
  SdlScreens(render::VideoSystem video, const SdlScreensOptions& options);
  void arrange(const WindowPlan& plan);
  void place_primary();

  render::VideoSystem video_;
  const SdlScreensOptions options_;
  std::unique_ptr<DisplaySource> source_;
  std::vector<Display> displays_;
  WindowPlan plan_;
  std::unique_ptr<render::RoomWindow> primary_;
  std::optional<WindowStage> primary_stage_;
  std::unique_ptr<render::RoomWindow> second_;
  std::optional<WindowStage> second_stage_;
  bool room_wanted_ = false;
  bool changed_ = false;  ///< stages are others than at the last update()
  bool pointer_wanted_ = true;
  bool pointer_on_wall_ = false;
  std::optional<render::ScreenAwake> awake_;
};

}  // namespace mallette::app
