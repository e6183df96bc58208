// SPDX-License-Identifier: GPL-3.0-or-later
// "1280x720", as --size takes it.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "player/render/layout.h"

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

}  // namespace mallette::cli
