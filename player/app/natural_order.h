// SPDX-License-Identifier: GPL-3.0-or-later
// Names in the order in which people look for them: "Étape 2" before "étape 10", é beside e.
// Pure: any thread.
#pragma once

#include <string>
#include <string_view>

namespace mallette::app {

/// Names compare by their keys, byte by byte: numbers by value, letters without case and accents.
/// Names with equal keys ("a", "A") are kept apart by comparing themselves.
[[nodiscard]] std::string natural_key(std::string_view utf8);

}  // namespace mallette::app
