// SPDX-License-Identifier: GPL-3.0-or-later
// The override blocks of ASS, "{\i1\c&HFFFF00&}", which also turn up in SubRip files.
// Internal to subtitles/. Pure functions: any thread.
#pragma once

#include <string_view>

#include "subtitles/cue.h"

namespace mallette::subtitles {

/// What override blocks have set so far in a cue.
struct AssState {
  Style style = {};
  int alignment = 0;     ///< \an, 1 to 9; 0: not said
  bool drawing = false;  ///< \p1: what follows is a shape, not text
};

/// `block` is what stands between the braces. \i \b \u \c \1c \an \a \r \p are read, the rest passed over.
void apply_overrides(std::string_view block, AssState& state);

}  // namespace mallette::subtitles
