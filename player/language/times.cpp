// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/language/times.h"

#include <fmt/format.h>

namespace mallette::language {

std::string clock_text(std::chrono::milliseconds time) {
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(time)).count();
  if (s < 3600) return fmt::format("{:02}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string span_text(std::chrono::milliseconds time) {
  const auto s = std::chrono::round<std::chrono::seconds>(std::chrono::abs(time)).count();
  if (s < 60) return fmt::format("{}\u00A0s", s);
  const auto minutes = (s + 30) / 60;
  if (minutes < 60) return fmt::format("{}\u00A0min", minutes);
  if (minutes % 60 == 0) return fmt::format("{}\u00A0h", minutes / 60);
  return fmt::format("{}\u00A0h\u00A0{:02}", minutes / 60, minutes % 60);
}

}  // namespace mallette::language
