// SPDX-License-Identifier: GPL-3.0-or-later
// A list of orders to the player, one a line, for tests and for pictures. "#" begins a comment.
//
//   play | pause | seek TIME | wait TIME | key NAME | screenshot FILE.png | quit
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "player/ui/key_map.h"

namespace mallette::app {

struct ScriptCommand {
  enum class Kind { kPlay, kPause, kSeek, kWait, kKey, kScreenshot, kQuit };
  Kind kind = Kind::kQuit;
  std::chrono::milliseconds time{0};  ///< seek, wait
  ui::Key key;
  std::string file;
};

inline constexpr std::string_view kScriptCommands =
    "play, pause, seek TIME, wait TIME, key NAME, screenshot FILE.png, quit";

/// kUsage with the line's place when one is not of the form above.
[[nodiscard]] Result<std::vector<ScriptCommand>> parse_script(std::string_view text, const std::string& name);

}  // namespace mallette::app
