// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>
#include <fmt/format.h>

#include <cctype>
#include <string_view>

#include "player/app/open_outside.h"

namespace mallette::app {

/// By a URL: RFC 8089.
bool open_with_system(const std::string& path) {
  std::string url = "file://";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = std::isalnum(byte) != 0 || std::string_view("/-._~").find(c) != std::string_view::npos;
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return SDL_OpenURL(url.c_str()) == 0;
}

}  // namespace mallette::app
