// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/hidden_files.h"

namespace mallette::app {

bool is_hidden(const std::filesystem::path& path) { return path.filename().native().starts_with('.'); }

}  // namespace mallette::app
