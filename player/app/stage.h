// SPDX-License-Identifier: GPL-3.0-or-later
// Where scenes are shown: the room's window, or memory where there is none. Main thread only.
#pragma once

#include <memory>
#include <string>

#include "kits/base/error.h"
#include "player/render/compositor.h"
#include "player/render/scaled_picture.h"

namespace mallette::app {

class Stage {
 public:
  virtual ~Stage() = default;
  [[nodiscard]] virtual render::Size size() const = 0;
  /// The pixel work, ahead of the instant.
  virtual Result<void> prepare(const render::Scene& scene) = 0;
  /// At the instant.
  virtual Result<void> present() = 0;
  /// A copy of what was prepared last.
  virtual Result<render::Picture> capture() = 0;
  /// The same at another size, for a preview.
  virtual Result<render::Picture> capture_scaled(render::Size size) {
    auto whole = capture();
    if (!whole) return whole;
    return render::scaled(whole->view(), size);
  }
  [[nodiscard]] virtual std::string renderer_name() const = 0;
};

/// Real frames, composed at the given size, and seen by nobody.
class MemoryStage final : public Stage {
 public:
  explicit MemoryStage(render::Size size);
  render::Size size() const override { return {picture_.width, picture_.height}; }
  Result<void> prepare(const render::Scene& scene) override;
  Result<void> present() override { return {}; }
  Result<render::Picture> capture() override { return picture_; }
  Result<render::Picture> capture_scaled(render::Size size) override { return render::scaled(picture_.view(), size); }
  std::string renderer_name() const override { return "memory"; }

 private:
  render::Picture picture_;
  render::Compositor compositor_;
};

}  // namespace mallette::app
