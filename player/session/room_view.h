// SPDX-License-Identifier: GPL-3.0-or-later
// What the room sees, as a value. It has no place for notes or expected points, nor for follow-ups
// that were not revealed, and it is made from each step's RoomPart alone.
//
// Two equal views are one picture: times are whole seconds, so a view that counts down changes once
// a second. The film's own picture comes from playback; the view only says that it is on the wall.
// Plain values, any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "player/session/deck.h"

namespace mallette::session {

struct State;

namespace room {

/// A calm, even colour; no word on it.
struct Neutral {
  friend bool operator==(const Neutral&, const Neutral&) = default;
};
/// A pause of the session that was not planned.
struct Suspended {
  friend bool operator==(const Suspended&, const Suspended&) = default;
};
/// The help numbers, asked for by the trainer.
struct Help {
  friend bool operator==(const Help&, const Help&) = default;
};
/// What a film will show, before it; waits.
struct Warning {
  std::string text;
  std::string support;  ///< whom people in the room can talk to
  std::string sign = {};  ///< entry
  friend bool operator==(const Warning&, const Warning&) = default;
};
struct Message {
  std::string title;
  std::string text;
  std::string sign;  ///< entry
  friend bool operator==(const Message&, const Message&) = default;
};
struct Film {
  FilmRef film;
  bool failed = false;  ///< there is nothing to see
  friend bool operator==(const Film&, const Film&) = default;
};
struct Prompt {
  std::string question;
  std::string text;
  std::string sign;                     ///< entry
  std::vector<std::string> follow_ups;  ///< those that were revealed
  friend bool operator==(const Prompt&, const Prompt&) = default;
};
struct Page {
  std::string document;    ///< entry; empty: there is none
  std::uint32_t page = 0;  ///< from 1; 0: the document cannot be shown, or has no such page
  std::string title;       ///< to show instead
  friend bool operator==(const Page&, const Page&) = default;
};
struct Case {
  std::string title;
  std::string text;
  std::string question;
  std::string sign;  ///< entry
  std::vector<std::string> follow_ups;
  std::vector<std::string> groups;
  std::optional<std::chrono::seconds> time_left;
  friend bool operator==(const Case&, const Case&) = default;
};
struct Break {
  std::string title;
  std::string text;
  std::optional<std::chrono::seconds> time_left;  ///< not below 0: nobody is told that they are late
  friend bool operator==(const Break&, const Break&) = default;
};
struct Questionnaire {
  std::string title;
  std::string text;
  std::string document;  ///< entry; may be empty; shown where there are no questions
  std::vector<RoomQuestion> questions;
  friend bool operator==(const Questionnaire&, const Questionnaire&) = default;
};
/// Last words, and the help numbers.
struct Closing {
  std::string title;
  std::string text;
  std::string sign;  ///< entry
  friend bool operator==(const Closing&, const Closing&) = default;
};

}  // namespace room

/// Neutral first: the view of a session that has not begun, or is over.
using RoomView =
    std::variant<room::Neutral, room::Suspended, room::Help, room::Warning, room::Message, room::Film,
                 room::Prompt, room::Page, room::Case, room::Break, room::Questionnaire, room::Closing>;

/// The entry of a signed version of what the view says; empty: none.
[[nodiscard]] const std::string& sign_of(const RoomView& view);

/// Neutral covers everything; then a pause of the session, then the help numbers, then a frozen
/// picture, then a document that was brought over the step.
/// A frozen Film is the picture that stood there: whoever draws keeps it, other films may be loaded
/// meanwhile.
[[nodiscard]] RoomView room_view(const State& state);

}  // namespace mallette::session
