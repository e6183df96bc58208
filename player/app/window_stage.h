// SPDX-License-Identifier: GPL-3.0-or-later
// A window as a stage. Main thread only; the window outlives it.
#pragma once

#include "player/app/stage.h"
#include "player/render/room_window.h"

namespace mallette::app {

class WindowStage final : public Stage {
 public:
  explicit WindowStage(render::RoomWindow& window) : window_(window) {}
  render::Size size() const override { return window_.drawable_size(); }
  Result<void> prepare(const render::Scene& scene) override { return window_.prepare(scene); }
  Result<void> present() override { return window_.present(); }
  Result<render::Picture> capture() override { return window_.capture(); }
  Result<render::Picture> capture_scaled(render::Size size) override { return window_.capture_scaled(size); }
  std::string renderer_name() const override { return window_.renderer_name(); }

 private:
  render::RoomWindow& window_;
};

}  // namespace mallette::app
