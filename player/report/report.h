// SPDX-License-Identifier: GPL-3.0-or-later
// What is reported of a session: what was done in it, as the session knows, and what the trainer adds
// afterwards. Figures alone: no names of people anywhere. The trainer's remarks are in it for the trainer's
// own report and are never in the file that is sent on (sent_file.h).
//
//   session::State ── facts_of() ──> Facts ─┐
//   Form ── read_form() ───────────> Typed ─┴─> Report ─┬─> report_page(): HTML, Markdown, ODT
//                                                       └─> write_sent(): .bilan ── add_up() ──> Summary
//
// Plain values: any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "player/session/state.h"

namespace mallette::report {

using session::Milliseconds;

/// The kinds of training that the mission's activity reports tell apart.
enum class Training : std::uint8_t { kNotSaid, kTrainers, kReferents, kDirect, kMultidisciplinary };
inline constexpr std::size_t kTrainingKinds = 5;

/// So many of those who answered.
struct Share {
  std::uint32_t yes = 0;
  std::uint32_t asked = 0;  ///< not less than yes
  friend bool operator==(const Share&, const Share&) = default;
};

inline constexpr std::uint32_t kMostPeople = 100'000;  ///< of one profession in one session
inline constexpr std::size_t kTextLimit_bytes = 200;   ///< tool, department
inline constexpr std::size_t kIdLimit_bytes = 64;      ///< of professions
inline constexpr std::size_t kProfessionsLimit = 200;
/// Participants of professions that the list does not have.
inline constexpr const char* kOtherProfessions = "autre";

/// All of it optional.
struct Typed {
  std::string date;  ///< "2026-11-27"
  Training training = Training::kNotSaid;
  std::string tool;        ///< the kit's title, or what else was used
  std::string department;  ///< code or name
  std::map<std::string, std::uint32_t> participants;  ///< by profession (kits/audiences.toml), none of them 0
  std::optional<Share> satisfied;  ///< with content and tools
  std::optional<Share> improved;   ///< knowledge and practice
  friend bool operator==(const Typed&, const Typed&) = default;
};

struct StepDone {
  kits::StepType type = kits::StepType::kMessage;
  std::string title;  ///< may be empty
  std::optional<Milliseconds> planned;
  Milliseconds elapsed{0};
  bool visited = false;
  std::uint32_t points = 0, points_ticked = 0;          ///< expected points
  std::uint32_t follow_ups = 0, follow_ups_shown = 0;
  std::string film;  ///< title: film, clip
  Milliseconds from{0};
  std::optional<Milliseconds> to;  ///< none: to the end
  std::string remark;              ///< the trainer's own
  friend bool operator==(const StepDone&, const StepDone&) = default;
};

struct MarkDone {
  std::string film;
  Milliseconds at{0};
  friend bool operator==(const MarkDone&, const MarkDone&) = default;
};

struct Facts {
  std::string kit_id, kit_title, kit_version;
  std::string plan_title;
  Milliseconds elapsed{0};  ///< without pauses of the session
  Milliseconds planned{0};  ///< 0: not said
  std::vector<StepDone> steps;  ///< those for the people in the room, and others that were shown
  std::vector<MarkDone> marks;
  friend bool operator==(const Facts&, const Facts&) = default;
};

struct Report {
  std::string id;  ///< 32 hexadecimal digits, one for each session
  Typed typed;
  Facts facts;
  friend bool operator==(const Report&, const Report&) = default;
};

[[nodiscard]] Facts facts_of(const session::State& state, const std::string& kit_title);
/// From the system's random numbers: says nothing of who or when.
[[nodiscard]] std::string new_id();
[[nodiscard]] bool is_id(std::string_view text);
[[nodiscard]] std::uint64_t people(const Typed& typed);

}  // namespace mallette::report
