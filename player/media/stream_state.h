// SPDX-License-Identifier: GPL-3.0-or-later
// Where one stream stands within the current generation.
#pragma once

#include <cstdint>

namespace mallette::media {

enum class StreamState : std::uint8_t {
  kPending,  ///< nothing has come out of it since the seek; it may
  kFlowing,  ///< it has given something, and may give more
  kEnded,    ///< nothing more will come until the next seek
  kAbsent,   ///< its file has no such stream
  kFailed,   ///< it cannot be read or decoded
};

/// Nothing more will come in this generation.
constexpr bool is_over(StreamState state) {
  return state == StreamState::kEnded || state == StreamState::kAbsent || state == StreamState::kFailed;
}

}  // namespace mallette::media
