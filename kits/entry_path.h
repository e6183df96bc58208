// SPDX-License-Identifier: GPL-3.0-or-later
// The names a kit may hold.
//
// Kits travel on FAT-formatted keys between Linux and Windows, and are opened by people who
// did not make them: a name must mean the same file everywhere, and never one outside the kit.
// So: UTF-8 in Normalization Form C, parts joined by "/", relative; no empty part, no "." or
// ".."; no backslash, colon (drive letters, NTFS streams) or control character; no part that
// Windows reserves (CON, NUL, COM1 ..., with any extension) or that ends in a dot or a space;
// at most 255 bytes a part and 1024 in all.
//
// Pure functions: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mallette::kits {

enum class PathFault {
  kEmpty,
  kTooLong,
  kNotUtf8,
  kNotNfc,
  kAbsolute,
  kEmptyPart,
  kDotPart,  ///< "." or ".."
  kBackslash,
  kColon,
  kControl,
  kReserved,
  kTrailing,  ///< a part that ends in a dot or a space
};

/// Nothing when the name is allowed.
[[nodiscard]] std::optional<PathFault> check_entry_path(std::string_view path);

/// The rule that is broken, as a short name for an Error's detail: "dot-part".
[[nodiscard]] std::string_view code_name(PathFault fault);

/// Two names that fold to the same text are one file on FAT: simple case mapping, each code
/// point to its upper and then to its lower case. The text must be UTF-8.
[[nodiscard]] std::string fold_case(std::string_view utf8);

/// The file name's extension in lower-case ASCII without its dot; empty when there is none.
[[nodiscard]] std::string extension_of(std::string_view path);

}  // namespace mallette::kits
