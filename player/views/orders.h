// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asked for in a view, handed to the program to be carried out. Views carry out nothing
// themselves: they are given a model and what they remember, and emit widgets and orders.
//
// Plain values: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "player/session/event.h"
#include "player/ui/action.h"
#include "player/ui/theme.h"

namespace mallette::views {

/// What people in the room need: said at the start of a session, changed at any time.
struct Needs {
  bool captions = true;
  bool sign = false;
  bool description = false;
  friend bool operator==(const Needs&, const Needs&) = default;
};

namespace order {

// --- Library and files ---
struct OpenKit {
  std::string path;
};
/// A folder for the file dialog, as a path; empty: the places (home, drives).
struct Browse {
  std::string folder;
};
/// As typed in the file dialog: a folder is shown there, anything else is opened.
struct OpenTyped {
  std::string path;
};
struct CloseBrowser {};
struct TakeUp {
  std::string kit_id;  ///< a saved session
};
struct Forget {
  std::string kit_id;
};
/// From the start of a session, or a finished one, to the library.
struct BackToLibrary {};

// --- Start of a session ---
/// From the choice of plan and people to "Vérifier la salle".
struct CheckRoom {
  std::string plan_id;
  std::vector<std::string> audiences;
  Needs needs;
};
struct BackToStart {};
struct BeginSession {};  ///< with what CheckRoom said
struct ChooseSoundDevice {
  std::string name;  ///< empty: the system's own choice
};
struct TestSound {};
struct SwapScreens {};

// --- In a session ---
struct SetVolume {
  double volume = 1;  ///< 0 to 1
};
struct SetSpeed {
  double speed = 1;  ///< 0.5 to 2
};
/// "Cet écran n'est pas projeté": notes and expected points may be shown on the only screen.
struct ScreenIsPrivate {
  bool is_private = true;
};
/// The session stays as it is on disk, and can be taken up again.
struct LeaveSession {};
struct Quit {};

// --- Settings ---
struct SetTheme {
  ui::ThemeName theme = ui::ThemeName::kDark;
};
struct SetTextScale {
  double scale = 1;  ///< 1 to 3
};
struct SetTypeFace {
  ui::TypeFace face = ui::TypeFace::kStandard;
};
struct SetLanguage {
  std::string language;  ///< "fr", "en"
};
struct SetNeutralLight {
  bool light = false;  ///< the neutral screen: light or dark
};
/// The trainer's own contacts, shown with the help numbers.
struct SetLocalContacts {
  std::string text;
};

}  // namespace order

using Order =
    std::variant<session::EventKind, ui::Action, order::OpenKit, order::Browse, order::OpenTyped,
                 order::CloseBrowser, order::TakeUp, order::Forget, order::BackToLibrary, order::CheckRoom,
                 order::BackToStart, order::BeginSession, order::ChooseSoundDevice, order::TestSound,
                 order::SwapScreens, order::SetVolume, order::SetSpeed, order::ScreenIsPrivate, order::LeaveSession, order::Quit,
                 order::SetTheme, order::SetTextScale, order::SetTypeFace, order::SetLanguage,
                 order::SetNeutralLight, order::SetLocalContacts>;
using Orders = std::vector<Order>;

}  // namespace mallette::views
