// SPDX-License-Identifier: GPL-3.0-or-later
// One saved session, and the file it lies in: what the list of sessions to take up again needs,
// around a snapshot that this room does not look into.
//
//     mallette-journal 1 SIZE CHECKSUM\n     SIZE in bytes, CHECKSUM: FNV-1a 64 of the rest, hexadecimal
//     { "kit_path": ..., "snapshot": "..." }
//
// The checksum tells a file that a disk brought to an end halfway from a whole one.
// Pure functions: any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "kits/base/error.h"

namespace mallette::storage {

inline constexpr std::size_t kRecordLimit_bytes = 16 * 1024 * 1024;

struct SessionRecord {
  std::string kit_path;  ///< where the kit lay
  std::string kit_id;
  std::string kit_title;
  std::string kit_version;
  std::string plan_id;
  std::string plan_title;
  std::string step_title;
  std::string session_id;  ///< of its report; empty: saved before there were reports
  std::string tracks;  ///< what people in the room need, as the program writes it; may be empty
  std::string own_plan;  ///< the trainer's own plan as it was led, as its file; empty: it is the kit's
  std::chrono::sys_seconds saved_at{};
  std::string snapshot;
  friend bool operator==(const SessionRecord&, const SessionRecord&) = default;
};

[[nodiscard]] std::string write_record(const SessionRecord& record);
/// kSessionDamaged, or kSessionOutdated for a file of a later program. subject: the file's name.
[[nodiscard]] Result<SessionRecord> read_record(std::string_view bytes, const std::string& subject);

}  // namespace mallette::storage
