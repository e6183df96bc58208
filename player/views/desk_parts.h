// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk, the overlay and the dialogs are put together from. Internal to views/.
//
//     desk_screen.cpp      which part lies where
//     desk_step.cpp        the step and the notes: for the trainer alone, never over the room's picture
//     desk_side.cpp        the wall, the clocks, the list of steps
//     sign_part.cpp        the signer's frame, and how it is moved
//     desk_transport.cpp   transport and tracks; the overlay shows them too
//
// Main thread, within a Frame's life.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "player/language/filled.h"
#include "player/ui/containers.h"
#include "player/views/desk_screen.h"

namespace mallette::views {

struct Desk {
  ui::Frame& frame;
  const language::Catalogue& words;
  const DeskModel& model;
  DeskState& state;
  Orders& orders;

  [[nodiscard]] const session::DeskView& session() const { return model.session; }
  [[nodiscard]] const char* tr(const char* source) const { return words.tr(source); }
  void send(session::EventKind event) { orders.emplace_back(std::move(event)); }
  template <class Asked>
  void order(Asked asked) {
    orders.emplace_back(std::move(asked));
  }
};

using language::filled;

// The content of each region. For the trainer alone:
void step_part(Desk& desk, ui::Flow& flow);
/// `room`: pixels that the notes may take; where there is enough of it they are larger.
void notes_part(Desk& desk, ui::Flow& flow, float room);
// Everything else:
/// `most`: pixels, of the picture's height.
void wall_part(Desk& desk, ui::Flow& flow, float most);
/// Of the document that lies over the step: its pages, and off the wall again.
void document_keys(Desk& desk, ui::Flow& flow);
/// The frame around a film's signer, in the room's picture that stands at `wall`.
void sign_frame(Desk& desk, const ui::Rect& wall);
/// While it is moved: how, and the two ways to end it.
void sign_moving_part(Desk& desk, ui::Flow& flow);
/// What comes next, and the clocks. `list_button`: the list of steps has no room of its own.
void time_part(Desk& desk, ui::Flow& flow, bool list_button);
void steps_part(Desk& desk, ui::Flow& flow);
enum class TransportFor : std::uint8_t { kDesk, kOverlay };
void transport_part(Desk& desk, ui::Flow& flow, TransportFor whom);
void tracks_part(Desk& desk, ui::Flow& flow);

/// What still matters, as sentences: the program's messages, the battery, the projector.
[[nodiscard]] std::vector<std::string> messages_of(const Desk& desk);
[[nodiscard]] std::string next_words(const Desk& desk);
/// Of the step, and of the session: what is left or what it is over by.
struct TimeLeft {
  std::string name;
  std::string big;
  std::string small;
  bool late = false;  ///< by more than a minute
};
[[nodiscard]] TimeLeft step_time(const Desk& desk);
[[nodiscard]] TimeLeft session_time(const Desk& desk);

/// Whichever is open; last of all.
void open_dialog(Desk& desk);
void help_dialog(Desk& desk);
void disclosure_dialog(Desk& desk);
void restricted_dialog(Desk& desk);
void hand_out_dialog(Desk& desk);
void hand_out_several_dialog(Desk& desk);
/// "Close", in the upper right corner of a dialog that is read and not answered. Emit it first.
[[nodiscard]] bool close_button(ui::Frame& frame, const language::Catalogue& words, ui::Dialog& dialog);
/// A film that can be sought in: from, to.
[[nodiscard]] std::optional<std::pair<session::Milliseconds, session::Milliseconds>> film_range(
    const DeskModel& model);

}  // namespace mallette::views
