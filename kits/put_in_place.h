// SPDX-License-Identifier: GPL-3.0-or-later
// The last step of writing a file whole or not at all. Internal to kits/.
#pragma once

#include <optional>
#include <string>

#include "kits/base/error.h"

namespace mallette::kits {

/// Brings `written` to the disk, then gives it the name `target` (replacing it), then brings the
/// folder to the disk. Both lie in one folder. kFileUnwritable with the system's reason.
[[nodiscard]] std::optional<Error> put_in_place(const std::string& utf8_written,
                                                const std::string& utf8_target);

}  // namespace mallette::kits
