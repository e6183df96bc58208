// SPDX-License-Identifier: GPL-3.0-or-later
// A caption file, whatever it is called, into a CueList.
//
// The format is told by the content: "WEBVTT" at the start, else a SubRip timing line. An empty
// file (nothing, or blanks) is an empty list; a file with content and not one cue is an error,
// because a film that silently has no captions shuts deaf people out.
//
// Pure functions: any thread. Time and memory grow linearly with the file, hostile ones too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "subtitles/cue.h"

namespace mallette::subtitles {

inline constexpr std::size_t kMaxFileBytes = 16u << 20;
inline constexpr std::size_t kMaxCues = 100'000;
inline constexpr std::size_t kMaxCueBytes = 8192;  ///< of one cue's text as written
inline constexpr std::size_t kMaxTags = 400'000;   ///< of a whole file; later text is read plain
inline constexpr std::size_t kMaxWarnings = 1000;
inline constexpr std::size_t kMaxRegions = 256;
inline constexpr std::size_t kMaxStyleRules = 64;

enum class ReadErrorCode : std::uint8_t {
  kTooLarge,       ///< more than kMaxFileBytes
  kUnknownFormat,  ///< nothing in it is known; found: the format, where it can be told, else how it starts
  kNoCue,          ///< of a known format, and without one cue that can be shown
};

struct [[nodiscard]] ReadError {
  ReadErrorCode code;
  std::string file_name = {};
  std::uint32_t line = 0;  ///< of the first thing that went wrong, from 1; 0: none in particular
  std::string found = {};
  std::string allowed = {};
};

/// `file_name` is only for messages and for telling a WebVTT file whose header is missing.
[[nodiscard]] tl::expected<CueList, ReadError> read(std::span<const std::byte> bytes,
                                                    std::string_view file_name);

/// "no-cue", for logs and reports.
[[nodiscard]] std::string_view code_name(ReadErrorCode code);

}  // namespace mallette::subtitles
