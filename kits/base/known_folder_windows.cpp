// SPDX-License-Identifier: GPL-3.0-or-later
#include "kits/base/known_folder.h"

#include <shlobj.h>

#include <memory>

#include "kits/base/utf8_path.h"

namespace mallette {
namespace {

struct FreeText {
  void operator()(wchar_t* text) const { ::CoTaskMemFree(text); }
};

}  // namespace

std::string known_folder(const GUID& id) {
  wchar_t* text = nullptr;
  const HRESULT found = ::SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY, nullptr, &text);
  const std::unique_ptr<wchar_t, FreeText> owned(text);
  return found == S_OK && text != nullptr ? utf8(std::filesystem::path(text)) : std::string();
}

}  // namespace mallette
