// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of the session asks of the outside. What is drawn is not among it: that is read from
// room_view() and desk_view() whenever it is wanted.
// Plain values, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "player/session/deck.h"
#include "player/session/event.h"

namespace mallette::session {
namespace effect {

/// Takes the place of whatever film is loaded.
///
///     excerpt    |from ............. to|
///     film             |at ----------->|hold: last picture
///     signer           |at ----------->|.. tail ..|
struct LoadSegment {
  Generation generation = 0;
  FilmRef film;
  Milliseconds at{0};              ///< where to begin
  std::optional<Milliseconds> to;  ///< where to stop; none: the film's end
  Milliseconds tail{0};            ///< how long the signer, if shown, goes on while the picture holds
  bool play = false;               ///< at once, or hold the first picture
};
struct UnloadSegment {};
struct Seek {
  Generation generation = 0;
  Milliseconds at{0};
};
/// Film and signer move, or stand. The end of a film is no Pause: its signer goes on for the tail,
/// and a Pause comes when that is over.
struct Play {};
struct Pause {};
/// The room's sound off at once (within 100 ms), or back. Comes with a Pause where a film was playing.
struct Silence {
  bool on = false;
};
/// Answered by PageCount.
struct OpenDocument {
  std::string document;  ///< entry
};
struct StepEntered {
  std::size_t step = 0;
};
/// The state is worth a snapshot.
struct Save {};
/// The session is over: its snapshot can go.
struct Finished {};

}  // namespace effect

using Effect =
    std::variant<effect::LoadSegment, effect::UnloadSegment, effect::Seek, effect::Play, effect::Pause,
                 effect::Silence, effect::OpenDocument, effect::StepEntered, effect::Save, effect::Finished>;

}  // namespace mallette::session
