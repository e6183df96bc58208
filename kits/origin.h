// SPDX-License-Identifier: GPL-3.0-or-later
// Who made a kit, as far as that can be known: by the signature in it, and by keys that are known here. Plain values.
#pragma once

#include <optional>
#include <string>

#include "kits/minisign.h"

namespace mallette::kits {

/// Somebody whose key is known on this computer, and by what name.
struct Publisher {
  std::string name;
  MinisignKey key;
  friend bool operator==(const Publisher&, const Publisher&) = default;
};

enum class OriginState {
  kUnsigned,    ///< no signature: every folder and bare film, and packed kits without one
  kUnknownKey,  ///< a signature by a key that is not known here: it proves nothing
  kVerified,    ///< signed with the key of `publisher`
};

struct Origin {
  OriginState state = OriginState::kUnsigned;
  std::string key_id = {};                         ///< of the signature, as minisign prints it
  std::optional<Publisher> publisher = {};         ///< kVerified
  std::string comment = {};                        ///< kVerified: the trusted comment, with spaces for tabs
};

}  // namespace mallette::kits
