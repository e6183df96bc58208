// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/cli/entry.h"

namespace mallette::cli {

std::vector<std::string> begin(int argc, char** argv) { return {argv + 1, argv + argc}; }

void show_where_nothing_is_read(const std::string&) {}

}  // namespace mallette::cli
