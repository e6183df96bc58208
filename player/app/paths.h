// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program's own files lie. Found from the executable (through links), so that it runs
// from a build tree, an installation and an unpacked archive alike, from any folder.
#pragma once

#include <string>
#include <vector>

#include "kits/base/error.h"

namespace mallette::app {

struct Paths {
  std::string share;         ///< fonts, translations, data
  std::string translations;  ///< share/translations
  std::string beside;        ///< the folder of the program itself, where kits may lie
  std::vector<std::string> caption_fonts;
  std::string speech_data;   ///< the folder that holds espeak-ng-data; empty: where the system has it
};

/// kFileNotFound, naming the folder that was looked for, when the installation is not whole.
[[nodiscard]] Result<Paths> find_paths();

}  // namespace mallette::app
