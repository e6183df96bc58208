// SPDX-License-Identifier: GPL-3.0-or-later
// The window that the room sees. Two back ends behind it:
//
//   software   the compositor draws straight into SDL's window surface, which X11 shares by shm
//   gpu        SDL_Renderer: planes as textures, the card scales, converts and blends
//
// `auto` takes the gpu only where OpenGL is not itself drawn by the processor (llvmpipe and the
// like cost three times the software path).
//
//   prepare(scene)   does the pixel work, ahead of the instant it is due
//   present()        puts it on the screen, at the instant; cheap
//
// Events (keys, pointer, close) are the main loop's. It gives window events to handle_event(), so
// that an uncovered or resized window is drawn anew; a resize is also seen by prepare() itself.
// After either, redraw_needed() says that the current scene is to be laid out and prepared again.
//
// Main thread only. SDL's video must be on (render/sdl.h: VideoSystem) and outlive the window.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "player/render/compositor.h"
#include "player/render/layout.h"

struct SDL_Window;
union SDL_Event;

namespace mallette::render {

enum class RendererChoice { kAuto, kGpu, kSoftware };

/// "auto", "gpu", "software".
std::string_view renderer_choice_name(RendererChoice choice);
std::optional<RendererChoice> parse_renderer_choice(std::string_view name);

struct WindowOptions {
  std::string title;
  Size size = {1280, 720};  ///< of the window when it is not full screen
  bool fullscreen = false;
  int display = 0;  ///< SDL's index; one that is not there counts as 0
  RendererChoice renderer = RendererChoice::kAuto;
};

class RoomWindow {
 public:
  /// Opens it, black. Errors: kDisplay (no window), kRenderer (the renderer that was asked for by
  /// name does not work here; with kAuto the software path is taken instead).
  static Result<std::unique_ptr<RoomWindow>> open(const WindowOptions& options);
  ~RoomWindow();
  RoomWindow(const RoomWindow&) = delete;
  RoomWindow& operator=(const RoomWindow&) = delete;

  /// In pixels; what LayoutRequest::output wants.
  Size drawable_size() const;

  /// Draws what changed, unseen as yet. Errors: kRenderer.
  Result<void> prepare(const Scene& scene);
  /// Shows what was last prepared. Does nothing when nothing changed.
  Result<void> present();
  Result<void> show(const Scene& scene);

  /// Any SDL event; those of other windows and other kinds are passed over.
  void handle_event(const SDL_Event& event);
  /// The window was resized or uncovered since the last prepare().
  bool redraw_needed() const;

  /// A copy of what was last prepared, as it stands on the screen. Errors: kRenderer.
  Result<Picture> capture();
  /// The same at another size, for a preview.
  Result<Picture> capture_scaled(Size size);

  void set_fullscreen(bool on);
  bool is_fullscreen() const;
  bool is_software() const;
  /// For reports: "software", or the card's and driver's names, as in "opengl (Mesa Intel ...)".
  const std::string& renderer_name() const;
  std::uint32_t id() const;  ///< SDL's windowID
  SDL_Window* sdl_window() const;

 private:
  struct State;
  explicit RoomWindow(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mallette::render
