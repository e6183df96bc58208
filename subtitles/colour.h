// SPDX-License-Identifier: GPL-3.0-or-later
// Colours as files write them: CSS Color 4 names, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(),
// and the bare "rrggbb" of SubRip files. Case does not matter. Pure functions: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "subtitles/cue.h"

namespace mallette::subtitles {

[[nodiscard]] std::optional<Colour> parse_colour(std::string_view text);

/// "#RRGGBB"; alpha is left out.
[[nodiscard]] std::string to_hex(Colour colour);

}  // namespace mallette::subtitles
