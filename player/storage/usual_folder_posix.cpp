// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "player/storage/usual_folder.h"

namespace mallette::storage {
namespace {

/// Absolute only, as the XDG Base Directory Specification asks: relative ones are passed over.
std::optional<std::string> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

}  // namespace

const char* const kUsualStatePlace = "$XDG_STATE_HOME";

std::optional<std::string> usual_state_folder() {
  if (const auto state = folder_from("XDG_STATE_HOME")) return *state + "/mallette";
  if (const auto home = folder_from("HOME")) return *home + "/.local/state/mallette";
  return std::nullopt;
}

}  // namespace mallette::storage
