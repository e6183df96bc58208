// SPDX-License-Identifier: GPL-3.0-or-later
// What people are not shown among their files. One source a system. Internal to player/app/. Any thread.
#pragma once

#include <filesystem>

namespace mallette::app {

/// A name with a dot before it, on every system; on Windows what is marked as hidden or as the system's too.
[[nodiscard]] bool is_hidden(const std::filesystem::path& path);

}  // namespace mallette::app
