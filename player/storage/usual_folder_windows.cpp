// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the profile that stays on this machine: a journal that is written all the time is not for a profile that
// an administration copies over its network at each login.
#include <initguid.h>  // the known folders' own numbers
#include <windows.h>

#include <knownfolders.h>
#include <shlobj.h>

#include <memory>

#include "kits/base/utf8_path.h"
#include "player/storage/usual_folder.h"

namespace mallette::storage {
namespace {

struct FreeText {
  void operator()(wchar_t* text) const { ::CoTaskMemFree(text); }
};

}  // namespace

const char* const kUsualStatePlace = "%LOCALAPPDATA%";

std::optional<std::string> usual_state_folder() {
  wchar_t* text = nullptr;
  const HRESULT found = ::SHGetKnownFolderPath(FOLDERID_LocalAppData, KF_FLAG_DONT_VERIFY, nullptr, &text);
  const std::unique_ptr<wchar_t, FreeText> owned(text);
  if (found != S_OK || text == nullptr) return std::nullopt;
  return utf8(std::filesystem::path(text)) + "/Mallette";
}

}  // namespace mallette::storage
