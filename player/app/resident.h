// SPDX-License-Identifier: GPL-3.0-or-later
// A program that was started from a key outlives the key. The system reads each page of program and libraries when
// that is needed for the first time; where it then cannot, it ends the program on the spot (SIGBUS), notes and all.
//
// On Windows the files themselves ask for the same: a mark in their heads has the loader take them into memory whole
// when they lie on something that can be pulled out (packaging/windows/run_from_memory.py).
#pragma once

#include <cstddef>
#include <string>

namespace mallette::app {

/// Everything that is mapped from files below the folder, as memory of the process's own from now on: how many bytes; 0 where
/// there is nothing of the kind, or the system forbids it. Reads what was not needed so far, which takes as long as the
/// key takes. Libraries that are kept stay loaded; what is loaded later wants another call. Any thread; the others run on.
std::size_t keep_in_memory(const std::string& utf8_folder);

}  // namespace mallette::app
