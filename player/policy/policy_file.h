// SPDX-License-Identifier: GPL-3.0-or-later
// The file in which an IT department says what may be opened and copied:
//
//   folders = ["/srv/kits"]        # kits open only from these folders, and those in them
//   copies = false                 # nothing that is in a kit is written elsewhere, nor opened in another program
//
//   [[publisher]]                  # where there is one: only kits that one of them signed are opened
//   name = "MIPROF"
//   key = "RWSf1qJvejj25rK2..."    # the second line of minisign's public key
//
// Every key is optional. One that is not known, or a value that is not understood, refuses the whole file: what was
// meant to be forbidden must not be allowed by a slip of the hand.
//
// Pure function: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"
#include "kits/origin.h"

namespace mallette::policy {

inline constexpr std::uint64_t kPolicyLimit_bytes = 1 << 20;

struct Policy {
  std::string file;                                        ///< where it was read
  std::optional<std::vector<kits::Publisher>> publishers;  ///< nothing: anybody
  std::optional<std::vector<std::string>> folders;         ///< absolute; nothing: anywhere
  bool copies = true;
  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Whether folders may be written relative to the file's own: on a key, which has another name in each computer.
enum class FolderNames { kAbsolute, kRelativeToo };

/// kPolicyDamaged with file, place, key, found, allowed.
[[nodiscard]] Result<Policy> read_policy(std::string_view toml, const std::string& file, FolderNames names);

}  // namespace mallette::policy
