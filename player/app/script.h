// SPDX-License-Identifier: GPL-3.0-or-later
// A list of orders to the player, one a line, for tests and for pictures. "#" begins a comment.
//
//   play | pause | seek TIME | wait TIME | key NAME | screenshot FILE.png | quit
//
// and in a session also
//
//   next | previous                     as the clicker's keys
//   press ROLE "NAME"                   press button "Reprendre"
//   focus ROLE "NAME"                   as Tab brings it there
//   type "TEXT"                         into the field that has focus
//   expect [no] ROLE "NAME"             the interface holds it, within kExpectPatience
//   expect [no] text "PART"             somewhere in the interface
//   expect [no] room "PART"             somewhere on the wall
//   screenshot room|desk FILE.png
//   tree [room] FILE.json
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "player/accessibility/node.h"
#include "player/ui/key_map.h"

namespace mallette::app {

struct ScriptCommand {
  enum class Kind {
    kPlay,
    kPause,
    kSeek,
    kWait,
    kKey,
    kScreenshot,
    kQuit,
    kNext,
    kPrevious,
    kPress,
    kFocus,
    kType,
    kExpect,
    kTree
  };
  /// What a screenshot, tree or expectation is of.
  enum class Screen { kRoom, kDesk };
  Kind kind = Kind::kQuit;
  std::chrono::milliseconds time{0};  ///< seek, wait
  ui::Key key;
  std::string file;
  Screen screen = Screen::kRoom;
  std::optional<accessibility::Role> role;  ///< press, focus, expect; none: any, and a part of the name will do
  std::string text;
  bool absent = false;  ///< expect: that it is not there
  std::string place;    ///< "FILE:LINE", to tell of it
};

/// A picture of it, or its words, in a file.
[[nodiscard]] inline bool writes_what_is_seen(const ScriptCommand& command) {
  return command.kind == ScriptCommand::Kind::kScreenshot || command.kind == ScriptCommand::Kind::kTree;
}

enum class ScriptFor { kFilm, kSession };

inline constexpr std::string_view kScriptCommands =
    "play, pause, seek TIME, wait TIME, key NAME, screenshot FILE.png, quit";
inline constexpr std::string_view kSessionScriptCommands =
    "next, previous, press ROLE \"NAME\", focus ROLE \"NAME\", type \"TEXT\", expect [no] ROLE|text|room \"TEXT\", "
    "screenshot room|desk FILE.png, tree [room] FILE.json, play, pause, seek TIME, wait TIME, key NAME, quit";

/// An expectation is given this long to come true.
inline constexpr std::chrono::milliseconds kExpectPatience{5000};

/// kUsage with the line's place when one is not of the form above.
[[nodiscard]] Result<std::vector<ScriptCommand>> parse_script(std::string_view text, const std::string& name,
                                                              ScriptFor what = ScriptFor::kFilm);

}  // namespace mallette::app
