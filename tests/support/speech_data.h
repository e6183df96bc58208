// SPDX-License-Identifier: GPL-3.0-or-later
// Where the voices are that tests speak with.
#pragma once

#include <string>

namespace mallette::test {

/// As espeak_engine() takes it. Windows has no voices of its own: those that are built for it lie beside the program.
inline std::string speech_data() {
#ifdef _WIN32
  return MALLETTE_SHARE_DIR;
#else
  return {};
#endif
}

}  // namespace mallette::test
