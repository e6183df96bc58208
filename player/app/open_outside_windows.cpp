// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>

#include <objbase.h>
#include <shellapi.h>

#include "player/app/file_paths.h"
#include "player/app/open_outside.h"

namespace mallette::app {
namespace {

/// The shell may hand the work to a COM object, which is then of this thread.
class Com {
 public:
  Com() : begun_(SUCCEEDED(::CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE))) {}
  Com(const Com&) = delete;
  Com& operator=(const Com&) = delete;
  ~Com() {
    if (begun_) ::CoUninitialize();
  }

 private:
  const bool begun_;
};

}  // namespace

bool open_with_system(const std::string& path) {
  const Com com;
  const std::wstring file = to_path(path).make_preferred().wstring();  // the shell takes no "/"
  SHELLEXECUTEINFOW what{};
  what.cbSize = sizeof what;
  what.fMask = SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI;
  what.lpVerb = L"open";
  what.lpFile = file.c_str();
  what.nShow = SW_SHOWNORMAL;
  return ::ShellExecuteExW(&what) != 0;
}

}  // namespace mallette::app
