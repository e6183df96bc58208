// SPDX-License-Identifier: GPL-3.0-or-later
// What commands that show a picture take alike: its size ("1280x720") and its renderer.
#pragma once

#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "player/render/layout.h"
#include "player/render/room_window.h"

namespace mallette::cli {

inline constexpr std::string_view kSizeForms = "16x16-8192x8192";

inline std::optional<render::Size> parse_size(const std::string& text) {
  const auto x = text.find('x');
  if (x == std::string::npos) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<int> {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value < 16 || value > 8192) return std::nullopt;
    return value;
  };
  const auto width = number(std::string_view(text).substr(0, x)), height = number(std::string_view(text).substr(x + 1));
  if (!width || !height) return std::nullopt;
  return render::Size{*width, *height};
}

/// Takers for the table of options (options.h). The size goes into a Size, or an optional one.
template <class Size>
std::function<std::optional<std::string>(const std::string&)> set_size(Size& size) {
  return [&size](const std::string& value) -> std::optional<std::string> {
    const auto parsed = parse_size(value);
    if (!parsed) return std::string(kSizeForms);
    size = *parsed;
    return std::nullopt;
  };
}

inline std::function<std::optional<std::string>(const std::string&)> set_renderer(render::RendererChoice& renderer) {
  return [&renderer](const std::string& value) -> std::optional<std::string> {
    const auto choice = render::parse_renderer_choice(value);
    if (!choice) return "auto, gpu, software";
    renderer = *choice;
    return std::nullopt;
  };
}

}  // namespace mallette::cli
