// SPDX-License-Identifier: GPL-3.0-or-later
// Folders that Windows knows by numbers of their own (knownfolders.h), wherever an administration has put them.
// Any thread. Windows only.
#pragma once

#include <windows.h>

#include <string>

namespace mallette {

/// UTF-8; it need not be there. Empty: Windows does not say.
[[nodiscard]] std::string known_folder(const GUID& id);

}  // namespace mallette
