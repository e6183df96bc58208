// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what Dear ImGui made through any SDL_Renderer: a card's, or SDL_CreateSoftwareRenderer on a
// window's surface. Debian's libimgui.a has no such back end.
//
// The renderer is the caller's and outlives this. After SDL_RENDER_TARGETS_RESET or
// SDL_RENDER_DEVICE_RESET, make a new one. Internal to ui/. Main thread.
#pragma once

#include <SDL.h>
#include <imgui.h>

#include <vector>

#include "kits/base/error.h"
#include "player/render/sdl.h"
#include "player/ui/imgui_context.h"

namespace mallette::ui {

class ImguiRenderer {
 public:
  explicit ImguiRenderer(SDL_Renderer* renderer);

  /// Copies the atlas's pixels when `generation` is not the last one seen. Errors: kRenderer.
  Result<void> upload(ImFontAtlas& atlas, unsigned generation);
  /// Texture kGlyphs is what was uploaded; any other is an SDL_Texture of this renderer's.
  /// Errors: kRenderer.
  Result<void> draw(const ImDrawData& data);
  /// Of the glyphs, as the card holds them.
  [[nodiscard]] std::size_t texture_bytes() const { return texture_bytes_; }

 private:
  void draw_command(const ImDrawList& list, const ImDrawCmd& command);
  void draw_without_card(const ImDrawList& list, const ImDrawCmd& command);
  void draw_run(const ImDrawList& list, const ImDrawCmd& command, unsigned first, unsigned count);
  [[nodiscard]] bool is_box(const ImDrawVert* vertices, const ImDrawIdx* indices) const;
  void fill_box(const ImDrawVert* vertices, const ImDrawIdx* indices);

  SDL_Renderer* renderer_;
  bool software_ = false;
  render::TexturePtr glyphs_;
  unsigned generation_ = 0;
  ImVec2 white_;  ///< where the glyphs' texture is plain white
  std::size_t texture_bytes_ = 0;
  std::vector<ImDrawIdx> indices_;  ///< of the run being drawn
};

}  // namespace mallette::ui
