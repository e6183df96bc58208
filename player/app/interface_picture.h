// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of a window as a picture that lies over what the window shows: opaque where the desk
// fills it, clear where the room's picture is to be seen.
//
//   draw(view) ─> Interface ─> SDL's software renderer ─> bitmap ─> Scene::overlay
//
// The same way with a window, over a film and without any display at all. Main thread only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "player/render/compositor.h"
#include "player/ui/interface.h"

namespace mallette::app {

class InterfacePicture {
 public:
  /// The interface outlives it.
  explicit InterfacePicture(ui::Interface& interface);
  ~InterfacePicture();
  InterfacePicture(const InterfacePicture&) = delete;
  InterfacePicture& operator=(const InterfacePicture&) = delete;

  /// Draws the view anew. Over a picture, nothing is drawn where the view draws nothing. Errors: kRenderer.
  Result<void> draw(render::Size pixels, std::string_view title, ui::Ground ground, const ui::View& view);
  /// What draw() made; null: nothing to be seen. The same pointer as long as nothing else is to be seen.
  [[nodiscard]] const subtitles::CaptionPicturePtr& overlay() const { return overlay_; }

  /// A picture for the widgets, as a texture: made when the pointer is another than the last time under
  /// this name, good for the next draw(). Null for null, or where there is no memory.
  [[nodiscard]] void* texture(const std::string& name, const std::shared_ptr<const render::Picture>& picture);
  /// Textures whose names begin so are not wanted any more.
  void drop_textures(std::string_view prefix);

 private:
  struct State;
  Result<void> ensure_surface(render::Size pixels);
  void take_overlay();

  ui::Interface& interface_;
  std::unique_ptr<State> state_;
  subtitles::CaptionPicturePtr overlay_;
};

}  // namespace mallette::app
