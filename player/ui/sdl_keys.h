// SPDX-License-Identifier: GPL-3.0-or-later
// SDL's key events as our keys. Internal to what handles SDL events.
#pragma once

#include <SDL.h>

#include <optional>

#include "player/ui/key_map.h"

namespace mallette::ui {

/// Nothing for keys without a name of ours, and for anything with Alt, AltGr or the system's key.
[[nodiscard]] std::optional<Key> key_of(const SDL_KeyboardEvent& event);

}  // namespace mallette::ui
