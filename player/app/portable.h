// SPDX-License-Identifier: GPL-3.0-or-later
// A portable program leaves nothing behind on the machine it is plugged into. What it keeps itself goes to
// Paths::data; here the libraries are kept from leaving caches in the person's home:
//
//   Mesa, NVIDIA's driver   compiled shaders: not kept
//   PulseAudio's client     a cookie, where there is none yet: kept in data/, or nowhere on a read-only key
//   fontconfig              what it knows of the system's fonts: not asked; the archive brings fonts for PDFs that
//                           hold none (share/mallette/document-fonts)
//
// On Windows none of these libraries is there, and nothing need be done. What Windows itself notes of a program that
// was started (its name among the recent ones, the drivers' shaders) is not ours to keep from it.
//
// Once, at the start of main(): no other thread runs yet.
#pragma once

#include "player/app/paths.h"

namespace mallette::app {

/// Nothing at all for a program that is not portable. kFileUnreadable: the archive is not whole.
[[nodiscard]] Result<void> leave_nothing_behind(const Paths& paths);

}  // namespace mallette::app
