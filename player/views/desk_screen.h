// SPDX-License-Identifier: GPL-3.0-or-later
// Leading a session: the desk on the trainer's own display; on an only display the room's picture
// with what comes over it, transport and strip, and never notes or expected points until the trainer
// has said that nobody else sees it.
//
// Main thread, within a Frame's life. Models are plain values, made by the program.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "player/help/help_numbers.h"
#include "player/language/catalogue.h"
#include "player/session/desk_view.h"
#include "player/ui/frame.h"
#include "player/views/documents_view.h"
#include "player/views/orders.h"

namespace mallette::views {

struct Tracks {
  bool has_captions = false, has_sign = false, has_description = false;
  bool captions = false, sign = false, description = false;
};

/// A place of the film that has a name.
struct ChapterMark {
  std::chrono::milliseconds at{0};
  std::string title;
  friend bool operator==(const ChapterMark&, const ChapterMark&) = default;
};

struct Battery {
  int percent = 100;
  bool on_mains = true;
  friend bool operator==(const Battery&, const Battery&) = default;
};

/// Voices that are installed on the machine and speak French.
struct VoicesModel {
  enum class Stage : std::uint8_t { kNotAsked, kLooking, kKnown } stage = Stage::kNotAsked;
  struct Voice {
    std::string name;  ///< for SetSpeech
    std::string title;
  };
  std::vector<Voice> found;
};

struct DeskModel {
  session::DeskView session;
  std::string kit_title, plan_title;
  std::chrono::milliseconds film_duration{0};  ///< 0: not known
  std::vector<ChapterMark> chapters;  ///< of the film, in order
  double speed = 1;                   ///< 0.5 to 2
  Tracks tracks;
  double volume = 1;
  bool muted = false;
  std::string time_of_day;  ///< "14:32"
  bool film_waits = false;  ///< until a description is spoken to its end; it counts as playing
  std::optional<Battery> battery;
  bool one_screen = false;
  bool screen_is_private = false;  ///< one screen, and nobody else sees it
  bool room_is_window = false;     ///< the projector is gone: the room's picture is a window
  void* wall = nullptr;            ///< SDL_Texture: the room's picture as it is
  float wall_aspect = 16.0F / 9.0F;
  /// Where a signer is on the room's picture, as fractions of it.
  std::optional<ui::Rect> signer;
  bool sign_can_move = false;  ///< it is a film's
  bool sign_moves = false;     ///< the arrows are the signer's
  bool sign_is_asked = false;   ///< somebody in the room needs it
  bool is_rehearsal = false;    ///< nothing of it is kept
  bool step_is_signed = false;  ///< what is on the wall in words has a signer beside it
  std::vector<std::string> messages;  ///< what went wrong and still matters, as sentences, latest first
  const help::HelpNumbers* help_numbers = nullptr;  ///< never null
  std::string local_contacts;
  ui::ThemeName theme = ui::ThemeName::kDark;
  ui::TypeFace face = ui::TypeFace::kStandard;
  double text_scale = 1;
  double caption_scale = 1;
  bool captions_below = false;
  bool neutral_is_light = false;
  order::SetSpeech speech;  ///< as it is
  VoicesModel voices;
  SoundChoices sound;
  std::vector<std::string> sound_devices;  ///< that are there
  std::string sound_device;                ///< the room's; empty: the system's own choice
  bool headphones_are_lost = false;        ///< chosen, and do not answer
  DocumentsModel documents;
  std::string no_copies;   ///< why nothing of the kit may be copied or printed, as a sentence; empty: it may
  bool in_session = true;  ///< else its documents are looked at before there is one: no wall, no step
};

enum class DeskDialog : std::uint8_t {
  kNone,
  kMenu,          ///< what is seldom wanted: the other dialogs by pointer
  kSteps,         ///< the list of steps, where the window has no room for it
  kKeys,          ///< F1
  kHelpNumbers,   ///< F2, for the trainer: also offers them to the room
  kDisclosure,    ///< Shift+F2: what to say to a person who tells what happened to them
  kGoToTime,      ///< G: a time, or a chapter
  kSettings,
  kSpeech,        ///< how descriptions that are text are spoken
  kSound,         ///< who hears what, and how loud
  kScreenIsPrivate,
  kLeave,         ///< Esc held, or the window's cross: the session stays as it is
  kReport,        ///< what is reported of the session: report_dialog.h
  kPapers,        ///< what there is to print: report_dialog.h
  kFinish,        ///< at the last step: ends the session for good
  kRestricted,    ///< a document that is not for everybody is to be shown, or handed out
  kHandOut,       ///< Ctrl+P: a copy of the document that is read
  kHandOutSeveral,
};

/// A session of its own begins with a DeskState of its own.
struct DeskState {
  DeskDialog dialog = DeskDialog::kNone;
  bool strip = false;     ///< F3, on one screen
  bool controls = false;  ///< on one screen: the transport shows (the program times it)
  /// On one screen, as last drawn: what lies over the room's picture. Captions make room for it.
  std::array<ui::Rect, 2> chrome = {};
  std::string time_text;      ///< in the "go to a time" dialog
  bool time_refused = false;  ///< what was typed there is no time of this film
  // What is being written is kept here and not read from the model again until something else is begun.
  std::string remark;
  std::optional<std::size_t> remark_step;
  std::string contacts;  ///< taken from the model when the dialog opens
  DocumentsState documents;
};

/// Keys that open or close something of the view itself: kKeys, kHelpNumbers, kDisclosure, kGoToTime,
/// kSettings, kDocuments, kHandOut, kLeave, kStrip (on one screen). The same key again closes it. False: the action is not the view's,
/// or has nothing to do now (no film to go to a time of).
bool open_by_action(DeskState& state, const DeskModel& model, ui::Action action);

/// In the desk's place, while state.documents.open.
void documents_screen(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model,
                      DeskState& state, Orders& orders);
/// The desk: the whole window.
void desk_screen(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model,
                 DeskState& state, Orders& orders);
/// One display: over the room's picture. Draws no background but its own panels': for the interface,
/// Interface::draw(..., ui::Ground::kNone). Nothing at all while neither controls, strip nor a dialog
/// are open, but what a key waits for that was pressed once. With screen_is_private and strip, the program shows desk_screen() instead.
void overlay_screen(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model,
                    DeskState& state, Orders& orders);

/// Over any view, last: the dialogs that are the same everywhere. Nothing unless they are open.
/// desk_screen() and overlay_screen() emit them themselves.
void keys_dialog(ui::Frame& frame, const language::Catalogue& words, DeskState& state, Orders& orders);
void settings_dialog(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model,
                     DeskState& state, Orders& orders);
void speech_dialog(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state,
                   Orders& orders);
void sound_dialog(ui::Frame& frame, const language::Catalogue& words, const DeskModel& model, DeskState& state,
                  Orders& orders);

}  // namespace mallette::views
