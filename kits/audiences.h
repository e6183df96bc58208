// SPDX-License-Identifier: GPL-3.0-or-later
// Who can be in the room, in words: kits/audiences.toml. Kits and plans name people by id; any id is
// allowed there, so one that is not found here is shown as it is.
//
// Plain values, read once: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kits/base/error.h"

namespace mallette::kits {

struct Audience {
  std::string id;
  std::string group;      ///< id of an AudienceGroup
  std::string name;       ///< French, women and men together: as it is shown
  std::string feminine;   ///< French, women
  std::string masculine;  ///< French, men
  std::string english;
};

struct AudienceGroup {
  std::string id;
  std::string name;  ///< French
  std::string english;
};

struct Audiences {
  std::vector<AudienceGroup> groups;  ///< in the order in which they are shown
  std::vector<Audience> all;          ///< in the order of the file

  /// Null for an id that is not in the list.
  [[nodiscard]] const Audience* find(std::string_view id) const;
  [[nodiscard]] std::vector<const Audience*> in_group(std::string_view group) const;
};

/// subject: the file's name, for errors. kManifestSyntax, kManifestMissing, kManifestType,
/// kManifestValue (not an id), kManifestReference (no such group), kManifestDuplicate.
[[nodiscard]] Result<Audiences> read_audiences(std::string_view toml, const std::string& subject);

}  // namespace mallette::kits
