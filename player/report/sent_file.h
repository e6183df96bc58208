// SPDX-License-Identifier: GPL-3.0-or-later
// The small file that is sent on, `.bilan`: JSON, versioned, figures alone. It never holds a remark, nor a moment
// that was marked, nor anything else that the trainer wrote but date, tool and department.
//
//   { "mallette-bilan": 1, "id": "…", "saved_at": seconds, "date": "2026-11-27", "training": "formateurs", …,
//     "steps": [ { "type": "prompt", "elapsed_s": 612, "points": [3, 5], … } ] }
//
// And the draft of a report, for the trainer's own disk alone: what was typed so far, as it was typed, and the
// whole of what the session knows.
//
// Reading is strict: every key of its type and within its limits, and none that is not known.
// Pure functions: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kits/base/error.h"
#include "player/report/form.h"
#include "player/report/report.h"

namespace mallette::report {

inline constexpr int kSentVersion = 1;
inline constexpr std::size_t kSentLimit_bytes = 1024 * 1024;
inline constexpr std::size_t kDraftLimit_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t kStepsLimit = 2000;  ///< those behind it are left out
inline constexpr const char* kSentEnding = ".bilan";

struct Sent {
  Report report;               ///< without remarks and marks
  std::int64_t saved_at = 0;  ///< seconds since 1970: of two of one session the later counts
  friend bool operator==(const Sent&, const Sent&) = default;
};

[[nodiscard]] std::string write_sent(const Sent& sent);
/// kReportDamaged with what is wrong, kReportLater for a later version, kFileTooLarge. subject: the file.
[[nodiscard]] Result<Sent> read_sent(std::string_view bytes, const std::string& subject);

struct Draft {
  std::string id;
  Form form;
  Facts facts;  ///< remarks and marks with them
  friend bool operator==(const Draft&, const Draft&) = default;
};

[[nodiscard]] std::string write_draft(const Draft& draft);
/// As read_sent().
[[nodiscard]] Result<Draft> read_draft(std::string_view bytes, const std::string& subject);

}  // namespace mallette::report
