// SPDX-License-Identifier: GPL-3.0-or-later
// What the system hands to main(), made the same everywhere. One source a system.
#pragma once

#include <string>
#include <vector>

namespace mallette::cli {

/// Once, first in main(): the arguments behind the program's name, UTF-8, and standard output and error as they are
/// wanted by who started it (on Windows, see there).
[[nodiscard]] std::vector<std::string> begin(int argc, char** argv);

/// A sentence that was written to standard error, for a person who sees no standard error: on Windows, a box on the
/// screen when the program was started from neither a console nor a script. Waits until it is closed.
void show_where_nothing_is_read(const std::string& sentence);

}  // namespace mallette::cli
