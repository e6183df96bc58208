// SPDX-License-Identifier: GPL-3.0-or-later
// One Dear ImGui context, for one window. Of Dear ImGui the interface uses the draw list and the font
// atlas; focus, keys, layout and look are ours, so its navigation, settings file and style are off,
// and no event ever reaches it. Internal to ui/. Main thread.
#pragma once

#include <imgui.h>

#include <memory>

namespace mallette::ui {

/// The texture id that stands for the atlas, whichever renderer draws it.
inline const ImTextureID kGlyphs = reinterpret_cast<ImTextureID>(1);

class ImguiContext {
 public:
  ImguiContext();
  ImguiContext(const ImguiContext&) = delete;
  ImguiContext& operator=(const ImguiContext&) = delete;
  ~ImguiContext();

  [[nodiscard]] ImFontAtlas& atlas();
  /// A frame of so many pixels. The atlas must have been built. Returns what is drawn into.
  ImDrawList& begin(float width, float height);
  /// Valid until the next begin().
  ImDrawData& end();

 private:
  ImGuiContext* context_;
};

}  // namespace mallette::ui
