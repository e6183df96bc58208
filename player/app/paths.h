// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program's own files lie. Found from the executable (through links), so that it runs
// from a build tree, an installation and an unpacked archive alike, from any folder.
//
// Portable is a program with a file `portable` beside it, or above it where it lies in `bin`: whatever it keeps
// goes to `data` in the folder of that file, and nothing anywhere else (portable.h).
//
//   KEY/mallette/portable, data/, kits..., bin/mallette, share/mallette/      or  KEY/mallette/portable, mallette, share/
#pragma once

#include <string>
#include <vector>

#include "kits/base/error.h"

namespace mallette::app {

struct Paths {
  std::string share;         ///< fonts, translations, data
  std::string translations;  ///< share/translations
  std::string beside;        ///< the folder of the program itself, or of the marker: where kits may lie
  std::string data;          ///< of a portable program: where everything is kept; empty: where the system has it
  std::vector<std::string> caption_fonts;
  std::string speech_data;   ///< the folder that holds espeak-ng-data; empty: where the system has it
};

/// kFileNotFound, naming the folder that was looked for, when the installation is not whole.
[[nodiscard]] Result<Paths> find_paths();
/// The same for a program in this folder, absolute and without links.
[[nodiscard]] Result<Paths> find_paths(const std::string& program_folder);

}  // namespace mallette::app
