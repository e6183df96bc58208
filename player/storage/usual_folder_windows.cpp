// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the profile that stays on this machine: a journal that is written all the time is not for a profile that
// an administration copies over its network at each login.
#include <initguid.h>  // the known folders' own numbers
#include <windows.h>

#include <knownfolders.h>

#include "kits/base/known_folder.h"
#include "player/storage/usual_folder.h"

namespace mallette::storage {

const char* const kUsualStatePlace = "%LOCALAPPDATA%";

std::optional<std::string> usual_state_folder() {
  const std::string folder = known_folder(FOLDERID_LocalAppData);
  return folder.empty() ? std::nullopt : std::optional(folder + "/Mallette");
}

}  // namespace mallette::storage
