// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can happen to a session: what people ask for, what playback reports, time itself.
// Plain values, any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "player/session/deck.h"

namespace mallette::session {

/// Raised by every LoadSegment and every Seek. A report that carries an older one is dropped.
using Generation = std::uint64_t;

namespace event {

// --- The course of the session ---
struct Begin {};     ///< enters the first step
struct Restored {};  ///< after a snapshot was read: brings the outside to where the state is, paused
struct Tick {};      ///< nothing but time; ten a second are plenty

/// The clicker's keys, with the rule of mid-film: the first press pauses, a second of the same key
/// within kGuardTime moves on. Documents turn pages first. They never bring back a covered screen.
struct Next {};
struct Previous {};
/// Buttons of the desk: at once to the step, whatever runs. Only a warning still comes before a film.
struct NextStep {};
struct PreviousStep {};
struct Jump {
  std::size_t step = 0;  ///< index into Deck::steps; also those that are not in the sequence
};
struct Suspend {};  ///< a pause of the session that is not in the plan: clocks stand
struct Finish {};   ///< the session is over

// --- Film ---
struct PlayPause {};
struct Restart {};  ///< the excerpt once more, from its beginning
struct SeekTo {
  Milliseconds at{0};
};
struct SeekBy {
  Milliseconds by{0};
};
/// In a film: the passage that was set. In a prompt: its excerpt, or else that passage; while one of these is
/// shown: back to the prompt.
struct Replay {};
/// The passage that the trainer wants to see again begins, or ends, where the film is. One that would end
/// before its beginning is turned round.
struct PassageStart {};
struct PassageEnd {};
struct ClearPassage {};
struct Mark {};    ///< this moment, to come back to
struct GoToMark {
  std::size_t mark = 0;
};

// --- Prompt, case ---
struct RevealFollowUp {};
struct HideFollowUp {};
struct SetExpected {
  std::size_t point = 0;
  bool ticked = false;
};
struct StartTimer {};
struct PauseTimer {};
struct ResetTimer {};
struct AddToTimer {
  Milliseconds by{0};
};
/// The trainer's own words on a step, for the desk alone.
struct WriteRemark {
  std::size_t step = 0;
  std::string text;
};

// --- The room's screen ---
enum class NeutralKey : std::uint8_t { kB, kPoint, kF9, kOther };
/// A key for the neutral screen. Covers at once; uncovers only when pressed twice within
/// kNeutralTime once covered, the same key both times.
struct PressNeutral {
  NeutralKey key = NeutralKey::kOther;
};
struct Cover {};   ///< the desk's button for the neutral screen
struct Resume {};  ///< "Reprendre": ends the neutral screen and the pause of the session
struct ToggleFreeze {};
struct ToggleHelp {};
struct Unlock {};  ///< the passphrase was given: restricted steps count
/// A page of a document over the step, from 1; the film behind it stands. While it is there, Next and
/// Previous turn its pages, and lead back to the step beyond the last and before the first. Not while
/// the neutral screen or a pause of the session covers the room.
struct ShowDocument {
  std::string document;  ///< entry
  std::uint32_t page = 1;
  std::string title;     ///< what stands there until the page is drawn
};
struct StopShowing {};  ///< off the wall: the step again, where it was
/// A page of a document that the trainer wants at hand in this step, and not any longer. On the desk alone.
struct PinPage {
  std::string document;  ///< entry
  std::uint32_t page = 1;
  std::string title;
};
struct UnpinPage {
  std::string document;
  std::uint32_t page = 1;
};

// --- Reports ---
struct Position {
  Generation generation = 0;
  Milliseconds at{0};
};
struct SegmentEnded {
  Generation generation = 0;
  bool sign_shown = false;  ///< then the signer's tail is waited for
};
struct SegmentFailed {
  Generation generation = 0;
};
/// The film's file can be read no further: it stands where that was. Playing tries again.
struct SegmentBrokeOff {
  Generation generation = 0;
};
/// A document's page count; 0: it cannot be shown.
struct PageCount {
  std::string document;
  std::uint32_t pages = 0;
};

using AnyOf =
    std::variant<Tick, Begin, Restored, Next, Previous, NextStep, PreviousStep, Jump, Suspend, Finish, PlayPause,
                 Restart, SeekTo, SeekBy, Replay, PassageStart, PassageEnd, ClearPassage, Mark, GoToMark, RevealFollowUp,
                 HideFollowUp, SetExpected, StartTimer, PauseTimer, ResetTimer, AddToTimer, WriteRemark, PressNeutral, Cover,
                 Resume, ToggleFreeze, ToggleHelp, Unlock, ShowDocument, StopShowing, PinPage, UnpinPage, Position, SegmentEnded, SegmentFailed,
                 SegmentBrokeOff, PageCount>;
}  // namespace event

/// One of them; std::visit() and std::get_if() take it. A class of its own, copied and moved in event.cpp: each
/// file that passes an event on would compile that anew, for all of them.
class EventKind : public event::AnyOf {
 public:
  using event::AnyOf::AnyOf;
  EventKind() noexcept;
  EventKind(const EventKind&);
  EventKind(EventKind&&) noexcept;
  EventKind& operator=(const EventKind&);
  EventKind& operator=(EventKind&&) noexcept;
  ~EventKind();
};

struct Event {
  /// When, on a clock that never goes back (the machine's steady clock, or a test's). Where it starts
  /// does not matter: only differences are used.
  Milliseconds at{0};
  EventKind what;
};

}  // namespace mallette::session
