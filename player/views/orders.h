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

#include "player/preparation/change.h"
#include "player/session/event.h"
#include "player/ui/action.h"
#include "player/ui/painter.h"
#include "player/ui/theme.h"

namespace mallette::views {

/// What people in the room need: said at the start of a session, changed at any time.
struct Needs {
  bool captions = true;
  bool sign = false;
  bool description = false;
  friend bool operator==(const Needs&, const Needs&) = default;
};

/// Who hears what, and how loud. Volumes are factors: 1 is as it was recorded.
struct SoundChoices {
  double film = 1, description = 1;                        ///< in the room; 0 to 1, 0 to 2
  double headphones_film = 1, headphones_description = 1;  ///< 0 to 1, 0 to 2
  double duck_depth_db = 9, duck_attack_ms = 200, duck_release_ms = 500;  ///< 0 to 24, 50 to 300, 100 to 3000
  std::string headphones;  ///< their output; empty: none
  double delay_ms = 0;     ///< how much later than it says that output is heard; -300 to 300
  bool description_to_headphones = false;
  bool match_loudness = true;      ///< films and descriptions are brought to one loudness
  bool film_in_headphones = true;  ///< where the description goes there: with the film
  friend bool operator==(const SoundChoices&, const SoundChoices&) = default;
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
/// With what CheckRoom said.
struct BeginSession {
  bool rehearsal = false;  ///< films by their last seconds, nothing is kept
};
struct ChooseSoundDevice {
  std::string name;  ///< empty: the system's own choice
};
struct TestSound {};
struct TestHeadphones {};  ///< a sound in the room, then another in the headphones
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
/// The signer is wanted there: fractions of the room's picture. `done`: the hand has let go.
struct PlaceSign {
  ui::Rect place;
  bool done = false;
};
/// Moving the signer is over: it stays where it is, or goes back to where it was.
struct EndMove {
  bool keep = true;
};
/// What is signed beside the step's words, from its beginning.
struct SignAgain {};
/// The session stays as it is on disk, and can be taken up again.
struct LeaveSession {};
struct Quit {};

// --- Documents ---
struct ShowDocuments {};  ///< before there is a session
/// Into a folder that is asked for next.
struct SaveDocument {
  std::string entry;
};
/// As a web page in large print, made of its text; into a folder that is asked for next.
struct SaveLargePrint {
  std::string entry;
};
/// Those for one profession, by id; empty: all of the kit's.
enum class HandOutAs : std::uint8_t {
  kCopies,
  kLargePrint,  ///< what cannot be read here is copied as it is
};
struct SaveDocumentsFor {
  std::string audience;
  HandOutAs as = HandOutAs::kCopies;
};
/// A copy, in the system's own viewer.
struct OpenOutside {
  std::string entry;
};

// --- Settings ---
struct SetTheme {
  ui::ThemeName theme = ui::ThemeName::kDark;
};
struct SetTextScale {
  double scale = 1;  ///< 1 to 3
};
/// Of captions on the wall.
struct SetCaptionScale {
  double scale = 1;  ///< 1 to 3
};
struct SetCaptionsBelow {
  bool below = false;  ///< under the film instead of over it
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
struct SetSound {
  SoundChoices sound;
};
/// The trainer's own contacts, shown with the help numbers.
struct SetLocalContacts {
  std::string text;
};

/// How descriptions that are text are spoken.
struct SetSpeech {
  std::string voice;  ///< empty: the language's own; "+f2": a variant of it; else the name of one of the machine's
  int words_per_minute = 170;
  int pitch = 50;           ///< 0 to 100
  bool film_waits = true;   ///< for a description that does not fit
};

/// Which voices the machine has, beside the program's own: asked when somebody wants to choose one.
struct ListVoices {};

// --- Preparing: the trainer's own plans. `plan`: a PlanChoice's id ---
/// Of the kit's plan, a new one made from it.
struct PreparePlan {
  std::string plan;
};
struct ChangePlan {
  preparation::Change change;
};
struct UndoChange {};
struct RevertPlan {};  ///< everything as the kit has it
struct LeavePreparing {};
struct DuplicatePlan {
  std::string plan;
};
struct DeletePlan {
  std::string plan;
};
/// As one file, to give away; a folder is asked for.
struct ExportPlan {
  std::string plan;
};
// --- Reports, and papers to print ---
struct SaveReport {};  ///< as it is typed
enum class PaperKind : std::uint8_t { kOutline, kLargeOutline, kFrenchQuestionnaire, kEnglishQuestionnaire };
struct BrowseReports {};  ///< another folder for what is written
struct ChooseFolder {
  std::string folder;
};
struct WritePaper {
  PaperKind kind = PaperKind::kOutline;
};
struct ShowPapers {};  ///< what there is to print of the plan that is chosen
/// A file that was written just now, with the system's own program for it.
struct OpenWritten {
  std::string path;
};
struct TakeUpReport {
  std::string id;  ///< one that was not saved
};
struct ForgetReport {
  std::string id;
};

using AnyOf =
    std::variant<session::EventKind, ui::Action, OpenKit, Browse, OpenTyped, CloseBrowser, TakeUp, Forget,
                 BackToLibrary, CheckRoom, BackToStart, BeginSession, ChooseSoundDevice, TestSound, SwapScreens, PlaceSign,
                 EndMove, SignAgain, SetVolume, SetSpeed, ScreenIsPrivate, LeaveSession, Quit, SetTheme, SetTextScale,
                 SetCaptionScale, SetCaptionsBelow, SetTypeFace, SetLanguage, SetNeutralLight, SetLocalContacts, SetSpeech, ListVoices,
                 SetSound, PreparePlan, ChangePlan, UndoChange, RevertPlan, LeavePreparing, DuplicatePlan, DeletePlan,
                 ExportPlan, SaveReport, BrowseReports, ChooseFolder, WritePaper, ShowPapers, OpenWritten, TakeUpReport,
                 ForgetReport, TestHeadphones, SaveDocument, SaveDocumentsFor, OpenOutside,
                 SaveLargePrint, ShowDocuments>;
}  // namespace order

/// One of them; a class of its own, as session::EventKind is (orders.cpp).
class Order : public order::AnyOf {
 public:
  using order::AnyOf::AnyOf;
  Order(const Order&);
  Order(Order&&) noexcept;
  Order& operator=(const Order&);
  Order& operator=(Order&&) noexcept;
  ~Order();
};
using Orders = std::vector<Order>;

}  // namespace mallette::views
