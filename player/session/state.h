// SPDX-License-Identifier: GPL-3.0-or-later
// Where a session is.
//
// A value: copied, compared, written to a snapshot and read back. Times are amounts that grow or run
// down with each event's instant, never instants themselves, so that a session goes on after a crash
// where it stood. What lasts no longer than a hand on a key is kept in Moment, which no snapshot holds.
//
// Only reduce() makes a new state from an old one. Any thread, as every value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "player/session/deck.h"
#include "player/session/event.h"
#include "player/session/room_view.h"

namespace mallette::session {

inline constexpr Milliseconds kGuardTime{2000};    ///< a second press in mid-film moves on
inline constexpr Milliseconds kNeutralTime{1500};  ///< two presses that bring the picture back
inline constexpr std::size_t kMarkLimit = 500;
inline constexpr std::size_t kRemarkLimit_bytes = 64 * 1024;
inline constexpr std::size_t kNameLimit_bytes = 64 * 1024;  ///< of a document that is shown: entry, title
inline constexpr std::size_t kPinLimit = 12;            ///< pages at hand, of a step
inline constexpr std::size_t kPinLimit_in_all = 200;
inline constexpr std::size_t kPinNameLimit_bytes = 1024;  ///< entry, title
inline constexpr Milliseconds kLongestTime = std::chrono::hours(1000);  ///< as in kits/FORMAT.md

///     kWarning ──goes on──> kRunning ──SegmentEnded──> kTail ──tail over──> kEnded
///                              │  ^── seek, restart ──────┴───────────────────┘
///                              └──SegmentFailed──> kFailed
enum class FilmPhase : std::uint8_t {
  kWarning,  ///< the warning is on the wall, nothing is loaded
  kRunning,  ///< loaded; plays or stands, as wanted
  kTail,     ///< the last picture holds while the signer ends
  kEnded,    ///< the last picture holds until the trainer goes on
  kFailed,   ///< cannot be played; waits for the trainer
};

/// A film that is being shown.
struct Screening {
  Excerpt excerpt;
  bool is_replay = false;  ///< out of a step that goes on behind it
  FilmPhase phase = FilmPhase::kRunning;
  bool wanted = true;         ///< it should play; whether it does also depends on what covers it
  bool begun = false;         ///< it has played since it was loaded: then a clicker's key pauses first
  Generation loaded = 0;      ///< of its LoadSegment; 0: not loaded
  Generation generation = 0;  ///< of the latest seek, or the load
  Milliseconds position{0};   ///< in film time
  Milliseconds tail_left{0};  ///< kTail
  friend bool operator==(const Screening&, const Screening&);
};

struct Timer {
  Milliseconds left{0};
  bool running = false;
  friend bool operator==(const Timer&, const Timer&) = default;
};

/// A page of a document, under the name that people know it by.
struct DocumentPage {
  std::string document;  ///< entry
  std::uint32_t page = 1;
  std::string title;
  friend bool operator==(const DocumentPage&, const DocumentPage&) = default;
};

/// What has happened in one step.
struct StepProgress {
  std::uint32_t visits = 0;
  bool done = false;         ///< was left for a later step
  Milliseconds elapsed{0};   ///< without pauses of the session
  std::size_t revealed = 0;  ///< follow-ups
  std::vector<bool> ticked;  ///< expected points, one each
  std::uint64_t page = 0;    ///< index into the pages that are shown
  Timer timer;               ///< case
  std::string remark;        ///< the trainer's, for the desk
  std::vector<DocumentPage> pinned;  ///< the trainer's too: no two of one page
  friend bool operator==(const StepProgress&, const StepProgress&) = default;
};

/// A moment to come back to.
struct FilmMark {
  std::size_t film = 0;  ///< index into Deck::films
  Milliseconds at{0};
  std::size_t step = 0;
  friend bool operator==(const FilmMark&, const FilmMark&) = default;
};

/// A document that lies over the step; its page is never beyond its last, once its length is known.
using ShownDocument = DocumentPage;

enum class Stage : std::uint8_t { kBefore, kUnderWay, kFinished };

/// A key that was pressed once and waits for its second press.
template <class Key>
struct Armed {
  Key key;
  Milliseconds left{0};
  friend bool operator==(const Armed&, const Armed&) = default;
};
enum class Direction : std::uint8_t { kForward, kBack };

/// From A to B, as the trainer set them while the film ran or stood; not in the plan.
struct Passage {
  std::size_t film = 0;  ///< index into Deck::films
  Milliseconds from{0};
  std::optional<Milliseconds> to;  ///< none: B is not set yet
  friend bool operator==(const Passage&, const Passage&) = default;
};

///     kNone ──Replay──> kPlaying ──its end──> kOver ──Replay──> kPlaying
///       ^── play, or a place outside of it ─────┴──┘
enum class PassageUse : std::uint8_t {
  kNone,
  kPlaying,  ///< the film stops at B
  kOver,     ///< it has: its last picture holds, and playing goes on behind it
};

/// Where a film's file could be read no further.
struct BreakingOff {
  Generation generation = 0;
  Milliseconds at{0};
  friend bool operator==(const BreakingOff&, const BreakingOff&) = default;
};

/// Kept by no snapshot.
struct Moment {
  std::optional<Milliseconds> now;        ///< of the last event
  std::optional<Armed<Direction>> guard;  ///< the mid-film rule
  std::optional<Armed<event::NeutralKey>> uncover;
  std::optional<RoomView> frozen;                    ///< what the room goes on seeing
  std::map<std::string, std::uint32_t> page_counts;  ///< by document
  std::optional<Passage> passage;
  PassageUse passage_use = PassageUse::kNone;
  std::optional<BreakingOff> broke_off;
  friend bool operator==(const Moment&, const Moment&) = default;
};

struct State {
  std::shared_ptr<const Deck> deck;  ///< never null
  Stage stage = Stage::kBefore;
  std::size_t step = 0;
  std::vector<StepProgress> progress;  ///< one for each step of the deck
  std::optional<Screening>
      screening;              ///< always in a film or clip step; in others while something is replayed
  Generation generation = 0;  ///< the highest that was given
  std::optional<ShownDocument> document;  ///< of no step: only while the session is under way
  std::vector<bool> warned;   ///< for each of Deck::warnings: the room has seen it
  std::vector<FilmMark> marks;
  bool neutral = false;
  bool suspended = false;
  bool help = false;
  bool unlocked = false;          ///< restricted steps count
  Milliseconds elapsed{0};        ///< of the session, without its pauses
  Milliseconds suspended_for{0};  ///< this pause, or the last
  Moment moment;
  friend bool operator==(const State&, const State&) = default;
};

/// Before the first step.
[[nodiscard]] State make_state(std::shared_ptr<const Deck> deck);

[[nodiscard]] const DeckStep& current_step(const State& state);
[[nodiscard]] const StepProgress& current_progress(const State& state);
/// Something covers the film: it stands, whatever was wanted.
[[nodiscard]] bool is_covered(const State& state);
/// The film moves, here and now.
[[nodiscard]] bool is_playing(const State& state);
/// It stands where its file could be read no further, and nobody has moved it from there.
[[nodiscard]] bool has_broken_off(const State& state);
/// Playback runs: the film, or the signer's tail behind its last picture.
[[nodiscard]] bool is_moving(const State& state);
/// Where the film that is shown stops: at the passage's end, or the excerpt's. Nothing: at its own.
[[nodiscard]] std::optional<Milliseconds> stop_of(const State& state);
/// Restricted, and the passphrase was not given.
[[nodiscard]] bool is_locked(const State& state, std::size_t step);
/// The step before or after one, as the sequence goes for those in the room.
[[nodiscard]] std::optional<std::size_t> step_after(const State& state, std::size_t step);
[[nodiscard]] std::optional<std::size_t> step_before(const State& state, std::size_t step);
/// Of slides, sheet, booklet. Nothing when the step has no document, or its length is not known.
[[nodiscard]] std::optional<std::uint64_t> pages_shown(const State& state, std::size_t step);
/// The page number on the wall; 0 when there is none to show.
[[nodiscard]] std::uint32_t page_shown(const State& state, std::size_t step);
[[nodiscard]] bool turns_pages(kits::StepType type);
/// Of a document, by entry. Nothing while that is not known; 0: it cannot be shown.
[[nodiscard]] std::optional<std::uint32_t> page_count(const State& state, const std::string& document);

}  // namespace mallette::session
