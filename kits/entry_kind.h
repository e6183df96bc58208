// SPDX-License-Identifier: GPL-3.0-or-later
// What an entry is, told by its extension, and what follows from it: how large it may be, how
// it is packed, what a bare file's neighbours are to it.
//
// Pure functions: any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace mallette::kits {

enum class EntryKind {
  kVideo,
  kAudio,
  kPicture,
  kDocument,  ///< PDF, ODT, DOCX ...
  kText,      ///< captions, Markdown, TOML ...
  kOther,
};

inline constexpr std::uint64_t kTextLimit = 16ULL << 20;
inline constexpr std::uint64_t kDocumentLimit = 256ULL << 20;  ///< pictures and others too
inline constexpr std::uint64_t kInflateLimit = 256ULL << 20;   ///< of a media entry that is not stored
inline constexpr std::uint64_t kEntriesLimit = 10'000;

[[nodiscard]] EntryKind entry_kind(std::string_view path);

/// Video and sound: read in place, so without a limit when they are stored.
[[nodiscard]] bool is_media(EntryKind kind);

/// The largest content that may be read; the highest number there is for media.
[[nodiscard]] std::uint64_t size_limit(EntryKind kind);

}  // namespace mallette::kits
