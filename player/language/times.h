// SPDX-License-Identifier: GPL-3.0-or-later
// Times as people read them, the same in both languages. Pure; any thread.
#pragma once

#include <chrono>
#include <string>

namespace mallette::language {

/// "04:12", "1:04:12"; whole seconds, cut off. Below zero: without its sign.
[[nodiscard]] std::string clock_text(std::chrono::milliseconds time);
/// "45 s", "3 min", "1 h 05": what a plan says, rounded to minutes from one minute on.
[[nodiscard]] std::string span_text(std::chrono::milliseconds time);

}  // namespace mallette::language
