// SPDX-License-Identifier: GPL-3.0-or-later
// Where the running program lies, links followed. One source a system. Internal to player/app/. Any thread.
#pragma once

#include <filesystem>

namespace mallette::app {

/// Its file; empty where the system does not say.
[[nodiscard]] std::filesystem::path executable_file();
/// The folder of that; "." where the system does not say.
[[nodiscard]] std::filesystem::path executable_folder();

}  // namespace mallette::app
