// SPDX-License-Identifier: GPL-3.0-or-later
// The one way in which times and durations are written, on the command line and in manifests:
//
//     SS[.mmm]   MM:SS[.mmm]   HH:MM:SS[.mmm]   or a number with ms, s, min or h
//     12.5       04:12         02:30:00.040     1500ms  2s  1.5 min  3h
//
// One to three digits may follow the point. Before a colon-separated form, and before a
// number with a unit, a minus sign is allowed where the caller takes offsets. In MM:SS the
// minutes may exceed 59 (a film is "95:00" long to many people); seconds never may, nor
// minutes behind hours. A space may stand before the unit.
//
// Pure functions: any thread. Precision: one millisecond.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mallette {

enum class TimeSign {
  kPositive,  ///< a place or a duration: a minus sign is refused
  kEither,    ///< an offset
};

/// The forms above, for an error message's `allowed`.
inline constexpr std::string_view kTimeForms = "SS[.mmm], MM:SS[.mmm], HH:MM:SS[.mmm], 500ms, 2s, 5min, 1h";

/// Nothing when the text is not of the grammar, or is beyond 1000 hours.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_time(std::string_view text,
                                                                  TimeSign sign = TimeSign::kPositive);

/// "04:12", "1:02:30", "-00:01.500": the shortest form of the grammar that parses back to
/// the same value; milliseconds only where there are some.
[[nodiscard]] std::string format_time(std::chrono::milliseconds time);

}  // namespace mallette
