// SPDX-License-Identifier: GPL-3.0-or-later
// Where the system has programs keep what they must remember. One source a system. Internal to player/storage/.
// Main thread, at the start: it reads the environment.
#pragma once

#include <optional>
#include <string>

namespace mallette::storage {

/// Absolute, with Mallette's own name at its end; it need not be there. Nothing: the system does not say.
[[nodiscard]] std::optional<std::string> usual_state_folder();
/// What would have said so, for the error.
extern const char* const kUsualStatePlace;

}  // namespace mallette::storage
