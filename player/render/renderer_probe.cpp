// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/render/renderer_probe.h"

#include <SDL.h>
#include <SDL_opengl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace mallette::render {

bool card_may_be_there() {
#ifdef __linux__
  // Mesa's drivers and NVIDIA's need one of these nodes; dxg is the card of a Windows host.
  std::error_code ignored;
  for (const char* node : {"/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg"}) {
    if (std::filesystem::exists(node, ignored)) return true;
  }
  for (auto at = std::filesystem::directory_iterator("/dev/dri", ignored); at != end(at);
       at.increment(ignored)) {
    if (at->path().filename().string().starts_with("render")) return true;
    if (ignored) break;
  }
  return false;
#else
  return true;
#endif
}

std::string current_gl_renderer() {
  if (SDL_GL_GetCurrentContext() == nullptr) return {};
  using GetString = const GLubyte*(APIENTRY*)(GLenum);
  const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
  if (get_string == nullptr) return {};
  const GLubyte* name = get_string(GL_RENDERER);
  return name == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(name));
}

bool draws_by_processor(std::string_view gl_renderer) {
  std::string name(gl_renderer);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::string_view, 7> kByProcessor = {"llvmpipe", "softpipe",    "swrast",  "swr",
                                                            "lavapipe", "swiftshader", "software"};
  return std::any_of(kByProcessor.begin(), kByProcessor.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

}  // namespace mallette::render
