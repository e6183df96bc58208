// SPDX-License-Identifier: GPL-3.0-or-later
// A file in whatever program the system has for its kind. One source a system. Internal to player/app/.
#pragma once

#include <string>

namespace mallette::app {

/// False: the system has none, or says no. The path is absolute, UTF-8. Any thread; may take its time.
[[nodiscard]] bool open_with_system(const std::string& path);

}  // namespace mallette::app
