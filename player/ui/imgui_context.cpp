// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/ui/imgui_context.h"

namespace mallette::ui {

ImguiContext::ImguiContext() {
  IMGUI_CHECKVERSION();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags = ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoMouseCursorChange;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
}

ImguiContext::~ImguiContext() { ImGui::DestroyContext(context_); }

ImFontAtlas& ImguiContext::atlas() {
  ImGui::SetCurrentContext(context_);
  return *ImGui::GetIO().Fonts;
}

ImDrawList& ImguiContext::begin(float width, float height) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->SetTexID(kGlyphs);
  io.DisplaySize = {width, height};
  // Nothing of Dear ImGui's own moves with time; it only wants to hear that some has passed.
  io.DeltaTime = 1.0F / 60;
  ImGui::NewFrame();
  return *ImGui::GetBackgroundDrawList();
}

ImDrawData& ImguiContext::end() {
  ImGui::SetCurrentContext(context_);
  ImGui::Render();
  return *ImGui::GetDrawData();
}

}  // namespace mallette::ui
