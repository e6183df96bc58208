// SPDX-License-Identifier: GPL-3.0-or-later
// A kit with a step of every type, and a session led through it by hand, with a clock of its own.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kits/manifest_reader.h"
#include "player/session/reduce.h"

namespace mallette::test {

/// SECRET is in every text that is for the trainer alone; LATER in every follow-up.
inline const std::string kSessionManifest = R"(
format = 1
[kit]
id = "fr.example.seance"
title = "Séance"
version = "1.0"
language = "fr"
warning = "Ce film montre des violences."
support = "Une personne est à l'accueil."

[[film]]
id = "anna"
video = "film/anna.mp4"
duration = "14:00"
  [[film.sign]]
  path = "lsf/anna.mp4"
  tail = "1500ms"

[[film]]
id = "lilia"
video = "film/lilia.mp4"
warning = "Celui-ci aussi."

[[clip]]
id = "experte"
video = "clips/experte.mp4"

[[slides]]
path = "diapos.pdf"
  [[slides.notes]]
  page = 2
  text = "SECRET page 2"

[[sheet]]
id = "infirmier"
path = "fiches/infirmier.pdf"
[[sheet]]
id = "police"
path = "fiches/police.pdf"
restricted = true
[[booklet]]
path = "livret.pdf"

[[questionnaire]]
path = "bilan.pdf"
  [[questionnaire.question]]
  question = "Qu'est-ce que l'emprise ?"
  expected = ["SECRET réponse"]

[[plan]]
id = "complet"
title = "Complet"
duration = "1h"
[[plan.step]]
type = "message"
title = "Bienvenue"
text = "Bonjour à toutes et à tous."
notes = "SECRET 0"
duration = "5min"
[[plan.step]]
type = "film"
film = "anna"
from = "00:10"
to = "00:40"
pause = "none"
notes = "SECRET 1"
[[plan.step]]
type = "prompt"
question = "Qu'avez-vous vu ?"
follow_ups = ["LATER un", "LATER deux"]
expected = ["SECRET emprise", "SECRET isolement"]
notes = "SECRET 2"
duration = "10min"
replay = { film = "anna", from = "00:20", to = "00:25" }
[[plan.step]]
type = "slides"
notes = "SECRET 3"
duration = "5min"
[[plan.step]]
type = "sheet"
sheet = "infirmier"
audiences = ["infirmier"]
notes = "SECRET 4"
[[plan.step]]
type = "booklet"
pages = "2, 5-6"
notes = "SECRET 5"
[[plan.step]]
type = "clip"
notes = "SECRET 6"
[[plan.step]]
type = "case"
title = "Mise en situation"
question = "Que faites-vous ?"
follow_ups = ["LATER trois"]
expected = ["SECRET constat"]
groups = ["Groupe A", "Groupe B"]
document = "cas.pdf"
timer = "10min"
notes = "SECRET 7"
replay = { film = "lilia" }
[[plan.step]]
type = "break"
duration = "15min"
notes = "SECRET 8"
[[plan.step]]
type = "film"
film = "lilia"
notes = "SECRET 9"
[[plan.step]]
type = "sheet"
sheet = "police"
audiences = ["police-municipale"]
notes = "SECRET 10"
[[plan.step]]
type = "questionnaire"
notes = "SECRET 11"
[[plan.step]]
type = "closing"
title = "Merci"
text = "Prenez soin de vous."
notes = "SECRET 12"
)";

/// The steps of that plan by index.
namespace step {
inline constexpr std::size_t kMessage = 0, kFilm = 1, kPrompt = 2, kSlides = 3, kSheet = 4, kBooklet = 5,
                             kClip = 6, kCase = 7, kBreak = 8, kSecondFilm = 9, kPoliceSheet = 10,
                             kQuestionnaire = 11, kClosing = 12, kCount = 13;
}

inline kits::Manifest session_manifest(const std::string& text = kSessionManifest) {
  auto read = kits::read_manifest(text, "kit.toml");
  REQUIRE_MESSAGE(read.has_value(), (read ? std::string() : to_log_line(read.error())));
  return std::move(read->manifest);
}

inline std::shared_ptr<const session::Deck> session_deck(std::vector<std::string> audiences = {},
                                                         const std::string& text = kSessionManifest) {
  const kits::Manifest manifest = session_manifest(text);
  auto deck = session::make_deck(manifest, manifest.plan.front(), std::move(audiences));
  REQUIRE_MESSAGE(deck.has_value(), (deck ? std::string() : to_log_line(deck.error())));
  return *deck;
}

/// Leads a session: events at the clock's time, effects kept until asked for.
class Lead {
 public:
  explicit Lead(std::shared_ptr<const session::Deck> deck, bool begun = true)
      : state(session::make_state(std::move(deck))) {
    if (begun) send(session::event::Begin{});
  }
  explicit Lead(session::State from) : state(std::move(from)) {}

  void send(session::EventKind what) {
    auto [next, made] = session::reduce(std::move(state), {now, std::move(what)});
    state = std::move(next);
    effects = std::move(made);
  }
  /// Lets time pass, as the main loop does: ten ticks a second; then an event.
  void after(std::chrono::milliseconds time) {
    std::vector<session::Effect> all;
    for (const auto end = now + time; now < end;) {
      now = std::min(now + std::chrono::milliseconds(100), end);
      send(session::event::Tick{});
      all.insert(all.end(), effects.begin(), effects.end());
    }
    effects = std::move(all);
  }
  /// To a step, with its film (if there is one) running.
  void go_to(std::size_t index) {
    send(session::event::Jump{index});
    if (state.screening) send(session::event::PlayPause{});
    if (state.screening && !session::is_playing(state)) send(session::event::PlayPause{});
  }
  void play_to(std::chrono::milliseconds at) { send(session::event::Position{state.generation, at}); }
  void end_film(bool sign_shown = false) { send(session::event::SegmentEnded{state.generation, sign_shown}); }

  template <class E>
  const E* effect() const {
    for (const auto& effect : effects) {
      if (const auto* found = std::get_if<E>(&effect)) return found;
    }
    return nullptr;
  }
  template <class R>
  R room() const {
    const auto view = session::room_view(state);
    const auto* found = std::get_if<R>(&view);
    CHECK_MESSAGE(found != nullptr, "the room shows something else: ", view.index());
    return found != nullptr ? *found : R{};
  }

  session::State state;
  std::vector<session::Effect> effects;  ///< of the last event, or of all of after()
  std::chrono::milliseconds now{1'000'000};
};

}  // namespace mallette::test
